import Testing

@testable import Seq2Seq

@Suite struct SafetensorsRoundTripTests {
  static let metadata: SafetensorsMetadata = [
    "format": "1",
    "quotes": #"a "quoted" \ back\\slash / slash"#,
    "controls": (0..<0x20).map { String(Unicode.Scalar(UInt8($0))) }.joined() + "\u{7F}",
    "scalars": "e\u{301} \u{E9} \r\n 漢字 🙂 \u{2028} \u{FEFF} \u{10FFFF}",
    "ключ": "",
    "": "the empty key",
  ]

  static var tensors: [SafetensorsWriter.Tensor] {
    [
      SafetensorsWriter.Tensor(
        name: "weight", shape: [2, 3], values: [0, -0.0, 1.5, -2, 65504, 0x1p-24]),
      SafetensorsWriter.Tensor(name: "scalar", shape: [], values: [0.5]),
      SafetensorsWriter.Tensor(name: "empty", shape: [0, 7], values: []),
      SafetensorsWriter.Tensor(
        name: "läufe/\"1\"", shape: [1, 1, 1, 1, 1, 1, 1, 2], values: [3, 4]),
    ]
  }

  func sameScalars(_ a: String?, _ b: String?) -> Bool {
    a.map { Array($0.unicodeScalars) } == b.map { Array($0.unicodeScalars) }
  }

  @Test(arguments: [SafetensorsType.float32, .float16])
  func whatIsWrittenIsReadBack(_ type: SafetensorsType) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model.safetensors")
    try SafetensorsWriter(metadata: Self.metadata, type: type).write(Self.tensors, to: path)
    let file = try SafetensorsFile(path: path)
    #expect(file.metadata.count == Self.metadata.count)
    for key in Self.metadata.keys {
      #expect(sameScalars(file.metadata[key], Self.metadata[key]), "\(key)")
    }
    #expect(file.tensorNames == ["empty", "läufe/\"1\"", "scalar", "weight"])
    for tensor in Self.tensors {
      #expect(file.shape(of: tensor.name) == tensor.shape)
      #expect(file.type(of: tensor.name) == type)
      let expected = tensor.withValues { Array($0) }
      let found = try file.floats(tensor.name)
      #expect(found.map(\.bitPattern) == expected.map(\.bitPattern), "\(tensor.name)")
    }
    #expect(folder.names == ["model.safetensors"])
  }

  @Test func float32KeepsEveryBit() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("bits")
    var numbers = FileTestNumbers(state: 11)
    // Longer than a piece of the writer and than its buffer, and a multiple of neither.
    let values = (0..<40_001).map { _ in
      Float(bitPattern: UInt32.random(in: 0...0x7F7F_FFFF, using: &numbers))
    }
    try values.withUnsafeBufferPointer { buffer in
      let tensor = SafetensorsWriter.Tensor(name: "x", shape: [40_001], values: buffer)
      try SafetensorsWriter().write([tensor], to: path)
    }
    let file = try SafetensorsFile(path: path)
    #expect(try file.floats("x").map(\.bitPattern) == values.map(\.bitPattern))
    var copy = [Float](repeating: 0, count: values.count)
    try copy.withUnsafeMutableBufferPointer { try file.copyFloats("x", into: $0) }
    #expect(copy.map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test func theSameContentsGiveTheSameBytesInAnyOrder() throws {
    let folder = try TemporaryFolder()
    let (a, b) = (folder.file("a"), folder.file("b"))
    try SafetensorsWriter(metadata: Self.metadata).write(Self.tensors, to: a)
    var metadata: SafetensorsMetadata = [:]
    for key in Self.metadata.keys.reversed() { metadata[key] = Self.metadata[key] }
    try SafetensorsWriter(metadata: metadata).write(Self.tensors.reversed(), to: b)
    #expect(try readWholeFile(a) == readWholeFile(b))
  }

  @Test func theBytesAreTheFormats() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("bytes")
    let tensors = [
      SafetensorsWriter.Tensor(name: "b", shape: [1], values: [1]),
      SafetensorsWriter.Tensor(name: "a", shape: [], values: [-2]),
    ]
    try SafetensorsWriter(metadata: ["k\n\u{1}": "\"é"]).write(tensors, to: path)
    let bytes = try readWholeFile(path)
    let header =
      #"{"__metadata__":{"k\n\u0001":"\"é"},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"#
      + #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#
    #expect(Array(bytes[..<8]) == [184, 0, 0, 0, 0, 0, 0, 0])
    #expect(String(decoding: bytes[8..<8 + header.utf8.count], as: UTF8.self) == header)
    #expect(bytes[(8 + header.utf8.count)..<192].allSatisfy { $0 == 0x20 })
    #expect(Array(bytes[192...]) == [0, 0, 0, 0xC0, 0, 0, 0x80, 0x3F])
  }

  @Test func dataBeginsAtAMultipleOf64() throws {
    let folder = try TemporaryFolder()
    for length in 0..<70 {
      let path = folder.file("aligned")
      let metadata: SafetensorsMetadata = ["k": String(repeating: "x", count: length)]
      let tensor = SafetensorsWriter.Tensor(name: "t", shape: [1], values: [1])
      try SafetensorsWriter(metadata: metadata).write([tensor], to: path)
      #expect(try readWholeFile(path).count % 64 == 4, "metadata of \(length)")
    }
  }

  @Test func aFileWithoutTensorsOrMetadataIsLegal() throws {
    let folder = try TemporaryFolder()
    try SafetensorsWriter().write([], to: folder.file("none"))
    let file = try SafetensorsFile(path: folder.file("none"))
    #expect(file.tensorNames == [] && file.metadata == [:])
  }

  @Test func whatNoReaderWouldAcceptIsNotWritten() throws {
    typealias Tensor = SafetensorsWriter.Tensor
    let folder = try TemporaryFolder()
    let path = folder.file("kept")
    try AtomicFile.write(to: path) { try $0.write("old") }
    let long = String(repeating: "n", count: 1025)
    let cases: [(SafetensorsType, [Tensor], SafetensorsError)] = [
      (
        .float32, [Tensor(name: "a", shape: [3], values: [1, 2])],
        .wrongCount(path: path, tensor: "a", expected: 3, found: 2)
      ),
      (
        .float32, [Tensor(name: "a", shape: [3], values: [1, .nan, 2])],
        .notFinite(path: path, tensor: "a", index: 1)
      ),
      (
        .float16, [Tensor(name: "a", shape: [2], values: [-65519, -65520])],
        .tooLargeForFloat16(path: path, tensor: "a", index: 1, value: -65520)
      ),
      (
        .float32,
        [
          Tensor(name: "\u{E9}", shape: [0], values: []),
          Tensor(name: "\u{E9}", shape: [1], values: [1]),
        ], .duplicateName(path: path, name: "\u{E9}")
      ),
      (
        .float32, [Tensor(name: "__metadata__", shape: [0], values: [])],
        .invalidName(path: path, tensor: "__metadata__")
      ),
      (
        .float32, [Tensor(name: "a", shape: [.max, 2], values: [])],
        .shapeTooLarge(path: path, tensor: "a", shape: [.max, 2])
      ),
      (
        .float32, [Tensor(name: "a", shape: [1, 1, 1, 1, 1, 1, 1, 1, 1], values: [1])],
        .tooManyDimensions(path: path, tensor: "a", limit: 8)
      ),
      (
        .float32, [Tensor(name: long, shape: [1], values: [1])],
        .nameTooLong(path: path, byte: 8, limit: 1024)
      ),
    ]
    for (type, tensors, expected) in cases {
      #expect(throws: expected) { try SafetensorsWriter(type: type).write(tensors, to: path) }
    }
    #expect(try text(at: path) == "old")
    #expect(folder.names == ["kept"])
  }

  @Test func valuesThatAreNotFiniteAreReadOnlyWhenAllowed() throws {
    let folder = try TemporaryFolder()
    for type in [SafetensorsType.float32, .float16] {
      let path = folder.file(type.rawValue)
      let values: [Float] = [0, .infinity, -.infinity, .nan]
      let tensor = SafetensorsWriter.Tensor(name: "t", shape: [4], values: values)
      try SafetensorsWriter(type: type, requireFinite: false).write([tensor], to: path)
      let file = try SafetensorsFile(path: path)
      #expect(throws: SafetensorsError.notFinite(path: path, tensor: "t", index: 1)) {
        try file.floats("t")
      }
      let found = try file.floats("t", requireFinite: false)
      #expect(found[..<3] == [0, .infinity, -.infinity] && found[3].isNaN)
    }
  }

  @Test func askingForWhatIsNotThereIsAnError() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model")
    try SafetensorsWriter().write(Self.tensors, to: path)
    let file = try SafetensorsFile(path: path)
    #expect(file.shape(of: "absent") == nil)
    #expect(throws: SafetensorsError.noSuchTensor(path: path, tensor: "absent")) {
      try file.floats("absent")
    }
    var small: [Float] = [0]
    let wrong = SafetensorsError.wrongCount(path: path, tensor: "weight", expected: 6, found: 1)
    #expect(throws: wrong) {
      try small.withUnsafeMutableBufferPointer { try file.copyFloats("weight", into: $0) }
    }
    #expect(throws: FileError.missing(path: folder.file("absent"))) {
      try SafetensorsFile(path: folder.file("absent"))
    }
  }
}
