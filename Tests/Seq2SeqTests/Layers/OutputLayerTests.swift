import Testing

@testable import Seq2Seq

@Suite struct OutputLayerTests {
  struct Case: Sendable, CustomStringConvertible {
    let rows, size, vocabulary: Int
    let smoothing: Float
    var tied = false
    /// Then rows alternate between two passes.
    var consistency: Float = 0
    var description: String {
      "\(rows) rows, \(size) → \(vocabulary), smoothing \(smoothing)\(tied ? ", tied" : "")"
        + "\(consistency > 0 ? ", consistency \(consistency)" : "")"
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
      let all = (0..<rows).map { _ in Int32(numbers.integer(0..<vocabulary)) }
      return consistency > 0 ? all.indices.map { all[$0 / 2] } : all
    }

    /// The mean loss over rows, with and without smoothing.
    var function: ReferenceRun.Function {
      let (rows, targets, weight) = (rows, targets, weight)
      let smoothing = Double(smoothing), consistency = Double(consistency)
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
        var loss = mean(losses.map(\.loss))
        if consistency > 0 {
          for i in stride(from: 0, to: rows, by: 2) {
            let divergence = ReferenceEquations.divergence(logits[i], logits[i + 1])
            loss = loss + consistency / Double(rows) * divergence
          }
        }
        return [
          "logits": logits.flatMap { $0 }, "loss": [loss],
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
    Case(rows: 2, size: 3, vocabulary: 17, smoothing: 0, consistency: 0.7),
    Case(rows: 6, size: 17, vocabulary: 5, smoothing: 0.1, tied: true, consistency: 3),
    Case(rows: 270, size: 2, vocabulary: 3, smoothing: 0.2, consistency: 1),
  ]

  @Test(arguments: [
    Case(rows: 3, size: 2, vocabulary: 4, smoothing: 0),
    Case(rows: 3, size: 2, vocabulary: 4, smoothing: 0.2),
    Case(rows: 4, size: 2, vocabulary: 4, smoothing: 0.2, consistency: 2),
  ])
  func finiteDifferencesConfirmTheReference(_ example: Case) {
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
        consistency: example.consistency, dh: dh, in: bench.context)
      let alone = output.loss(
        h, targets: example.targets, smoothing: example.smoothing, in: bench.context)
      #expect(
        alone == loss || example.consistency > 0,
        "\(label): the loss depends on whether gradients are asked for")
      let passes = example.consistency > 0 ? 2 : 1
      #expect(loss.tokens == example.rows / passes, "\(label)")
      let tokens = Double(loss.tokens)
      expectClose(
        [Float(loss.loss / tokens)], reference.outputs["loss"]!, relative: 2e-6, "\(label): loss")
      expectClose(
        [Float(loss.nll / tokens)], reference.outputs["nll"]!, relative: 2e-6, "\(label): nll")
      bench.expectGradients(reference, relative: 1e-5, label)
      expectClose(dh.values, reference.gradients["h"]!, relative: 1e-5, "\(label): dh")
    }
  }
}
