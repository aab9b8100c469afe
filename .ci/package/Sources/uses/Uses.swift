import Foundation
import Seq2Seq

/// Three ways to use the library. The argument is the path of a trained model.
@main struct Uses {
  static func main() async throws {
    guard CommandLine.arguments.count == 2 else {
      FileHandle.standardError.write(
        Data("uses: expected the path of a trained model: uses MODEL\n".utf8))
      exit(2)
    }
    let model = try TranslationModel(path: CommandLine.arguments[1])
    try translate(with: model)
    try train()
    try await stream(with: model)
  }

  static func translate(with model: TranslationModel) throws {
    let session = TranslationSession(model)
    var options = DecodingOptions()
    (options.nBest, options.aligns) = (2, true)
    let best = try session.translate(["The crow was thirsty ."], options)[0][0]
    print("translated:", best.text)
    print("crow is corbeau:", best.alignment?.hardLinks.contains(WordLink(1, 1)) ?? false)
    do {
      options.beam = 1
      _ = try session.translate(["The crow was thirsty ."], options)
    } catch ModelError.outOfRange(let name, let found, let expected) {
      print("refused: \(name) \(found), which must be \(expected)")
    }
  }

  /// Pairs in memory, no files.
  static func train() throws {
    let numbers = [
      ("one", "un"), ("two", "deux"), ("three", "trois"), ("four", "quatre"), ("five", "cinq"),
    ]
    let pairs = numbers.flatMap { first in
      numbers.map {
        SentencePair(source: "\(first.0) and \($0.0)", target: "\(first.1) et \($0.1)")
      }
    }
    var options = TrainingOptions()
    options.configuration.embedding = 32
    options.configuration.hidden = 32
    options.batch = 5
    options.updates = 400
    let corpus = try TrainingCorpus(
      train: pairs, valid: pairs, sourceLanguage: "en", targetLanguage: "fr", options: options)
    let outcome = try Trainer(corpus: corpus, options: options).run()
    guard let model = outcome.model else { return print("no model") }
    let session = TranslationSession(model)
    let found = try session.translate(pairs.map(\.source)).map { $0[0].text }
    let chrF = try session.evaluate(pairs)[.chrF]
    print("trained: \(outcome.update) updates, chrF \(Int(chrF)):", found[1])
  }

  /// A task that is cancelled half way through its lines.
  static func stream(with model: TranslationModel) async throws {
    let session = AsyncSession { TranslationSession(model) }
    let lines = [String](repeating: "He was tired .", count: 1_000)
    var options = DecodingOptions()
    options.batch = 10
    let task = Task { [options] in
      var count = 0
      do {
        for try await _ in session.translations(of: lines, options) {
          count += 1
          if count == lines.count / 2 { withUnsafeCurrentTask { $0?.cancel() } }
        }
        return "ended after \(count) lines"
      } catch is CancellationError {
        return "cancelled after \(count) lines"
      }
    }
    print("streamed:", try await task.value)
    let one = try await session.use { try $0.translate(["He was tired ."])[0][0].text }
    print("after that:", one)
  }
}
