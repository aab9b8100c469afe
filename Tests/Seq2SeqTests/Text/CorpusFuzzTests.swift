import Testing

@testable import Seq2Seq

/// Corpora damaged from a seed are read, or refused in one line, and what was read can be trained
/// on and translated.
@Suite struct CorpusFuzzTests {
  static let source = Array(
    "The crow was thirsty .\nHe saw a jar !\n\nl'été, déjà 3.5 %\n日本 🦊\n".utf8)
  static let target = Array("Le corbeau avait soif .\nIl vit une cruche !\nx\nsummer\nfox\n".utf8)
  static let gold = Array("0-0 1-1 2p2\n0-0\n\n0-0\n0-0 1p0\n".utf8)

  static func isExpected(_ error: any Error) -> Bool {
    error is CorpusError || error is AlignmentFileError || error is TrainingError
  }

  @Test(arguments: [4, 5])
  func randomDamageIsSurvived(seed: UInt64) throws {
    let folder = try ScratchFolder()
    var damage = ByteDamage(seed: seed)
    let model = try DecodingExample.model(.luong)
    let session = TranslationSession(model, threads: 1)
    var options = TrainingExample.options()
    let kinds = TokenizerKind.allCases
    var read = 0
    let rounds = FuzzCases.count(100)
    for round in 0..<rounds {
      let label = "seed \(seed) round \(round)"
      options.source.tokenizer = kinds[round / 4 % kinds.count]
      options.target.tokenizer = kinds[round / 8 % kinds.count]
      func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        if round % 10 == 9 {  // a row of marks for a word, at times a very long one
          let marks = damage.marks(round % 500 == 9 ? 80_000 : 60)
          return try folder.write(name, Array("\(marks) ".utf8) + bytes)
        }
        return try folder.write(
          name, round % 4 == 0 ? bytes : damage.damaged(bytes, in: bytes.indices))
      }
      let source = try file("train.en", Self.source)
      let target = try folder.write(
        "train.fr", damage.damaged(Self.target, in: Self.target.indices))
      let gold = try file("gold", Self.gold)
      FuzzCases.timed(label) {
        do {
          let text = try ParallelText(
            sourcePath: source, targetPath: target, keepingEmpty: round % 2 == 0)
          read += 1
          let pairs = Array(text.pairs), lines = pairs.map(\.source)
          #expect(try session.translate(lines).count == lines.count, "\(label)")
          #expect(try session.align(pairs).count == lines.count, "\(label)")
          let corpus = try TrainingCorpus(
            train: text.pairs, valid: nil, sourceLanguage: "en", targetLanguage: "fr",
            options: options)
          #expect(corpus.trainingPairs > 0, "\(label)")
          let check = CorpusCheck(
            [
              CorpusCheck.Part(name: "train", text: text),
              CorpusCheck.Part(name: "valid", text: text),
            ],
            source: CorpusCheck.Reading(corpus.source), target: CorpusCheck.Reading(corpus.target),
            maximumLength: options.maximumLength)
          for finding in check.findings {
            #expect(finding.lines.allSatisfy { $0 >= 1 && $0 <= lines.count + text.skipped })
            #expect(displayable(finding.example).utf8.elementsEqual(finding.example.utf8))
          }
          _ = try AlignmentReader(path: gold).all(pairs)
        } catch {
          #expect(Self.isExpected(error), "\(label): \(error)")
          #expect(!"\(error)".unicodeScalars.contains { $0.value < 32 }, "\(label): \(error)")
        }
      }
    }
    #expect((rounds / 20..<rounds).contains(read), "\(read) read, seed \(seed)")
  }
}
