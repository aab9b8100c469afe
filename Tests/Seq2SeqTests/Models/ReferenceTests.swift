import Testing

@testable import Seq2Seq

/// The whole translator compared with the Double reference, which is itself checked by finite
/// differences.
@Suite struct ReferenceTests {
  struct Case: Sendable, CustomStringConvertible {
    let attention: AttentionKind
    var cell = CellKind.lstm
    var inputFeeding = true
    var layers = 1
    var bidirectional = true
    var tied = false
    /// One embedding for both sides.
    var shared = false
    var embedding = 3
    var hidden = 4
    /// The lengths of each pair's source and target, with their end symbols.
    var lengths = [(3, 2), (1, 4), (4, 1), (2, 2)]
    var window = 2
    var seed: UInt64 = 1

    var description: String {
      "\(attention), \(cell)\(inputFeeding ? "" : ", no feeding"), layers \(layers)"
        + "\(bidirectional ? "" : ", one direction")\(tied ? ", tied" : "")\(shared ? ", shared" : ""), "
        + "\(embedding) → \(hidden), seed \(seed)"
    }

    var vocabularies: (source: Int, target: Int) { (shared ? 7 : 6, 7) }

    var configuration: ModelConfiguration {
      var result = ModelConfiguration(
        sourceVocabulary: vocabularies.source, targetVocabulary: vocabularies.target)
      result.attention = attention
      result.cell = cell
      result.inputFeeding = inputFeeding
      result.embedding = embedding
      result.hidden = hidden
      result.encoderLayers = layers
      result.decoderLayers = layers
      result.bidirectional = bidirectional
      result.tieEmbeddings = tied
      result.attentionWindow = window
      result.shareEmbeddings = shared
      return result
    }

    var pairs: [(source: [Int32], target: [Int32])] {
      var numbers = SeededNumbers(seed: seed)
      func words(_ count: Int, _ vocabulary: Int) -> [Int32] {
        (1..<count).reduce(into: []) { words, _ in
          words.append(Int32(numbers.integer(3..<vocabulary)))
        } + [2]
      }
      return lengths.map { (words($0.0, vocabularies.source), words($0.1, vocabularies.target)) }
    }

    func tensors(_ layout: ParameterLayout) -> ReferenceTensors {
      var tensors = ReferenceTensors(seed: seed)
      tensors.draw(layout, 1.2)
      for name in ["attention.weight", "attention.score"] where tensors.byName[name] != nil {
        tensors.scale(name, by: 3 * Double(layers))  // so that attention has preferences
      }
      return tensors
    }
  }

  static let small =
    [
      Case(attention: .luong, seed: 1),
      Case(attention: .luong, layers: 2, seed: 2),
      Case(attention: .luong, inputFeeding: false, seed: 3),
      Case(attention: .luong, inputFeeding: false, layers: 2, bidirectional: false, seed: 4),
      Case(attention: .luong, tied: true, embedding: 4, seed: 5),
      Case(attention: .luong, bidirectional: false, embedding: 1, hidden: 1, seed: 6),
      Case(attention: .bahdanau, seed: 7),
      Case(attention: .bahdanau, layers: 2, seed: 8),
      Case(attention: .bahdanau, layers: 2, bidirectional: false, hidden: 3, seed: 9),
      Case(attention: .bahdanau, layers: 2, tied: true, embedding: 4, seed: 10),
      Case(attention: .luong, cell: .gru, layers: 2, seed: 13),
      Case(attention: .bahdanau, cell: .gru, seed: 14),
      Case(attention: .luong, cell: .originalGRU, inputFeeding: false, layers: 2, seed: 15),
      Case(attention: .bahdanau, cell: .originalGRU, layers: 2, bidirectional: false, seed: 16),
      Case(attention: .luong, cell: .rnn, seed: 17),
      Case(attention: .bahdanau, cell: .rnn, layers: 2, seed: 18),
      Case(attention: .luong, cell: .deepTransitionLSTM, layers: 2, seed: 27),
      Case(
        attention: .luong, cell: .deepTransitionLSTM, inputFeeding: false, bidirectional: false,
        hidden: 3, seed: 28),
      Case(attention: .luongDot, layers: 2, seed: 19),
      Case(attention: .luong, tied: true, shared: true, embedding: 4, seed: 21),
      Case(attention: .bahdanau, shared: true, seed: 22),
      Case(attention: .luongDot, inputFeeding: false, seed: 20),
      Case(attention: .luongConcat, seed: 21),
      Case(attention: .luongConcat, inputFeeding: false, bidirectional: false, seed: 22),
      Case(
        attention: .luongLocalMonotonic, lengths: [(4, 2), (2, 5), (1, 1)], window: 1, seed: 23),
      Case(attention: .luongLocalMonotonic, inputFeeding: false, layers: 2, window: 1, seed: 24),
      Case(attention: .luongLocalPredictive, seed: 25),
      Case(attention: .luongLocalPredictive, inputFeeding: false, layers: 2, window: 1, seed: 26),
    ]
    + ExampleAttentions.kinds.enumerated().map { i, kind in
      Case(
        attention: kind, inputFeeding: i % 2 == 0, lengths: [(4, 5), (2, 5), (1, 2)],
        seed: 41 + UInt64(i))
    }
  /// Sizes beyond a vector of every kernel set, and few words.
  static let wide = [
    Case(attention: .luong, cell: .normalizedLSTM, layers: 2, hidden: 10, seed: 23),
    Case(attention: .luong, embedding: 17, hidden: 34, lengths: [(2, 1), (1, 2)], seed: 11),
    Case(
      attention: .bahdanau, bidirectional: false, embedding: 33, hidden: 17,
      lengths: [(2, 1), (1, 2)], seed: 12),
  ]

  static func reference(
    _ network: EncoderDecoder, _ example: Case, smoothing: Double,
    mask: @escaping (DropoutSite, Int, Int) -> [Double]? = { _, _, _ in nil },
    weightMasks: [String: [[Double]]] = [:]
  ) -> ReferenceRun {
    ReferenceRun(example.tensors(network.layout), cotangents: ["loss": [1]]) { tensors in
      var tensors = tensors
      for (name, mask) in weightMasks { tensors[name] = tensors[name]!.masked(by: mask) }
      let reference = ReferenceEncoderDecoder(
        configuration: example.configuration, tensors: tensors, mask: mask)
      let (loss, nll) = reference.loss(example.pairs, smoothing: smoothing)
      return ["loss": [loss], "nll": [nll]]
    }
  }

  @Test(arguments: small)
  func finiteDifferencesConfirmTheReference(_ example: Case) throws {
    var tiny = example
    tiny.lengths = [(2, 2), (1, 1)]
    tiny.embedding = min(2, example.embedding)
    tiny.hidden = example.bidirectional || example.tied ? 2 : 1
    let network = try EncoderDecoder(tiny.configuration)
    let (configuration, pairs) = (tiny.configuration, tiny.pairs)
    ReferenceRun.expectDifferencesAgree(
      tiny.tensors(network.layout), cotangents: ["loss": [1]], "\(example)"
    ) { tensors in
      let reference = ReferenceEncoderDecoder(configuration: configuration, tensors: tensors)
      return ["loss": [reference.loss(pairs, smoothing: 0.1).loss]]
    }
  }

  @Test(arguments: small + wide)
  func lossAndEveryGradientMatchTheReference(_ example: Case) throws {
    let network = try EncoderDecoder(example.configuration)
    let reference = Self.reference(network, example, smoothing: Double(Float(0.1)))
    for setting in KernelSetting.all {
      let bench = ReferenceBench(network.layout, example.tensors(network.layout), setting)
      let loss = network.loss(
        Batch(example.pairs), smoothing: 0.1, in: bench.context)
      let label = "\(example) on \(setting)"
      expectMean(loss, reference, label)
      bench.expectGradients(reference, label)

      var context = bench.context
      context.gradients = nil
      context.arena.reset()
      expectMean(
        network.loss(Batch(example.pairs), smoothing: 0.1, in: context), reference,
        "\(label), without gradients")
    }
  }

  /// The loss within 1e-2 and ‖g − g₀‖ within 2e-2 of ‖g₀‖, over all parameters: a factor's error is
  /// up to 2⁻⁸, and passes through some products and steps.
  @Test(arguments: small + wide)
  func inBfloat16LossAndGradientsStayNearTheReference(_ example: Case) throws {
    let network = try EncoderDecoder(example.configuration)
    let reference = Self.reference(network, example, smoothing: Double(Float(0.1)))
    for set in KernelSet.available {
      let setting = KernelSetting(kernelSet: set, threads: 2, precision: .bfloat16)
      let bench = ReferenceBench(network.layout, example.tensors(network.layout), setting)
      let loss = network.loss(
        Batch(example.pairs), smoothing: 0.1, in: bench.context)
      let label = "\(example) on \(setting)"
      expectMean(loss, reference, relative: 1e-2, label)
      var difference = 0.0, size = 0.0
      for parameter in network.layout.parameters {
        for (g, expected) in zip(
          bench.gradients.values(of: parameter), reference.gradients[parameter.name]!)
        {
          difference += (Double(g) - expected) * (Double(g) - expected)
          size += expected * expected
        }
      }
      let error = (difference / size).squareRoot()
      #expect(error <= 2e-2, "\(label): the gradient is off by \(error)")
    }
  }

  @Test(arguments: [small[1], small[7]])
  func gradientsAreAddedToWhatIsThere(_ example: Case) throws {
    let network = try EncoderDecoder(example.configuration)
    let reference = Self.reference(network, example, smoothing: 0)
    let bench = ReferenceBench(
      network.layout, example.tensors(network.layout),
      KernelSetting(kernelSet: .preferred, threads: 2))
    for _ in 0..<3 {
      bench.context.arena.reset()
      _ = network.loss(
        Batch(example.pairs), smoothing: 0, in: bench.context)
    }
    for parameter in network.layout.parameters {
      expectClose(
        bench.gradients.values(of: parameter),
        reference.gradients[parameter.name]!.map { 3 * $0 }, relative: 2e-5,
        "\(example): three times the gradient of \(parameter.name)")
    }
  }

  @Test(arguments: small)
  func gradientsUnderDropoutMatchTheReferenceWithTheSameMasks(_ example: Case) throws {
    let network = try EncoderDecoder(example.configuration)
    var rates = DropoutRates(0.3)
    rates.sourceEmbedding = 0.2
    rates.targetEmbedding = 0.25
    rates.attentionalVector = 0.4
    let dropout = Context.Dropout(rates, seed: example.seed, update: 5)
    let batch = Batch(example.pairs)
    let masks = ReferenceMasks(dropout, batch, example.configuration)
    let reference = Self.reference(
      network, example, smoothing: Double(Float(0.1)), mask: masks.mask)
    for setting in KernelSetting.all {
      var bench = ReferenceBench(network.layout, example.tensors(network.layout), setting)
      bench.context.dropout = dropout
      let loss = network.loss(
        batch, smoothing: 0.1, in: bench.context)
      let label = "\(example) with dropout on \(setting)"
      expectMean(loss, reference, label)
      bench.expectGradients(reference, label)
    }
  }

  /// Recurrent weights dropped, too.
  @Test(arguments: small)
  func gradientsUnderEveryOtherDropoutMatchTheReferenceWithTheSameMasks(_ example: Case) throws {
    let network = try EncoderDecoder(example.configuration)
    var rates = DropoutRates(0.3)
    rates.recurrentWeights = 0.4
    let dropout = Context.Dropout(rates, seed: example.seed, update: 5)
    let batch = Batch(example.pairs)
    let masks = ReferenceMasks(dropout, batch, example.configuration)
    let weights = ReferenceMasks.ofWeights(dropout, network.layout)
    #expect(weights.values.contains { $0.joined().contains(0) }, "nothing is dropped")
    let reference = Self.reference(
      network, example, smoothing: Double(Float(0.1)), mask: masks.mask, weightMasks: weights)
    for setting in KernelSetting.all {
      var bench = ReferenceBench(network.layout, example.tensors(network.layout), setting)
      bench.context.dropout = dropout
      let context = bench.context
      let loss = context.droppingWeights { network.loss(batch, smoothing: 0.1, in: context) }
      let label = "\(example) with every dropout on \(setting)"
      expectMean(loss, reference, label)
      bench.expectGradients(reference, relative: 4e-5, label)
    }
  }

  private func expectMean(
    _ loss: OutputLayer.LossSum, _ reference: ReferenceRun, relative: Double = 2e-6,
    _ label: String
  ) {
    let tokens = Double(loss.tokens)
    for (name, sum) in [("loss", loss.loss), ("nll", loss.nll)] {
      expectClose(
        [Float(sum / tokens)], reference.outputs[name]!, relative: relative, "\(label): \(name)")
    }
  }
}
