@testable import Seq2Seq

/// Attentions that use what `Attention` offers beyond a score of s and h_j; they are only for
/// tests.
enum ExampleAttentions {
  static let kinds = [
    AttentionKind("coverage", HistoryAttention<Sum>.self, LuongDecoder.self),
    AttentionKind("coverage-bahdanau", HistoryAttention<Sum>.self, BahdanauDecoder.self),
    AttentionKind("previous", HistoryAttention<Previous>.self, LuongDecoder.self),
    AttentionKind("local-bahdanau", LuongLocalPredictiveAttention.self, BahdanauDecoder.self),
  ]

  protocol HistoryKind: Sendable { static var history: AttentionHistory { get } }
  enum Sum: HistoryKind { static let history = AttentionHistory.sum }
  enum Previous: HistoryKind { static let history = AttentionHistory.previous }
}

/// score_j = sᵀ h_j + w H_j, where H is the history of weights; with only the previous step's
/// weights, every second step looks at the first position only.
struct HistoryAttention<Kind: ExampleAttentions.HistoryKind>: Attention {
  let size: Int
  let weight: Parameter
  let gradientSize = 1
  let history = Kind.history

  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout) {
    size = sizes.decoder
    weight = layout.reserve("attention.history", [1], .glorot(gates: 1))
  }

  func keys(_ states: Matrix, in context: Context) -> Matrix { states }

  func window(_ query: AttentionQuery) -> Range<Int> {
    history == .previous && query.step % 2 == 1 ? 0..<1 : query.positions
  }

  func scores(
    _ query: AttentionQuery, into scores: UnsafeMutablePointer<Float>, in context: Context
  ) {
    let w = context.weights[weight][0, 0]
    for j in 0..<query.positions.count {
      scores[j] = w * query.history![j]
      for k in 0..<size { scores[j] += query.vector[k] * query.keys[j, k] }
    }
  }

  func scoresBackward(
    _ query: AttentionQuery, dscores: UnsafePointer<Float>, _ d: AttentionQuery.Adjoint,
    in context: Context
  ) {
    let w = context.weights[weight][0, 0]
    d.parameters[0] = 0
    for k in 0..<size { d.query[k] = 0 }
    for j in 0..<query.positions.count {
      d.parameters[0] += dscores[j] * query.history![j]
      d.history![j] += dscores[j] * w
      for k in 0..<size {
        d.query[k] += dscores[j] * query.keys[j, k]
        d.keys[j, k] += dscores[j] * query.vector[k]
      }
    }
  }

  func queriesBackward(_ dqueries: Matrix, ds: Matrix, in context: Context) {
    context.add(dqueries, to: ds)
  }

  func accumulateGradients(
    _ d: AttentionLoop.Adjoint, queriesOf s: Matrix, keysOf h: Matrix, in context: Context
  ) {
    context.sumRows(of: d.parameters, addingTo: context.gradient(weight))
    context.add(d.keys, to: d.states)
  }
}
