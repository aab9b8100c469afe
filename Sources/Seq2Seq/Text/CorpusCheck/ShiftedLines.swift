/// Stretches of lines whose translations seem to be some lines before or after them.
///
/// From line to line of a block, the logarithms of the lengths of both sides rise and fall
/// together. Where they do so between lines that are some places apart, and not between the lines
/// themselves, the sides have slipped. Changes are compared, not lengths, since long sentences may
/// come together.
enum ShiftedLines {
  private static let block = 60
  private static let most = 3
  /// Correlations of a block: the most for lines as they are, and the least for shifted ones.
  private static let low = 0.3, high = 0.65

  struct Found: Equatable {
    /// Places of the sources.
    var places: Range<Int>
    /// How many lines later a source's target is.
    let offset: Int
  }

  static func find(_ sources: [Int32], _ targets: [Int32]) -> [Found] {
    let x = changes(sources), y = changes(targets)
    var found: [Found] = []
    for start in stride(from: 0, to: max(x.count - block + 1, 0), by: block / 2) {
      let places = start..<start + block
      guard correlation(x, y, places, 0) < low else { continue }
      var best = (offset: 0, value: 0.0)
      for offset in -most...most
      where places.lowerBound + offset >= 0 && places.upperBound + offset <= y.count {
        let value = correlation(x, y, places, offset)
        if value > best.value { best = (offset, value) }
      }
      guard best.value >= high else { continue }
      // A block in between that decides nothing joins its neighbors.
      if let last = found.last, last.offset == best.offset, last.places.upperBound + block >= start
      {
        found[found.count - 1].places = last.places.lowerBound..<places.upperBound
      } else {
        found.append(Found(places: places, offset: best.offset))
      }
    }
    return found
  }

  /// How much longer each line is than the one before, in logarithms; 0 for the first.
  private static func changes(_ lengths: [Int32]) -> [Double] {
    let logs = lengths.map { log(Double(max($0, 1))) }
    return zip(logs, [logs.first ?? 0] + logs).map { $0 - $1 }
  }

  /// Pearson's correlation of x[i] and y[i + offset].
  private static func correlation(
    _ x: [Double], _ y: [Double], _ places: Range<Int>, _ offset: Int
  ) -> Double {
    let n = Double(places.count)
    var (sx, sy, sxx, syy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for i in places {
      let (a, b) = (x[i], y[i + offset])
      sx += a
      sy += b
      sxx += a * a
      syy += b * b
      sxy += a * b
    }
    let (vx, vy) = (sxx - sx * sx / n, syy - sy * sy / n)
    guard vx > 1e-9, vy > 1e-9 else { return 0 }
    return (sxy - sx * sy / n) / (vx * vy).squareRoot()
  }
}
