import Testing

@testable import Seq2Seq

/// The norms that `inspect --gradients` draws, beside the gradients of the reference by every state, which
/// central differences judge in turn.
@Suite struct GradientFlowReferenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var attention = AttentionKind.luong
    var cell = CellKind.lstm
    var layers = 1
    var bidirectional = true
    var seed: UInt64
    var testDescription: String {
      "\(attention), \(cell), layers \(layers)\(bidirectional ? "" : ", one direction"), seed \(seed)"
    }

    func configuration(hidden: Int) -> ModelConfiguration {
      var result = TrainingOptions().configuration
      result.attention = attention
      result.cell = cell
      result.embedding = hidden
      result.hidden = hidden
      result.encoderLayers = layers
      result.decoderLayers = layers
      result.bidirectional = bidirectional
      return result
    }
  }

  static let cases =
    CellKind.allCases.enumerated().map { Case(cell: $1, layers: 2, seed: 1 + UInt64($0)) } + [
      Case(attention: .bahdanau, layers: 2, seed: 11),
      Case(attention: .bahdanau, cell: .gru, bidirectional: false, seed: 12),
      Case(attention: .luongConcat, bidirectional: false, seed: 13),
      Case(attention: .luongLocalPredictive, cell: .gru, seed: 14),
    ]

  static let distance = 3
  /// The sides of the second one are shorter than a distance of 3 needs.
  static let pairs = [
    ("a b c d", "D C B A"), ("b", "B"), ("c a b", "B A C D"), ("d d a c b", "B C A"),
  ]
  .map { SentencePair(source: $0, target: $1) }

  /// A translator with drawn weights, and the reference's losses of token `distance` of the targets.
  struct Example {
    let model: TranslationModel
    let pairs: [(source: [Int32], target: [Int32])]
    let tensors: ReferenceTensors
    let states: StatePerturbation

    init(_ example: Case, hidden: Int) throws {
      let configuration = example.configuration(hidden: hidden)
      model = try GradientFlow.untrained(
        configuration, tokenizer: .none, pairs: GradientFlowReferenceTests.pairs, seed: 1)
      let (source, target) = (model.source, model.target)
      pairs = GradientFlowReferenceTests.pairs
        .map { (source.encode($0.source), target.encode($0.target)) }
        .filter { min($0.0.count, $0.1.count) > GradientFlowReferenceTests.distance }
      var tensors = ReferenceTensors(seed: example.seed)
      tensors.draw(model.network.layout, 1.2)
      for parameter in model.network.layout.parameters {
        model.slab[parameter].fill(from: tensors.floats(parameter.name))
      }
      var sizes: [String: Int] = [:]
      for l in 0..<example.layers {
        sizes["decoder.\(l)"] = hidden
        sizes["encoder.\(l).forward"] = configuration.encoderDirection
        if example.bidirectional { sizes["encoder.\(l).backward"] = configuration.encoderDirection }
      }
      states = StatePerturbation(
        sizes, sentences: pairs.count, places: pairs.map(\.source.count).max() ?? 0, in: &tensors)
      self.tensors = tensors
    }

    func loss(_ tensors: [String: TracedMatrix], throughAttention: Bool) -> [String: [Traced]] {
      var reference = ReferenceEncoderDecoder(
        configuration: model.network.configuration, tensors: tensors)
      reference.perturbation = { states.vector($0, $1, $2, of: tensors) }
      reference.attentionIsPerturbed = throughAttention
      let last = GradientFlowReferenceTests.distance
      let losses = pairs.enumerated().map { place, pair in
        let steps = reference.translate(pair.source, Array(pair.target[...last]), pair: place)
        return ReferenceEquations.crossEntropy(
          steps[last].logits, Int(pair.target[last]), smoothing: 0
        ).loss
      }
      return ["loss": [1 / Double(losses.count) * losses.dropFirst().reduce(losses[0], +)]]
    }

    func run(throughAttention: Bool) -> ReferenceRun {
      ReferenceRun(tensors, cotangents: ["loss": [1]]) {
        loss($0, throughAttention: throughAttention)
      }
    }

    /// By distance, the mean over pairs: the loss is one, so that norms need only be added.
    func norms(
      _ run: ReferenceRun, _ states: (_ pair: Int, _ k: Int) -> [(cell: String, place: Int)]
    )
      -> [Double]
    {
      (0...GradientFlowReferenceTests.distance).map { k in
        pairs.indices.reduce(0) { $0 + self.states.norm(states($1, k), of: $1, in: run) }
      }
    }

    func decoderNorms(_ run: ReferenceRun) -> [Double] {
      norms(run) { _, k in
        (0..<model.network.configuration.decoderLayers).map {
          ("decoder.\($0)", GradientFlowReferenceTests.distance - k)
        }
      }
    }

    /// The forward direction ends at the last token, the backward one at the first.
    func encoderNorms(_ run: ReferenceRun) -> [Double] {
      norms(run) { pair, k in
        (0..<model.network.configuration.encoderLayers).flatMap { l in
          [("encoder.\(l).forward", pairs[pair].source.count - 1 - k)]
            + (model.network.configuration.bidirectional ? [("encoder.\(l).backward", k)] : [])
        }
      }
    }
  }

  @Test(arguments: cases)
  func finiteDifferencesByStatesConfirmTheReference(_ example: Case) throws {
    let tiny = try Example(example, hidden: 2)
    for throughAttention in [true, false] {
      ReferenceRun.expectDifferencesAgree(
        tiny.tensors, of: tiny.states.names, cotangents: ["loss": [1]],
        "\(example.testDescription), through attention: \(throughAttention)"
      ) { tiny.loss($0, throughAttention: throughAttention) }
    }
  }

  @Test(arguments: cases)
  func normsAreThoseOfTheReference(_ example: Case) throws {
    let tiny = try Example(example, hidden: 6)
    let found = try #require(
      GradientFlow.norms(of: tiny.model, over: Self.pairs, distance: Self.distance, threads: 1))
    let (attending, start) = (tiny.run(throughAttention: true), tiny.run(throughAttention: false))
    for (name, found, expected) in [
      ("decoder", found.decoder, tiny.decoderNorms(attending)),
      ("encoder", found.encoder, tiny.encoderNorms(attending)),
      ("without attention", found.withoutAttention, tiny.encoderNorms(start)),
    ] {
      Self.expectNorms(found, expected, "\(example.testDescription): \(name)")
    }
  }

  /// Each within 1e-4 of itself, however much smaller than the greatest it is.
  private static func expectNorms(_ found: [Double], _ expected: [Double], _ label: String) {
    #expect(found.count == expected.count, "\(label)")
    for (k, (found, expected)) in zip(found, expected).enumerated() {
      #expect(
        expected > 0 && abs(found - expected) <= 1e-4 * expected, "\(label), \(k) tokens back")
    }
  }

  // MARK: - Language models

  @Test(arguments: CellKind.allCases)
  func normsOfALanguageModelAreThoseOfTheReference(_ cell: CellKind) throws {
    for (hidden, differences) in [(3, true), (6, false)] {
      var configuration = LanguageModelConfiguration(vocabulary: 0)
      (configuration.cell, configuration.layers) = (cell, 2)
      (configuration.embedding, configuration.hidden) = (3, hidden)
      let lines = ["abba", "ca"], length = Self.distance + 1
      let model = try GradientFlow.untrained(
        configuration, tokenizer: .characters, lines: lines, seed: 1)
      configuration = model.network.configuration
      var tensors = ReferenceTensors(seed: 7)
      tensors.draw(model.network.layout, 1.2)
      for parameter in model.network.layout.parameters {
        model.slab[parameter].fill(from: tensors.floats(parameter.name))
      }
      let tokens =
        [Vocabulary.end] + model.text.encode(text: lines.joined(separator: "\n"))
        + [Vocabulary.end]
      let starts = 0..<tokens.count - length  // a text with fewer windows than are averaged at most
      #expect((2...GradientFlow.windows).contains(starts.count))
      let layers = (0..<configuration.layers).map { "layer.\($0)" }
      let states = StatePerturbation(
        Dictionary(uniqueKeysWithValues: layers.map { ($0, hidden) }), sentences: starts.count,
        places: length, in: &tensors)
      let function: ReferenceRun.Function = { tensors in
        var reference = ReferenceLanguageModel(configuration: configuration, tensors: tensors)
        reference.perturbation = { states.vector($0, $1, $2, of: tensors) }
        let losses = starts.map { start in
          let logits = reference.logits(tokens[start..<start + length], sentence: start)
          return ReferenceEquations.crossEntropy(
            logits[length - 1], Int(tokens[start + length]), smoothing: 0
          ).loss
        }
        return ["loss": [1 / Double(losses.count) * losses.dropFirst().reduce(losses[0], +)]]
      }
      if differences {
        ReferenceRun.expectDifferencesAgree(
          tensors, of: states.names, cotangents: ["loss": [1]], "\(cell)", function)
      }
      let run = ReferenceRun(tensors, cotangents: ["loss": [1]], function)
      let found = try #require(
        GradientFlow.norms(of: model, over: lines, distance: Self.distance, threads: 1))
      let expected = (0...Self.distance).map { k in
        starts.reduce(0) { sum, start in
          sum + states.norm(layers.map { ($0, Self.distance - k) }, of: start, in: run)
        }
      }
      Self.expectNorms(found, expected, "\(cell), \(hidden) units")
    }
  }
}
