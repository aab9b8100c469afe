import Testing

@testable import Seq2Seq

/// Luong's general attention by hand: two source words, two units.
@Suite struct LuongAttentionExample {
  struct Numbers {
    var s = [1.0, -2.0]
    var h = [[1.0, 0.0], [1.0, 2.0]]
    var w = [[1.0, 0.5], [0.0, 0.5]]
  }

  /// ∂loss/∂c. The rest of a translator is replaced with loss = dc · c.
  static let dc = [1.0, 1.0]

  /// score_j = sᵀ W_a h_j.
  static func scores(_ x: Numbers) -> [Double] {
    x.h.map { dot(x.s, x.w.times($0)) }
  }

  static func loss(_ x: Numbers) -> Double {
    dot(dc, ExampleAttention.attend(scores(x), x.h).c)
  }

  /// ∂s, ∂h_j and ∂W_a, in the shape of what they are gradients of.
  static func backward(_ dc: [Double], _ x: Numbers) -> Numbers {
    let alpha = softmax(scores(x))
    let (dscores, direct) = ExampleAttention.attendBackward(dc, at: alpha, x.h)
    var d = Numbers(s: [0, 0], h: direct, w: x.w.zeros)
    for j in x.h.indices {
      let k = x.w.times(x.h[j])  // k_j = W_a h_j
      d.s = d.s.plus(k.scaled(by: dscores[j]))  // ds += dscore_j k_j
      let dk = x.s.scaled(by: dscores[j])  // dk_j = dscore_j s
      d.w.addOuter(dk, x.h[j])  // dW_a += dk_jᵀ h_j
      d.h[j] = d.h[j].plus(dk.times(x.w))  // dh_j += dk_j W_a
    }
    return d
  }

  @Test func theNumbersOfTheArticle() {
    let x = Numbers()
    let scores = Self.scores(x)
    expectDigits(x.w.times(x.h[0]), [1, 0], "k_1")
    expectDigits(x.w.times(x.h[1]), [2, 1], "k_2")
    expectDigits(scores, [1, 0], "score")
    let (alpha, c) = ExampleAttention.attend(scores, x.h)
    expectDigits(alpha, [0.7311, 0.2689], "α")
    expectDigits(c, [1, 0.5379], "c")
    let (dscores, direct) = ExampleAttention.attendBackward(Self.dc, at: alpha, x.h)
    expectDigits(x.h.map { dot(Self.dc, $0) }, [1, 3], "dα")
    expectDigits(dscores, [-0.3932, 0.3932], "dscore")
    expectDigits(direct[0] + direct[1], [0.7311, 0.7311, 0.2689, 0.2689], "α_j dc")
    let d = Self.backward(Self.dc, x)
    expectDigits(d.s, [0.3932, 0.3932], "ds")
    expectDigits(d.w[0] + d.w[1], [0, 0.7864, 0, -1.5729], "dW_a")
    expectDigits(d.h[0] + d.h[1], [0.3378, 0.9277, 0.6622, 0.0723], "dh")
  }

  @Test func differencesConfirmTheGradients() {
    let x = Numbers(), d = Self.backward(Self.dc, x)
    expectDifferences("s", d.s, x, \.s, loss: Self.loss)
    expectDifferences("h", d.h, x, \.h, loss: Self.loss)
    expectDifferences("W_a", d.w, x, \.w, loss: Self.loss)
  }

  @Test func theProductionLayerComputesTheSame() {
    let x = Numbers(), d = Self.backward(Self.dc, x)
    let (alpha, c) = ExampleAttention.attend(Self.scores(x), x.h)
    let found = ProductionAttention(
      .luong, ["attention.weight": Array(x.w.joined())], s: x.s, h: x.h, dc: Self.dc)
    expectClose(found.alpha, alpha, relative: 2e-6, "α")
    expectClose(found.c, c, relative: 2e-6, "c")
    expectClose(found.ds, d.s, relative: 2e-6, "ds")
    expectClose(found.dh, d.h.joined(), relative: 2e-6, "dh")
    expectClose(found.gradient("attention.weight"), d.w.joined(), relative: 2e-6, "dW_a")
  }

  /// score_j = s · h_j: the general score with W_a the identity, which has no gradient.
  @Test func theDotScoreIsTheGeneralOneWithTheIdentity() {
    var x = Numbers()
    x.w = [[1, 0], [0, 1]]
    let d = Self.backward(Self.dc, x)
    expectDigits(Self.scores(x), [1, -3], "score")
    let found = ProductionAttention(.luongDot, [:], s: x.s, h: x.h, dc: Self.dc)
    expectClose(found.alpha, softmax(Self.scores(x)), relative: 2e-6, "α")
    expectClose(found.ds, d.s, relative: 2e-6, "ds")
    expectClose(found.dh, d.h.joined(), relative: 2e-6, "dh")
  }

  /// score_j = v_aᵀ tanh(W_a [s; h_j]): Bahdanau's, W_a's first columns being his W_a, the others
  /// his U_a, without b_a.
  @Test func theConcatScoreIsTheAdditiveOneWithoutABias() {
    var x = BahdanauAttentionExample.Numbers()
    x.b = [0, 0]
    let dc = BahdanauAttentionExample.dc
    let d = BahdanauAttentionExample.backward(dc, x)
    let weight = zip(x.w, x.u).flatMap { $0 + $1 }, dweight = zip(d.w, d.u).flatMap { $0 + $1 }
    let found = ProductionAttention(
      .luongConcat, ["attention.weight": weight, "attention.score": x.v], s: x.s, h: x.h, dc: dc)
    expectClose(
      found.alpha, softmax(BahdanauAttentionExample.scores(x)), relative: 2e-6, "α")
    expectClose(found.gradient("attention.weight"), dweight, relative: 2e-6, "dW_a")
    expectClose(found.gradient("attention.score"), d.v, relative: 2e-6, "dv_a")
    expectClose(found.ds, d.s, relative: 2e-6, "ds")
    expectClose(found.dh, d.h.joined(), relative: 2e-6, "dh")
  }
}
