/// Works with a language model: owns the working memory and threads that a model itself lacks.
///
/// ```swift
/// let model = try LanguageModel(path: "models/story-lstm.lm.safetensors")
/// let session = LanguageModelSession(model)
/// print(try session.generate("The crow", GenerationOptions())[0])
/// ```
///
/// Only one thread at a time may use a session; several sessions can share the model.
/// `AsyncSession` is for use in tasks.
public final class LanguageModelSession {
  /// The model that the session works with; other sessions may share it.
  public let model: LanguageModel
  let context: Context
  /// Tokens that are read or scored at once.
  private static let chunk = 256

  /// - Parameters:
  ///   - model: may be shared by sessions.
  ///   - threads: the number of threads that share the work, the calling one included.
  public convenience init(_ model: LanguageModel, threads: Int = availableCores) {
    self.init(model, device: Device(threads: threads))
  }

  convenience init(_ model: LanguageModel, device: Device) {
    self.init(model, Context(model.slab, on: device))
  }

  private init(_ model: LanguageModel, _ context: Context) {
    self.model = model
    self.context = context
  }

  private var network: LanguageModelNetwork { model.network }

  /// The token before the first token of a text.
  var opening: Int32 {
    model.configuration.mode == .stream ? Vocabulary.end : Vocabulary.begin
  }

  /// The opening and the tokens that a model continues from; for a model of lines only those of the
  /// last line.
  func opened(_ text: String) -> [Int32] {
    let tokens = model.text.encode(text: text)
    guard model.configuration.mode == .lines, let end = tokens.lastIndex(of: Vocabulary.end) else {
      return [opening] + tokens
    }
    return [opening] + tokens[(end + 1)...]
  }

  // MARK: - Generating

  /// Continues a prompt: returns `options.samples` texts without the prompt, or with a beam the
  /// best one.
  ///
  /// `piece` is called with what each text grows by. The same seed gives the same texts.
  ///
  /// - Throws: `ModelError` for options out of range, and where the weights overflow; what `piece`
  ///   throws, which ends the generation.
  public func generate(
    _ prompt: String, _ options: GenerationOptions = GenerationOptions(),
    piece: (_ sample: Int, _ text: String) throws -> Void = { _, _ in }
  ) throws -> [String] {
    try options.validate()
    let tokens = opened(prompt)
    if let beam = options.beam {
      let text = try search(from: tokens, beam: beam, options)
      try piece(0, text)
      return [text]
    }
    let sampling = TextSampling(sibling(), after: tokens, options)  // `piece` may use this session
    while let pieces = try sampling.next() {
      for (sample, text) in pieces { try piece(sample, text) }
    }
    return sampling.texts
  }

  /// A session with the same threads and weights, and memory of its own.
  func sibling() -> LanguageModelSession {
    LanguageModelSession(model, Context(device: context.device, weights: context.weights))
  }

  /// The most probable next tokens, best first, with their probabilities.
  ///
  /// - Throws: `ModelError` for a `count` below 1, and where the weights overflow.
  public func predict(
    _ text: String, count: Int
  ) throws -> [(token: String, probability: Double)] {
    try ModelError.require("count", count, in: 1...Int.max)
    let states = CarriedStates(network, lanes: 1)
    let tokens = opened(text)
    read(tokens.dropLast(), states)
    context.arena.reset()
    let step = HypothesisStates(
      network.stack, from: states.copies(in: context), capacity: 1, in: context)
    let x = network.embedding.forward([tokens[tokens.count - 1]], in: context)
    let h = step.advance(x, after: [step.firstRow], in: context)
    let best = network.output.nextTokens(
      of: h, count: count, without: [Vocabulary.begin], in: context)
    return try zip(best.words, best.logProbabilities).map { word, logProbability in
      guard logProbability.isFinite else { throw ModelError.notFinite }
      return (model.text.vocabulary.token(word), exp(Double(logProbability)))
    }
  }

  // MARK: - Scoring

  /// The log-probability of each line with its end. A stream continues from one line to the next.
  ///
  /// - Throws: `ModelError` where the weights overflow.
  public func score(_ lines: [String]) throws -> [TextScore] {
    let scorer = scorer()
    return try lines.map { try scorer.score($0) }
  }

  /// Scores lines in order, as a stream continues from one to the next. It is an object, not a
  /// value, since it holds the position in the text, which a copy would share.
  package final class Scorer {
    private let session: LanguageModelSession
    private let states: CarriedStates
    private var last: Int32
    private var isInLine = false

    fileprivate init(_ session: LanguageModelSession) {
      self.session = session
      states = CarriedStates(session.network, lanes: 1)
      last = session.opening
    }

    /// The score of a line and of its end, or of a piece of a line that continues in the next
    /// piece.
    package func score(_ line: String, continues: Bool = false) throws -> TextScore {
      let targets = session.model.text.encode(line) + (continues ? [] : [Vocabulary.end])
      if session.model.configuration.mode == .lines, !isInLine {
        states.clear()
        last = Vocabulary.begin
      }
      isInLine = continues
      let inputs = ([last] + targets).dropLast()
      last = targets.last ?? last
      return try TextScore(targets, session.logProbabilities(Array(inputs), targets, states))
    }
  }

  package func scorer() -> Scorer { Scorer(self) }

  // MARK: - Steps

  private func logProbabilities(
    _ inputs: [Int32], _ targets: [Int32], _ states: CarriedStates
  ) -> [Float] {
    var all: [Float] = []
    for range in inputs.indices.chunks(of: Self.chunk) {
      context.arena.reset()
      let batch = LanguageModelBatch([(inputs[range], targets[range])])
      let trace = network.forward(batch, from: states.copies(in: context), in: context)
      states.keep(trace, batch.steps)
      all += network.output.logProbabilities(trace.output, targets: batch.targets, in: context)
    }
    return all
  }

  /// Advances the states past these tokens.
  func read(_ tokens: ArraySlice<Int32>, _ states: CarriedStates) {
    var rest = tokens
    while !rest.isEmpty {
      context.arena.reset()
      let batch = LanguageModelBatch([(rest.prefix(Self.chunk), rest.prefix(Self.chunk))])
      rest = rest.dropFirst(Self.chunk)
      states.keep(
        network.forward(batch, from: states.copies(in: context), in: context), batch.steps)
    }
  }

  /// The most probable text; where lines end it, each line is the most probable one after those
  /// before it.
  private func search(
    from prompt: [Int32], beam: Int, _ options: GenerationOptions
  ) throws -> String {
    let isOfLines = model.configuration.mode == .lines
    let endsWithLine = isOfLines || options.lines != nil
    let states = CarriedStates(network, lanes: 1)
    var writer = writer(after: prompt)
    var text = "", unread = prompt, length = options.length, lines = options.lines ?? 1
    while true {
      read(unread.dropLast(), states)
      let last = unread[unread.count - 1]
      let found = try best(
        after: last, states, beam: beam, length: length,
        endWord: endsWithLine ? Vocabulary.end : nil)
      length -= found.count
      lines -= 1
      let isWhole = endsWithLine && found.last == Vocabulary.end
      for token in isWhole ? found.dropLast() : found[...] { text += writer.append(token) }
      if !isWhole || lines <= 0 || length <= 0 { return text }
      text += writer.append(Vocabulary.end)
      unread = isOfLines ? [opening] : [last] + found
      if isOfLines { states.clear() }
    }
  }

  /// The most probable tokens after `last`, with the end word where they reached it.
  private func best(
    after last: Int32, _ states: CarriedStates, beam: Int, length: Int, endWord: Int32?
  ) throws -> [Int32] {
    context.arena.reset()
    let step = HypothesisStates(
      network.stack, from: states.copies(in: context), capacity: beam, in: context)
    var decoding = DecodingOptions()
    decoding.beam = beam
    let search = BeamSearch(options: decoding, endWord: endWord)
    let found = search(
      limits: [length], firstWord: last, startRows: [step.firstRow]
    ) { next in
      context.scratch {
        let x = network.embedding.forward(next.words, in: context)
        return network.output.nextTokens(
          of: step.advance(x, after: next.parents, in: context), count: beam,
          without: [Vocabulary.unknown, Vocabulary.begin], in: context)
      }
    }
    guard found[0][0].score.isFinite else { throw ModelError.notFinite }
    return found[0][0].tokens
  }

  /// A writer that has written the prompt, so that what follows is joined to it correctly.
  func writer(after prompt: [Int32]) -> LanguageModelTextWriter {
    var writer = model.text.writer()
    for token in prompt.dropFirst() { _ = writer.append(token) }
    return writer
  }
}
