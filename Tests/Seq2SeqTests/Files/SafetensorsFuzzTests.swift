import Testing

@testable import Seq2Seq

/// Damages a valid file in every conceivable way. A trap ends the whole test run, so mostly what is
/// tested is that these tests finish.
@Suite struct SafetensorsFuzzTests {
  static func validFile() throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let path = folder.file("valid")
    let tensors = [
      SafetensorsWriter.Tensor(name: "a", shape: [2, 3], values: [1, 2, 3, 4, 5, 6]),
      SafetensorsWriter.Tensor(name: "b", shape: [], values: [7]),
      SafetensorsWriter.Tensor(name: "ç", shape: [0, 4], values: []),
    ]
    try SafetensorsWriter(metadata: ["config": #"{"n":1}"#]).write(tensors, to: path)
    return try readWholeFile(path)
  }

  /// Reads everything; returns whether the file was accepted.
  ///
  /// An accepted file must agree with itself: the tensors have as many values as their shapes say,
  /// and together as many bytes as the data.
  static func survives(_ bytes: [UInt8], _ label: String) -> Bool {
    do {
      let file = try SafetensorsFile(bytes: bytes, path: "f")
      var dataBytes = 0
      for name in file.tensorNames {
        let shape = try #require(file.shape(of: name))
        let values = try file.floats(name, requireFinite: false)
        #expect(values.count == shape.reduce(1, *), "\(label)")
        dataBytes += try values.count * #require(file.type(of: name)).bytesPerValue
      }
      let header = bytes[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
      #expect(8 + header + dataBytes == bytes.count, "\(label)")
      return true
    } catch let error as SafetensorsError {
      let message = error.description
      #expect(message.hasPrefix("f: "), "\(label)")
      #expect(!message.unicodeScalars.contains { $0.value < 0x20 }, "\(label)")
      return false
    } catch {
      Issue.record("\(label): \(error)")
      return false
    }
  }

  @Test func theFileBeforeItIsDamagedIsAccepted() throws {
    #expect(Self.survives(try Self.validFile(), "valid"))
  }

  @Test func everyTruncationIsRefused() throws {
    let bytes = try Self.validFile()
    for length in bytes.indices {
      #expect(!Self.survives(Array(bytes[..<length]), "first \(length)"), "first \(length)")
    }
    #expect(!Self.survives(bytes + [0], "one more"))
  }

  @Test func everyFlippedBitIsSurvived() throws {
    var bytes = try Self.validFile()
    for index in bytes.indices {
      for bit in 0..<8 {
        bytes[index] ^= 1 << bit
        _ = Self.survives(bytes, "byte \(index) bit \(bit)")
        bytes[index] ^= 1 << bit
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4])
  func randomDamageIsSurvived(seed: UInt64) throws {
    let valid = try Self.validFile()
    let spice = Array("{}[]\",:\\u0eE-+.0123456789 F16F32\0\t\n\u{7F}é".utf8) + [0xFF]
    var numbers = FileTestNumbers(state: seed)
    var accepted = 0
    for round in 0..<3000 {
      var bytes = valid
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        damage(&bytes, spice, &numbers)
      }
      if round % 2 == 0 { repairLength(&bytes, of: valid) }
      if Self.survives(bytes, "seed \(seed) round \(round)") { accepted += 1 }
    }
    // Damage to values or metadata is not noticed: if all files were refused, the cases would prove
    // little.
    #expect(accepted > 30, "seed \(seed)")
  }

  private func damage(
    _ bytes: inout [UInt8], _ spice: [UInt8], _ numbers: inout FileTestNumbers
  ) {
    let index = Int.random(in: bytes.indices, using: &numbers)
    let byte = spice.randomElement(using: &numbers) ?? 0
    let end = min(bytes.count, index + Int.random(in: 1...12, using: &numbers))
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0: bytes[index] = byte
    case 1: bytes[index] = UInt8.random(in: 0...255, using: &numbers)
    case 2: bytes.insert(byte, at: index)
    case 3 where bytes.count > 64: bytes.removeSubrange(index..<end)
    case 4: bytes.insert(contentsOf: bytes[index..<end], at: index)
    default:
      let other = Int.random(in: bytes.indices, using: &numbers)
      bytes.swapAt(index, other)
    }
  }

  /// Lets damage that changed the header's length pass the length check and reach the parser.
  private func repairLength(_ bytes: inout [UInt8], of valid: [UInt8]) {
    guard bytes.count > 8 + 28 else { return }
    let length = bytes.count - 8 - 28  // the data of the valid file
    for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
  }
}
