/// Texts of a language model that are drawn together, one token of each at a time.
///
/// Its states are in its session's memory: until the texts are finished, nothing else may use that
/// memory.
final class TextSampling {
  private struct Sample {
    var row: Int32
    var token: Int32
    var random: RandomStream
    var writer: LanguageModelTextWriter
    var text = ""
    var lines = 0
    var isDone = false
  }

  private let session: LanguageModelSession
  private let options: GenerationOptions
  private let states: HypothesisStates
  private let lineLimit: Int
  private var samples: [Sample] = []
  private var length = 0

  /// - Parameter tokens: the tokens that the texts continue from, at least one.
  init(_ session: LanguageModelSession, after tokens: [Int32], _ options: GenerationOptions) {
    self.session = session
    self.options = options
    let context = session.context, network = session.model.network
    let prompt = CarriedStates(network, lanes: 1)
    session.read(tokens.dropLast(), prompt)
    context.arena.reset()
    states = HypothesisStates(
      network.stack, from: prompt.copies(in: context).map { Self.withZeroRow($0, in: context) },
      capacity: options.samples, in: context)
    lineLimit = options.lines ?? (session.model.configuration.mode == .lines ? 1 : .max)
    let writer = session.writer(after: tokens)
    samples = (0..<options.samples).map { i in
      Sample(
        row: states.firstRow, token: tokens[tokens.count - 1],
        random: RandomStream(seed: options.seed, use: .sampling, moment: i), writer: writer)
    }
  }

  /// The texts so far.
  var texts: [String] { samples.map(\.text) }

  /// Draws a token for each unfinished text, and returns what the texts grow by; nil once all are
  /// finished.
  ///
  /// - Throws: `ModelError.notFinite`.
  func next() throws -> [(sample: Int, text: String)]? {
    let live = samples.indices.filter { !samples[$0].isDone }
    if live.isEmpty || length == options.length { return nil }
    length += 1
    let sampler = TokenSampler(
      temperature: options.temperature, topK: options.topK, topP: options.topP)
    let isOfLines = session.model.configuration.mode == .lines
    var pieces: [(sample: Int, text: String)] = []
    try forEachRow(of: live) { row, logits in
      let i = live[row]
      samples[i].row = Int32(row)
      for special in [Vocabulary.unknown, Vocabulary.begin] {
        logits[Int(special)] = -.infinity
      }
      guard let token = sampler.pick(logits, &samples[i].random) else {
        throw ModelError.notFinite
      }
      samples[i].token = token
      let text = samples[i].writer.append(token)
      if token == Vocabulary.end { samples[i].lines += 1 }
      samples[i].isDone = samples[i].lines >= lineLimit
      if samples[i].isDone { return }  // the end of the last line ends the text
      samples[i].text += text
      pieces.append((i, text))
      if isOfLines, token == Vocabulary.end {
        samples[i].row = states.firstRow + 1
        samples[i].token = session.opening
      }
    }
    return pieces
  }

  /// Reads the last token of each text and hands the logits of the next one to `body`.
  private func forEachRow(
    of live: [Int],
    _ body: (_ row: Int, _ logits: UnsafeMutableBufferPointer<Float>) throws -> Void
  ) throws {
    let context = session.context, network = session.model.network
    try context.scratch {
      let x = network.embedding.forward(live.map { samples[$0].token }, in: context)
      let h = states.advance(x, after: live.map { samples[$0].row }, in: context)
      let logits = network.output.logits(h, in: context)
      for row in live.indices {
        try body(row, UnsafeMutableBufferPointer(start: logits.row(row), count: logits.columns))
      }
    }
  }

  /// The state after a prompt, and as a second row the state at a line's beginning.
  private static func withZeroRow(_ state: CellState, in context: Context) -> CellState {
    func extended(_ matrix: Matrix) -> Matrix {
      let rows = context.zeros(2, matrix.columns)
      rows.rows(0..<1).copy(matrix)
      return rows
    }
    return CellState(h: extended(state.h), c: extended(state.c))
  }
}
