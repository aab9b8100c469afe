import Testing

@testable import Seq2Seq

/// Backpropagation through time of a whole translator by hand: two source words, two target words, two
/// units, the simple recurrent cell, Luong's general attention with input feeding, and W_y tied to the
/// target's embedding E_y.
@Suite struct BackpropagationExample {
  /// W_ih, W_hh and b of h = tanh(W_ih x + W_hh h′ + b).
  struct Cell {
    var ih: [[Double]]
    var hh: [[Double]]
    var b = [0.0, 0.0]
  }

  /// W and b of tanh(W x + b).
  struct Layer {
    var w: [[Double]]
    var b = [0.0, 0.0]
  }

  /// All weights; words are rows of the embeddings: `<unk>`, `<s>`, `</s>` and one more.
  struct Numbers {
    var source = [[0.0, 0.0], [0.0, 0.0], [0.0, 1.0], [1.0, 0.0]]
    var encoder = Cell(ih: [[1, 0.5], [0, 1]], hh: [[0.5, 0], [0.5, 0.5]])
    var bridge = Layer(w: [[1, 0.5], [-0.5, 1]])
    var target = [[0.0, 0.0], [0.5, 0.5], [0.0, 1.0], [0.5, -1.0]]
    var decoder = Cell(ih: [[0.5, 0, -1, 0], [0, 0.5, 0, 1]], hh: [[0.5, 0], [0, 0.5]])
    var attention = [[1.0, 0.5], [0.0, 0.5]]
    var readout = Layer(w: [[0.5, 0, -0.5, 0], [0, 0.5, 0, 1]])
    var outputBias = [0.0, 0.0, 0.0, 0.0]
  }

  static let sourceWords = [3, 2], targetWords = [3, 2]

  /// What a decoder step read and wrote.
  struct Step {
    /// y_{t−1}, which is read, and y_t, which is to be written.
    let word, target: Int
    let e, fed, before: [Double]  // E_y[y_{t−1}], h̃_{t−1}, s_{t−1}
    let s, alpha, c, attentional, p: [Double]  // s_t, α_t, c_t, h̃_t, p_t
  }

  struct Trace {
    var h: [[Double]] = []
    var start: [Double] = []
    var steps: [Step] = []

    /// The mean of −log p_t(y_t).
    var loss: Double {
      let sum = steps.reduce(0) { $0 - ReferenceFunctions.log($1.p[$1.target]) }
      return sum / Double(steps.count)
    }
  }

  static func cell(_ x: [Double], _ before: [Double], _ weights: Cell) -> [Double] {
    weights.ih.times(x).plus(weights.hh.times(before)).plus(weights.b).tanh
  }

  static func forward(_ n: Numbers) -> Trace {
    var trace = Trace()
    var h = [0.0, 0.0]
    for word in sourceWords {  // h_j = tanh(W_ih x_j + W_hh h_{j−1} + b)
      h = cell(n.source[word], h, n.encoder)
      trace.h.append(h)
    }
    trace.start = n.bridge.w.times(h).plus(n.bridge.b).tanh  // s_0 = tanh(W_h h_S + b_h)
    var s = trace.start, attentional = [0.0, 0.0], word = Int(Vocabulary.begin)
    for target in targetWords {
      let (e, fed, before) = (n.target[word], attentional, s)
      s = cell(e + fed, before, n.decoder)  // s_t = tanh(W_ih [e_t; h̃_{t−1}] + W_hh s_{t−1} + b)
      let scores = trace.h.map { dot(s, n.attention.times($0)) }  // s_tᵀ W_a h_j
      let (alpha, c) = ExampleAttention.attend(scores, trace.h)
      // h̃_t = tanh(W_c [c_t; s_t] + b_c)
      attentional = n.readout.w.times(c + s).plus(n.readout.b).tanh
      let p = softmax(n.target.times(attentional).plus(n.outputBias))  // softmax(W_y h̃_t + b_y)
      trace.steps.append(
        Step(
          word: word, target: target, e: e, fed: fed, before: before, s: s, alpha: alpha, c: c,
          attentional: attentional, p: p))
      word = target
    }
    return trace
  }

  /// dx and dh′ of h = tanh(W_ih x + W_hh h′ + b); adds to the gradients of the weights.
  static func cellBackward(
    _ dh: [Double], at h: [Double], x: [Double], before: [Double], _ weights: Cell,
    addingTo d: inout Cell
  ) -> (dx: [Double], dbefore: [Double]) {
    let da = dh.hadamard(h.tanhSlope)  // da = dh ⊙ (1 − h²)
    d.ih.addOuter(da, x)  // dW_ih += daᵀ x
    d.hh.addOuter(da, before)  // dW_hh += daᵀ h′
    d.b = d.b.plus(da)  // db += da
    return (da.times(weights.ih), da.times(weights.hh))
  }

  /// What flows from one decoder step to the one before.
  struct Flow {
    var s = [0.0, 0.0]
    var attentional = [0.0, 0.0]
  }

  /// The adjoint of step t, given what flows from step t + 1. Adds to the gradients of the weights and
  /// of the encoder's states.
  static func stepBackward(
    _ now: Step, _ h: [[Double]], _ n: Numbers, from later: Flow, addingTo d: inout Numbers,
    dh: inout [[Double]]
  ) -> Flow {
    var dx = now.p.scaled(by: 1 / Double(targetWords.count))
    dx[now.target] -= 1 / Double(targetWords.count)  // dx = (p − onehot(y)) / T
    d.target.addOuter(dx, now.attentional)  // dE_y += dxᵀ h̃, as W_y
    d.outputBias = d.outputBias.plus(dx)  // db_y += dx

    // Two read h̃_t: the output layer, and step t + 1.
    let dattentional = dx.times(n.target).plus(later.attentional)

    let da = dattentional.hadamard(now.attentional.tanhSlope)  // da = dh̃ ⊙ (1 − h̃²)
    d.readout.w.addOuter(da, now.c + now.s)  // dW_c += daᵀ [c; s]
    d.readout.b = d.readout.b.plus(da)  // db_c += da
    let parts = da.times(n.readout.w)  // [dc; ds] = da W_c
    let dc = Array(parts[0..<2])

    // Three read s_t: the readout, step t + 1, and attention.
    var ds = Array(parts[2..<4]).plus(later.s)
    let (dscores, direct) = ExampleAttention.attendBackward(dc, at: now.alpha, h)
    for j in h.indices {
      ds = ds.plus(n.attention.times(h[j]).scaled(by: dscores[j]))  // ds += dscore_j W_a h_j
      let dk = now.s.scaled(by: dscores[j])  // dk_j = dscore_j s
      d.attention.addOuter(dk, h[j])  // dW_a += dk_jᵀ h_j
      dh[j] = dh[j].plus(direct[j]).plus(dk.times(n.attention))  // α_j dc + dk_j W_a
    }

    let (dinput, dbefore) = cellBackward(
      ds, at: now.s, x: now.e + now.fed, before: now.before, n.decoder, addingTo: &d.decoder)
    let de = Array(dinput[0..<2])
    d.target[now.word] = d.target[now.word].plus(de)  // dE_y[y_{t−1}] += de, as a word
    return Flow(s: dbefore, attentional: Array(dinput[2..<4]))  // ds_{t−1}, dh̃_{t−1}
  }

  /// The gradient of every weight, in the weights' shape.
  static func backward(_ trace: Trace, _ n: Numbers) -> Numbers {
    var d = zeros(n), dh = trace.h.zeros, flow = Flow()
    for step in trace.steps.reversed() {
      flow = stepBackward(step, trace.h, n, from: flow, addingTo: &d, dh: &dh)
    }

    let da = flow.s.hadamard(trace.start.tanhSlope)  // the bridge: da = ds_0 ⊙ (1 − s_0²)
    let last = trace.h.count - 1
    d.bridge.w.addOuter(da, trace.h[last])  // dW_h = daᵀ h_S
    d.bridge.b = da  // db_h = da
    dh[last] = dh[last].plus(da.times(n.bridge.w))  // dh_S += da W_h

    for j in trace.h.indices.reversed() {  // the encoder
      let before = j > 0 ? trace.h[j - 1] : [0, 0], word = sourceWords[j]
      let (dx, dbefore) = cellBackward(
        dh[j], at: trace.h[j], x: n.source[word], before: before, n.encoder, addingTo: &d.encoder)
      d.source[word] = d.source[word].plus(dx)  // dE_x[x_j] += dx_j
      if j > 0 { dh[j - 1] = dh[j - 1].plus(dbefore) }
    }
    return d
  }

  static func zeros(_ n: Numbers) -> Numbers {
    func zeros(_ cell: Cell) -> Cell { Cell(ih: cell.ih.zeros, hh: cell.hh.zeros) }
    return Numbers(
      source: n.source.zeros, encoder: zeros(n.encoder), bridge: Layer(w: n.bridge.w.zeros),
      target: n.target.zeros, decoder: zeros(n.decoder), attention: n.attention.zeros,
      readout: Layer(w: n.readout.w.zeros), outputBias: n.outputBias.map { _ in 0 })
  }
}
