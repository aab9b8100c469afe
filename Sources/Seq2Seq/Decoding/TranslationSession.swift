/// Translates with a model: owns the working memory and threads that a model itself lacks.
///
///     let model = try TranslationModel(path: "models/default.safetensors")
///     let session = TranslationSession(model)
///     print(try session.translate(["The crow was thirsty ."])[0][0].text)
///
/// A session works for one thread at a time; further ones can share the model. `AsyncSession` works
/// for tasks.
public final class TranslationSession {
  public let model: TranslationModel
  private let context: Context
  /// With the weights as they were trained, whatever they are rounded to in translating.
  private lazy var exactContext =
    context.device.precision == .float32
    ? context : Context(model.slab, on: Device(context.device, precision: .float32))

  /// - Parameter threads: that share the work, this one included.
  /// - Parameter weights: what the weights are rounded to while they are used.
  public convenience init(
    _ model: TranslationModel, threads: Int = availableCores, weights: NumberFormat = .float32
  ) {
    self.init(model, device: Device(threads: threads, precision: weights))
  }

  init(_ model: TranslationModel, device: Device) {
    self.model = model
    context = Context(model.slab, on: device)
  }

  // MARK: - Translating

  /// What a short line, its tokens and its translation take.
  private static let memoryPerLine = 640

  /// Translations of each line, best first, as many as `options.nBest` asks for and the search
  /// finds. A line without words has one empty translation; a line of more than
  /// `options.maximumLength` tokens is translated in pieces, each to its best.
  ///
  /// A line's translations are the same to the bit whatever stands beside it, at any batch size and
  /// number of threads.
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

  /// The same for a filter: `finished` is given the lines' translations in order, some lines at a
  /// time, as soon as they and all before them are there. What it throws ends the translation.
  public func translate(
    _ lines: [String], _ options: DecodingOptions, finished: ([[Translation]]) throws -> Void
  ) throws {
    try translate(lines, options, beforeSearch: {}, finished)
  }

  /// - Parameter beforeSearch: called before the lines that are searched side by side; what it throws
  ///   ends the translation.
  func translate(
    _ lines: [String], _ options: DecodingOptions, beforeSearch: () throws -> Void,
    _ finished: ([[Translation]]) throws -> Void
  ) throws {
    try options.validate()
    try requireRange()
    requireMemory(Self.memoryPerLine * lines.count)
    var pieces: [Piece] = []
    var results = [LineResult](repeating: LineResult(), count: lines.count)
    for (line, text) in lines.enumerated() {
      let words = model.source.words(text, copiesUnknown: options.copiesUnknownWords)
      let splits = options.splitsSentences && !model.summary.hasLinesOfSentences
      let parts = (splits ? model.source.sentences(words, of: text) : [words]).flatMap {
        SentencePieces.split($0, limit: options.maximumLength)
      }
      results[line].parts = Array(repeating: nil, count: parts.count)
      for (part, words) in parts.enumerated() {
        pieces.append(
          Piece(line: line, part: part, words: words, ids: model.source.encode(words)))
      }
    }
    // Of one length side by side, so that they end together.
    pieces.sort { ($1.ids.count, $0.line, $0.part) < ($0.ids.count, $1.line, $1.part) }
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

  /// Whether the weights are known to be within the session's number format.
  private var isInRange = false

  private func requireRange() throws {
    if isInRange { return }
    do {
      try model.requireRange(of: context.device.precision, path: "")
    } catch SafetensorsError.tooLargeForFloat16(_, let tensor, _, let value) {
      throw ModelError.outOfRange(
        name: tensor, found: "\(value)", expected: "within 65504 in magnitude for float16")
    }
    isInRange = true
  }

  /// How many of the pieces are read at once: beyond those that are searched side by side, the ones
  /// that take the places of those that are done, as long as the encoder's states stay small.
  private static func searched(of pieces: ArraySlice<Piece>, _ options: DecodingOptions) -> Int {
    let batch = options.batch
    var count = 0, tokens = 0
    for piece in pieces.prefix(4 * batch) {
      tokens += piece.ids.count
      if count >= batch && tokens > 24 * batch { break }
      count += 1
    }
    return count
  }

  /// What is translated at once: a line, or a part of a long one.
  private struct Piece {
    let line: Int
    let part: Int
    let words: [TokenizedWord]
    let ids: [Int32]
  }

  private struct LineResult {
    var parts: [[Translation]?] = []

    /// The line's translations, once all of its parts have theirs.
    func joined(_ options: DecodingOptions) -> [Translation]? {
      let found = parts.compactMap { $0 }
      if found.count < parts.count { return nil }
      return Translation.best(found, options)
    }
  }

  private func translate(_ pieces: [Piece], _ options: DecodingOptions) throws -> [[Translation]] {
    let search = TranslationSearch(network: model.network, options: options, context: context)
    let found = search(pieces.map(\.ids))
    if !found.joined().allSatisfy(\.score.isFinite) { throw ModelError.notFinite }
    // Attention is looked up afterwards, where it is needed.
    var pairs: [(source: [Int32], target: [Int32])] = []
    var places: [[Int?]] = []
    for (piece, hypotheses) in zip(pieces, found) {
      places.append(
        hypotheses.map { hypothesis in
          let copies =
            options.copiesUnknownWords && hypothesis.tokens.contains(Vocabulary.unknown)
          guard options.aligns || copies else { return nil }
          pairs.append((piece.ids, hypothesis.tokens))
          return pairs.count - 1
        })
    }
    let alphas = try attention(pairs, batch: options.batch)
    return zip(pieces, zip(found, places)).map { piece, hypotheses in
      zip(hypotheses.0, hypotheses.1).map { hypothesis, place in
        translation(hypothesis, of: piece, alpha: place.map { alphas[$0] }, options)
      }
    }
  }

  private func translation(
    _ hypothesis: TranslationSearch.Hypothesis, of piece: Piece, alpha: [[Float]]?,
    _ options: DecodingOptions
  ) -> Translation {
    var tokens = model.target.vocabulary.decode(hypothesis.tokens)
    if let alpha, options.copiesUnknownWords {
      let source = piece.words.flatMap(\.tokens)
      for (t, id) in hypothesis.tokens.enumerated() where id == Vocabulary.unknown {
        tokens[t] = model.target.tokenizer.copy(
          of: argmax(alpha[t].dropLast()), in: source, by: model.source.tokenizer,
          lexicon: options.lexicon)
      }
    }
    var alignment: AlignmentMatrix?
    if let alpha, options.aligns {
      alignment = matrix(
        piece.words, model.target.tokenizer.joinedWords(tokens), alpha: alpha,
        tokens: options.alignsTokens)
    }
    let text = model.target.tokenizer.detokenize(tokens)
    return Translation(
      text: options.joinsSubwords ? SubwordMark.join(text) : text, score: hypothesis.score,
      tokens: hypothesis.tokens, alignment: alignment)
  }

  // MARK: - Given pairs

  /// How the words of each pair are aligned: the decoder is led through the target, and α of each
  /// of its steps tells what the next word looked at (forced decoding).
  ///
  /// A pair's matrix is the same to the bit whatever stands beside it. Memory grows with the product
  /// of its lengths.
  ///
  /// - Parameter batch: pairs side by side.
  /// - Parameter tokens: whether each token stands by itself, not only each word.
  /// - Throws: `ModelError` for a `batch` out of range, and where the weights overflow.
  public func align(
    _ pairs: [SentencePair], batch: Int = 64, tokens: Bool = false
  ) throws -> [AlignmentMatrix] {
    let words = pairs.map {
      (
        source: model.source.words($0.source, copiesUnknown: true),
        target: model.target.words($0.target)
      )
    }
    let alphas = try attention(
      words.map { (model.source.encode($0.source), model.target.encode($0.target)) },
      batch: batch)
    return zip(words, alphas).map { words, alpha in
      matrix(words.source, words.target, alpha: alpha, tokens: tokens)
    }
  }

  private func matrix(
    _ source: [TokenizedWord], _ target: [TokenizedWord], alpha: [[Float]], tokens: Bool
  ) -> AlignmentMatrix {
    AlignmentMatrix(
      source: model.source.tokenizer.shown(source, tokens: tokens),
      target: model.target.tokenizer.shown(target, tokens: tokens), alpha: alpha)
  }

  /// How probable the model holds each pair's target, in float32 whatever the session's weights are
  /// rounded to.
  ///
  /// A pair's score is the same to the bit whatever stands beside it. Memory grows with the product
  /// of its lengths. Parameters and errors are those of `align`.
  public func score(_ pairs: [SentencePair], batch: Int = 64) throws -> [TextScore] {
    let ids = pairs.map {
      (source: model.source.encode($0.source), target: model.target.encode($0.target))
    }
    let logs = try forced(ids, batch: batch, withProbabilities: true, \.logProbabilities)
    return try zip(ids, logs).map { try TextScore($0.target, $1) }
  }

  private func attention(
    _ pairs: [(source: [Int32], target: [Int32])], batch: Int
  ) throws -> [[[Float]]] {
    let alphas = try forced(pairs, batch: batch, withProbabilities: false, \.alpha)
    if !alphas.joined().joined().allSatisfy(\.isFinite) { throw ModelError.notFinite }
    return alphas
  }

  private func forced<Result>(
    _ pairs: [(source: [Int32], target: [Int32])], batch: Int, withProbabilities: Bool,
    _ result: (ForcedDecoding.Outcome) -> Result
  ) throws -> [Result] {
    try ModelError.require("batch", batch, in: DecodingOptions.batches)
    let decoding = ForcedDecoding(
      network: model.network, context: withProbabilities ? exactContext : context)
    return pairs.chunks(of: batch).flatMap {
      decoding(Array($0), withProbabilities: withProbabilities).map(result)
    }
  }
}
