/// How well a language model predicts a text.
package struct LanguageModelScore: Sendable, Equatable {
  /// exp of the mean −log p of a token.
  package let perplexity: Double
  /// Mean −log₂ p per character of the text, line ends included.
  package let bitsPerCharacter: Double
}

extension LanguageModel {
  /// The score of each part of a corpus, measured as in validation: a stream in the options' lanes,
  /// lines one by one.
  package func scores(
    on corpus: LanguageModelTrainingCorpus, _ options: LanguageModelTrainingOptions,
    threads: Int = availableCores
  ) -> (train: LanguageModelScore, valid: LanguageModelScore, test: LanguageModelScore?) {
    let device = Device(threads: threads, precision: options.precision)
    let context = LanguageModelSession(self, device: device).context
    func score(_ part: LanguageModelTrainingCorpus.Part) -> LanguageModelScore {
      let sum = network.loss(of: part, options, in: context)
      let nats = sum.nll / Double(sum.tokens)
      return LanguageModelScore(
        perplexity: exp(nats), bitsPerCharacter: part.bitsPerCharacter(nats))
    }
    return (score(corpus.train), score(corpus.valid), corpus.test.map(score))
  }
}

extension LanguageModelNetwork {
  /// −log p of a part, without dropout.
  func loss(
    of part: LanguageModelTrainingCorpus.Part, _ options: LanguageModelTrainingOptions,
    in context: Context
  ) -> OutputLayer.LossSum {
    var sum = OutputLayer.LossSum()
    if configuration.mode == .stream {
      let stream = LanguageModelStream(
        part, lanes: LanguageModelStream.lanes(part, options),
        sequenceLength: options.sequenceLength)
      let states = CarriedStates(self, lanes: stream.lanes)
      for i in 0..<stream.batches {
        context.arena.reset()
        sum += loss(stream.batch(i), carried: states, in: context)
      }
    } else {
      let order = Batch.longestFirst(part.lines.indices.map { part.lines.length($0) })
      for places in order.chunks(of: options.batch) {
        context.arena.reset()
        sum += loss(LanguageModelBatch(lines: places.map { part.lines[$0] }), in: context)
      }
    }
    return sum
  }
}

extension LanguageModelBatch {
  /// Lines from their begin symbol to their end symbol.
  init(lines: [some Collection<Int32>]) {
    self.init(lines.map { (([Vocabulary.begin] + $0)[...], ($0 + [Vocabulary.end])[...]) })
  }
}
