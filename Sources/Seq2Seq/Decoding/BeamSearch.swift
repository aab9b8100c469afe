/// Beam search over a batch of sentences with the translator.
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
    let capacity = sources.count * beam
    let step = DecoderStep(
      network.decoder, encoding.memory, from: encoding.start, capacity: capacity, pass)
    let output = workspace.matrix(capacity, network.decoder.size)
    let alpha = workspace.matrix(capacity, encoding.memory.longest)
    return HypothesisSearch(options: options)(
      limits: sources.map { Self.lengthLimit(source: $0.count) }, firstWord: Vocabulary.begin
    ) { words, parents, owners in
      let rows = 0..<words.count
      step(
        words: words, parents: parents, sentences: owners, output: output.rows(rows),
        alpha: alpha.rows(rows))
      // What begins sentences never stands in one.
      return network.output.continuations(
        of: output.rows(rows), count: beam, without: [Vocabulary.begin], pass)
    }
  }
}

extension OutputLayer {
  /// Rows whose logits are in memory at once: enough for products at full speed.
  private static let searchedRows = 64

  /// The most probable next words after each row, of those that may follow.
  func continuations(
    of output: Matrix, count wanted: Int, without excluded: [Int32], _ pass: Pass
  ) -> HypothesisSearch.Continuations {
    let kernels = pass.workspace.kernels.pointee
    let vocabulary = weight.parameter.rows
    let count = min(wanted, vocabulary - excluded.count)
    var words = [Int32](repeating: 0, count: output.rows * count)
    var values = [Float](repeating: 0, count: output.rows * count)
    words.withUnsafeMutableBufferPointer { words in
      values.withUnsafeMutableBufferPointer { values in
        let (words, values) = (words.baseAddress!, values.baseAddress!)
        for start in stride(from: 0, to: output.rows, by: Self.searchedRows) {
          let rows = start..<min(start + Self.searchedRows, output.rows)
          pass.workspace.scratch {
            let logits = logits(output.rows(rows), pass)
            pass.workspace.parallel(rows.count) { i in
              let x = logits.row(i), place = (start + i) * count
              let normalizer = kernels.log_sum_exp(vocabulary, x)
              for word in excluded { x[Int(word)] = -.infinity }
              _ = kernels.top_k(vocabulary, x, count, words + place, values + place)
              for k in place..<place + count { values[k] -= normalizer }
            }
          }
        }
      }
    }
    return HypothesisSearch.Continuations(count: count, words: words, logProbabilities: values)
  }
}
