/// Whether the numbers of two sentences can be the same.
enum NumbersInText {
  /// Numbers of each side that the other side lacks; nil where nothing is wrong.
  ///
  /// Languages write numbers as words, times by different clocks and lengths in different units. So
  /// only numbers of at least three digits count, such as years, and sides with different counts of
  /// numbers are not judged. Tables of more than `most` numbers are skipped, since comparing them
  /// would take long.
  static func difference(_ source: String, _ target: String) -> String? {
    let x = numbers(in: source), y = numbers(in: target)
    guard x.count == y.count, x.count <= most else { return nil }
    guard let first = without(x, y).first(where: { $0.utf8.count >= 3 }),
      let second = without(y, x).first(where: { $0.utf8.count >= 3 })
    else { return nil }
    return "\(first), \(second)"
  }

  private static let most = 100

  /// Those of `numbers` that occur more often there than in `others`.
  private static func without(_ numbers: [String], _ others: [String]) -> [String] {
    var left = others
    return numbers.filter { number in
      guard let place = left.firstIndex(of: number) else { return true }
      left.remove(at: place)
      return false
    }
  }

  /// The numbers of a text in ASCII digits. Marks that group three digits do not separate: `1,000`,
  /// `1.000`, `1 000`, `1'000`.
  static func numbers(in text: String) -> [String] {
    var result: [String] = []
    var isGrouped = false  // the last number may continue with three digits
    var run = "", gap = 0, joins = false
    func close() {
      guard !run.isEmpty else { return }
      if isGrouped, joins, run.utf8.count == 3, let last = result.popLast() {
        result.append(last + run)
      } else {
        result.append(run)
        isGrouped = run.utf8.count <= 3
      }
      run = ""
      gap = 0
    }
    for scalar in text.unicodeScalars {
      if let digit = decimal(scalar) {
        run.unicodeScalars.append(digit)
        continue
      }
      close()
      gap += 1
      joins = gap == 1 && separators.contains(scalar)
    }
    close()
    return result
  }

  private static let separators: [Unicode.Scalar] = [
    ",", ".", "'", "\u{2019}", " ", "\u{A0}", "\u{202F}", "\u{66C}",
  ]

  private static func decimal(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if 0x30...0x39 ~= scalar.value { return scalar }
    guard scalar.value > 0x5FF, scalar.properties.numericType == .decimal,
      let value = scalar.properties.numericValue, 0...9 ~= value
    else { return nil }
    return Unicode.Scalar(48 + UInt8(value))
  }
}
