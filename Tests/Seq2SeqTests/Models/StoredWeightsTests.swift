import CKernels
import Testing

@testable import Seq2Seq

/// Models whose file holds rounded weights.
@Suite struct StoredWeightsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout ModelConfiguration) -> Void

    init(_ label: String, _ change: @escaping @Sendable (inout ModelConfiguration) -> Void) {
      testDescription = label
      self.change = change
    }
  }

  static let cases = [
    Case("luong") { _ in },
    Case("bahdanau, 2 layers") {
      $0.attention = .bahdanau
      $0.encoderLayers = 2
      $0.decoderLayers = 2
    },
    Case("tied embeddings, no input feeding") {
      $0.tieEmbeddings = true
      $0.embedding = $0.hidden
      $0.inputFeeding = false
    },
    Case("gru, one direction") {
      $0.cell = .gru
      $0.bidirectional = false
    },
    Case("gru before") { $0.cell = .originalGRU },
    Case("rnn") { $0.cell = .rnn },
  ]

  static let lines = ["the crow was thirsty .", "and the river", "dry", "zebra was hot and dry"]

  @Test(arguments: cases)
  func aFileOfBytesTranslatesWithBytesAsTheModelItself(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let (first, second) = (folder.file("first"), folder.file("second"))
    let model = try DecodingExample.model(
      .luong, hidden: 22, bias: [Vocabulary.end: 1], example.change)
    try model.write(to: first, as: .int8)
    let read = try TranslationModel(path: first)
    try read.write(to: second, as: .int8)
    #expect(try readWholeFile(first) == readWholeFile(second), "rounding again changes nothing")

    var options = DecodingOptions()
    options.nBest = 3
    options.aligns = true
    for set in KernelSet.available {
      func session(_ model: TranslationModel) -> TranslationSession {
        TranslationSession(
          model, device: Device(threads: 1, kernelSet: set, precision: .int8))
      }
      let expected = try session(model).translate(Self.lines, options)
      #expect(try session(read).translate(Self.lines, options) == expected, "\(set)")
    }
    #expect(read.fileFormat == 2)
    for tensor in read.tensors {
      #expect(tensor.type == (tensor.shape.count == 2 ? .int8 : .float32), "\(tensor.name)")
    }
  }

  @Test func formatsAreTheOldestThatHoldTheWeights() throws {
    let folder = try TemporaryFolder()
    let model = try ModelExample.model(ModelExample.configuration(.luong))
    try model.write(to: folder.file("model"))
    for (storage, format) in [(NumberFormat.float32, "1"), (.float16, "1"), (.int8, "2")] {
      let path = folder.file(storage.rawValue)
      try model.write(to: path, as: storage)
      #expect(try SafetensorsFile(path: path).metadata["format"] == format)
      #expect(try TranslationModel(path: path).fileFormat == Int(format))
    }
    #expect(try readWholeFile(folder.file("model")) == readWholeFile(folder.file("float32")))
  }

  @Test func halvesAreTheNearestOfEachWeight() throws {
    let folder = try TemporaryFolder()
    let model = try ModelExample.model(ModelExample.configuration(.bahdanau))
    try model.write(to: folder.file("half"), as: .float16)
    let read = try TranslationModel(path: folder.file("half"))
    #expect(read.tensors.allSatisfy { $0.type == .float16 })
    for parameter in model.network.layout.parameters {
      let pairs = zip(model.slab.values(of: parameter), read.slab.values(of: parameter))
      #expect(
        pairs.allSatisfy { Float16Bits.widen(Float16Bits.narrow($0)) == $1 },
        "\(parameter.name)")
    }
  }

  @Test func weightsThatNoKindHoldsAreNeverWritten() throws {
    let folder = try TemporaryFolder()
    let good = try ModelExample.model(ModelExample.configuration(.luong))
    for (value, storage) in [(Float.nan, NumberFormat.int8), (.infinity, .int8), (1e5, .float16)] {
      let slab = good.slab.copy()
      slab[good.network.output.linear.weight][1, 2] = value
      let bad = TranslationModel(
        network: good.network, slab: slab, source: good.source, target: good.target,
        summary: good.summary)
      #expect(throws: SafetensorsError.self, "\(value)") {
        try bad.write(to: folder.file("bad"), as: storage)
      }
      #expect(!fileExists(folder.file("bad")))
    }
  }

  // MARK: - Rounding

  /// Rows of many magnitudes, some all zero, one of numbers too small to divide by.
  static func rows(_ count: Int, _ columns: Int, seed: UInt64) -> [Float] {
    var numbers = SeededNumbers(seed: seed)
    return (0..<count).flatMap { row -> [Float] in
      let exponent = Float(row % 40) - 30
      let size = row == 3 ? 0 : row == 4 ? 1e-33 : Float(pow(2, Double(exponent)))
      return numbers.floats(columns).map { $0 * size }
    }
  }

  @Test(arguments: KernelSet.available)
  func roundedWeightsAreThoseOfTheKernels(_ set: KernelSet) {
    let kernels = set.table!.pointee, width = kernels.panel_columns
    for (n, k) in [(5, 1), (41, 17), (80, 130)] {
      let values = Self.rows(n, k, seed: UInt64(n))
      let panels = ByteProductTests.packed(values, k: k, n: n, kernels)
      let guarded = GuardedMatrix(n, k, values)
      let rounded = QuantizedWeight(
        Matrix(guarded.base, rows: n, columns: k, stride: guarded.stride), blocks: [0..<k])
      for i in 0..<n {
        #expect(rounded.scales[i].bitPattern == panels.scales[i].bitPattern, "row \(i), \(set)")
        let panel = i / width * width * ((k + 3) / 4 * 4)
        for j in 0..<k {
          let place = panel + (j / 4 * width + i % width) * 4 + j % 4
          #expect(
            rounded.numbers[i * k + j] == Float(panels.numbers[place]), "[\(i), \(j)], \(set)")
        }
      }
    }
  }

  @Test func roundingWhatWasRoundedGivesTheSameNumbersAndScales() {
    let columns = 3, count = 100_000
    let values = Self.rows(count, columns, seed: 9), blocks = [0..<1, 1..<3]
    let matrix = GuardedMatrix(count, columns, values)
    let weight = Matrix(matrix.base, rows: count, columns: columns, stride: matrix.stride)
    let once = QuantizedWeight(weight, blocks: blocks)
    for i in 0..<count {
      for j in 0..<columns { weight[i, j] = once.numbers[i * columns + j] }
    }
    QuantizedWeight.scale(weight, blocks: blocks, by: once.scales)
    let twice = QuantizedWeight(weight, blocks: blocks)
    #expect(twice.numbers == once.numbers)
    let differing = zip(once.scales, twice.scales).filter { $0 != $1 }
    #expect(differing.allSatisfy { $0.0 < 1e-32 && $0.1 == 0 }, "\(differing.prefix(3))")
  }

  // MARK: - Files that are not as they should be

  @Test func scalesThatDoNotFitAreRefused() throws {
    let folder = try TemporaryFolder()
    let (path, changed) = (folder.file("model"), folder.file("changed"))
    try ModelExample.model(ModelExample.configuration(.luong)).write(to: path, as: .int8)
    func refused(
      _ label: String, _ expected: (any Error & Equatable)? = nil,
      _ change: (inout Tampered.Tensor) -> Void
    ) throws {
      var file = try Tampered(path: path)
      let index = try #require(file.tensors.firstIndex { $0.name == "output.weight.scale" })
      change(&file.tensors[index])
      try file.write(to: changed)
      let error = try #require(
        #expect(throws: (any Error).self, "\(label)") { try TranslationModel(path: changed) })
      #expect(error is ModelFileError || error is SafetensorsError, "\(label): \(error)")
      if let expected { #expect("\(error)" == "\(expected)", "\(label)") }
      expectOneLine(error, about: changed, label)
    }
    let name = "output.weight.scale", rows = ModelExample.targetWords.count + 3
    try refused("renamed", ModelFileError.missingTensor(path: changed, tensor: name)) {
      $0.name += "s"
    }
    try refused(
      "one block too many",
      ModelFileError.wrongShape(
        path: changed, tensor: name, expected: [rows, 1], found: [rows, 2])
    ) {
      $0.shape = [rows, 2]
      $0.values += $0.values
    }
    for shape in [[1, rows], [rows], [], [0, 1]] {
      try refused("shape \(shape)") {
        $0.shape = shape
        $0.values = Array($0.values.prefix(shape.reduce(1, *)))
      }
    }
    for type in [SafetensorsType.float16, .int8] {
      try refused(
        "type \(type)",
        ModelFileError.wrongType(path: changed, tensor: name, expected: "F32", found: type.rawValue)
      ) {
        $0.type = type
        $0.values = $0.values.map { _ in 1 }
      }
    }
    try refused(
      "negative", ModelFileError.badScale(path: changed, tensor: name, index: 2, found: -0.5)
    ) { $0.values[2] = -0.5 }
    for value in [Float.nan, .infinity, -.infinity] {
      try refused(
        "\(value)", SafetensorsError.notFinite(path: changed, tensor: name, index: 1)
      ) { $0.values[1] = value }
    }
    try refused("a product that overflows") { $0.values[1] = .greatestFiniteMagnitude }
    // A tensor that does not need a scale has none.
    var file = try Tampered(path: path)
    file.tensors.append(.init(name: "output.bias.scale", shape: [1, 1], values: [1]))
    try file.write(to: changed)
    #expect(
      throws: ModelFileError.unexpectedTensor(path: changed, tensor: "output.bias.scale")
    ) { try TranslationModel(path: changed) }
  }

  @Test func anyWholeNumbersOfAByteAreRead() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("numbers")
    let values = (-128...127).map(Float.init)
    try SafetensorsWriter().write(
      [.init(name: "t", shape: [256], values: values, type: .int8)], to: path)
    let file = try SafetensorsFile(path: path)
    #expect(try file.floats("t") == values && file.type(of: "t") == .int8)
  }
}
