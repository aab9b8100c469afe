import Testing

@testable import Seq2Seq

/// Two maps whose outputs are summed: one of two parts with a bias, whose columns are not in the
/// order in which their products are summed; and one of a single part.
@Suite struct LinearTests {
  struct Sizes: Sendable, CustomStringConvertible {
    let rows, first, second, other, out: Int
    var description: String { "\(rows) rows, \(first) + \(second), \(other) → \(out)" }
    var seed: UInt64 { UInt64(rows * 1_000 + first * 100 + second * 10 + out) }
  }

  static let sizes = [
    Sizes(rows: 1, first: 1, second: 1, other: 1, out: 1),
    Sizes(rows: 5, first: 3, second: 17, other: 2, out: 33),
    Sizes(rows: 17, first: 16, second: 1, other: 5, out: 3),
  ]

  @Test(arguments: sizes)
  func outputAndGradientsMatchTheReference(_ sizes: Sizes) {
    let (rows, first, second) = (sizes.rows, sizes.first, sizes.second)
    var layout = ParameterLayout()
    let weight = layout.reserve("w", [sizes.out, first + second], .zero)
    let linear = Linear(
      weight, bias: layout.reserve("b", [sizes.out], .zero),
      columns: [second..<second + first, 0..<second], in: &layout)
    let other = Linear(layout.reserve("u", [sizes.out, sizes.other], .zero), in: &layout)
    #expect(linear.parts == 2 && linear.size == sizes.out && other.parts == 1)
    var tensors = ReferenceTensors(seed: sizes.seed)
    tensors.draw(layout)
    tensors.draw("x0", rows, first)
    tensors.draw("x1", rows, second)
    tensors.draw("z", rows, sizes.other)
    tensors.draw("dy", rows, sizes.out)
    let reference = ReferenceRun(tensors, cotangents: ["y": tensors.floats("dy")]) { tensors in
      [
        "y": (0..<rows).flatMap { i in
          tensors["w"]! * tensors["x1"]![i].joined(with: tensors["x0"]![i])
            + tensors["b"]![0] + tensors["u"]! * tensors["z"]![i]
        }
      ]
    }
    for setting in KernelSetting.all {
      let label = "\(sizes), seed \(sizes.seed) on \(setting)"
      let bench = ReferenceBench(layout, tensors, setting)
      let context = bench.context
      let x = [bench.matrix("x0"), bench.matrix("x1")], z = bench.matrix("z")
      let y = bench.undefined(rows, sizes.out)
      linear.forward(x, into: y, in: context)
      other.forward(z, addingTo: y, in: context)
      expectClose(y.values, reference.outputs["y"]!, relative: 2e-6, "\(label): y")

      let dy = bench.matrix("dy")
      Linear.accumulate(dy, [(linear, x), (other, [z])], in: context)
      bench.expectGradients(reference, relative: 5e-6, label)
      let dx0 = bench.undefined(rows, first), dx1 = bench.undefined(rows, second)
      dx1.fill(0.5)
      linear.backward(dy, into: dx0, in: context)
      linear.backward(dy, block: 1, addingTo: dx1, in: context)
      expectClose(dx0.values, reference.gradients["x0"]!, relative: 5e-6, "\(label): dx₀")
      expectClose(
        dx1.values, reference.gradients["x1"]!.map { $0 + 0.5 }, relative: 5e-6, "\(label): dx₁")
    }
  }
}
