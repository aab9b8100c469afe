/// The layers straight from their equations: one vector at a time, nothing fused, hoisted or
/// packed.
enum ReferenceEquations {
  /// i, f, g, o = W_ih x + W_hh h′ + b; c = σ(f) ⊙ c′ + σ(i) ⊙ tanh(g); h = σ(o) ⊙ tanh(c).
  static func lstm(
    _ x: [Traced], _ before: (h: [Traced], c: [Traced]), _ weights: LSTMWeights
  ) -> (h: [Traced], c: [Traced]) {
    lstm(weights.input * x + weights.recurrent * before.h + weights.bias, before.c)
  }

  /// The same from a on.
  static func lstm(_ a: [Traced], _ cBefore: [Traced]) -> (h: [Traced], c: [Traced]) {
    let n = cBefore.count
    let i = a[0..<n].map(\.sigmoid)
    let f = a[n..<2 * n].map(\.sigmoid)
    let g = a[2 * n..<3 * n].map(\.tanh)
    let o = a[3 * n..<4 * n].map(\.sigmoid)
    let c = f * cBefore + i * g
    return (o * c.map(\.tanh), c)
  }

  struct LSTMWeights {
    let input, recurrent: TracedMatrix
    let bias: [Traced]

    init(_ name: String, _ tensors: [String: TracedMatrix]) {
      input = tensors["\(name).weight_ih"]!
      recurrent = tensors["\(name).weight_hh"]!
      bias = tensors["\(name).bias"]![0]
    }

    var size: Int { recurrent.columns }
    var zero: (h: [Traced], c: [Traced]) {
      let zeros = (0..<size).map { _ in bias[0].constant(0) }
      return (zeros, zeros)
    }
  }

  /// The states after each word of a sentence, in the sentence's order, whichever way it is read.
  static func lstm(
    _ sentence: [[Traced]], backwards: Bool, _ weights: LSTMWeights
  ) -> [(h: [Traced], c: [Traced])] {
    var state = weights.zero
    var states: [(h: [Traced], c: [Traced])] = []
    for x in backwards ? sentence.reversed() : sentence {
      state = lstm(x, state, weights)
      states.append(state)
    }
    return backwards ? states.reversed() : states
  }

  /// s = tanh(W h + b).
  static func bridge(_ h: [Traced], _ w: TracedMatrix, _ b: [Traced]) -> [Traced] {
    (w * h + b).map(\.tanh)
  }

  /// score_j = sᵀ W_a h_j.
  static func luongScores(
    _ s: [Traced], _ h: [[Traced]], _ tensors: [String: TracedMatrix]
  ) -> [Traced] {
    h.map { dot(s, tensors["attention.weight"]! * $0) }
  }

  /// score_j = vᵀ tanh(W_a s + U_a h_j + b_a).
  static func bahdanauScores(
    _ s: [Traced], _ h: [[Traced]], _ tensors: [String: TracedMatrix]
  ) -> [Traced] {
    let query = tensors["attention.query.weight"]! * s
    return h.map { h in
      let sum = query + tensors["attention.key.weight"]! * h + tensors["attention.bias"]![0]
      return dot(tensors["attention.score"]![0], sum.map(\.tanh))
    }
  }

  /// α = softmax(scores), c = Σ α_j h_j.
  static func attend(
    _ scores: [Traced], _ h: [[Traced]]
  ) -> (alpha: [Traced], context: [Traced]) {
    let alpha = softmax(scores)
    let context = h[0].indices.map { k in dot(alpha, h.map { $0[k] }) }
    return (alpha, context)
  }

  static func softmax(_ x: [Traced]) -> [Traced] {
    let greatest = x.map(\.value).max()!  // any constant gives the same quotients
    let powers = x.map { (-greatest + $0).exponential }
    let sum = powers.dropFirst().reduce(powers[0]) { $0 + $1 }
    return powers.map { $0 / sum }
  }

  /// (KL(p‖q) + KL(q‖p)) / 2 of the softmaxes p of x and q of y.
  static func divergence(_ x: [Traced], _ y: [Traced]) -> Traced {
    let (p, q) = (softmax(x), softmax(y))
    let terms = p.indices.map { k in
      0.5 * ((p[k] - q[k]) * (p[k].logarithm - q[k].logarithm))
    }
    return terms.dropFirst().reduce(terms[0]) { $0 + $1 }
  }

  /// −Σ_k q_k log p_k, q = (1 − ε)·onehot(target) + ε/n; and −log p(target).
  static func crossEntropy(
    _ x: [Traced], _ target: Int, smoothing: Double
  ) -> (loss: Traced, nll: Traced) {
    let greatest = x.map(\.value).max()!
    let powers = x.map { (-greatest + $0).exponential }
    let sum = powers.dropFirst().reduce(powers[0]) { $0 + $1 }
    let logP = x.map { (-greatest + $0) - sum.logarithm }
    let q = x.indices.map { (($0 == target) ? 1 - smoothing : 0) + smoothing / Double(x.count) }
    let terms = q * logP
    return (-terms.dropFirst().reduce(terms[0]) { $0 + $1 }, -logP[target])
  }
}
