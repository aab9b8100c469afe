import Foundation
import Testing

@testable import Seq2Seq

/// A model file whose header is cut at every length, or changed in every field of every tensor.
@Suite struct ModelFileHeaderTests {
  let folder: TemporaryFolder
  let path: String
  let bytes: [UInt8]
  /// The length of the header, with the eight bytes before it.
  let headerEnd: Int

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("model.safetensors")
    try ModelExample.model(ModelExample.configuration(.bahdanau)).write(to: path)
    bytes = try readWholeFile(path)
    headerEnd = 8 + bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  @discardableResult
  func refused(_ label: String) -> (any Error)? {
    let error = #expect(throws: (any Error).self, "\(label)") { try TranslationModel(path: path) }
    guard let error else { return nil }
    #expect(error is SafetensorsError || error is ModelFileError, "\(label): \(error)")
    expectOneLine(error, about: path, label)
    return error
  }

  @Test func everyCutInTheHeaderIsRefused() throws {
    for length in (0...headerEnd).reversed() {
      try #require(truncate(path, off_t(length)) == 0)
      #expect(refused("first \(length)") is SafetensorsError, "first \(length)")
    }
  }

  // MARK: - Fields

  struct Entry {
    var name: String
    var type = "F32"
    var shape: [Int]
    var begin: Int
    var end: Int

    var text: String {
      "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[\(begin),\(end)]}"
    }
  }

  func entries() throws -> [Entry] {
    let object = try JSONSerialization.jsonObject(with: Data(bytes[8..<headerEnd]))
    let fields = try #require(object as? [String: [String: Any]])
    return try fields.keys.filter { $0 != "__metadata__" }.sorted().map { name in
      let offsets = try #require(fields[name]?["data_offsets"] as? [Int])
      return Entry(
        name: name, shape: try #require(fields[name]?["shape"] as? [Int]), begin: offsets[0],
        end: offsets[1])
    }
  }

  func write(_ entries: [Entry], more: Int = 0) throws {
    let metadata = try SafetensorsFile(bytes: bytes, path: path).metadata
    let texts = metadata.keys.reduce(into: [:]) { $0[$1] = metadata[$1] }
    let json = try JSONEncoder().encode(["__metadata__": texts])
    let tensors = entries.map(\.text).joined(separator: ",")
    let header = [UInt8](json.dropLast()) + Array(",\(tensors)}".utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    try AtomicFile.write(to: path) {
      try $0.write(length + header + bytes[headerEnd...] + [UInt8](repeating: 0, count: more))
    }
  }

  @Test func theHeaderBeforeItIsChangedIsAccepted() throws {
    try write(try entries())
    #expect(throws: Never.self) { try TranslationModel(path: path) }
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let apply: @Sendable (inout Entry, _ other: Entry, _ dataBytes: Int) -> Void

    init(_ name: String, _ apply: @escaping @Sendable (inout Entry, Entry, Int) -> Void) {
      testDescription = name
      self.apply = apply
    }
  }

  static let changes = [
    Change("dtype I64") { entry, _, _ in entry.type = "I64" },
    Change("dtype F16") { entry, _, _ in entry.type = "F16" },
    Change("dtype BF16") { entry, _, _ in entry.type = "BF16" },
    Change("no dtype") { entry, _, _ in entry.type = "" },
    Change("shape that overflows") { entry, _, _ in entry.shape = [1 << 32, 1 << 32] },
    Change("shape that overflows in bytes") { entry, _, _ in entry.shape = [1 << 62] },
    Change("shape negative") { entry, _, _ in entry.shape[0] = -1 },
    Change("shape of one more") { entry, _, _ in entry.shape[0] += 1 },
    Change("shape of nothing") { entry, _, _ in entry.shape = [0] },
    Change("shape with a dimension more") { entry, _, _ in entry.shape.append(1) },
    Change("offsets short of the shape") { entry, _, _ in entry.end -= 4 },
    Change("offsets past the shape") { entry, _, _ in entry.end += 4 },
    Change("offsets reversed") { entry, _, _ in swap(&entry.begin, &entry.end) },
    Change("offsets of another tensor") { entry, other, _ in
      (entry.begin, entry.end) = (other.begin, other.begin + entry.end - entry.begin)
    },
    Change("offsets shifted") { entry, _, _ in
      entry.begin += 2
      entry.end += 2
    },
    Change("offsets beyond the end") { entry, _, bytes in
      entry.begin += bytes
      entry.end += bytes
    },
    Change("offsets at the greatest number") { entry, _, _ in
      (entry.begin, entry.end) = (Int.max - (entry.end - entry.begin), Int.max)
    },
    Change("another name") { entry, _, _ in entry.name += "_" },
    Change("the name of another") { entry, other, _ in entry.name = other.name },
  ]

  @Test(arguments: changes)
  func everyChangedFieldIsRefused(_ change: Change) throws {
    let whole = try entries()
    for place in whole.indices {
      var entries = whole
      change.apply(
        &entries[place], whole[(place + 1) % whole.count], bytes.count - headerEnd)
      try write(entries)
      refused("\(change.testDescription) of \(whole[place].name)")
    }
  }

  /// Beyond the number of names that are read at all, and below it.
  @Test(arguments: [100_000, 20_000])
  func aThousandfoldOfTensorsTooManyIsRefused(_ count: Int) throws {
    let size = bytes.count - headerEnd
    let extra = (0..<count).map { Entry(name: "extra\($0)", shape: [0], begin: size, end: size) }
    try write(try entries() + extra)
    let error = refused("\(count) extra")
    if count > 65_536 {
      #expect(error is SafetensorsError)
    } else {
      #expect(error as? ModelFileError == .unexpectedTensor(path: path, tensor: "extra0"))
    }
  }
}
