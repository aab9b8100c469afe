/// Beam search with the translator over sentences, `options.batch` of them side by side.
struct TranslationSearch {
  let network: EncoderDecoder
  let options: DecodingOptions
  let context: Context

  typealias Hypothesis = BeamSearch.Hypothesis

  /// Tokens of a translation at most, its end symbol included.
  static func lengthLimit(source: Int) -> Int { 2 * source + 10 }

  /// Translations of each source, best first, at least one and at most `options.nBest`.
  ///
  /// Sources are token numbers that end in the end symbol. Resets the arena.
  func callAsFunction(_ sources: [[Int32]]) -> [[Hypothesis]] {
    context.device.team.flushingDenormals { search(sources) }
  }

  private func search(_ sources: [[Int32]]) -> [[Hypothesis]] {
    context.arena.reset()
    let (source, start) = encoded(sources)
    let beam = max(options.beam, 1)
    let atOnce = min(sources.count, max(options.batch, 1))
    let capacity = atOnce * beam
    let step = DecoderStep(
      network.decoder, source, from: start, capacity: capacity, in: context)
    let output = context.matrix(capacity, network.decoder.size)
    let alpha = context.matrix(capacity, source.longest)
    return BeamSearch(options: options, atOnce: atOnce)(
      limits: sources.map { Self.lengthLimit(source: $0.count) }, firstWord: Vocabulary.begin,
      firstRow: step.firstRow
    ) { words, parents, places in
      let rows = 0..<words.count
      step(
        words: words, parents: parents, places: places, output: output.rows(rows),
        alpha: alpha.rows(rows))
      // What begins sentences never stands in one.
      return network.output.nextTokens(
        of: output.rows(rows), count: beam, without: [Vocabulary.begin],
        scored: beam > 1 || options.scores, in: context)
    }
  }

  /// Sources for attention, and where their translations start. What else the encoder writes is
  /// taken back, `options.batch` sources at a time.
  private func encoded(_ sources: [[Int32]]) -> (EncoderOutputs, [CellState]) {
    let decoder = network.decoder
    let starts = sources.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let states = context.matrix(starts[sources.count], network.encoder.size)
    let keys = context.matrix(starts[sources.count], decoder.attention.size)
    let start = decoder.order.stack.layers.map {
      CellState(
        h: context.matrix(sources.count, $0.size),
        c: context.matrix(sources.count, $0.cellStateSize))
    }
    for some in sources.indices.chunks(of: max(options.batch, 1)) {
      let rows = starts[some.lowerBound]..<starts[some.upperBound]
      context.scratch {
        let encoding = network.encode(Batch(sources: Array(sources[some])), in: context)
        states.rows(rows).copy(encoding.outputs.states)
        keys.rows(rows).copy(encoding.outputs.keys)
        for (state, found) in zip(start, encoding.start) {
          state.h.rows(some).copy(found.h)
          state.c.rows(some).copy(found.c)
        }
      }
    }
    return (EncoderOutputs(states: states, keys: keys, starts: starts), start)
  }
}

/// Steps of the decoder for hypotheses, each a row, on states that rows are arranged in.
struct DecoderStep {
  let decoder: Decoder
  let source: EncoderOutputs
  private let states: HypothesisStates
  private let fedBack: HypothesisRows
  private let history: HypothesisRows?
  private let context: Context
  /// The row that the first sentence of `start` starts from; the others follow.
  var firstRow: Int32 { states.firstRow }

  /// States for up to `capacity` hypotheses, and those that sentences start from.
  init(
    _ decoder: Decoder, _ source: EncoderOutputs, from start: [CellState], capacity: Int,
    in context: Context
  ) {
    self.decoder = decoder
    self.source = source
    self.context = context
    states = HypothesisStates(
      decoder.order.stack, from: start, capacity: capacity, in: context)
    func none(_ columns: Int) -> HypothesisRows {
      HypothesisRows(
        from: context.zeros(start.first?.h.rows ?? 0, columns), capacity: capacity, in: context)
    }
    fedBack = none(decoder.order.fedBackSize)
    history = decoder.keepsHistory ? none(source.longest) : nil
  }

  /// Reads a word into each hypothesis and writes h̃. Row i goes on from row `parents[i]` of the
  /// step before, stands at `places[i]`, and becomes row i.
  ///
  /// Shapes: output `[rows, n]`, alpha `[rows, longest source]`.
  func callAsFunction(
    words: [Int32], parents: [Int32], places: [RowPlace], output: Matrix, alpha: Matrix
  ) {
    context.scratch {
      let e = decoder.embedding.forward(words, in: context)
      let now = decoder.rows(
        e, recurrent: states.rows(reading: e, after: parents, in: context),
        places: places[...], source, fedBack: fedBack.arranged(parents, in: context),
        historyBefore: history?.arranged(parents, in: context), history: history?.next(words.count),
        output: output, alpha: alpha, in: context)
      decoder.order.step(now, source, in: context)
      fedBack.next(words.count).copy(output.columns(0..<decoder.order.fedBackSize))
    }
  }
}
