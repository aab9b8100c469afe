/// How far a target token's loss reaches back in a translator.
package struct TranslationGradients: Sendable, Equatable {
  /// ‖∂loss_t/∂s_{t−k}‖ by k, for the decoder's states.
  package let decoder: [Double]
  /// ‖∂loss_t/∂h‖ for the encoder's states k tokens before the end of their reading: in the forward
  /// direction those before the sentence's last token, in the backward direction those after its
  /// first.
  package let encoder: [Double]
  /// The same through only the state that the decoder starts from, as in a translator without
  /// attention (Sutskever et al. 2014).
  package let withoutAttention: [Double]
}

extension GradientFlow {
  /// Norms at distances 0…`distance`, of all layers together, as the mean over pairs whose sides
  /// have at least `distance` + 1 tokens. The loss is that of token `distance` of each target.
  ///
  /// The pairs are spread evenly over those that are long enough; nil is returned where there are
  /// none.
  package static func norms(
    of model: TranslationModel, over pairs: some Sequence<SentencePair>, distance: Int,
    threads: Int
  ) -> TranslationGradients? {
    let length = distance + 1
    let encoded = pairs.lazy.map {
      (source: model.source.encode($0.source), target: model.target.encode($0.target))
    }.filter { $0.source.count >= length && $0.target.count >= length }
    let long = Array(encoded)
    guard !long.isEmpty else { return nil }
    let count = min(windows, long.count)
    let chosen = (0..<count).map { i in
      let pair = long[count > 1 ? i * (long.count - 1) / (count - 1) : 0]
      return (source: pair.source, target: Array(pair.target.prefix(length)))
    }
    let session = TranslationSession(model, threads: threads)
    var context = session.contexts[0]
    context.gradients = ParameterSlab(model.network.layout)
    let attending = Pass(model.network, Batch(chosen), distance, attends: true, in: context)
    let start = Pass(model.network, Batch(chosen), distance, attends: false, in: context)
    return TranslationGradients(
      decoder: attending.decoder, encoder: attending.encoder, withoutAttention: start.encoder)
  }

  /// The greatest distance, at most `most`, for which at least `pairs` pairs have enough tokens on
  /// both sides.
  package static func distance(
    reachedBy pairs: Int, of all: some Sequence<SentencePair>, in model: TranslationModel,
    most: Int
  ) -> Int {
    let lengths = all.map {
      min(model.source.encode($0.source).count, model.target.encode($0.target).count)
    }.sorted { $0 > $1 }
    guard let last = lengths.prefix(pairs).last else { return 1 }
    return max(min(last - 1, most), 1)
  }

  /// Forward and back through a batch of targets of one length.
  private struct Pass {
    let decoder: [Double]
    let encoder: [Double]

    /// - Parameter attends: whether gradients reach the encoder through attention.
    init(
      _ network: EncoderDecoder, _ batch: Batch, _ distance: Int, attends: Bool,
      in context: Context
    ) {
      context.arena.reset()
      let encoding = network.encode(batch, in: context)
      let decoding = network.decoder.forward(
        batch, encoding.outputs, from: encoding.start, in: context)
      let last = batch.target.rows(at: distance)
      let doutput = context.zeros(decoding.output.rows, decoding.output.columns)
      _ = network.output.loss(
        decoding.output.rows(last), targets: Array(batch.targets[last]), smoothing: 0,
        dh: doutput.rows(last), in: context)
      let adjoint = network.decoder.backward(
        doutput: doutput, through: decoding, batch, encoding.outputs, in: context)
      let source = network.sourceAdjoint(adjoint, through: encoding, batch, in: context)
      if !attends { source.states.fill(0) }
      let states = network.encodeBackward(source, through: encoding, batch, in: context)
      // The loss was a mean over pairs, so sums over pairs are means.
      decoder = (0...distance).map { k in
        batch.target.rows(at: distance - k).reduce(0) { sum, row in
          sum + Self.norm(adjoint.h.map { ($0, row) })
        }
      }
      encoder = (0...distance).map { k in
        (0..<batch.source.sentences).reduce(0) { sum, sentence in
          let last = batch.source.lengths[sentence] - 1
          return sum
            + Self.norm(
              states.enumerated().flatMap { l, dh in
                network.encoder.layers[l].indices.map { d in
                  let row = batch.source.row(of: sentence, at: d == 0 ? last - k : k)
                  return (dh.columns(network.encoder.columns(d)), row)
                }
              })
        }
      }
    }

    /// The norm of some rows as one vector.
    private static func norm(_ rows: [(matrix: Matrix, row: Int)]) -> Double {
      rows.reduce(0.0) { sum, place in
        (0..<place.matrix.columns).reduce(sum) {
          let value = Double(place.matrix[place.row, $1])
          return $0 + value * value
        }
      }.squareRoot()
    }
  }
}

// MARK: - New networks

extension GradientFlow {
  /// An untrained translator with the given cell, over the words of some pairs.
  ///
  /// - Throws: what making a corpus and a model of these sizes throws.
  package static func untrained(
    _ configuration: ModelConfiguration, tokenizer: TokenizerKind, pairs: [SentencePair],
    seed: UInt64
  ) throws -> TranslationModel {
    var options = TrainingOptions()
    options.configuration = configuration
    options.bothSides.tokenizer = tokenizer
    options.seed = seed
    options.maximumLength = 10_000
    let corpus = try TrainingCorpus(
      train: pairs, valid: pairs, sourceLanguage: "source", targetLanguage: "target",
      options: options)
    let completed = options.completed(source: corpus.source, target: corpus.target)
    let network = try EncoderDecoder(completed.configuration)
    let slab = ParameterSlab(network.layout)
    slab.initialize(seed: seed)
    return TranslationModel(
      network: network, slab: slab, source: corpus.source, target: corpus.target,
      summary: TrainingSummary(
        corpus: corpus.digest, trainingPairs: 0, validationPairs: 0, seed: seed, update: 0,
        epoch: 0, validationPerplexity: 0))
  }
}
