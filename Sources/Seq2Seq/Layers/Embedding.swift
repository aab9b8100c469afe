/// Word vectors: row y of E `[vocabulary, embedding]` for each token y.
struct Embedding: Sendable {
  let weight: Parameter

  init(
    _ name: String, vocabulary: Int, size: Int, deviation: Float = 0.5,
    in layout: inout ParameterLayout
  ) {
    // Words must differ from the first: at a deviation of 0.1 encoder states hardly tell them apart,
    // and attention, whose scores are products of states, may never find what to look at.
    weight = layout.reserve(name, [vocabulary, size], .normal(deviation: deviation))
  }

  /// The vectors of tokens, in training after dropout at `site`.
  ///
  /// Shapes: tokens `[rows]`, result `[rows, embedding]`.
  func forward(_ tokens: [Int32], droppedAt site: DropoutSite? = nil, _ pass: Pass) -> Matrix {
    let workspace = pass.workspace
    let vectors = workspace.matrix(tokens.count, weight.columns)
    let result = workspace.withWords(vectors)
    if let mask = site.flatMap(pass.mask) {
      workspace.gather(pass.weights[weight], tokens, into: vectors)
      workspace.dropout(vectors, mask, into: result)
    } else {
      workspace.gather(pass.weights[weight], tokens, into: result)
    }
    return result
  }

  /// dE[y] += Σ dx over the places of y, in their order. A token belongs to one share of the
  /// loop, so the order does not depend on threads.
  func backward(
    _ dx: Matrix, tokens: [Int32], addingTo gradients: ParameterSlab, in workspace: Workspace
  ) {
    let target = gradients[weight]
    let add = workspace.kernels.pointee.add
    let shares = workspace.team.threads
    workspace.parallel(shares) { share in
      for (row, token) in tokens.enumerated() where Int(token) % shares == share {
        add(1, dx.columns, dx.row(row), dx.stride, target.row(Int(token)), target.stride)
      }
    }
  }
}
