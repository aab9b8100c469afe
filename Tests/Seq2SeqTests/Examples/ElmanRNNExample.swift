import Testing

@testable import Seq2Seq

private let tanh = ReferenceFunctions.tanh

/// Two units of an Elman RNN that read two numbers; `Understand/ElmanRNN.md` follows them.
@Suite struct ElmanRNNExample {
  /// h = tanh(W_ih x + W_hh h′ + b). A gradient has the same shape.
  struct Numbers {
    var weightIH = SmallMatrix([[1], [0]])
    var weightHH = SmallMatrix([[0.5, 0], [1, 0.5]])
    var bias = [0.0, 0.0]
    var x = [[1.0], [0.0]]

    /// h after each step, from h = 0.
    func states() -> [[Double]] {
      var h: [[Double]] = []
      for t in x.indices {
        let before = t > 0 ? h[t - 1] : [0, 0]
        h.append(sum(weightIH * x[t], weightHH * before, bias).map(tanh))
      }
      return h
    }

    /// The gradients of the weights and of x, from `dh`, ∂loss/∂h of each step.
    func gradient(_ dh: [[Double]]) -> Numbers {
      let h = states()
      var d = Numbers(
        weightIH: SmallMatrix(zerosOf: weightIH), weightHH: SmallMatrix(zerosOf: weightHH), x: x)
      var dh = dh
      for t in x.indices.reversed() {
        let before = t > 0 ? h[t - 1] : [0, 0]
        let da = zip(dh[t], h[t]).map { $0 * (1 - $1 * $1) }  // da = dh ⊙ (1 − h²)
        d.weightIH.add(da, x[t])  // dW_ih += daᵀ x
        d.weightHH.add(da, before)  // dW_hh += daᵀ h′
        d.bias = sum(d.bias, da)  // db += da
        d.x[t] = da * weightIH  // dx = da W_ih
        if t > 0 { dh[t - 1] = sum(dh[t - 1], da * weightHH) }  // dh′ += da W_hh
      }
      return d
    }
  }

  /// The loss is the sum of both units after the last step.
  static let dh: [[Double]] = [[0, 0], [1, 1]]
  static func loss(_ numbers: Numbers) -> Double { numbers.states()[1].reduce(0, +) }

  @Test func statesAndGradientsAreThoseOfTheArticle() {
    let h = Numbers().states(), d = Numbers().gradient(Self.dh)
    expectWritten(h[0], [0.7616, 0], "h₁")
    expectWritten(h[1], [0.3634, 0.6420], "h₂")
    expectWritten(d.weightHH.rows[0], [0.6610, 0], "dW_hh, first row")
    expectWritten(d.weightHH.rows[1], [0.4477, 0], "dW_hh, second row")
    expectWritten(d.weightIH.rows.flatMap { $0 }, [0.4291, 0.2939], "dW_ih")
    expectWritten(d.bias, [1.2971, 0.8817], "db")
    expectWritten(d.x.flatMap { $0 }, [0.4291, 0.8679], "dx")
  }

  @Test func theGradientIsThatOfFiniteDifferences() {
    let check = DifferenceCheck(
      numbers: Numbers(), gradient: Numbers().gradient(Self.dh), loss: Self.loss)
    check.expectAgrees(\.weightIH)
    check.expectAgrees(\.weightHH)
    check.expectAgrees(\.bias)
    check.expectAgrees(\.x)
  }

  @Test func theProductionLayerComputesTheSame() {
    let numbers = Numbers(), d = numbers.gradient(Self.dh)
    ProductionCell(
      kind: .rnn,
      weights: [
        "weight_ih": numbers.weightIH.rows, "weight_hh": numbers.weightHH.rows,
        "bias": [numbers.bias],
      ], x: numbers.x
    ).expectAgrees(
      h: numbers.states(), dh: Self.dh, dx: d.x,
      gradients: [
        "weight_ih": d.weightIH.rows, "weight_hh": d.weightHH.rows, "bias": [d.bias],
      ])
  }

  @Test func noGradientExceedsTheBoundOfTheArticle() {
    var random = SeededNumbers(seed: 1), numbers = Numbers()
    numbers.x = (0..<20).map { _ in [Double(random.float(2))] }
    let h = numbers.states()
    // σ² is the greatest eigenvalue of W_hhᵀ W_hh: λ² − 1.5 λ + 0.0625 = 0.
    let greatest = (0.75 + 0.5.squareRoot()).squareRoot()
    let slope = h.joined().map { 1 - $0 * $0 }.max() ?? 0  // γ
    var dh = [0.6, 0.8], bound = 1.0
    for t in h.indices.dropFirst().reversed() {
      let da = zip(dh, h[t]).map { $0 * (1 - $1 * $1) }
      dh = da * numbers.weightHH
      bound *= slope * greatest
      let norm = (dh[0] * dh[0] + dh[1] * dh[1]).squareRoot()
      #expect(norm <= bound, "step \(t), seed 1")
    }
  }

  /// ∂h_T/∂h_1 of a single unit that reads `x`, with the recurrent weight `w`: Π w (1 − h²).
  static func flow(_ w: Double, _ x: [Double]) -> Double {
    var h = 0.0, flow = 1.0
    for (t, x) in x.enumerated() {
      h = tanh(x + w * h)
      if t > 0 { flow *= w * (1 - h * h) }
    }
    return flow
  }

  @Test func gradientsVanishBelowOneAndWhereTanhSaturatesAndExplodeAboveOne() {
    let silence = Array(repeating: 0.0, count: 21)  // h stays 0, where tanh′ = 1
    #expect(Self.flow(0.5, silence) == 0x1p-20)
    #expect(Self.flow(2, silence) == 0x1p20)
    let loud = Array(repeating: 1.0, count: 21)
    #expect(Self.flow(0.5, loud) < 0x1p-20)
    #expect(Self.flow(2, loud) < 0x1p-20)  // h is near 1, so tanh′ is small
  }
}
