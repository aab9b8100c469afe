/// The next word's distribution and its loss: p = softmax(W_y h̃ + b_y); the loss of a token is
/// the cross-entropy against (1 − ε)·onehot(y) + ε/|V| (Szegedy et al. 2016, §7).
///
/// Shapes: W_y `[vocabulary, n]`, which may be the target embedding (Press and Wolf 2017), b_y
/// `[vocabulary]`.
struct OutputLayer: Sendable {
  let linear: Linear

  /// Rows whose logits are in memory at once. Sums over rows continue from one chunk to the next,
  /// so the size of a chunk does not change a bit of the result.
  private static let chunk = 256
  /// How many of these rows a thread takes at once: few enough for its cache, and enough to be
  /// worth reading the weight for.
  private static let block = 56

  init(size: Int, vocabulary: Int, tied: Parameter?, in layout: inout ParameterLayout) {
    let weight =
      tied ?? layout.reserve("output.weight", [vocabulary, size], .glorot(gates: 1))
    let bias = layout.reserve("output.bias", [vocabulary], .zero)
    linear = Linear(weight, bias: bias, in: &layout)
  }

  /// Sums over target tokens, in nats; of two passes over each token, their mean.
  struct LossSum: Sendable, Equatable {
    /// With label smoothing: what training minimizes.
    var loss = 0.0
    /// Without: −log p(y). Perplexity is exp(nll / tokens).
    var nll = 0.0
    var tokens = 0

    static func += (left: inout LossSum, right: LossSum) {
      left.loss += right.loss
      left.nll += right.nll
      left.tokens += right.tokens
    }
  }

  func logits(_ h: Matrix, in context: Context) -> Matrix {
    let logits = context.matrix(h.rows, linear.size)
    linear.forward(h, into: logits, in: context)
    return logits
  }

  /// The loss of each row's target. Where neighboring rows are two passes over one token, also
  /// consistency · (KL(p₁‖p₂) + KL(p₂‖p₁)) / 2 (R-Drop, Liang et al. 2021, eq. 2-4). With `dh` also
  /// the adjoint for the mean over rows: adds to dW and db, overwrites dh.
  ///
  ///     dx = (p − q) / rows      dW_y += dxᵀ h      db_y += Σ dx      dh = dx W_y
  ///
  /// q is the smoothed target; R-Drop's part of dx is in `CKernels/body/loss.h`.
  ///
  /// Shapes: h and dh `[rows, n]`, targets `[rows]`.
  func loss(
    _ h: Matrix, targets: [Int32], smoothing: Float, consistency: Float = 0, dh: Matrix? = nil,
    in context: Context
  ) -> LossSum {
    let losses = rowLosses(
      h, targets: targets, smoothing: smoothing, consistency: consistency, dh: dh, in: context)
    let passes = consistency > 0 && dh != nil ? 2 : 1
    var sum = LossSum(tokens: targets.count / passes)
    for i in 0..<targets.count {
      sum.loss += Double(losses[i, 0]) / Double(passes)
      sum.nll += Double(losses[i, 1]) / Double(passes)
    }
    return sum
  }

  /// log p of each row's target, in nats.
  func logProbabilities(_ h: Matrix, targets: [Int32], in context: Context) -> [Float] {
    let losses = rowLosses(
      h, targets: targets, smoothing: 0, consistency: 0, dh: nil, in: context)
    return targets.indices.map { -losses[$0, 1] }
  }

  /// `[rows, 2]`: each row's loss, and its loss without label smoothing.
  ///
  /// A thread carries a block of rows from the logits to the gradient of h, so that the logits stay
  /// in its cache; only the weight's gradient, a sum over rows, waits for the whole chunk.
  private func rowLosses(
    _ h: Matrix, targets: [Int32], smoothing: Float, consistency: Float, dh: Matrix?,
    in context: Context
  ) -> Matrix {
    let kernels = context.kernels.pointee
    let passes = consistency > 0 && dh != nil ? 2 : 1
    let scale = dh == nil ? 0 : 1 / Float(targets.count)
    let losses = context.matrix(targets.count, 2)
    let forward = linear.rowProduct(in: context)
    let backward = dh.map { _ in linear.backwardRowProduct(in: context) }
    for start in stride(from: 0, to: h.rows, by: Self.chunk) {
      let rows = start..<min(start + Self.chunk, h.rows)
      context.scratch {
        let x =
          dh == nil
          ? context.matrix(rows.count, linear.size) : context.operand(rows.count, linear.size)
        let input = forward.input(of: h.rows(rows))
        context.device.forRowBlocks(
          of: rows.count / passes, most: Self.block / passes
        ) { block in
          let block = passes * block.lowerBound..<passes * block.upperBound
          forward(input, rows: block, into: x.rows(block))
          for i in stride(from: block.lowerBound, to: block.upperBound, by: passes) {
            let loss = losses.row(start + i), target = Int(targets[start + i])
            if passes == 2 {
              let other = losses.row(start + i + 1)
              loss[0] = kernels.consistent_cross_entropy(
                x.columns, x.row(i), x.row(i + 1), target, smoothing, consistency,
                scale, loss + 1)
              (other[0], other[1]) = (0, 0)
            } else {
              loss[0] = kernels.cross_entropy(
                x.columns, x.row(i), target, smoothing, scale, loss + 1)
            }
          }
          if let dh, let backward {  // x is dx now: dh = dx W_y
            backward(written: x.rows(block), into: dh.rows(rows).rows(block))
          }
        }
        // dW_y += dxᵀ h, db_y += Σ dx
        if dh != nil { linear.accumulate(x, h.rows(rows), in: context) }
      }
    }
    return losses
  }
}
