import Testing

@testable import Seq2Seq

@Suite struct BridgeTests {
  struct Sizes: Sendable, CustomStringConvertible {
    let batch, encoder, decoder: Int
    var description: String { "batch \(batch), \(encoder) → \(decoder)" }
    var seed: UInt64 { UInt64(batch * 10_000 + encoder * 100 + decoder) }

    var tensors: (layout: ParameterLayout, Bridge, ReferenceTensors) {
      var layout = ParameterLayout()
      let bridge = Bridge("bridge", encoder: encoder, decoder: decoder, in: &layout)
      var tensors = ReferenceTensors(seed: seed)
      tensors.draw(layout)
      tensors.draw("h", batch, encoder)
      tensors.draw("ds", batch, decoder)
      return (layout, bridge, tensors)
    }

    var function: ReferenceRun.Function {
      let batch = batch
      return { tensors in
        [
          "s": (0..<batch).flatMap {
            ReferenceEquations.bridge(
              tensors["h"]![$0], tensors["bridge.weight"]!, tensors["bridge.bias"]![0])
          }
        ]
      }
    }
  }

  static let sizes = [
    Sizes(batch: 1, encoder: 1, decoder: 1), Sizes(batch: 3, encoder: 5, decoder: 17),
    Sizes(batch: 17, encoder: 33, decoder: 3), Sizes(batch: 2, encoder: 16, decoder: 33),
  ]

  @Test func finiteDifferencesConfirmTheReference() {
    let sizes = Sizes(batch: 2, encoder: 3, decoder: 2)
    let (_, _, tensors) = sizes.tensors
    ReferenceRun.expectDifferencesAgree(
      tensors, cotangents: ["s": tensors.floats("ds")], "bridge, seed \(sizes.seed)",
      sizes.function)
  }

  @Test(arguments: sizes)
  func stateAndGradientsMatchTheReference(_ sizes: Sizes) {
    let (layout, bridge, tensors) = sizes.tensors
    let reference = ReferenceRun(
      tensors, cotangents: ["s": tensors.floats("ds")], sizes.function)
    for setting in KernelSetting.all {
      let label = "\(sizes.description), seed \(sizes.seed) on \(setting)"
      let bench = ReferenceBench(layout, tensors, setting)
      let trace = bridge.forward(bench.matrix("h"), in: bench.context)
      expectClose(trace.s.values, reference.outputs["s"]!, relative: 2e-6, "\(label): s")
      let dh = bench.undefined(sizes.batch, sizes.encoder)
      dh.fill(0.5)  // is added to
      bridge.backward(
        bench.matrix("ds"), through: trace, dh: dh, in: bench.context)
      bench.expectGradients(reference, relative: 5e-6, label)
      expectClose(
        dh.values, reference.gradients["h"]!.map { $0 + 0.5 }, relative: 5e-6, "\(label): dh")
    }
  }
}
