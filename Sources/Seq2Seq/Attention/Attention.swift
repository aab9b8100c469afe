/// Sizes of what an attention compares: states of the encoder and the decoder.
struct AttentionSizes: Sendable {
  let encoder: Int
  let decoder: Int
  /// D: the positions that a local attention looks at on each side of its center.
  let window: Int
}

/// How a score is computed from a decoder state s and an encoder state h_j. To add an attention,
/// write a file with its type and add a line to `AttentionKind`.
///
/// Keys belong to the source rows and are made once for a batch; queries belong to the target rows.
/// The softmax of a query's scores, α, and the context Σ_j α_j h_j are the same for every attention
/// (`AttentionLoop`). Functions of one query run in parallel on threads and may write only what
/// they are handed.
protocol Attention: Sendable {
  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout)

  /// Whether it is local: only positions in a window have weight.
  static var hasWindow: Bool { get }
  /// Columns of keys.
  var size: Int { get }
  /// Columns of queries: as many as keys have, or more.
  var querySize: Int { get }
  /// Floats of parameter gradient that each query produces; 0 if none.
  var gradientSize: Int { get }
  /// Which weights of earlier steps a score reads.
  var history: AttentionHistory { get }

  /// Keys `[source rows, size]` of the encoder states h.
  func keys(_ states: Matrix, in context: Context) -> Matrix
  /// Memory for queries `[rows, querySize]`; nil where the states s themselves are the queries.
  func queries(_ rows: Int, in context: Context) -> Matrix?
  /// Queries of the decoder states s, where there is memory for them.
  func project(_ states: Matrix, into queries: Matrix, in context: Context)

  /// The source positions that a query may look at; all others have weight 0.
  func window(_ query: AttentionQuery) -> Range<Int>
  /// score_j for the query's positions.
  func scores(
    _ query: AttentionQuery, into scores: UnsafeMutablePointer<Float>, in context: Context)
  /// Its adjoint, given dscores: adds to dkeys and to what flows to the history, overwrites dquery and
  /// the query's parameter gradient.
  func scoresBackward(
    _ query: AttentionQuery, dscores: UnsafePointer<Float>, _ d: AttentionQuery.Adjoint,
    in context: Context)

  /// Whether weights are changed after the softmax.
  var reweights: Bool { get }
  /// α_j ← α_j g_j for the query's positions.
  func reweight(
    _ alpha: UnsafeMutablePointer<Float>, _ query: AttentionQuery, in context: Context)
  /// Its adjoint, before that of the scores: dα becomes the gradient on the softmax's `alpha`.
  /// Writes those columns of dquery that the scores do not.
  func reweightBackward(
    _ alpha: UnsafePointer<Float>, dalpha: UnsafeMutablePointer<Float>, _ query: AttentionQuery,
    _ d: AttentionQuery.Adjoint, in context: Context)

  /// Adds to ds what flows from dqueries to the states that the queries were made from.
  func queriesBackward(_ dqueries: Matrix, ds: Matrix, in context: Context)
  /// Adds the gradients of all parameters, and to the encoder's states what flows from the keys.
  ///
  /// Shapes: s, from which queries were made, has all target rows, and h all source rows; so have
  /// their adjoints.
  func accumulateGradients(
    _ d: AttentionLoop.Adjoint, queriesOf s: Matrix, keysOf h: Matrix, in context: Context)
}

/// Defaults: an attention that looks at every position, keeps no history, and has s itself as its
/// query.
extension Attention {
  static var hasWindow: Bool { false }
  var querySize: Int { size }
  var gradientSize: Int { 0 }
  var history: AttentionHistory { .none }
  var reweights: Bool { false }
  func queries(_ rows: Int, in context: Context) -> Matrix? { nil }
  func project(_ states: Matrix, into queries: Matrix, in context: Context) {}
  func window(_ query: AttentionQuery) -> Range<Int> { query.positions }
  func reweight(
    _ alpha: UnsafeMutablePointer<Float>, _ query: AttentionQuery, in context: Context
  ) {}
  func reweightBackward(
    _ alpha: UnsafePointer<Float>, dalpha: UnsafeMutablePointer<Float>, _ query: AttentionQuery,
    _ d: AttentionQuery.Adjoint, in context: Context
  ) {}
}

/// Which weights of earlier steps the scores read, for each source position.
enum AttentionHistory: Sendable {
  case none
  /// α_{t−1} (Chorowski et al. 2015, §2.2).
  case previous
  /// Σ_{τ<t} α_τ, how much of each position has been covered (Tu et al. 2016, §3.1; See et al. 2017,
  /// §2.3).
  case sum
}

/// One query over the positions of its sentence.
struct AttentionQuery {
  let vector: UnsafePointer<Float>
  /// The step t, from 0.
  let step: Int
  /// S, the number of source tokens, end symbol included.
  let sourceLength: Int
  /// The source positions that the query looks at.
  let positions: Range<Int>
  /// The keys of these positions.
  let keys: Matrix
  /// The history of these positions; nil where none is kept.
  let history: UnsafePointer<Float>?

  /// The same query over some of its positions.
  func over(_ range: Range<Int>) -> AttentionQuery {
    if range == positions { return self }
    return AttentionQuery(
      vector: vector, step: step, sourceLength: sourceLength, positions: range,
      keys: keys.rows(range), history: history.map { $0 + range.lowerBound })
  }

  /// Where the gradients of what a query reads go.
  struct Adjoint {
    /// dk_j of the query's positions.
    let keys: Matrix
    let query: UnsafeMutablePointer<Float>
    let parameters: UnsafeMutablePointer<Float>
    /// The gradient of the history of the query's positions; nil where none is kept.
    let history: UnsafeMutablePointer<Float>?
  }
}
