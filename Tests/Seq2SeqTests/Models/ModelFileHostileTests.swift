import Testing

@testable import Seq2Seq

/// Files that are not models, or not quite: each is refused in one line that names it.
@Suite struct ModelFileHostileTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("model.safetensors")
    try ModelExample.model(ModelExample.configuration(.luong)).write(to: path)
  }

  /// Changes the model file, and expects that it is refused.
  @discardableResult
  func refused(_ label: String, _ change: (inout Tampered) throws -> Void) throws -> (any Error)? {
    let other = folder.file("changed.safetensors")
    try Tampered(path: path, change).write(to: other)
    let error = #expect(throws: (any Error).self, "\(label)") {
      try TranslationModel(path: other)
    }
    guard let error else { return nil }
    #expect(error is ModelFileError || error is SafetensorsError, "\(label): \(error)")
    expectOneLine(error, about: other, label)
    return error
  }

  static let keys = [
    "format", "kind", "configuration", "summary", "source.language", "source.tokenizer",
    "source.vocabulary", "target.language", "target.tokenizer", "target.vocabulary",
  ]

  @Test func theseAreAllKeys() throws {
    #expect(try Tampered(path: path).metadata.keys.sorted() == Self.keys.sorted())
  }

  @Test(arguments: keys)
  func aMissingKeyIsRefused(_ key: String) throws {
    let error = try refused(key) { $0.metadata[key] = nil }
    switch error {
    case ModelFileError.badMetadata(_, key, _)?: break
    case ModelFileError.notOurs? where key == "format" || key == "kind": break
    default: Issue.record("\(key): \(String(describing: error))")
    }
  }

  @Test(arguments: keys.filter { !$0.hasSuffix("language") })  // a language may be any text
  func garbageInAKeyIsRefused(_ key: String) throws {
    let nested = String(repeating: "[", count: 513)
    for garbage in [
      "", "x", "{}", "[]", "null", "-1", "1e999", "\"", "{\"a\":", "\0", "a\na", nested,
    ] where garbage != nested || !key.hasSuffix("vocabulary") {
      try refused("\(key) = \(garbage.debugDescription)") { $0.metadata[key] = garbage }
    }
  }

  @Test func metadataOfAnyKindAbsentIsAnotherProgramsFile() throws {
    let error = try refused("none") { $0.metadata = [:] }
    #expect(
      error as? ModelFileError
        == .notOurs(path: folder.file("changed.safetensors"), expected: "model"))
    try refused("PyTorch's") { $0.metadata = ["format": "pt"] }
    try refused("other tensors") {
      $0 = try Tampered(path: path)
      $0.metadata = [:]
      $0.tensors = [.init(name: "embed.weight", shape: [2, 2], values: [1, 2, 3, 4])]
    }
  }

  @Test func aNewerFormatAsksForAnUpgrade() throws {
    for format in [TranslationModel.format + 1, .max] {
      let error = try refused("format \(format)") { $0.metadata["format"] = "\(format)" }
      #expect(
        error as? ModelFileError
          == .newerFormat(
            path: folder.file("changed.safetensors"), found: format, known: TranslationModel.format)
      )
      #expect("\(try #require(error))".contains("upgrade"))
    }
    for format in ["0", "-1", "1.0", "one", "99999999999999999999"] {
      try refused("format \(format)") { $0.metadata["format"] = format }
    }
  }

  @Test func aStateIsNoModel() throws {
    let run = try RunFolder()
    try run.train(TrainingExample.options(), stop: 1)
    #expect(
      throws:
        ModelFileError.otherKind(
          path: run.files.state, expected: "model", found: "training state")
    ) {
      try TranslationModel(path: run.files.state)
    }
  }

  @Test(arguments: ["source", "target"])
  func aVocabularyOfAnotherSizeIsRefused(_ side: String) throws {
    let key = "\(side).vocabulary"
    for (label, words) in [("one more", 1), ("many more", 10_000)] {
      let error = try refused(label) { file in
        file.metadata[key]! += (0..<words).map { "\nword\($0)" }.joined()
      }
      guard case .vocabularySize(_, side, _, _)? = error as? ModelFileError else {
        Issue.record("\(label): \(String(describing: error))")
        continue
      }
    }
    try refused("none") { $0.metadata[key] = "" }
    try refused("twice") { file in
      let words = file.metadata[key]!.split(separator: "\n")
      file.metadata[key] = ([words[1]] + words.dropFirst()).joined(separator: "\n")
    }
    try refused("empty word") { file in
      let words = file.metadata[key]!.split(separator: "\n")
      file.metadata[key] = ([""] + words.dropFirst()).joined(separator: "\n")
    }
    try refused("an escape sequence twice") { file in
      let words = file.metadata[key]!.split(separator: "\n")
      file.metadata[key] = (["\u{1B}[31m", "\u{1B}[31m"] + words.dropFirst(2))
        .joined(separator: "\n")
    }
  }

  @Test func everyTensorMustBeThereInItsShape() throws {
    for tensor in try Tampered(path: path).tensors {
      let name = tensor.name, changed = folder.file("changed.safetensors")
      func index(_ file: Tampered) -> Int { file.tensors.firstIndex { $0.name == name }! }
      let missing = try refused("\(name) missing") { $0.tensors.remove(at: index($0)) }
      #expect(missing as? ModelFileError == .missingTensor(path: changed, tensor: name))
      try refused("\(name) renamed") { $0.tensors[index($0)].name += "_" }
      var shapes = [[tensor.values.count, 1], [1, tensor.values.count], [], [0]]
      if tensor.shape.count == 2 { shapes.append([tensor.values.count]) }
      for shape in shapes where shape != tensor.shape {
        let error = try refused("\(name) \(shape)") { file in
          file.tensors[index(file)].shape = shape
          file.tensors[index(file)].values = Array(
            repeating: 0, count: shape.reduce(1, *))
        }
        #expect(
          error as? ModelFileError
            == .wrongShape(path: changed, tensor: name, expected: tensor.shape, found: shape))
      }
      for value in [Float.nan, .infinity, -.infinity] {
        let error = try refused("\(name) \(value)") {
          $0.tensors[index($0)].values[tensor.values.count - 1] = value
        }
        #expect(
          error as? SafetensorsError
            == .notFinite(path: changed, tensor: name, index: tensor.values.count - 1))
      }
    }
  }

  @Test func aTensorTooManyIsRefused() throws {
    for name in ["extra", "a\nb", "\u{1B}[2J", "\u{202E}x", String(repeating: "x", count: 1_000)] {
      let error = try refused(name) {
        $0.tensors.append(.init(name: name, shape: [1], values: [0]))
      }
      #expect(
        error as? ModelFileError
          == .unexpectedTensor(path: folder.file("changed.safetensors"), tensor: name))
    }
  }

  @Test func everyTruncationIsRefused() throws {
    let bytes = try readWholeFile(path)
    var numbers = FileTestNumbers(state: 5)
    let lengths =
      [0, 1, 7, 8, 9, bytes.count - 1]
      + (0..<60).map { _ in Int.random(in: 0..<bytes.count, using: &numbers) }
    let cut = folder.file("cut")
    for length in lengths {
      try AtomicFile.write(to: cut) { try $0.write(Array(bytes[..<length])) }
      let error = #expect(throws: SafetensorsError.self, "first \(length)") {
        try TranslationModel(path: cut)
      }
      expectOneLine(error, about: cut, "first \(length)")
    }
  }

  @Test func aMissingFileAndAFolderAreRefused() throws {
    #expect(throws: FileError.missing(path: folder.file("none"))) {
      try TranslationModel(path: folder.file("none"))
    }
    #expect(throws: FileError.isDirectory(path: folder.path)) {
      try TranslationModel(path: folder.path)
    }
  }

  struct Absurdity: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let apply: @Sendable (inout ModelConfiguration) -> Void

    init(_ name: String, _ apply: @escaping @Sendable (inout ModelConfiguration) -> Void) {
      testDescription = name
      self.apply = apply
    }
  }

  /// The first would fill the memory of any machine if the reader believed it.
  static let absurdities = [
    Absurdity("all sizes at their greatest") {
      $0.embedding = 16_384
      $0.hidden = 16_384
      $0.encoderLayers = 15
      $0.decoderLayers = 15
    },
    Absurdity("hidden at its greatest") { $0.hidden = 16_384 },
    Absurdity("hidden 2⁴⁰") { $0.hidden = 1 << 40 },
    Absurdity("hidden Int.max") { $0.hidden = .max },
    Absurdity("hidden 0") { $0.hidden = 0 },
    Absurdity("hidden negative") { $0.hidden = -6 },
    Absurdity("hidden odd") { $0.hidden = 7 },
    Absurdity("embedding Int.min") { $0.embedding = .min },
    Absurdity("layers 10⁹") { $0.encoderLayers = 1_000_000_000 },
    Absurdity("no layer") { $0.decoderLayers = 0 },
    Absurdity("source vocabulary 10⁷") { $0.sourceVocabulary = 10_000_000 },
    Absurdity("target vocabulary Int.max") { $0.targetVocabulary = .max },
    Absurdity("vocabularies of 3") {
      $0.sourceVocabulary = 3
      $0.targetVocabulary = 3
    },
    Absurdity("one embedding for two vocabularies") { $0.shareEmbeddings = true },
    Absurdity("tied sizes that differ") { $0.tieEmbeddings = true },
    Absurdity("dropout 1") { $0.dropout = DropoutRates(1) },
    Absurdity("dropout negative") { $0.dropout.encoderLayers = -0.1 },
    Absurdity("another attention's tensors") { $0.attention = .bahdanau },
  ]

  @Test(arguments: absurdities)
  func anAbsurdConfigurationIsRefusedWithoutMemoryForIt(_ absurdity: Absurdity) throws {
    try refused("\(absurdity.testDescription)") { file in
      var configuration = ModelExample.configuration(.luong)
      absurdity.apply(&configuration)
      file.metadata["configuration"] = try jsonText(configuration)
    }
  }

  @Test func aPathThatWouldBreakTheLineIsEscaped() throws {
    let odd = folder.file("a\nb")
    try Tampered(path: path) { $0.metadata["format"] = "7" }.write(to: odd)
    let error = #expect(throws: ModelFileError.self) { try TranslationModel(path: odd) }
    expectOneLine(error)
  }
}
