import Testing

@testable import Seq2Seq

/// Luong's local attentions by hand, with the numbers of the general one: local-p around a place that
/// is predicted, with D = 2, so that the Gaussian's deviation D/2 is 1 and both words are in the window.
@Suite struct LuongLocalAttentionExample {
  struct Numbers {
    var general = LuongAttentionExample.Numbers()
    var wp = [[0.5, 0.0], [0.0, 0.25]]
    var vp = [1.0, 1.0]
  }

  static let dc = LuongAttentionExample.dc
  static let window = 2.0

  /// z = tanh(W_p s), σ(u) with u = v_pᵀ z, and p = S σ(u).
  static func place(_ x: Numbers) -> (z: [Double], sigmoid: Double, p: Double) {
    let z = x.wp.times(x.general.s).tanh
    let sigmoid = ReferenceFunctions.sigmoid(dot(x.vp, z))
    return (z, sigmoid, Double(x.general.h.count) * sigmoid)
  }

  /// g_j = exp(−(j − p)² / (2 (D/2)²)).
  static func gaussian(_ p: Double, positions: Int) -> [Double] {
    (0..<positions).map { j in
      let distance = (Double(j) - p) / window
      return ReferenceFunctions.exp(-2 * distance * distance)
    }
  }

  /// α_j = y_j g_j, y being the softmax of the general scores.
  static func weights(_ x: Numbers) -> [Double] {
    let y = softmax(LuongAttentionExample.scores(x.general))
    return y.hadamard(gaussian(place(x).p, positions: y.count))
  }

  static func loss(_ x: Numbers) -> Double {
    dot(dc, weights(x).times(x.general.h))
  }

  static func backward(_ dc: [Double], _ x: Numbers) -> Numbers {
    let s = x.general.s, h = x.general.h
    let y = softmax(LuongAttentionExample.scores(x.general))
    let (z, sigmoid, p) = place(x)
    let g = gaussian(p, positions: h.count)
    let dalpha = h.map { dot(dc, $0) }  // dα_j = dc · h_j

    // The place: dg_j = dα_j y_j, and dp += dg_j g_j · 4 (j − p) / D².
    var dp = 0.0
    for (j, dg) in dalpha.hadamard(y).enumerated() {
      dp += dg * g[j] * 4 * (Double(j) - p) / (window * window)
    }
    let du = dp * Double(h.count) * sigmoid * (1 - sigmoid)  // du = dp S σ′(u)
    let da = x.vp.scaled(by: du).hadamard(z.tanhSlope)  // da = du v_p ⊙ (1 − z²)
    var d = Numbers(wp: x.wp.zeros, vp: z.scaled(by: du))  // dv_p = du z
    d.wp.addOuter(da, s)  // dW_p = daᵀ s
    d.general.s = da.times(x.wp)  // ds = da W_p

    // The scores, from dy_j = dα_j g_j, as in the general attention.
    let dscores = softmaxBackward(dalpha.hadamard(g), at: y)
    d.general.w = x.general.w.zeros
    for j in h.indices {
      let dk = s.scaled(by: dscores[j])
      d.general.s = d.general.s.plus(x.general.w.times(h[j]).scaled(by: dscores[j]))
      d.general.w.addOuter(dk, h[j])
      d.general.h[j] = dc.scaled(by: y[j] * g[j]).plus(dk.times(x.general.w))
    }
    return d
  }

  @Test func theNumbersOfTheArticle() {
    let x = Numbers(), place = Self.place(x)
    expectDigits(place.z, [0.4621, -0.4621], "z")
    expectDigits([place.sigmoid, place.p], [0.5, 1], "σ(u) and p")
    expectDigits(Self.gaussian(place.p, positions: 2), [0.6065, 1], "g")
    expectDigits(Self.weights(x), [0.4434, 0.2689], "α")
  }

  @Test func differencesConfirmTheGradients() {
    let x = Numbers(), d = Self.backward(Self.dc, x)
    expectDifferences("s", d.general.s, x, \.general.s, loss: Self.loss)
    expectDifferences("h", d.general.h, x, \.general.h, loss: Self.loss)
    expectDifferences("W_a", d.general.w, x, \.general.w, loss: Self.loss)
    expectDifferences("W_p", d.wp, x, \.wp, loss: Self.loss)
    expectDifferences("v_p", d.vp, x, \.vp, loss: Self.loss)
  }

  @Test func theProductionLayerComputesTheSame() {
    let x = Numbers(), d = Self.backward(Self.dc, x)
    let found = ProductionAttention(
      .luongLocalPredictive,
      [
        "attention.weight": Array(x.general.w.joined()),
        "attention.position.weight": Array(x.wp.joined()), "attention.position.score": x.vp,
      ], s: x.general.s, h: x.general.h, dc: Self.dc, window: Int(Self.window))
    expectClose(found.alpha, Self.weights(x), relative: 2e-6, "α")
    expectClose(found.ds, d.general.s, relative: 2e-6, "ds")
    expectClose(found.dh, d.general.h.joined(), relative: 2e-6, "dh")
    expectClose(
      found.gradient("attention.weight"), d.general.w.joined(), relative: 2e-6, "dW_a")
    expectClose(
      found.gradient("attention.position.weight"), d.wp.joined(), relative: 2e-6, "dW_p")
    expectClose(found.gradient("attention.position.score"), d.vp, relative: 2e-6, "dv_p")
  }

  /// local-m: at t = 0 with D = 1, positions 0 and 1 of three are in the window.
  @Test func localMonotonicAttentionIsTheGeneralOneOverItsWindow() {
    let x = LuongAttentionExample.Numbers()
    let d = LuongAttentionExample.backward(Self.dc, x)
    let found = ProductionAttention(
      .luongLocalMonotonic, ["attention.weight": Array(x.w.joined())], s: x.s,
      h: x.h + [[5, 5]], dc: Self.dc, window: 1)
    expectClose(
      found.alpha, softmax(LuongAttentionExample.scores(x)) + [0], relative: 2e-6, "α")
    expectClose(found.ds, d.s, relative: 2e-6, "ds")
    expectClose(found.dh, d.h.joined() + [0, 0], relative: 2e-6, "dh")
    expectClose(found.gradient("attention.weight"), d.w.joined(), relative: 2e-6, "dW_a")
  }
}
