/// Word vectors: row y of E `[vocabulary, embedding]` for each token y.
struct Embedding: Sendable {
  let weight: Parameter

  /// Standard deviation of the elements of a word vector at the start of training.
  static let deviation: Float = 0.5

  init(
    _ name: String, vocabulary: Int, size: Int, deviation: Float = Embedding.deviation,
    in layout: inout ParameterLayout
  ) {
    // Words must differ from the start: at a deviation of 0.1 encoder states hardly tell them
    // apart, and attention, whose scores are products of states, may never find what to look at.
    weight = layout.reserve(name, [vocabulary, size], .normal(deviation: deviation))
  }

  /// The vectors of tokens.
  ///
  /// Shapes: tokens `[rows]`, result `[rows, embedding]`.
  func forward(_ tokens: [Int32], in context: Context) -> Matrix {
    let vectors = context.matrix(tokens.count, weight.columns)
    let result = context.operand(of: vectors)
    context.gather(context.weights[weight], tokens, into: result)
    return result
  }

  /// The same for the tokens of a batch; in training after dropout.
  func forward(_ tokens: [Int32], droppedAt site: DropoutSite, in context: Context) -> Matrix {
    guard let mask = context.mask(at: site) else { return forward(tokens, in: context) }
    let vectors = context.matrix(tokens.count, weight.columns)
    context.gather(context.weights[weight], tokens, into: vectors)
    let result = context.operand(of: vectors)
    context.dropout(vectors, mask, into: result)
    return result
  }

  /// dE[y] += Σ dx over the places of y, in their order. Each token belongs to one part of the
  /// loop, so the order does not depend on threads.
  func backward(_ dx: Matrix, tokens: [Int32], in context: Context) {
    let target = context.gradient(weight)
    let add = context.kernels.pointee.add
    let parts = context.device.team.threads
    context.parallel(parts) { part in
      for (row, token) in tokens.enumerated() where Int(token) % parts == part {
        add(1, dx.columns, dx.row(row), dx.stride, target.row(Int(token)), target.stride)
      }
    }
  }

  /// The same for the tokens of a batch; masks dx as `forward` masked the vectors.
  func backward(
    _ dx: Matrix, tokens: [Int32], droppedAt site: DropoutSite, in context: Context
  ) {
    context.drop(dx, at: site)
    backward(dx, tokens: tokens, in: context)
  }
}
