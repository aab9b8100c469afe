/// The median and other quantiles of numbers.
package struct Quantiles: Sendable, Equatable, Encodable {
  package let median: Int
  /// The number that 95 of 100 do not exceed.
  package let most95: Int
  package let longest: Int

  private enum CodingKeys: String, CodingKey {
    case median, longest
    case most95 = "percentile_95"
  }

  /// All are 0 where there are no numbers.
  init(_ numbers: [Int32]) {
    let sorted = numbers.sorted()
    func at(_ share: Double) -> Int {
      sorted.isEmpty ? 0 : Int(sorted[min(Int(share * Double(sorted.count)), sorted.count - 1)])
    }
    (median, most95, longest) = (at(0.5), at(0.95), Int(sorted.last ?? 0))
  }
}
