/// What a forward or backward pass goes through with: the weights, the workspace, and in training
/// the dropout of this update.
struct Pass {
  let weights: Weights
  let workspace: Workspace
  var dropout: Dropout?

  struct Dropout {
    let rates: DropoutRates
    let seed: UInt64
    let update: Int
  }

  /// The mask of a site, if anything is dropped there.
  func mask(at site: DropoutSite) -> DropoutMask? {
    guard let dropout else { return nil }
    let probability = dropout.rates.probability(at: site)
    guard probability > 0 else { return nil }
    return DropoutMask(
      seed: dropout.seed, update: dropout.update, site: site, probability: probability)
  }

  /// x after dropout; x itself where nothing is dropped.
  func dropped(_ x: Matrix, at site: DropoutSite) -> Matrix {
    guard let mask = mask(at: site) else { return x }
    let result = workspace.factor(x.rows, x.columns)
    workspace.dropout(x, mask, into: result)
    return result
  }

  /// Masks x in place, forward or (a mask is its own adjoint) backward.
  func drop(_ x: Matrix, at site: DropoutSite, firstRow: Int = 0) {
    guard let mask = mask(at: site) else { return }
    workspace.dropout(x, mask, firstRow: firstRow, into: x)
  }
}
