/// Beam search with the translator over sentences, `options.batch` of them side by side.
struct BeamSearch {
  let network: Network
  let options: DecodingOptions
  let pass: Pass

  typealias Hypothesis = HypothesisSearch.Hypothesis

  /// Tokens of a translation at most, its end symbol included.
  static func lengthLimit(source: Int) -> Int { 2 * source + 10 }

  /// Translations of each source, best first, at least one and at most `options.nBest`.
  ///
  /// Sources are token numbers that end in the end symbol. Resets the workspace.
  func callAsFunction(_ sources: [[Int32]]) -> [[Hypothesis]] {
    let workspace = pass.workspace
    workspace.reset()
    let encoding = network.encode(Batch(sources: sources), pass)
    let beam = max(options.beam, 1)
    let atOnce = min(sources.count, max(options.batch, 1))
    let capacity = atOnce * beam
    let step = DecoderStep(
      network.decoder, encoding.memory, from: encoding.start, capacity: capacity, pass)
    let output = workspace.matrix(capacity, network.decoder.size)
    let alpha = workspace.matrix(capacity, encoding.memory.longest)
    return HypothesisSearch(options: options, atOnce: atOnce)(
      limits: sources.map { Self.lengthLimit(source: $0.count) }, firstWord: Vocabulary.begin,
      firstRow: step.firstRow
    ) { words, parents, owners in
      let rows = 0..<words.count
      step(
        words: words, parents: parents, sentences: owners, output: output.rows(rows),
        alpha: alpha.rows(rows))
      // What begins sentences never stands in one.
      return network.output.continuations(
        of: output.rows(rows), count: beam, without: [Vocabulary.begin],
        scored: beam > 1 || options.scores, pass)
    }
  }
}
