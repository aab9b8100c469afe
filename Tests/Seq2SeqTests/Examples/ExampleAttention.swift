@testable import Seq2Seq

/// What the worked examples of attention have in common.
enum ExampleAttention {
  /// α = softmax(score), c = Σ_j α_j h_j.
  static func attend(
    _ scores: [Double], _ h: [[Double]]
  ) -> (alpha: [Double], c: [Double]) {
    let alpha = softmax(scores)
    return (alpha, alpha.times(h))
  }

  /// Its adjoint: what flows from c to the scores, and straight to the states.
  static func attendBackward(
    _ dc: [Double], at alpha: [Double], _ h: [[Double]]
  ) -> (dscores: [Double], dh: [[Double]]) {
    let dalpha = h.map { dot(dc, $0) }  // dα_j = dc · h_j
    let dh = alpha.map { dc.scaled(by: $0) }  // dh_j = α_j dc
    return (softmaxBackward(dalpha, at: alpha), dh)
  }
}

/// A production attention with the weights of an example: one query over the words of one sentence,
/// and the gradients for a given ∂c.
struct ProductionAttention {
  let alpha, c, ds, dh: [Float]
  private let layout: ParameterLayout
  private let gradients: ParameterSlab

  /// - Parameters:
  ///   - weights: by their names in the model's file, row after row.
  ///   - window: D of a local attention.
  init(
    _ kind: AttentionKind, _ weights: [String: [Double]], s: [Double], h: [[Double]], dc: [Double],
    window: Int = 1
  ) {
    var layout = ParameterLayout()
    let attention = kind.score.init(
      AttentionSizes(encoder: h[0].count, decoder: s.count, window: window), in: &layout)
    let slab = ParameterSlab(layout), gradients = ParameterSlab(layout)
    for parameter in layout.parameters {
      slab[parameter].fill(from: weights[parameter.name]!.map { Float($0) })
    }
    let context = Context(slab, on: Device(threads: 1), gradients: gradients)
    func matrix(_ rows: [[Double]]) -> Matrix {
      let result = context.matrix(rows.count, rows[0].count)
      result.fill(from: rows.joined().map { Float($0) })
      return result
    }

    let steps = PackedSteps(lengths: [1])
    let states = matrix(h), query = matrix([s])
    let source = EncoderOutputs(
      states: states, keys: attention.keys(states, in: context), starts: [0, h.count])
    let queries = attention.queries(1, in: context) ?? query
    attention.project(query, into: queries, in: context)
    let rows = AttentionLoop.Rows(
      places: steps.places[...], queries: queries, alpha: context.zeros(1, h.count), history: nil)
    let c = context.zeros(1, h[0].count)
    let loop = AttentionLoop(attention: attention, source: source)
    loop.forward(rows, contextVectors: c, in: context)

    let d = AttentionLoop.Adjoint(attention, steps, source, in: context)
    loop.backward(
      dcontext: matrix([dc]), through: rows, steps: 0..<1, of: steps, into: d, in: context)
    let ds = context.zeros(1, s.count)
    attention.queriesBackward(d.queries, ds: ds, in: context)
    attention.accumulateGradients(d, queriesOf: query, keysOf: states, in: context)

    (alpha, self.c, self.ds, dh) = (rows.alpha.values, c.values, ds.values, d.states.values)
    (self.layout, self.gradients) = (layout, gradients)
  }

  /// The gradient of a weight, row after row.
  func gradient(_ name: String) -> [Float] {
    Array(gradients.values(of: layout.parameters.first { $0.name == name }!))
  }
}
