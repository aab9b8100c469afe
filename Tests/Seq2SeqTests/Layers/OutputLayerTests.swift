import Testing

@testable import Seq2Seq

@Suite struct OutputLayerTests {
  struct Case: Sendable, CustomStringConvertible {
    let rows, size, vocabulary: Int
    let smoothing: Float
    var tied = false
    var description: String {
      "\(rows) rows, \(size) → \(vocabulary), smoothing \(smoothing)\(tied ? ", tied" : "")"
    }
    var seed: UInt64 { UInt64(rows * 10_000 + size * 100 + vocabulary) }
    var weight: String { tied ? "e" : "output.weight" }

    var tensors: (layout: ParameterLayout, OutputLayer, ReferenceTensors) {
      var layout = ParameterLayout()
      let embedding = Embedding("e", vocabulary: vocabulary, size: size, in: &layout)
      let output = OutputLayer(
        size: size, vocabulary: vocabulary, tied: tied ? embedding.weight : nil, in: &layout)
      var tensors = ReferenceTensors(seed: seed)
      tensors.draw(layout, 1.5)
      tensors.draw("h", rows, size)
      return (layout, output, tensors)
    }

    var targets: [Int32] {
      var numbers = SeededNumbers(seed: seed + 1)
      return (0..<rows).map { _ in Int32(numbers.integer(0..<vocabulary)) }
    }

    /// The loss's mean over rows, and of the loss without smoothing.
    var function: ReferenceRun.Function {
      let (rows, targets, weight) = (rows, targets, weight)
      let smoothing = Double(smoothing)
      return { tensors in
        let logits = (0..<rows).map {
          tensors[weight]! * tensors["h"]![$0] + tensors["output.bias"]![0]
        }
        let losses = zip(logits, targets).map {
          ReferenceEquations.crossEntropy($0, Int($1), smoothing: smoothing)
        }
        func mean(_ x: [Traced]) -> Traced {
          1 / Double(x.count) * x.dropFirst().reduce(x[0]) { $0 + $1 }
        }
        return [
          "logits": logits.flatMap { $0 }, "loss": [mean(losses.map(\.loss))],
          "nll": [mean(losses.map(\.nll))],
        ]
      }
    }
  }

  static let cases = [
    Case(rows: 1, size: 1, vocabulary: 2, smoothing: 0),
    Case(rows: 3, size: 17, vocabulary: 5, smoothing: 0.1),
    Case(rows: 5, size: 3, vocabulary: 17, smoothing: 0),
    Case(rows: 17, size: 2, vocabulary: 33, smoothing: 0.3),
    Case(rows: 2, size: 33, vocabulary: 3, smoothing: 0.1, tied: true),
    Case(rows: 261, size: 1, vocabulary: 3, smoothing: 0.1),  // more than a chunk of rows
  ]

  @Test(arguments: [0, 0.2] as [Float])
  func finiteDifferencesConfirmTheReference(smoothing: Float) {
    let example = Case(rows: 3, size: 2, vocabulary: 4, smoothing: smoothing)
    let (_, _, tensors) = example.tensors
    ReferenceRun.expectDifferencesAgree(
      tensors, cotangents: ["loss": [1]], "\(example.description), seed \(example.seed)",
      example.function)
  }

  @Test(arguments: cases)
  func lossAndGradientsMatchTheReference(_ example: Case) {
    let (layout, output, tensors) = example.tensors
    let reference = ReferenceRun(tensors, cotangents: ["loss": [1]], example.function)
    for setting in KernelSetting.all {
      let label = "\(example.description), seed \(example.seed) on \(setting)"
      let bench = ReferenceBench(layout, tensors, setting)
      let h = bench.matrix("h"), dh = bench.undefined(example.rows, example.size)
      expectClose(
        output.logits(h, in: bench.context).values, reference.outputs["logits"]!, relative: 2e-6,
        "\(label): logits")
      let loss = output.loss(
        h, targets: example.targets, smoothing: example.smoothing,
        dh: dh, in: bench.context)
      let alone = output.loss(
        h, targets: example.targets, smoothing: example.smoothing, in: bench.context)
      #expect(alone == loss, "\(label): the loss depends on whether gradients are asked for")
      #expect(loss.tokens == example.rows, "\(label)")
      let tokens = Double(example.rows)
      expectClose(
        [Float(loss.loss / tokens)], reference.outputs["loss"]!, relative: 2e-6, "\(label): loss")
      expectClose(
        [Float(loss.nll / tokens)], reference.outputs["nll"]!, relative: 2e-6, "\(label): nll")
      bench.expectGradients(reference, relative: 1e-5, label)
      expectClose(dh.values, reference.gradients["h"]!, relative: 1e-5, "\(label): dh")
    }
  }
}
