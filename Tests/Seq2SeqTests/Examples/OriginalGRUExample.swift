import Testing

@testable import Seq2Seq

private let tanh = ReferenceFunctions.tanh
private let sigmoid = ReferenceFunctions.sigmoid
private func units(_ value: (Int) -> Double) -> [Double] { GRUExample.units(value) }

/// The GRU as first published, with the weights of `GRUExample`; `Understand/GRU.md` compares them.
@Suite struct OriginalGRUExample {
  /// The reset gate before the product. W_hh has the rows of r and z. A gradient has the same shape.
  struct Numbers {
    var weightIH = SmallMatrix([[0], [1], [0], [1], [1], [-1]])
    var weightHH = SmallMatrix([[1, 0], [0, 1], [0, 1], [1, 0]])
    var weightHN = SmallMatrix([[0, 1], [1, 0]])
    var bias = [0.0, 0, 0, 0, 0, 0]
    var x = [[1.0], [0.0]]

    struct Step {
      let before, r, z, p, n, h: [Double]
    }

    /// h = (1 − z) ⊙ n + z ⊙ h′.
    func step(_ x: [Double], _ before: [Double]) -> Step {
      let a = sum(weightIH * x, bias), u = weightHH * before
      let r = units { sigmoid(a[$0] + u[$0]) }
      let z = units { sigmoid(a[2 + $0] + u[2 + $0]) }
      let p = units { r[$0] * before[$0] }
      let v = weightHN * p
      let n = units { tanh(a[4 + $0] + v[$0]) }
      let h = units { (1 - z[$0]) * n[$0] + z[$0] * before[$0] }
      return Step(before: before, r: r, z: z, p: p, n: n, h: h)
    }

    /// da of r, z, n, and dh′ for the step before.
    func stepBackward(_ s: Step, dh: [Double]) -> (da: [Double], dhBefore: [Double]) {
      let dn = units { dh[$0] * (1 - s.z[$0]) * (1 - s.n[$0] * s.n[$0]) }
      let dz = units { dh[$0] * (s.before[$0] - s.n[$0]) * s.z[$0] * (1 - s.z[$0]) }
      let dp = dn * weightHN
      let dr = units { dp[$0] * s.before[$0] * s.r[$0] * (1 - s.r[$0]) }
      let direct = units { dh[$0] * s.z[$0] + dp[$0] * s.r[$0] }
      return (dr + dz + dn, sum(direct, (dr + dz) * weightHH))
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
        weightHN: SmallMatrix(zerosOf: weightHN), x: x)
      var dh = dh
      for t in x.indices.reversed() {
        let s = steps[t], (da, dhBefore) = stepBackward(s, dh: dh[t])
        d.weightIH.add(da, x[t])  // dW_ih += daᵀ x
        d.weightHH.add(Array(da[..<4]), s.before)  // dW_hh += [da_r, da_z]ᵀ h′
        d.weightHN.add(Array(da[4...]), s.p)  // dW_hn += da_nᵀ p
        d.bias = sum(d.bias, da)  // db += da
        d.x[t] = da * weightIH  // dx = da W_ih
        if t > 0 { dh[t - 1] = sum(dh[t - 1], dhBefore) }
      }
      return d
    }
  }

  @Test func gatesAndGradientsAreThoseOfTheArticle() {
    let s = Numbers().steps()
    expectWritten(s[0].h, [0.3808, -0.2048], "h₁")
    expectWritten(s[1].r + s[1].z, [0.5941, 0.4490, 0.4490, 0.5941], "r₂, z₂")
    expectWritten(
      s[1].p + s[1].n + s[1].h, [0.2262, -0.0920, -0.0917, 0.2224, 0.1204, -0.0314], "p₂, n₂, h₂")
    let (da, dhBefore) = Numbers().stepBackward(s[1], dh: [1, 1])
    expectWritten(da, [0.0354, -0.0277, 0.1169, -0.1030, 0.5464, 0.3858], "da₂")
    expectWritten(dhBefore, [0.6106, 0.9286], "dh₁")
  }

  @Test func theGradientIsThatOfFiniteDifferences() {
    let check = DifferenceCheck(
      numbers: Numbers(), gradient: Numbers().gradient(GRUExample.dh),
      loss: { $0.steps()[1].h.reduce(0, +) })
    check.expectAgrees(\.weightIH)
    check.expectAgrees(\.weightHH)
    check.expectAgrees(\.weightHN)
    check.expectAgrees(\.bias)
    check.expectAgrees(\.x)
  }

  @Test func theProductionLayerComputesTheSame() {
    let numbers = Numbers(), d = numbers.gradient(GRUExample.dh)
    ProductionCell(
      kind: .originalGRU,
      weights: [
        "weight_ih": numbers.weightIH.rows, "weight_hh": numbers.weightHH.rows,
        "weight_hn": numbers.weightHN.rows, "bias": [numbers.bias],
      ], x: numbers.x
    ).expectAgrees(
      h: numbers.steps().map(\.h), dh: GRUExample.dh, dx: d.x,
      gradients: [
        "weight_ih": d.weightIH.rows, "weight_hh": d.weightHH.rows,
        "weight_hn": d.weightHN.rows, "bias": [d.bias],
      ])
  }

  @Test func bothGRUsAreOneWhereW_hnMixesNoUnitsAndAddsNothing() {
    var after = GRUExample.Numbers(biasHN: [0, 0]), before = Numbers()
    #expect(after.steps()[1].h != before.steps()[1].h)
    before.weightHN = SmallMatrix([[2, 0], [0, -3]])
    after.weightHH.rows[4...] = before.weightHN.rows[...]
    for (a, b) in zip(after.steps()[1].h, before.steps()[1].h) { #expect(abs(a - b) < 1e-12) }
  }
}
