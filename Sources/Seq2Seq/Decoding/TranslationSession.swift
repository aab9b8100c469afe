/// Translates with a model: owns the working memory and threads that a model itself lacks.
///
/// ```swift
/// let model = try TranslationModel(path: "models/default.safetensors")
/// let session = TranslationSession(model)
/// print(try session.translate(["The crow was thirsty ."])[0][0].text)
/// ```
///
/// Only one thread at a time may use a session; several sessions can share the model.
/// `AsyncSession` is for use in tasks.
///
/// Several models translate together as an ensemble: the next token's probability is the mean of
/// theirs, log p(y_t) = log (Σ_m p_m(y_t) / M). They may differ in everything except the target's
/// vocabulary; each reads the source in its own way.
public final class TranslationSession {
  /// The models; the first one turns tokens into text.
  public let models: [TranslationModel]
  /// The context of each model.
  let contexts: [Context]
  /// Contexts with the weights as they were trained, whatever they are rounded to in translation.
  private(set) lazy var exactContexts =
    device.precision == .float32
    ? contexts : models.map { Context($0.slab, on: Device(device, precision: .float32)) }
  let reading: SourceReading

  /// The first model.
  public var model: TranslationModel { models[0] }
  var device: Device { contexts[0].device }

  /// A session of one model.
  ///
  /// - Parameters:
  ///   - model: may be shared by several sessions.
  ///   - threads: the number of threads that share the work, the calling one included.
  ///   - weights: the format that the weights are rounded to while they are used; with `.bfloat16`
  ///     products are those of training.
  public convenience init(
    _ model: TranslationModel, threads: Int = availableCores, weights: NumberFormat = .float32
  ) {
    self.init(model, device: Device(threads: threads, precision: weights))
  }

  /// A session of an ensemble.
  ///
  /// - Parameters:
  ///   - models: at least one.
  ///   - threads: the number of threads that share the work, the calling one included.
  ///   - weights: the format that the weights are rounded to while they are used; with `.bfloat16`
  ///     products are those of training.
  /// - Throws: `ModelError.otherVocabulary` where the target's vocabularies differ.
  public convenience init(
    ensemble models: [TranslationModel], threads: Int = availableCores,
    weights: NumberFormat = .float32
  ) throws(ModelError) {
    try self.init(ensemble: models, device: Device(threads: threads, precision: weights))
  }

  convenience init(_ model: TranslationModel, device: Device) {
    self.init(checked: [model], device: device)
  }

  convenience init(ensemble models: [TranslationModel], device: Device) throws(ModelError) {
    try ModelError.require("models", models.count, in: 1...Int.max)
    for (place, model) in models.enumerated().dropFirst() {
      try models[0].target.vocabulary.requireEqual(model.target.vocabulary, ofModel: place)
    }
    self.init(checked: models, device: device)
  }

  private init(checked models: [TranslationModel], device: Device) {
    self.models = models
    contexts = models.map { Context($0.slab, on: device) }
    reading = SourceReading(models.map(\.source))
  }

  // MARK: - Translating

  /// Bytes of memory that a short line, its tokens and its translation take.
  private static let memoryPerLine = 640

  /// Translations of each line, best first, as many as `options.nBest` asks for and the search
  /// finds. A line without words has one empty translation. A line of more than
  /// `options.maximumLength` tokens is translated in pieces.
  ///
  /// A line's translations do not depend on the other lines, the batch size or the number of
  /// threads, to the bit.
  ///
  /// - Throws: `ModelError` for options out of range, where the weights overflow, and for weights beyond
  ///   float16 in a session of that format.
  public func translate(
    _ lines: [String], _ options: DecodingOptions = DecodingOptions()
  ) throws -> [[Translation]] {
    var all: [[Translation]] = []
    try translate(lines, options) { all += $0 }
    return all
  }

  /// The same for a filter: `finished` is called with the lines' translations in order, some lines
  /// at a time, as soon as they and all before them are ready. What it throws ends the translation.
  public func translate(
    _ lines: [String], _ options: DecodingOptions, finished: ([[Translation]]) throws -> Void
  ) throws {
    try translate(lines, options, beforeSearch: {}, finished)
  }

  /// - Parameter beforeSearch: called before each group of lines that are searched together; what
  ///   it throws ends the translation.
  func translate(
    _ lines: [String], _ options: DecodingOptions, beforeSearch: () throws -> Void,
    _ finished: ([[Translation]]) throws -> Void
  ) throws {
    try options.validate()
    try requireRange()
    requireMemory(Self.memoryPerLine * lines.count)
    var pieces: [Piece] = []
    var results = [LineResult](repeating: LineResult(), count: lines.count)
    let prefix = LineBeginning(options.prefix, model.target)
    for (line, text) in lines.enumerated() {
      let parts = reading.parts(
        of: text, options, splits: options.splitsSentences && !model.summary.hasLinesOfSentences)
      results[line].parts = Array(repeating: nil, count: parts.count)
      for (part, source) in parts.enumerated() {
        pieces.append(
          Piece(
            line: line, part: part, source: source, prefix: part == 0 ? prefix : LineBeginning()))
      }
    }
    // Lines of similar length are searched together, so that they end at the same time.
    pieces.sort { ($1.length, $0.line, $0.part) < ($0.length, $1.line, $1.part) }
    var next = 0
    func tell() throws {
      var some: [[Translation]] = []
      while next < lines.count, let translations = results[next].joined(options) {
        some.append(translations)
        results[next] = LineResult()
        next += 1
      }
      if !some.isEmpty { try finished(some) }
    }
    var rest = pieces[...]
    while !rest.isEmpty {
      try beforeSearch()
      let some = Array(rest.prefix(Self.searched(of: rest, options)))
      rest = rest.dropFirst(some.count)
      for (piece, found) in zip(some, try translate(some, options)) {
        results[piece.line].parts[piece.part] = found
      }
      try tell()
    }
    try tell()  // lines without words, where there are no others
  }

  /// Whether the weights are known to be in the range of the session's number format.
  private var isInRange = false

  private func requireRange() throws {
    if isInRange { return }
    do {
      for model in models { try model.requireRange(of: device.precision, path: "") }
    } catch SafetensorsError.tooLargeForFloat16(_, let tensor, _, let value) {
      throw ModelError.outOfRange(
        name: tensor, found: "\(value)", expected: "within 65504 in magnitude for float16")
    }
    isInRange = true
  }

  /// How many of the pieces are read at once: those that are searched together, and those that
  /// replace finished ones, as long as the encoder's states stay small.
  private static func searched(of pieces: ArraySlice<Piece>, _ options: DecodingOptions) -> Int {
    let batch = options.batch
    var count = 0, tokens = 0
    for piece in pieces.prefix(4 * batch) {
      tokens += piece.length
      if count >= batch && tokens > 24 * batch { break }
      count += 1
    }
    return count
  }

  /// A unit of translation: a line, or a part of one.
  private struct Piece {
    let line: Int
    let part: Int
    let source: SourceText
    let prefix: LineBeginning

    /// Its number of tokens in the first model.
    var length: Int { source.ids[0].count }

    /// The key of what is drawn for it, from the line and the part; its samples have the numbers
    /// from there on.
    func key(_ options: DecodingOptions) -> Int {
      (((options.linesBefore &+ line) &<< 16 &+ part) &<< 10) & .max
    }
  }

  private struct LineResult {
    var parts: [[Translation]?] = []

    /// The line's translations, once all its parts have theirs.
    func joined(_ options: DecodingOptions) -> [Translation]? {
      let found = parts.compactMap { $0 }
      if found.count < parts.count { return nil }
      return Translation.best(found, options)
    }
  }

  private func translate(_ pieces: [Piece], _ options: DecodingOptions) throws -> [[Translation]] {
    var search = TranslationSearch(
      members: zip(models, contexts).map { .init(network: $0.network, context: $1) },
      options: options)
    let recorder = options.recordsSearch ? SearchRecorder() : nil
    search.recorder = recorder
    let ranksByCoverage = options.coveragePenalty > 0 && !options.samples
    if ranksByCoverage { search.options.nBest = options.beam }
    let found = search(
      pieces.map { .init(ids: $0.source.ids, prefix: $0.prefix.ids, key: $0.key(options)) })
    if !found.joined().allSatisfy(\.score.isFinite) { throw ModelError.notFinite }
    // Attention is computed afterwards, where it is needed.
    var pairs: [ForcedPair] = []
    var places: [[Int?]] = []
    for (piece, hypotheses) in zip(pieces, found) {
      places.append(
        hypotheses.map { hypothesis in
          let copies =
            options.copiesUnknownWords && hypothesis.tokens.contains(Vocabulary.unknown)
          guard options.aligns || copies || ranksByCoverage else { return nil }
          pairs.append((piece.source, hypothesis.tokens))
          return pairs.count - 1
        })
    }
    let alphas = try attention(pairs, batch: options.batch)
    return try pieces.indices.map { number in
      let (piece, hypotheses) = (pieces[number], (found[number], places[number]))
      var translations = try zip(hypotheses.0, hypotheses.1).map { hypothesis, place in
        try translation(hypothesis, of: piece, alpha: place.map { alphas[$0] }, options)
      }
      if ranksByCoverage {  // equal scores keep their order
        translations = translations.enumerated()
          .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
          .prefix(options.nBest).map(\.element)
      }
      if let recorder, number < recorder.trees.count, !translations.isEmpty {
        translations[0].searches = [recorder.trees[number]]
      }
      return translations
    }
  }

  private func translation(
    _ hypothesis: TranslationSearch.Hypothesis, of piece: Piece, alpha: [[Float]]?,
    _ options: DecodingOptions
  ) throws -> Translation {
    var tokens = model.target.vocabulary.decode(hypothesis.tokens)
    if let alpha, options.copiesUnknownWords {
      for (t, id) in hypothesis.tokens.enumerated() where id == Vocabulary.unknown {
        tokens[t] = copied(at: t, piece.source, alpha, options)
      }
    }
    tokens.replaceSubrange(
      0..<min(piece.prefix.tokens.count, tokens.count), with: piece.prefix.tokens)
    var alignment: AlignmentMatrix?
    var wordScores: [Float]?
    if let alpha, options.aligns {
      let words = model.target.tokenizer.joinedWords(tokens)
      alignment = matrix(piece.source.words, words, alpha: alpha, tokens: options.alignsTokens)
      if options.tokenScores {
        wordScores = self.wordScores(words, hypothesis.tokenScores, tokens: options.alignsTokens)
      }
    }
    var explanation: TranslationExplanation?
    if let alpha, options.explainedChoices > 0 {
      explanation = try self.explanation(
        of: Explained(
          source: piece.source, ids: hypothesis.tokens, given: piece.prefix.ids.count,
          tokens: tokens, alpha: alpha), options)
    }
    let text = model.target.tokenizer.detokenize(tokens)
    let coverage = alpha.map { options.coveragePenalty * Self.coverage($0) } ?? 0
    return Translation(
      text: options.joinsSubwords ? SubwordMark.join(text) : text,
      score: hypothesis.score + coverage, tokens: hypothesis.tokens, alignment: alignment,
      tokenScores: options.tokenScores ? hypothesis.tokenScores : nil, wordScores: wordScores,
      explanation: explanation,
      coverage: coverage)
  }

  /// Σ_j log min(Σ_t α_tj, 1) over the source's tokens except its end symbol; each term is at least
  /// the logarithm of the least normal number, so that the sum is finite.
  ///
  /// Source: Wu et al. 2016, §7.
  private static func coverage(_ alpha: [[Float]]) -> Float {
    let source = (alpha.first?.count ?? 1) - 1
    return (0..<source).reduce(0) { sum, j in
      let attended = alpha.reduce(Float(0)) { $0 + $1[j] }
      return sum + Float(log(Double(max(min(attended, 1), .leastNormalMagnitude))))
    }
  }
}
