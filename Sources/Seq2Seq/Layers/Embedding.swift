/// Word vectors: row y of E `[vocabulary, embedding]` for each token y.
struct Embedding: Sendable {
  let weight: Parameter

  /// Of the elements that a word vector begins with.
  static let deviation: Float = 0.5

  init(
    _ name: String, vocabulary: Int, size: Int, deviation: Float = Embedding.deviation,
    in layout: inout ParameterLayout
  ) {
    // Words must differ from the first: at a deviation of 0.1 encoder states hardly tell them apart,
    // and attention, whose scores are products of states, may never find what to look at.
    weight = layout.reserve(name, [vocabulary, size], .normal(deviation: deviation))
  }

  /// Where whole vectors are dropped, and where elements of those that are left.
  typealias DropoutSites = (words: DropoutSite, elements: DropoutSite)

  /// The vectors of tokens.
  ///
  /// Shapes: tokens `[rows]`, result `[rows, embedding]`.
  func forward(_ tokens: [Int32], in context: Context) -> Matrix {
    let vectors = context.matrix(tokens.count, weight.columns)
    let result = context.operand(of: vectors)
    context.gather(context.weights[weight], tokens, into: result)
    return result
  }

  /// The same of the tokens of a batch, which stand at `places`, in training after dropout.
  func forward(
    _ tokens: [Int32], droppedAt sites: DropoutSites, _ places: [RowPlace], in context: Context
  ) -> Matrix {
    guard context.mask(at: sites.words) != nil || context.mask(at: sites.elements) != nil else {
      return forward(tokens, in: context)
    }
    let vectors = context.matrix(tokens.count, weight.columns)
    context.gather(context.weights[weight], tokens, into: vectors)
    let result = context.operand(of: vectors)
    drop(vectors, into: result, at: sites, places, in: context)
    return result
  }

  /// Masks x; y is where it lies.
  private func drop(
    _ x: Matrix, into y: Matrix, at sites: DropoutSites, _ places: [RowPlace], in context: Context
  ) {
    if let mask = context.mask(at: sites.words) {
      let kept = context.matrix(x.rows, 1)
      kept.fill(1)
      context.dropout(kept, mask, into: kept)
      context.forChunks(of: x.rows, size: x.rows * x.columns * 16, writing: y) { rows in
        for row in rows {
          let scale = kept[row, 0], values = x.row(row)
          for j in 0..<x.columns { values[j] *= scale }
        }
      }
    }
    if let mask = context.mask(at: sites.elements) {
      context.dropout(x, mask, places[...], into: y)
    }
  }

  /// dE[y] += Σ dx over the places of y, in their order. A token belongs to one part of the
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

  /// The same of the tokens of a batch; masks dx as `forward` masked x.
  func backward(
    _ dx: Matrix, tokens: [Int32], droppedAt sites: DropoutSites, _ places: [RowPlace],
    in context: Context
  ) {
    drop(dx, into: dx, at: sites, places, in: context)
    backward(dx, tokens: tokens, in: context)
  }
}
