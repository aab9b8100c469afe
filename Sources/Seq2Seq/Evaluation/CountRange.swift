/// Whole numbers from one to another, or without an end: `0`, `2–4`, `100+`.
package struct CountRange: Sendable, Equatable, CustomStringConvertible {
  package let first: Int
  /// nil: no end.
  package let last: Int?

  /// Ranges that begin with these numbers, one after another; the last has no end.
  ///
  /// - Parameter starts: ascending.
  static func ranges(from starts: [Int]) -> [CountRange] {
    starts.indices.map { i in
      CountRange(first: starts[i], last: i + 1 < starts.count ? starts[i + 1] - 1 : nil)
    }
  }

  package func contains(_ number: Int) -> Bool { number >= first && number <= last ?? .max }

  package var description: String {
    guard let last else { return "\(grouped(first))+" }
    return first == last ? grouped(first) : "\(grouped(first))–\(grouped(last))"
  }
}
