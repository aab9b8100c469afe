import Testing

@testable import Seq2Seq

/// A model with what a search needs, and an oracle for its log-probabilities.
struct DecodingExample {
  let model: TranslationModel
  let context: Context

  init(_ model: TranslationModel, threads: Int = 1, kernelSet: KernelSet = .preferred) {
    self.model = model
    let device = Device(threads: threads, kernelSet: kernelSet)
    context = Context(model.slab, on: device)
  }

  /// Arbitrary sizes, large enough that loops are shared among threads.
  static func model(
    _ attention: AttentionKind, hidden: Int = 26, scale: Float = 2, bias: [Int32: Float] = [:],
    _ change: (inout ModelConfiguration) -> Void = { _ in }
  ) throws -> TranslationModel {
    var configuration = ModelExample.configuration(attention)
    configuration.embedding = hidden / 2
    configuration.hidden = hidden
    change(&configuration)
    return try ModelExample.model(configuration, scale: scale, bias: bias)
  }

  func search(
    _ sources: [[Int32]], beam: Int, nBest: Int = 1, lengthPenalty: Float = 1
  ) -> [[TranslationSearch.Hypothesis]] {
    var options = DecodingOptions()
    options.beam = beam
    options.nBest = nBest
    options.lengthPenalty = lengthPenalty
    let search = TranslationSearch(
      members: [.init(network: model.network, context: context)], options: options)
    return search(sources.map { .init(ids: [$0]) })
  }

  /// log p of every word at every position of a translation: teacher forcing, then a softmax in
  /// double precision. The last token is not read.
  func logProbabilities(_ source: [Int32], _ target: [Int32]) -> [[Double]] {
    logProbabilities([(source, target)])[0]
  }

  func logProbabilities(_ pairs: [(source: [Int32], target: [Int32])]) -> [[[Double]]] {
    context.arena.reset()
    let batch = Batch(pairs)
    let encoding = model.network.encode(batch, in: context)
    let decoding = model.network.decoder.forward(
      batch, encoding.outputs, from: encoding.start, in: context)
    let logits = model.network.output.logits(decoding.output, in: context)
    var result = [[[Double]]](repeating: [], count: pairs.count)
    for (place, sentence) in batch.order.enumerated() {
      result[sentence] = (0..<batch.target.lengths[place]).map { t in
        let row = batch.target.row(of: place, at: t)
        let x = (0..<logits.columns).map { Double(logits[row, $0]) }
        let greatest = x.max() ?? 0
        let normalizer =
          greatest + log(x.reduce(0) { $0 + exp($1 - greatest) })
        return x.map { $0 - normalizer }
      }
    }
    return result
  }

  /// log p / |y|^A of a translation.
  func score(_ source: [Int32], _ target: [Int32], lengthPenalty: Double = 1) -> Double {
    let rows = logProbabilities(source, target)
    let sum = zip(rows, target).reduce(0) { $0 + $1.0[Int($1.1)] }
    return sum / pow(Double(target.count), lengthPenalty)
  }

  /// Sentences of these lengths, drawn from the seed, plus the end symbol.
  func sources(_ lengths: [Int], seed: UInt64) -> [[Int32]] {
    var numbers = FileTestNumbers(state: seed)
    let words = Int32(model.source.vocabulary.count)
    return lengths.map { length in
      (0..<length).map { _ in Int32.random(in: 3..<words, using: &numbers) } + [Vocabulary.end]
    }
  }
}
