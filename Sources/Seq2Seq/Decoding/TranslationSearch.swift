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
    for first in stride(from: 0, to: sources.count, by: max(options.batch, 1)) {
      let some = first..<min(first + max(options.batch, 1), sources.count)
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
