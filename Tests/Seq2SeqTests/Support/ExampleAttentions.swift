@testable import Seq2Seq

/// Attentions that use what `Attention` offers beyond a score of s and h_j; of no use by themselves.
enum ExampleAttentions {
  static let kinds = [
    AttentionKind("coverage", HistoryAttention<Sum>.self, LuongDecoder.self),
    AttentionKind("coverage-bahdanau", HistoryAttention<Sum>.self, BahdanauDecoder.self),
    AttentionKind("previous", HistoryAttention<Previous>.self, LuongDecoder.self),
    AttentionKind("local", LocalAttention.self, LuongDecoder.self),
    AttentionKind("local-bahdanau", LocalAttention.self, BahdanauDecoder.self),
  ]

  protocol HistoryKind: Sendable { static var history: AttentionHistory { get } }
  enum Sum: HistoryKind { static let history = AttentionHistory.sum }
  enum Previous: HistoryKind { static let history = AttentionHistory.previous }
}

/// score_j = sᵀ h_j + w H_j, H being what is known of earlier weights; with the previous step's alone,
/// every second step looks at the first position only.
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

/// score_j = sᵀ h_j for the positions t − 1 … t + 1 of the source, and α_j ← α_j exp(−(j − p)² / 2) with
/// p = S σ(uᵀ s), without a norm afterwards (after Luong et al. 2015, §3.2). The query is [s; uᵀ s].
struct LocalAttention: DotProductAttention {
  let size: Int
  let center: Linear
  let reweights = true

  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout) {
    size = sizes.decoder + 1
    center = Linear(
      layout.reserve("attention.center", [1, sizes.decoder], .glorot(gates: 1)), in: &layout)
  }

  private func scale(_ alpha: Float, _ j: Int, _ p: Float) -> Float {
    let distance = Double(Float(j) - p)
    return alpha * Float(exp(-distance * distance / 2))
  }

  private func center(_ query: AttentionQuery) -> (sigmoid: Float, p: Float) {
    let sigmoid = Float(1 / (1 + exp(-Double(query.vector[size - 1]))))
    return (sigmoid, Float(query.sourceLength) * sigmoid)
  }

  /// With a column of zeros, beside uᵀ s.
  func keys(_ states: Matrix, in context: Context) -> Matrix {
    let keys = context.zeros(states.rows, size)
    keys.columns(0..<size - 1).copy(states)
    return keys
  }

  func queries(_ rows: Int, in context: Context) -> Matrix? { context.matrix(rows, size) }

  func project(_ states: Matrix, into queries: Matrix, in context: Context) {
    queries.columns(0..<size - 1).copy(states)
    center.forward(states, into: queries.columns(size - 1..<size), in: context)
  }

  func window(_ query: AttentionQuery) -> Range<Int> {
    let middle = min(query.step, query.sourceLength - 1)
    return max(middle - 1, 0)..<min(middle + 2, query.sourceLength)
  }

  func reweight(
    _ alpha: UnsafeMutablePointer<Float>, _ query: AttentionQuery, in context: Context
  ) {
    let p = center(query).p
    for (i, j) in query.positions.enumerated() { alpha[i] = scale(alpha[i], j, p) }
  }

  func scoresBackward(
    _ query: AttentionQuery, dscores: UnsafePointer<Float>, _ d: AttentionQuery.Adjoint,
    in context: Context
  ) {
    let dcenter = d.query[size - 1]  // the keys' last column has no part in it
    let kernels = context.kernels.pointee, keys = query.keys
    kernels.weighted_sum(keys.rows, size - 1, dscores, keys.base, keys.stride, d.query)
    kernels.add_outer(keys.rows, size - 1, dscores, query.vector, d.keys.base, d.keys.stride)
    d.query[size - 1] = dcenter
  }

  func reweightBackward(
    _ alpha: UnsafePointer<Float>, dalpha: UnsafeMutablePointer<Float>, _ query: AttentionQuery,
    _ d: AttentionQuery.Adjoint, in context: Context
  ) {
    let (sigmoid, p) = center(query)
    var dp: Float = 0
    for (i, j) in query.positions.enumerated() {
      dp += dalpha[i] * scale(alpha[i], j, p) * (Float(j) - p)
      dalpha[i] = scale(dalpha[i], j, p)
    }
    d.query[size - 1] = dp * Float(query.sourceLength) * sigmoid * (1 - sigmoid)
  }

  func queriesBackward(_ dqueries: Matrix, ds: Matrix, in context: Context) {
    context.add(dqueries.columns(0..<size - 1), to: ds)
    center.backward(dqueries.columns(size - 1..<size), addingTo: ds, in: context)
  }

  func accumulateGradients(
    _ d: AttentionLoop.Adjoint, queriesOf s: Matrix, keysOf h: Matrix, in context: Context
  ) {
    center.accumulate(d.queries.columns(size - 1..<size), s, in: context)
    context.add(d.keys.columns(0..<size - 1), to: d.states)
  }
}

extension ReferenceEquations {
  /// α and the context of every attention, theirs included, at step t after the weights `earlier`.
  static func attend(
    _ kind: AttentionKind, _ s: [Traced], _ h: [[Traced]], after earlier: [[Traced]], step t: Int,
    _ tensors: [String: TracedMatrix]
  ) -> (alpha: [Traced], context: [Traced]) {
    switch kind.rawValue {
    case "luong": return attend(luongScores(s, h, tensors), h)
    case "bahdanau": return attend(bahdanauScores(s, h, tensors), h)
    case "luong-dot": return attend(h.map { dot(s, $0) }, h)
    case "local", "local-bahdanau": return local(s, h, step: t, tensors)
    default:
      let isPrevious = kind.rawValue == "previous"
      let read = isPrevious ? earlier.suffix(1) : earlier[...]
      let window = isPrevious && t % 2 == 1 ? 0..<1 : h.indices
      let inside = softmax(
        window.map { j in
          let w = tensors["attention.history"]![0][0]
          return read.reduce(dot(s, h[j])) { $0 + w * $1[j] }
        })
      let alpha = h.indices.map { window.contains($0) ? inside[$0] : s[0].constant(0) }
      return (alpha, h[0].indices.map { k in dot(alpha, h.map { $0[k] }) })
    }
  }

  private static func local(
    _ s: [Traced], _ h: [[Traced]], step t: Int, _ tensors: [String: TracedMatrix]
  ) -> (alpha: [Traced], context: [Traced]) {
    let middle = min(t, h.count - 1), window = max(middle - 1, 0)..<min(middle + 2, h.count)
    let p = Double(h.count) * dot(tensors["attention.center"]![0], s).sigmoid
    let inside = softmax(window.map { dot(s, h[$0]) })
    let alpha = h.indices.map { j -> Traced in
      guard window.contains(j) else { return s[0].constant(0) }
      let distance = -Double(j) + p
      return inside[j - window.lowerBound] * (-0.5 * (distance * distance)).exponential
    }
    return (alpha, h[0].indices.map { k in dot(alpha, h.map { $0[k] }) })
  }
}
