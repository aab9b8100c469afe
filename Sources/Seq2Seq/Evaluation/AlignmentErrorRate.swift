/// How far alignments A are from gold ones with sure links S and possible links P ⊇ S:
///
///     precision = |A ∩ P| / |A|    recall = |A ∩ S| / |S|
///     AER = 1 − (|A ∩ S| + |A ∩ P|) / (|A| + |S|)
///
/// Counted over all sentence pairs together. 0 is perfect; 1 means that no link is right.
/// Source: Och and Ney 2003, §4.1.
public struct AlignmentErrorRate: Sendable, Equatable {
  /// |A|
  public private(set) var links = 0
  /// |S|
  public private(set) var sure = 0
  /// |A ∩ S|
  public private(set) var hits = 0
  /// |A ∩ P|
  public private(set) var allowed = 0

  /// No pair has been counted.
  public init() {}

  /// Counts a sentence pair.
  public mutating func add(_ found: Set<WordLink>, gold: WordAlignment) {
    let surelyRight = found.intersection(gold.sure).count
    links += found.count
    sure += gold.sure.count
    hits += surelyRight
    allowed += surelyRight + found.intersection(gold.possible).count
  }

  /// 1 where nothing was aligned.
  public var precision: Double { links == 0 ? 1 : Double(allowed) / Double(links) }
  /// 1 where the gold has no sure link.
  public var recall: Double { sure == 0 ? 1 : Double(hits) / Double(sure) }
  /// 0 where neither has a link.
  public var rate: Double {
    links + sure == 0 ? 0 : 1 - Double(hits + allowed) / Double(links + sure)
  }
}
