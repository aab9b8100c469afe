import Testing

@testable import Seq2Seq

/// Bahdanau's attention by hand: two source words, two units.
@Suite struct BahdanauAttentionExample {
  struct Numbers {
    /// s_{t−1}
    var s = [1.0, -1.0]
    var h = [[1.0, 0.0], [1.0, 2.0]]
    var w = [[0.5, 0.0], [1.0, 0.5]]
    var u = [[0.5, 0.25], [0.0, -0.25]]
    var b = [-0.5, 0.0]
    var v = [1.0, 2.0]
  }

  /// ∂loss/∂c. The rest of a translator is replaced with loss = dc · c.
  static let dc = [1.0, 1.0]

  /// t_j = tanh(W_a s + U_a h_j + b_a), for each j.
  static func hidden(_ x: Numbers) -> [[Double]] {
    let q = x.w.times(x.s)  // q = W_a s
    return x.h.map { h in
      let k = x.u.times(h).plus(x.b)  // k_j = U_a h_j + b_a
      return q.plus(k).tanh
    }
  }

  /// score_j = vᵀ t_j.
  static func scores(_ x: Numbers) -> [Double] {
    hidden(x).map { dot(x.v, $0) }
  }

  static func loss(_ x: Numbers) -> Double {
    dot(dc, ExampleAttention.attend(scores(x), x.h).c)
  }

  /// ∂s, ∂h_j, ∂W_a, ∂U_a, ∂b_a and ∂v, in the shape of what they are gradients of.
  static func backward(_ dc: [Double], _ x: Numbers) -> Numbers {
    let t = hidden(x), alpha = softmax(scores(x))
    let (dscores, direct) = ExampleAttention.attendBackward(dc, at: alpha, x.h)
    var d = Numbers(s: [0, 0], h: direct, w: x.w.zeros, u: x.u.zeros, b: [0, 0], v: [0, 0])
    var dq = [0.0, 0.0]
    for j in x.h.indices {
      d.v = d.v.plus(t[j].scaled(by: dscores[j]))  // dv += dscore_j t_j
      // da_j = dscore_j v ⊙ (1 − t_j²)
      let da = x.v.scaled(by: dscores[j]).hadamard(t[j].tanhSlope)
      dq = dq.plus(da)  // dq += da_j
      d.u.addOuter(da, x.h[j])  // dU_a += da_jᵀ h_j
      d.b = d.b.plus(da)  // db_a += da_j
      d.h[j] = d.h[j].plus(da.times(x.u))  // dh_j += da_j U_a
    }
    d.w.addOuter(dq, x.s)  // dW_a = dqᵀ s
    d.s = dq.times(x.w)  // ds = dq W_a
    return d
  }

  @Test func theNumbersOfTheArticle() {
    let x = Numbers()
    expectDigits(x.w.times(x.s), [0.5, 0.5], "q")
    expectDigits(x.u.times(x.h[0]).plus(x.b), [0, 0], "k_1")
    expectDigits(x.u.times(x.h[1]).plus(x.b), [0.5, -0.5], "k_2")
    let t = Self.hidden(x), scores = Self.scores(x)
    expectDigits(t[0] + t[1], [0.4621, 0.4621, 0.7616, 0], "t")
    expectDigits(scores, [1.3864, 0.7616], "score")
    let (alpha, c) = ExampleAttention.attend(scores, x.h)
    expectDigits(alpha, [0.6513, 0.3487], "α")
    expectDigits(c, [1, 0.6974], "c")
    let (dscores, direct) = ExampleAttention.attendBackward(Self.dc, at: alpha, x.h)
    expectDigits(x.h.map { dot(Self.dc, $0) }, [1, 3], "dα")
    expectDigits(dscores, [-0.4542, 0.4542], "dscore")
    expectDigits(direct[0] + direct[1], [0.6513, 0.6513, 0.3487, 0.3487], "α_j dc")
    let d = Self.backward(Self.dc, x)
    expectDigits(d.v, [0.1360, -0.2099], "dv")
    expectDigits(d.b, [-0.1665, 0.1940], "db_a, which is dq")
    expectDigits(d.w[0] + d.w[1], [-0.1665, 0.1665, 0.1940, -0.1940], "dW_a")
    expectDigits(d.u[0] + d.u[1], [-0.1665, 0.3815, 0.1940, 1.8169], "dU_a")
    expectDigits(d.s, [0.1108, 0.0970], "ds")
    expectDigits(d.h[0] + d.h[1], [0.4727, 0.7406, 0.4441, 0.1693], "dh")
  }

  @Test func differencesConfirmTheGradients() {
    let x = Numbers(), d = Self.backward(Self.dc, x)
    expectDifferences("s", d.s, x, \.s, loss: Self.loss)
    expectDifferences("h", d.h, x, \.h, loss: Self.loss)
    expectDifferences("W_a", d.w, x, \.w, loss: Self.loss)
    expectDifferences("U_a", d.u, x, \.u, loss: Self.loss)
    expectDifferences("b_a", d.b, x, \.b, loss: Self.loss)
    expectDifferences("v", d.v, x, \.v, loss: Self.loss)
  }

  @Test func theProductionLayerComputesTheSame() {
    let x = Numbers(), d = Self.backward(Self.dc, x)
    let (alpha, c) = ExampleAttention.attend(Self.scores(x), x.h)
    let found = ProductionAttention(
      .bahdanau,
      [
        "attention.query.weight": Array(x.w.joined()),
        "attention.key.weight": Array(x.u.joined()), "attention.bias": x.b,
        "attention.score": x.v,
      ], s: x.s, h: x.h, dc: Self.dc)
    expectClose(found.alpha, alpha, relative: 2e-6, "α")
    expectClose(found.c, c, relative: 2e-6, "c")
    expectClose(found.ds, d.s, relative: 2e-6, "ds")
    expectClose(found.dh, d.h.joined(), relative: 2e-6, "dh")
    expectClose(found.gradient("attention.query.weight"), d.w.joined(), relative: 2e-6, "dW_a")
    expectClose(found.gradient("attention.key.weight"), d.u.joined(), relative: 2e-6, "dU_a")
    expectClose(found.gradient("attention.bias"), d.b, relative: 2e-6, "db_a")
    expectClose(found.gradient("attention.score"), d.v, relative: 2e-6, "dv")
  }
}
