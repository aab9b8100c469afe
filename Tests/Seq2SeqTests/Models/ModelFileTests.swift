import Testing

@testable import Seq2Seq

@Suite struct ModelFileTests {
  @Test(arguments: AttentionKind.allCases)
  func aModelReadAndWrittenAgainHasTheSameBytes(_ attention: AttentionKind) throws {
    let folder = try TemporaryFolder()
    let (first, second) = (folder.file("first"), folder.file("second"))
    var configuration = ModelExample.configuration(attention)
    configuration.encoderLayers = 2
    configuration.dropout = DropoutRates(0.1)
    let model = try ModelExample.model(configuration)
    try model.write(to: first)
    let read = try TranslationModel(path: first)
    try read.write(to: second)
    #expect(try readWholeFile(first) == readWholeFile(second))
    #expect(read.configuration == model.configuration)
    #expect(read.summary == model.summary)
    #expect(read.source == model.source && read.target == model.target)
    #expect(read.parameterCount == model.parameterCount)

    let lines = ["the crow was thirsty .", "and the river", "dry"]
    var options = DecodingOptions()
    options.nBest = 3
    let expected = try TranslationSession(model, threads: 1).translate(lines, options)
    #expect(try TranslationSession(read, threads: 1).translate(lines, options) == expected)
  }

  @Test func bytesInMemoryAreReadAsAFileIs() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (folder.file("first"), folder.file("second"))
    try ModelExample.model(ModelExample.configuration(.luong)).write(to: first)
    let bytes = try readWholeFile(first)
    try TranslationModel(bytes: bytes, name: "a name").write(to: second)
    #expect(try readWholeFile(second) == bytes)
    let error = #expect(throws: SafetensorsError.self) {
      try TranslationModel(bytes: bytes.dropLast(), name: "a name")
    }
    expectOneLine(error, about: "a name")
  }

  @Test func everyShapeOfNetworkIsReadBack() throws {
    let folder = try TemporaryFolder()
    let changes: [(inout ModelConfiguration) -> Void] = [
      { $0.bidirectional = false }, { $0.inputFeeding = false }, { $0.decoderLayers = 3 },
      { $0.cell = .gru }, { $0.cell = .originalGRU }, { $0.cell = .rnn },
      {
        $0.tieEmbeddings = true
        $0.embedding = 6
      },
    ]
    for (i, change) in changes.enumerated() {
      var configuration = ModelExample.configuration(.luong)
      change(&configuration)
      let path = folder.file("\(i)")
      try ModelExample.model(configuration).write(to: path)
      #expect(try TranslationModel(path: path).configuration == configuration)
    }
  }

  @Test func aConfigurationThatNamesNoCellIsOfLSTMs() throws {
    let configuration = ModelExample.configuration(.luong)
    let text = try jsonText(configuration)
    let older = text.replacing("\"cell\":\"lstm\",", with: "")
    #expect(older != text)
    #expect(jsonValue(ModelConfiguration.self, older) == configuration)
    #expect(
      jsonValue(ModelConfiguration.self, text.replacing("lstm", with: "none-such")) == nil)
  }

  @Test func aModelInHalfPrecisionIsRead() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("half")
    try ModelExample.model(ModelExample.configuration(.luong)).write(to: path)
    let whole = try Tampered(path: path)
    try SafetensorsWriter(metadata: whole.metadata, type: .float16).write(
      whole.tensors.map { .init(name: $0.name, shape: $0.shape, values: $0.values) }, to: path)
    let model = try TranslationModel(path: path)
    for (parameter, tensor) in zip(
      model.network.layout.parameters.sorted { $0.name < $1.name }, whole.tensors)
    {
      let found = model.slab.floats[parameter.offset..<parameter.offset + parameter.count]
      for (x, y) in zip(found, tensor.values) {
        #expect(abs(x - y) <= 1e-3 * abs(y) + 1e-6, "\(tensor.name)")
      }
    }
  }

  @Test func weightsThatAreNotFiniteAreNeverWritten() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("kept")
    let good = try ModelExample.model(ModelExample.configuration(.luong))
    try good.write(to: path)
    let bytes = try readWholeFile(path)
    let slab = good.slab.copy()
    slab[good.network.output.linear.bias!][0, 1] = .nan
    let bad = TranslationModel(
      network: good.network, slab: slab, source: good.source, target: good.target,
      summary: good.summary)
    #expect(throws: SafetensorsError.notFinite(path: path, tensor: "output.bias", index: 1)) {
      try bad.write(to: path)
    }
    #expect(try readWholeFile(path) == bytes)
  }
}
