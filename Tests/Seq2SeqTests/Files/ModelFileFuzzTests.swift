import Testing

@testable import Seq2Seq

/// Damage drawn from a seed. A trap ends the whole test run, so what is tested is mostly that this
/// file finishes.
@Suite struct ModelFileFuzzTests {
  @Test(arguments: [1, 2, 3])
  func randomDamageIsSurvived(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model")
    let attention = AttentionKind.allCases[Int(seed) % AttentionKind.allCases.count]
    try ModelExample.model(ModelExample.configuration(attention)).write(to: path)
    let valid = try readWholeFile(path)
    let header = 8 + valid[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    var numbers = FileTestNumbers(state: seed)
    var accepted = 0
    for round in 0..<120 {
      var bytes = valid
      // Half of the damage goes to the header, which is where it is read closely.
      let range = round % 2 == 0 ? 8..<header : bytes.indices
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let place = Int.random(in: range, using: &numbers)
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
        case 2: bytes[place] = UInt8.random(in: 0x30...0x39, using: &numbers)
        default: bytes.swapAt(place, Int.random(in: range, using: &numbers))
        }
      }
      let label = "seed \(seed) round \(round)"
      try AtomicFile.write(to: path) { try $0.write(bytes) }
      do {
        let model = try TranslationModel(path: path)
        accepted += 1
        // Weights may be any finite numbers now; what is done with them may be nonsense.
        var options = DecodingOptions()
        options.beam = 2
        options.nBest = 2
        let found = TranslationSession(model, threads: 1).translate(["crow", ""], options)
        #expect(found.count == 2 && found.allSatisfy { (1...2).contains($0.count) }, "\(label)")
      } catch {
        #expect(error is ModelFileError || error is SafetensorsError, "\(label): \(error)")
        expectOneLine(error, about: path, label)
      }
    }
    #expect((10..<110).contains(accepted), "\(accepted) accepted, seed \(seed)")
  }
}
