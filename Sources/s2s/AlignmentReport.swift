import Seq2Seq

/// What is reported about the alignments of all pairs together.
struct AlignmentReport {
  static let gold = Option.file(
    "gold",
    "gold links of each pair, a line of i-j, and of ipj for possible ones: with a heatmap they are "
      + "marked in it, else the measures below are printed instead of links")
  static let summary = Option.flag(
    "summary", "print the measures below instead of links, of all pairs together")
  static let options: [any OptionDeclaration] = [gold, summary]

  /// What the measures mean, for the help.
  static let meaning = """
    AER, alignment-precision and alignment-recall compare links with gold ones (Och and Ney 2003). \
    coverage is the share of source words whose total attention is at least \
    \(fixed(AttentionSummary.covering, 1)); entropy is the mean over target words of −Σ α log α in \
    nats; entropy-share is the mean of its share of log (S + 1), the entropy of even attention over S \
    words and the end symbol.
    """

  private let reader: AlignmentReader?
  /// Pairs that hold words.
  private var pairs = 0
  private var rate = AlignmentErrorRate()
  private var attention = AttentionSummary()
  private var reverse = AttentionSummary()

  init(_ arguments: Arguments) throws {
    reader = try arguments[Self.gold].map { try AlignmentReader(path: $0) }
  }

  /// Whether it is printed instead of links.
  static func isWanted(_ arguments: Arguments, draws: Bool = false) -> Bool {
    arguments[summary] || arguments.has(gold) && !draws
  }

  /// Counts the links of a line. Returns them compared with its gold ones, if there are any.
  ///
  /// - Parameters:
  ///   - links: the line's links; nil: the line is not a pair, and its gold links do not count.
  ///   - matrix: its attention; nil: not known.
  ///   - reverse: the attention of the other direction.
  mutating func add(
    _ links: Set<WordLink>?, _ matrix: AlignmentMatrix?, reverse: AlignmentMatrix? = nil
  ) throws -> GoldLinks? {
    if let matrix { attention.add(matrix) }
    if let reverse { self.reverse.add(reverse) }
    if links != nil, matrix?.source.isEmpty != true { pairs += 1 }
    let words = matrix.map { (source: $0.source.count, target: $0.target.count) }
    guard let gold = try reader?.alignment(words: words), let links else { return nil }
    rate.add(links, gold: gold)
    return GoldLinks(gold, found: links)
  }

  /// Refuses gold lines after the last pair.
  func finish() throws { try reader?.finish() }

  /// - Throws: `CommandError` where there was no pair.
  func write(json: Bool) throws {
    if pairs == 0 {
      let option: any OptionDeclaration = reader == nil ? Self.summary : Self.gold
      throw CommandError.nothingToMeasure(option: "\(option)")
    }
    var report = Report(shown: reader == nil ? [] : Self.entries(rate))
    if attention.pairs > 0 { report.shown += Self.entries(attention) }
    if reverse.pairs > 0 { report.shown += Self.entries(reverse, "reverse-") }
    if attention.pairs > 0 { report.others.append(("pairs", .plain(attention.pairs))) }
    if reader != nil { report.others.append(("links", .plain(rate.links))) }
    try report.write(json: json)
  }

  static func entries(_ rate: AlignmentErrorRate) -> [Report.Entry] {
    [
      ("AER", .number(rate.rate, 3)), ("alignment-precision", .number(rate.precision, 3)),
      ("alignment-recall", .number(rate.recall, 3)),
    ]
  }

  static func entries(_ attention: AttentionSummary, _ prefix: String = "") -> [Report.Entry] {
    [
      (prefix + "coverage", .number(attention.coverage, 3)),
      (prefix + "entropy", .number(attention.entropy, 3)),
      (prefix + "entropy-share", .number(attention.entropyShare, 3)),
    ]
  }
}
