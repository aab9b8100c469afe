import Testing

@testable import Seq2Seq

/// A language model compared with the Double reference, and its stream with itself.
@Suite struct LanguageModelNetworkTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let cell: CellKind
    var layers = 1
    var tied = false
    var testDescription: String { "\(cell.rawValue), layers \(layers)\(tied ? ", tied" : "")" }

    var configuration: LanguageModelConfiguration {
      var result = LanguageModelConfiguration(vocabulary: 7)
      result.cell = cell
      result.layers = layers
      result.tieEmbeddings = tied
      result.hidden = 5
      result.embedding = tied ? 5 : 3
      return result
    }
  }

  static let cases =
    CellKind.allCases.map { Case(cell: $0, layers: 2) } + [Case(cell: .lstm, layers: 2, tied: true)]
  static let sentences: [[Int32]] = [[3, 4, 6], [5], [6, 3, 3, 0]]

  @Test(arguments: cases)
  func lossAndEveryGradientMatchTheReference(_ example: Case) throws {
    let network = try LanguageModelNetwork(example.configuration)
    var tensors = ReferenceTensors(seed: 5)
    tensors.draw(network.layout, 1.2)
    let function: ReferenceRun.Function = { tensors in
      let reference = ReferenceLanguageModel(
        configuration: example.configuration, tensors: tensors)
      var losses: [Traced] = []
      for (place, sentence) in Self.sentences.enumerated() {
        for (logits, target) in zip(
          reference.logits([1] + sentence, sentence: place), sentence + [2])
        {
          losses.append(
            ReferenceEquations.crossEntropy(logits, Int(target), smoothing: 0).loss)
        }
      }
      return ["loss": [1 / Double(losses.count) * losses.dropFirst().reduce(losses[0], +)]]
    }
    let reference = ReferenceRun(tensors, cotangents: ["loss": [1]], function)
    for setting in KernelSetting.all {
      let label = "\(example.testDescription) on \(setting)"
      let bench = ReferenceBench(network.layout, tensors, setting)
      let loss = network.loss(
        LanguageModelBatch(lines: Self.sentences), in: bench.context)
      expectClose(
        [Float(loss.loss / Double(loss.tokens))], reference.outputs["loss"]!, relative: 2e-6, label)
      bench.expectGradients(reference, label)
    }
  }

  @Test(arguments: CellKind.allCases)
  func aStreamCutInPartsIsTheStream(_ cell: CellKind) throws {
    let network = try LanguageModelNetwork(Case(cell: cell, layers: 2).configuration)
    let slab = ParameterSlab(network.layout)
    slab.initialize(seed: 1)
    let device = Device()
    let context = Context(slab, on: device)
    let tokens: [Int32] = [3, 4, 5, 6, 3, 3, 4, 2, 5, 5, 6, 0]
    func logs(_ lengths: [Int]) -> [Float] {
      let states = CarriedStates(network, lanes: 2)
      var logs: [Float] = [], first = 0
      for length in lengths {
        let range = first..<first + length
        let batch = LanguageModelBatch(
          [tokens, tokens.reversed()].map { ($0[range], $0[first + 1..<first + length + 1]) })
        let trace = network.forward(batch, from: states.copies(in: context), in: context)
        states.keep(trace, batch.steps)
        logs += network.output.logProbabilities(trace.output, targets: batch.targets, in: context)
        first += length
      }
      return logs
    }
    let whole = logs([11])
    for parts in [[1, 10], [4, 4, 3], Array(repeating: 1, count: 11)] {
      #expect(logs(parts) == whole, "\(cell), \(parts)")
    }
  }

  @Test func gradientsOfAStreamEndWhereItsPartBegins() throws {
    let network = try LanguageModelNetwork(Case(cell: .gru).configuration)
    let slab = ParameterSlab(network.layout), gradients = ParameterSlab(network.layout)
    slab.initialize(seed: 1)
    let context = Context(slab, on: Device(), gradients: gradients)
    let states = CarriedStates(network, lanes: 1)
    for pair in [[3, 4], [5, 6]] as [[Int32]] {
      gradients.floats.update(repeating: 0)
      _ = network.loss(
        LanguageModelBatch([(pair[0..<1], pair[1..<2])]), carried: states, in: context)
    }
    let rows = gradients[network.embedding.weight]
    #expect((0..<3).allSatisfy { rows[3, $0] == 0 } && (0..<3).contains { rows[5, $0] != 0 })
  }
}
