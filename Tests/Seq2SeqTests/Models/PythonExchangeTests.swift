import Foundation
import Testing

@testable import Seq2Seq

/// Writes models of ours with the logits that we compute, for `make_goldens.py check` to compute
/// again in PyTorch. Runs where `S2S_EXCHANGE` names a folder:
///
///     S2S_EXCHANGE=exchange swift test --filter PythonExchange
///     python make_goldens.py check exchange/luong.safetensors exchange/luong.logits.safetensors
@Suite struct PythonExchangeTests {
  static let folder = ProcessInfo.processInfo.environment["S2S_EXCHANGE"]

  @Test(.enabled(if: folder != nil), arguments: AttentionKind.allCases)
  func modelsAreWrittenWithTheirLogits(_ attention: AttentionKind) throws {
    let folder = try #require(Self.folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var options = TrainingOptions()
    options.configuration.attention = attention
    options.configuration.embedding = 12
    options.configuration.hidden = 20
    options.tieEmbeddings = false
    options.configuration.encoderLayers = 2
    options.configuration.decoderLayers = 2
    options.updates = 20
    let pairs = [
      ("a b c", "x y z"), ("b a", "y x"), ("c", "z"), ("a a b c", "x x y z"),
    ].map { SentencePair(source: $0.0, target: $0.1) }
    let corpus = try TrainingCorpus(
      train: pairs, valid: pairs, sourceLanguage: "abc", targetLanguage: "xyz", options: options)
    let path = "\(folder)/\(attention).safetensors"
    let trainer = try Trainer(
      corpus: corpus, options: options, savingTo: path, start: .restart,
      threads: 1)
    _ = try trainer.run(shouldStop: { false }, report: { _ in })

    let model = try TranslationModel(path: path)
    let device = Device()
    let context = Context(model.slab, on: device)
    let batch = Batch(Array(corpus.train))
    let encoding = model.network.encode(batch, in: context)
    let decoding = model.network.decoder.forward(
      batch, encoding.outputs, from: encoding.start, in: context)
    let logits = model.network.output.logits(decoding.output, in: context)
    var values: [Float] = []
    for sentence in corpus.train.indices {
      let place = try #require(batch.order.firstIndex(of: sentence))
      for t in 0..<batch.target.lengths[place] {
        let row = batch.target.row(of: place, at: t)
        values += (0..<logits.columns).map { logits[row, $0] }
      }
    }
    let metadata: SafetensorsMetadata = [
      "source": try jsonText(corpus.train.map(\.source)),
      "target": try jsonText(corpus.train.map(\.target)),
    ]
    try SafetensorsWriter(metadata: metadata).write(
      [.init(name: "logits", shape: [logits.rows, logits.columns], values: values)],
      to: "\(folder)/\(attention).logits.safetensors")
  }
}
