import Testing

@testable import Seq2Seq

private let tanh = ReferenceFunctions.tanh
private let sigmoid = ReferenceFunctions.sigmoid
private func units(_ value: (Int) -> Double) -> [Double] { GRUExample.units(value) }

/// Two units of a GRU that read two numbers; `Understand/GRU.md` follows them.
@Suite struct GRUExample {
  /// The reset gate after the product. Rows are those of r, z and n. A gradient has the same shape.
  struct Numbers {
    var weightIH = SmallMatrix([[0], [1], [0], [1], [1], [-1]])
    var weightHH = SmallMatrix([[1, 0], [0, 1], [0, 1], [1, 0], [0, 1], [1, 0]])
    var bias = [0.0, 0, 0, 0, 0, 0]
    var biasHN = [0.5, 0]
    var x = [[1.0], [0.0]]

    struct Step {
      let before, r, z, q, n, h: [Double]
    }

    /// h = (1 − z) ⊙ n + z ⊙ h′.
    func step(_ x: [Double], _ before: [Double]) -> Step {
      let a = sum(weightIH * x, bias), u = weightHH * before
      let r = units { sigmoid(a[$0] + u[$0]) }
      let z = units { sigmoid(a[2 + $0] + u[2 + $0]) }
      let q = units { u[4 + $0] + biasHN[$0] }
      let n = units { tanh(a[4 + $0] + r[$0] * q[$0]) }
      let h = units { (1 - z[$0]) * n[$0] + z[$0] * before[$0] }
      return Step(before: before, r: r, z: z, q: q, n: n, h: h)
    }

    /// da and du of r, z, n, and dh′ for the step before.
    func stepBackward(
      _ s: Step, dh: [Double]
    ) -> (da: [Double], du: [Double], dhBefore: [Double]) {
      let dn = units { dh[$0] * (1 - s.z[$0]) * (1 - s.n[$0] * s.n[$0]) }
      let dz = units { dh[$0] * (s.before[$0] - s.n[$0]) * s.z[$0] * (1 - s.z[$0]) }
      let dr = units { dn[$0] * s.q[$0] * s.r[$0] * (1 - s.r[$0]) }
      let dq = units { dn[$0] * s.r[$0] }
      let du = dr + dz + dq
      return (dr + dz + dn, du, sum(units { dh[$0] * s.z[$0] }, du * weightHH))
    }

    func steps() -> [Step] {
      var steps: [Step] = []
      for x in x { steps.append(step(x, steps.last?.h ?? [0, 0])) }
      return steps
    }

    func gradient(_ dh: [[Double]]) -> Numbers {
      let steps = steps()
      var d = Numbers(
        weightIH: SmallMatrix(zerosOf: weightIH), weightHH: SmallMatrix(zerosOf: weightHH),
        biasHN: [0, 0], x: x)
      var dh = dh
      for t in x.indices.reversed() {
        let (da, du, dhBefore) = stepBackward(steps[t], dh: dh[t])
        d.weightIH.add(da, x[t])  // dW_ih += daᵀ x
        d.weightHH.add(du, steps[t].before)  // dW_hh += duᵀ h′
        d.bias = sum(d.bias, da)  // db += da
        d.biasHN = sum(d.biasHN, Array(du[4...]))  // db_q += dq
        d.x[t] = da * weightIH  // dx = da W_ih
        if t > 0 { dh[t - 1] = sum(dh[t - 1], dhBefore) }
      }
      return d
    }
  }

  /// A value for each of the two units.
  static func units(_ value: (Int) -> Double) -> [Double] { [value(0), value(1)] }

  /// The loss is the sum of both units after the last step.
  static let dh: [[Double]] = [[0, 0], [1, 1]]

  @Test func gatesAndGradientsAreThoseOfTheArticle() {
    let s = Numbers().steps()
    expectWritten(s[0].r + s[0].z, [0.5, 0.7311, 0.5, 0.7311], "r₁, z₁")
    expectWritten(
      s[0].q + s[0].n + s[0].h, [0.5, 0, 0.8483, -0.7616, 0.4241, -0.2048], "q₁, n₁, h₁")
    expectWritten(s[1].r + s[1].z, [0.6045, 0.4490, 0.4490, 0.6045], "r₂, z₂")
    expectWritten(
      s[1].q + s[1].n + s[1].h, [0.2952, 0.4241, 0.1766, 0.1882, 0.2877, -0.0494], "q₂, n₂, h₂")
    let (da, du, dhBefore) = Numbers().stepBackward(s[1], dh: [1, 1])
    expectWritten(da, [0.0377, 0.0400, 0.0613, -0.0940, 0.5339, 0.3815], "da₂")
    expectWritten(du, [0.0377, 0.0400, 0.0613, -0.0940, 0.3227, 0.1713], "du₂")
    expectWritten(dhBefore, [0.5640, 1.0285], "dh₁")
  }

  @Test func theGradientIsThatOfFiniteDifferences() {
    let check = DifferenceCheck(
      numbers: Numbers(), gradient: Numbers().gradient(Self.dh),
      loss: { $0.steps()[1].h.reduce(0, +) })
    check.expectAgrees(\.weightIH)
    check.expectAgrees(\.weightHH)
    check.expectAgrees(\.bias)
    check.expectAgrees(\.biasHN)
    check.expectAgrees(\.x)
  }

  @Test func theProductionLayerComputesTheSame() {
    let numbers = Numbers(), d = numbers.gradient(Self.dh)
    ProductionCell(
      kind: .gru,
      weights: [
        "weight_ih": numbers.weightIH.rows, "weight_hh": numbers.weightHH.rows,
        "bias": [numbers.bias], "bias_hn": [numbers.biasHN],
      ], x: numbers.x
    ).expectAgrees(
      h: numbers.steps().map(\.h), dh: Self.dh, dx: d.x,
      gradients: [
        "weight_ih": d.weightIH.rows, "weight_hh": d.weightHH.rows, "bias": [d.bias],
        "bias_hn": [d.biasHN],
      ])
  }
}
