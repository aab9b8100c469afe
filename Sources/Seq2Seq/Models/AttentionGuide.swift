/// A target token and a source token that mean the same, by their places in their sentences.
struct TokenLink: Sendable, Hashable {
  let source: Int32
  let target: Int32
}

/// Which source tokens the target tokens of a batch should attend to, and the loss of attending
/// elsewhere:
///
///     loss = W/R Σ_t −log Σ_{j ∈ A_t} α_tj
///
/// A_t are the source tokens that target token t is linked to. R is the number of target tokens
/// with links; the others are free. Where several source tokens are linked, such as the pieces of a
/// word, the model chooses how they share the weight.
///
/// Source: guided alignment, Chen et al. 2016, §3, and Liu et al. 2016, §3.2; with one link for a
/// token it is their cross-entropy.
struct AttentionGuide: Sendable {
  /// W
  let weight: Float
  /// Where each target row's links start, and the number of links at the end.
  private let starts: [Int]
  /// Places of source tokens in their sentence.
  private let sources: [Int32]
  /// R
  private let linkedRows: Int

  /// A smaller sum of weights counts as this, so that the loss and its gradient are finite.
  private static let least: Float = 1e-20

  /// - Parameters:
  ///   - links: of each sentence in the order of `target`, ascending by target place.
  ///   - target: the layout of the rows of the batch's targets.
  init(_ links: [[TokenLink]], weight: Float, _ target: PackedSteps) {
    self.weight = weight
    var starts = [0], sources: [Int32] = [], linkedRows = 0
    starts.reserveCapacity(target.rows + 1)
    var next = Array(repeating: 0, count: links.count)
    for place in target.places {
      let sentence = Int(place.sentence), own = links[sentence]
      while next[sentence] < own.count, own[next[sentence]].target == place.step {
        sources.append(own[next[sentence]].source)
        next[sentence] += 1
      }
      if sources.count > starts[starts.count - 1] { linkedRows += 1 }
      starts.append(sources.count)
    }
    (self.starts, self.sources, self.linkedRows) = (starts, sources, linkedRows)
  }

  /// The loss, and its gradient on α, for all target rows of the batch:
  ///
  ///     dα_tj = −W/R / Σ_{i ∈ A_t} α_ti for j ∈ A_t, else 0
  ///
  /// Shapes: α and dα `[target rows, longest source]`.
  func loss(of alpha: Matrix, in context: Context) -> (loss: Double, dalpha: Matrix) {
    let dalpha = context.zeros(alpha.rows, alpha.columns)
    var sum = 0.0
    let scale = weight / Float(max(linkedRows, 1))
    for row in 0..<alpha.rows where starts[row] < starts[row + 1] {
      let linked = sources[starts[row]..<starts[row + 1]]
      let found = linked.reduce(0) { $0 + alpha[row, Int($1)] }
      sum -= log(Double(max(found, Self.least)))
      for j in linked { dalpha[row, Int(j)] = -scale / max(found, Self.least) }
    }
    return (Double(scale) * sum, dalpha)
  }
}
