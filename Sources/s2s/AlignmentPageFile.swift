import Seq2Seq

/// `align --html`: the file of a page for a browser.
struct AlignmentPageFile {
  static let html = Option.file(
    "html",
    "write a page for a browser into this file: sentences to choose from, with heatmap, links, "
      + "scores, other translations and the beam")
  static let beside = Option.file(
    "beside", "with \(html): a second model, shown beside the first; several: an ensemble"
  ).repeatable

  static let options: [any OptionDeclaration] = [html, beside]

  /// The number of source words times target words beyond which a sentence is not shown.
  private static let mostWeights = 1_000_000

  /// A model with its session.
  private struct Side {
    let used: TranslatorsInUse
    let session: TranslationSession
  }

  /// Each model's reading of a line.
  struct Readings {
    fileprivate let sides: [AlignmentPage.Reading?]

    /// What the first model attended to, without words where the line is not a pair.
    var matrix: AlignmentMatrix { sides[0]?.alternatives.first?.matrix ?? .empty }
  }

  private let file: PageFile
  private let sides: [Side]
  private var page: AlignmentPage
  /// The number of lines so far, including those without a sentence.
  private var lines = 0

  /// Refuses options that do not go together.
  static func check(_ arguments: Arguments) throws(UsageError) {
    try arguments.require(html, for: beside)
    try arguments.exclude(html, Options.json, SymmetrizedAlignment.kind)
  }

  /// nil where no page is asked for.
  ///
  /// - Throws: an error where the file must not be replaced, before anything is translated; and
  ///   what reading the second model throws.
  init?(_ arguments: Arguments, _ used: TranslatorsInUse, _ session: TranslationSession) throws {
    guard let file = try PageFile(Self.html, arguments) else { return nil }
    var sides = [Side(used: used, session: session)]
    let names = arguments[Self.beside]
    if !names.isEmpty {
      let weights = arguments[Options.weights]
      let other = try TranslatorsInUse(arguments, named: names, weights: weights)
      if other.languages != used.languages {
        Stream.error.line(
          "s2s: \(displayable(other.path)): translates \(other.languages), not \(used.languages)")
      }
      sides.append(
        Side(
          used: other,
          session: try other.session(threads: arguments.threads, weights: weights)))
    }
    self.file = file
    self.sides = sides
    let shown = sides.map(\.used.fileNames)
    let areAlike = shown.count > 1 && shown[0] == shown[1]
    page = AlignmentPage(
      title: "Alignment \(used.languages)", models: areAlike ? sides.map(\.used.path) : shown,
      languages: [used.model.source.language, used.model.target.language])
  }

  /// Lines as each model aligns them.
  func readings(of lines: [PairInput.Line], _ options: DecodingOptions) throws -> [Readings] {
    let found = try sides.map { side in
      try side.used.naming { try Self.readings(of: lines, side.session, options) }
    }
    return lines.indices.map { place in Readings(sides: found.map { $0[place] }) }
  }

  /// Adds lines to the page.
  ///
  /// - Parameter gold: the gold links of each line, if there are any.
  mutating func add(
    _ lines: [PairInput.Line], _ readings: [Readings], gold: [GoldLinks?]
  ) throws {
    for place in lines.indices {
      self.lines += 1
      let found = readings[place].sides
      let isEmpty =
        lines[place].source == nil || found.allSatisfy { $0.map { !$0.hasWords } ?? false }
      if isEmpty, lines[place].pair == nil { continue }
      if page.count == AlignmentPage.mostSentences {
        throw CommandError.tooManyForPage(
          option: "\(Self.html)", most: AlignmentPage.mostSentences)
      }
      page.add(
        number: self.lines, found.map { $0.flatMap(Self.shown) }, gold: gold[place]?.gold)
    }
  }

  func write() throws {
    try file.write(page.text())
  }

  // MARK: - Readings

  private static func shown(_ reading: AlignmentPage.Reading) -> AlignmentPage.Reading? {
    let isShort = reading.alternatives.allSatisfy {
      $0.matrix.source.count * $0.matrix.target.count <= mostWeights
    }
    return isShort ? reading : nil
  }

  /// The reading of each line; nil where it has no sentence, or too many tokens to be aligned.
  private static func readings(
    of lines: [PairInput.Line], _ session: TranslationSession, _ options: DecodingOptions
  ) throws -> [AlignmentPage.Reading?] {
    func isForced(_ pair: SentencePair) -> Bool {
      PairInput.tokens(pair, session.model) <= PairInput.mostTokens
    }
    var options = options
    options.nBest = min(options.beam, AlignmentPage.mostAlternatives)
    (options.scores, options.tokenScores, options.recordsSearch) = (true, true, true)
    let open = lines.compactMap { $0.pair == nil ? $0.source : nil }
    var forced = try session.alignAndScore(
      lines.compactMap(\.pair).filter(isForced), batch: options.batch, tokens: options.alignsTokens)[
        ...]
    var found = try session.translate(open, options)[...]
    return lines.map { line in
      switch line {
      case .nothing: nil
      case .pair(let pair):
        isForced(pair) ? forced.popFirst().map { AlignmentPage.Reading($0) } : nil
      case .source:
        found.popFirst().flatMap { translations in
          translations.contains { $0.alignment == nil }
            ? nil : AlignmentPage.Reading(translations, session.model.target.vocabulary)
        }
      }
    }
  }
}

extension AlignmentPage.Reading {
  fileprivate var hasWords: Bool { alternatives.contains { !$0.matrix.source.isEmpty } }

  /// The reading of a target that was given.
  fileprivate init(_ found: ScoredAlignment) {
    self.init(
      alternatives: [
        AlignmentPage.Alternative(
          found.matrix, wordScores: found.wordScores, score: found.score)
      ], isGiven: true)
  }

  /// - Parameter translations: the best one first.
  fileprivate init(_ translations: [Translation], _ vocabulary: Vocabulary) {
    let searches = translations.first?.searches ?? []
    self.init(
      alternatives: translations.map {
        AlignmentPage.Alternative(
          $0.alignment ?? .empty, wordScores: $0.wordScores ?? [], score: $0.score)
      }, isGiven: false,
      beams: searches.map { tree in
        BeamFigure(tree, vocabulary) { node in
          // With several parts, translations are combinations of the parts' translations.
          searches.count == 1
            ? translations.firstIndex { $0.tokens == tree.tokens(to: node) }
            : node == tree.best ? 0 : nil
        }
      })
  }
}

extension BeamFigure {
  /// - Parameter rank: the rank of a node that is a whole hypothesis among the translations that
  ///   are shown.
  fileprivate init(_ tree: SearchTree, _ vocabulary: Vocabulary, rank: (Int) -> Int?) {
    var followed = [Set<Int32>](repeating: [], count: tree.nodes.count + 1)
    for node in tree.nodes { followed[(node.parent ?? -1) + 1].insert(node.token) }
    func passedOver(_ next: [SearchTree.NextToken], after node: Int) -> [Word] {
      next.filter { !followed[node + 1].contains($0.token) }.prefix(1).map {
        Word(vocabulary.token($0.token), logProbability: $0.logProbability)
      }
    }
    self.init(
      nodes: tree.nodes.enumerated().map { i, node in
        let outcome: Outcome =
          switch node.outcome {
          case .followed: .followed
          case .dropped: .dropped
          case .open: .open
          case .finished(let score): .finished(score: score, rank: rank(i))
          }
        return Node(
          vocabulary.token(node.token), parent: node.parent, place: node.place, sum: node.sum,
          outcome: outcome, passedOver: passedOver(node.next, after: i))
      }, passedOver: passedOver(tree.first, after: -1))
  }
}
