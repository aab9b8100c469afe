import Testing

@testable import Seq2Seq

/// Loss, gradients, logits and attention compared with PyTorch's.
@Suite struct GoldenTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let kernelSet: KernelSet
    var testDescription: String { "\(name) on \(kernelSet)" }
  }

  static let cases = Golden.names.flatMap { name in
    KernelSet.available.map { Case(name: name, kernelSet: $0) }
  }

  @Test(arguments: cases)
  func lossAndEveryGradientMatchPyTorch(_ example: Case) throws {
    let golden = try Golden(example.name)
    let device = Device(threads: 2, kernelSet: example.kernelSet)
    let gradients = ParameterSlab(golden.network.layout)
    let context = Context(try golden.weights(), on: device, gradients: gradients)
    let loss = golden.network.loss(
      Batch(golden.pairs), smoothing: 0.1, in: context)

    let tokens = Double(loss.tokens)
    expectClose([Float(loss.loss / tokens)], try golden.doubles("loss"), relative: 1e-6, "loss")
    expectClose([Float(loss.nll / tokens)], try golden.doubles("nll"), relative: 1e-6, "nll")
    for parameter in golden.network.layout.parameters {
      expectClose(
        gradients.values(of: parameter), try golden.doubles("gradient.\(parameter.name)"),
        relative: 2e-5, "gradient of \(parameter.name)")
    }
  }

  @Test(arguments: cases)
  func logitsAndAttentionMatchPyTorch(_ example: Case) throws {
    let golden = try Golden(example.name)
    let device = Device(threads: 1, kernelSet: example.kernelSet)
    let context = Context(try golden.weights(), on: device)
    let batch = Batch(golden.pairs)
    let encoding = golden.network.encode(batch, in: context)
    let decoding = golden.network.decoder.forward(
      batch, encoding.outputs, from: encoding.start, in: context)
    let logits = golden.network.output.logits(decoding.output, in: context)

    let rows = golden.rowsInOrder(batch)
    expectClose(
      rows.flatMap { row in (0..<logits.columns).map { logits[row, $0] } },
      try golden.doubles("logits"), relative: 5e-6, "logits")
    expectClose(
      rows.flatMap { row in
        let sentence = Int(batch.target.places[row].sentence)
        return (0..<encoding.outputs.rows(of: sentence).count).map { decoding.alpha[row, $0] }
      }, try golden.doubles("alignment"), relative: 5e-6, "attention")
  }
}

extension Golden {
  func doubles(_ tensor: String) throws -> [Double] { try file.floats(tensor).map(Double.init) }
}
