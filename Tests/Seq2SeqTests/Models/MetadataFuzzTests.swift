import Testing

@testable import Seq2Seq

/// Whole files whose texts are damaged, so that the damage reaches what reads the texts: JSON,
/// vocabularies, names. A trap ends the whole test run.
@Suite struct MetadataFuzzTests {
  /// Changes one or two texts, and at times adds keys and tensors with names of marks.
  static func change(_ file: inout Tampered, _ damage: inout ByteDamage) {
    for _ in 0..<Int.random(in: 1...2, using: &damage.numbers) {
      let keys = file.metadata.keys
      guard let key = keys.randomElement(using: &damage.numbers) else { return }
      file.metadata[key] = damage.damagedText(file.metadata[key] ?? "")
    }
    guard Int.random(in: 0..<8, using: &damage.numbers) == 0 else { return }
    for _ in 0..<Int.random(in: 1...40, using: &damage.numbers) {
      file.metadata[damage.marks(Int.random(in: 1...500, using: &damage.numbers))] = "x"
    }
    if Bool.random(using: &damage.numbers), !file.tensors.isEmpty {
      file.tensors[0].name = damage.marks(Int.random(in: 1...500, using: &damage.numbers))
    }
  }

  @Test(arguments: [11, 12])
  func damagedTextsOfModelsAreSurvived(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let (path, other) = (folder.file("model"), folder.file("other"))
    let isLanguageModel = seed % 2 == 0
    if isLanguageModel {
      try LanguageModelExample.model().write(to: path)
    } else {
      try ModelExample.model(ModelExample.configuration(.luong)).write(to: path)
    }
    let valid = try Tampered(path: path)
    var damage = ByteDamage(seed: seed)
    for round in 0..<FuzzCases.count(60) {
      let label = "seed \(seed) round \(round)"
      var file = valid
      Self.change(&file, &damage)
      try file.write(to: other)
      FuzzCases.timed(label) {
        do {
          if isLanguageModel {
            let model = try LanguageModel(path: other)
            _ = try jsonText(model.summary)
          } else {
            let model = try TranslationModel(path: other)
            _ = try jsonText(model.summary)
            #expect(
              try TranslationSession(model, threads: 1).translate(["crow", ""]).count == 2,
              "\(label)")
          }
        } catch { FuzzCases.expectWorded(error, label) }
      }
    }
  }

  @Test(arguments: [13, 14])
  func damagedTextsOfStatesAreSurvived(seed: UInt64) throws {
    let run = try RunFolder()
    let options = TrainingExample.options()
    try run.train(options, stop: 4)
    let valid = try Tampered(path: run.files.state)
    let corpus = try TrainingExample.corpus(options)
    var damage = ByteDamage(seed: seed)
    for round in 0..<FuzzCases.count(30) {
      let label = "seed \(seed) round \(round)"
      var file = valid
      Self.change(&file, &damage)
      // The numbers of a run, where damage is not refused at once by an option that differs.
      if round % 2 == 0 {
        file = valid
        file.metadata["progress"] = damage.damagedText(valid.metadata["progress"] ?? "")
      }
      let other = try run.copy()
      try file.write(to: other.files.state)
      FuzzCases.timed(label) {
        do {
          let trainer = try Trainer(
            corpus: corpus, options: options, savingTo: other.files.model, start: .resume,
            threads: 1)
          var updates = 0
          _ = try trainer.run(
            shouldStop: {
              updates += 1
              return updates > 2
            }, report: { _ in })
        } catch { FuzzCases.expectWorded(error, label) }
      }
    }
  }

  /// Rows of marks of mixed classes are tokenized in time linear in them.
  @Test(arguments: TokenizerKind.allCases)
  func longRowsOfMarksAreTokenized(kind: TokenizerKind) {
    var damage = ByteDamage(seed: 15)
    for lowercase in [false, true] {
      let text = damage.marks(80_000)
      FuzzCases.timed("\(kind), lower case: \(lowercase)") {
        #expect(!Tokenizer(kind: kind, lowercase: lowercase).tokenize(text).isEmpty)
      }
    }
  }
}
