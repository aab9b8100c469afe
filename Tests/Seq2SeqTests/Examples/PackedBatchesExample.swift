import Testing

@testable import Seq2Seq

private let tanh = ReferenceFunctions.tanh

/// Three sentences of one number a word, packed step after step, that one Elman unit reads;
/// `Understand/PackedBatches.md` follows them.
@Suite struct PackedBatchesExample {
  static let sentences = [[0.5, -1, 2], [1, 1], [-2]]

  /// The words of step 0, of step 1, …, and where each step begins. Sentences stand longest first.
  static func packed(_ sentences: [[Double]]) -> (rows: [Double], offsets: [Int]) {
    var rows: [Double] = [], offsets = [0]
    for t in sentences[0].indices {
      rows += sentences.filter { $0.count > t }.map { $0[t] }
      offsets.append(rows.count)
    }
    return (rows, offsets)
  }

  /// One Elman unit. A gradient has the same shape.
  struct Unit {
    var wIH = 0.5, wHH = 0.75, b = 0.25

    /// h of all rows. The products with x do not wait for any h, so they come before the loop.
    func states(_ x: [Double], _ offsets: [Int]) -> [Double] {
      var a = x.map { wIH * $0 + b }  // hoisted: all rows at once
      for t in 1..<offsets.count - 1 {
        for row in offsets[t]..<offsets[t + 1] {
          let sentence = row - offsets[t]
          a[row] += wHH * tanh(a[offsets[t - 1] + sentence])
        }
      }
      return a.map(tanh)
    }

    /// The gradients of the weights: sums over all rows, after the loop.
    func gradient(_ x: [Double], _ offsets: [Int], h: [Double], dh: [Double]) -> Unit {
      var dh = dh
      var da = dh.map { _ in 0.0 }, before = da
      for t in (0..<offsets.count - 1).reversed() {
        for row in offsets[t]..<offsets[t + 1] {
          da[row] = dh[row] * (1 - h[row] * h[row])
          guard t > 0 else { continue }
          let earlier = offsets[t - 1] + row - offsets[t]
          before[row] = h[earlier]
          dh[earlier] += da[row] * wHH
        }
      }
      return Unit(wIH: dot(da, x), wHH: dot(da, before), b: da.reduce(0, +))
    }
  }

  private static func dot(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// ∂loss/∂h of each row: the loss is the sum of h, the last word's of each sentence twice.
  static let dh = [1.0, 1, 2, 1, 2, 2]

  @Test func rowsAndStatesAreThoseOfTheArticle() {
    let (rows, offsets) = Self.packed(Self.sentences)
    #expect(rows == [0.5, 1, -2, -1, 1, 2])
    #expect(offsets == [0, 3, 5, 6])
    let h = Unit().states(rows, offsets)
    expectWritten(h, [0.4621, 0.6351, -0.6351, 0.0963, 0.8415, 0.8673], "h")
    let d = Unit().gradient(rows, offsets, h: h, dh: Self.dh)
    expectWritten([d.wIH, d.wHH, d.b], [-0.5189, 1.0464, 6.0769], "gradient")
  }

  @Test func theGradientIsThatOfFiniteDifferences() {
    let (x, offsets) = Self.packed(Self.sentences)
    let check = DifferenceCheck(
      numbers: Unit(),
      gradient: Unit().gradient(x, offsets, h: Unit().states(x, offsets), dh: Self.dh),
      loss: { Self.dot($0.states(x, offsets), Self.dh) })
    check.expectAgrees(\.wIH)
    check.expectAgrees(\.wHH)
    check.expectAgrees(\.b)
  }

  @Test func theProductionLayerComputesTheSameAndEachSentenceHasTheBitsThatItHasAlone() {
    let (x, offsets) = Self.packed(Self.sentences), unit = Unit()
    let steps = PackedSteps(lengths: Self.sentences.map(\.count))
    #expect(steps.offsets == offsets)
    var layout = ParameterLayout()
    let cell = ElmanCell("cell", input: 1, feed: 0, size: 1, in: &layout)
    let tensors = ReferenceTensors([
      "cell.weight_ih": [[unit.wIH]], "cell.weight_hh": [[unit.wHH]], "cell.bias": [[unit.b]],
      "x": x.map { [$0] }, "dh": Self.dh.map { [$0] },
    ])
    let h = unit.states(x, offsets), d = unit.gradient(x, offsets, h: h, dh: Self.dh)
    for setting in KernelSetting.all {
      let bench = ReferenceBench(layout, tensors, setting), context = bench.context
      let rows = bench.matrix("x"), states = bench.undefined(steps.rows, 1)
      let trace = cell.forward(rows, .forward, steps, h: states, in: context)
      expectClose(states.values, h, relative: 2e-6, "h on \(setting)")
      for (i, sentence) in Self.sentences.enumerated() {
        let alone = bench.undefined(sentence.count, 1)
        _ = cell.forward(
          bench.matrix(sentence.count, 1, sentence.map { Float($0) }), .forward,
          PackedSteps(lengths: [sentence.count]), h: alone, in: context)
        let packed = sentence.indices.map { states[steps.row(of: i, at: $0), 0] }
        #expect(alone.values == packed, "sentence \(i) on \(setting)")
      }
      cell.backward(
        dh: bench.matrix("dh"), dc: context.zeros(3, 0), through: trace, x: rows, .forward, steps,
        dx: bench.undefined(steps.rows, 1), accumulate: false, in: context)
      for (parameter, expected) in zip(layout.parameters, [d.wIH, d.wHH, d.b]) {
        expectClose(
          bench.gradients.values(of: parameter), [expected], relative: 2e-6,
          "gradient of \(parameter.name) on \(setting)")
      }
    }
  }
}
