/// A source word and a target word that say the same, counted from zero.
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

/// The links of a sentence pair, as people or a model drew them: sure ones, which an alignment must
/// have, and possible ones, which it may have.
///
/// Written in Pharaoh format, `0-0 1-2`, source first; a possible link is `1p2`.
/// Source: Och and Ney 2003, §4.1.
public struct WordAlignment: Sendable, Equatable {
  /// Those that an alignment must have.
  public let sure: Set<WordLink>
  /// Without the sure ones.
  public let possible: Set<WordLink>

  /// What is sure is left out of the possible links.
  public init(sure: Set<WordLink>, possible: Set<WordLink> = []) {
    self.sure = sure
    self.possible = possible.subtracting(sure)
  }

  /// Reads a line in Pharaoh format; an empty one has no links.
  ///
  /// Throws the part that is no link.
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

  /// Digits alone, and not so many that no sentence could be so long.
  private static func number(_ digits: Substring.UTF8View) -> Int? {
    let isNumber =
      (1...9).contains(digits.count)
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return isNumber ? Int(Substring(digits)) : nil
  }

  /// In Pharaoh format, ordered by source, then target.
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
