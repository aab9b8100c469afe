/// A source word and a target word that mean the same, counted from zero.
public struct WordLink: Sendable, Hashable, Comparable {
  /// The place of the source word.
  public let source: Int
  /// The place of the target word.
  public let target: Int

  /// Both places count from zero.
  public init(_ source: Int, _ target: Int) {
    self.source = source
    self.target = target
  }

  /// By source, then target.
  public static func < (left: WordLink, right: WordLink) -> Bool {
    (left.source, left.target) < (right.source, right.target)
  }
}

/// The links of a sentence pair, drawn by people or by a model: sure ones, which an alignment must
/// have, and possible ones, which it may have.
///
/// Written in Pharaoh format, `0-0 1-2`, source first; a possible link is `1p2`.
/// Source: Och and Ney 2003, §4.1.
public struct WordAlignment: Sendable, Equatable {
  /// The links that an alignment must have.
  public let sure: Set<WordLink>
  /// The links that an alignment may have, without the sure ones.
  public let possible: Set<WordLink>

  /// Sure links are left out of the possible ones.
  public init(sure: Set<WordLink>, possible: Set<WordLink> = []) {
    self.sure = sure
    self.possible = possible.subtracting(sure)
  }

  /// Reads a line in Pharaoh format; an empty one has no links.
  ///
  /// - Throws: the part that is not a link.
  package init(pharaoh line: String) throws(NotALink) {
    var sure: Set<WordLink> = [], possible: Set<WordLink> = []
    for part in SpacedTokens.split(line) {
      let isPossible = part.utf8.contains(UInt8(ascii: "p"))
      let numbers = part.utf8.split(
        separator: UInt8(ascii: isPossible ? "p" : "-"), omittingEmptySubsequences: false
      ).map(Self.number)
      guard numbers.count == 2, let source = numbers[0], let target = numbers[1] else {
        throw NotALink(text: part)
      }
      if isPossible {
        possible.insert(WordLink(source, target))
      } else {
        sure.insert(WordLink(source, target))
      }
    }
    self.init(sure: sure, possible: possible)
  }

  /// A number of digits alone, and not so large that no sentence could be that long.
  private static func number(_ digits: Substring.UTF8View) -> Int? {
    let isNumber =
      (1...9).contains(digits.count)
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return isNumber ? Int(Substring(digits)) : nil
  }

  /// The links in Pharaoh format, ordered by source, then target.
  public var pharaoh: String {
    sure.union(possible).sorted()
      .map { "\($0.source)\(sure.contains($0) ? "-" : "p")\($0.target)" }
      .joined(separator: " ")
  }
}

/// A part of a line that is not `i-j` or `ipj`.
package struct NotALink: Error, Equatable {
  package let text: String
}
