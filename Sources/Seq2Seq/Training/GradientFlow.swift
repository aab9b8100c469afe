/// How strongly a token's loss depends on the states before it: the norm of ∂loss_t/∂h_{t−k} by the
/// distance k, which falls with k where gradients vanish (Hochreiter 1991; Bengio et al. 1994;
/// Pascanu et al. 2013, §2).
package enum GradientFlow {
  /// The number of windows of a text over which norms are averaged.
  static let windows = 32

  /// Norms at distances 0…`distance`, of all layers together, from zero states.
  ///
  /// The windows are spread evenly over the text; a shorter text has fewer, and nil is returned
  /// where it has not even one.
  package static func norms(
    of model: LanguageModel, over lines: [String], distance: Int, threads: Int
  ) -> [Double]? {
    let tokens =
      [Vocabulary.end] + model.text.encode(text: lines.joined(separator: "\n")) + [Vocabulary.end]
    let length = distance + 1
    guard tokens.count > length else { return nil }
    let places = tokens.count - length, count = min(windows, places)
    let batch = LanguageModelBatch(
      (0..<count).map { i in
        let start = count > 1 ? i * (places - 1) / (count - 1) : 0
        return (tokens[start..<start + length], tokens[start + 1..<start + length + 1])
      })
    let network = model.network
    var context = LanguageModelSession(model, threads: threads).context
    context.gradients = ParameterSlab(network.layout)
    let trace = network.forward(batch, from: nil, in: context)
    let last = batch.steps.rows(at: distance)
    let dh = context.zeros(trace.output.rows, trace.output.columns)
    _ = network.output.loss(
      trace.output.rows(last), targets: Array(batch.targets[last]), smoothing: 0,
      dh: dh.rows(last), in: context)
    let layers = network.backward(dh, through: trace, batch, in: context)
    return (0...distance).map { k in
      let rows = batch.steps.rows(at: distance - k)
      let norms = rows.map { row in
        layers.reduce(0.0) { sum, dh in
          (0..<dh.columns).reduce(sum) { $0 + Double(dh[row, $1]) * Double(dh[row, $1]) }
        }.squareRoot()
      }
      return norms.reduce(0, +)  // the loss was a mean over windows, so this is the mean norm
    }
  }

  /// An untrained model with the given cell, over the words of a text.
  ///
  /// - Throws: what making a corpus and a model of these sizes throws.
  package static func untrained(
    _ configuration: LanguageModelConfiguration, tokenizer: TokenizerKind, lines: [String],
    seed: UInt64
  ) throws -> LanguageModel {
    var options = LanguageModelTrainingOptions()
    options.configuration = configuration
    options.text.tokenizer = tokenizer
    options.seed = seed
    let corpus = try LanguageModelTrainingCorpus(
      lines: lines, valid: lines, test: nil, options: options)
    options.configuration.vocabulary = corpus.text.vocabulary.count
    let network = try LanguageModelNetwork(options.configuration)
    let slab = ParameterSlab(network.layout)
    slab.initialize(seed: seed)
    return LanguageModel(
      network: network, slab: slab, text: corpus.text,
      summary: LanguageModelSummary(
        corpus: corpus.digest, trainingTokens: 0, validationTokens: 0, seed: seed, update: 0,
        epoch: 0, validationPerplexity: 0, validationBitsPerCharacter: 0))
  }
}
