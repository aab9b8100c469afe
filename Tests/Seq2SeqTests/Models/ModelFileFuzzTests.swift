import Testing

@testable import Seq2Seq

/// Damage drawn from a seed. A trap ends the whole test run, so mostly what is tested is that these
/// tests finish.
@Suite struct ModelFileFuzzTests {
  @Test(arguments: [1, 2, 3])
  func randomDamageIsSurvived(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model")
    let attention = AttentionKind.allCases[Int(seed) % AttentionKind.allCases.count]
    try ModelExample.model(ModelExample.configuration(attention)).write(
      to: path, as: NumberFormat.weights[Int(seed) % NumberFormat.weights.count])
    let valid = try readWholeFile(path)
    let header = 8 + valid[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    var damage = ByteDamage(seed: seed)
    var accepted = 0
    let rounds = FuzzCases.count(120)
    for round in 0..<rounds {
      // Most of the damage goes to the header, which is read closely.
      let range = [8..<header, 0..<header, header..<valid.count][round % 3]
      let bytes = damage.damaged(valid, in: range, keepingLength: round % 6 == 5)
      let label = "seed \(seed) round \(round)"
      try AtomicFile.write(to: path) { try $0.write(bytes) }
      FuzzCases.timed(label) {
        do {
          let model = try TranslationModel(path: path)
          accepted += 1
          // Weights may be any finite numbers now; the translations may be nonsense.
          var options = DecodingOptions()
          options.beam = 2
          options.nBest = 2
          options.aligns = true
          let session = TranslationSession(model, threads: 1)
          let found = try session.translate(["crow", ""], options)
          #expect(found.count == 2 && found.allSatisfy { (1...2).contains($0.count) }, "\(label)")
        } catch ModelError.notFinite {  // finite weights can overflow
        } catch {
          #expect(error is ModelFileError || error is SafetensorsError, "\(label): \(error)")
          expectOneLine(error, about: path, label)
        }
      }
    }
    #expect(
      (rounds / 12..<rounds * 11 / 12).contains(accepted), "\(accepted) accepted, seed \(seed)")
  }
}
