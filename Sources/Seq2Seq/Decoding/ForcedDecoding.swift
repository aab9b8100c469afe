/// Forced decoding: the decoder reads given targets, which shows what it attends to at each token,
/// and how probable each token is to it.
///
/// The outcome of a pair does not depend on the other pairs.
struct ForcedDecoding {
  let network: EncoderDecoder
  let context: Context

  /// The outcome of one pair.
  struct Outcome: Equatable {
    /// α `[target][source]`, end symbols included.
    let alpha: [[Float]]
    /// log p of each target token, in nats; empty where it was not asked for.
    let logProbabilities: [Float]
  }

  /// The outcomes of pairs of token numbers; sources end in the end symbol, and no target is empty.
  /// Resets the arena.
  func callAsFunction(
    _ pairs: [(source: [Int32], target: [Int32])], withProbabilities: Bool = false
  ) -> [Outcome] {
    context.arena.reset()
    let batch = Batch(pairs)
    let encoding = network.encode(batch, in: context)
    let trace = network.decoder.forward(batch, encoding.outputs, from: encoding.start, in: context)
    let logs =
      withProbabilities
      ? network.output.logProbabilities(trace.output, targets: batch.targets, in: context) : []
    var outcomes = [Outcome](
      repeating: Outcome(alpha: [], logProbabilities: []), count: pairs.count)
    for (place, pair) in batch.order.enumerated() {
      let rows = (0..<batch.target.lengths[place]).map { batch.target.row(of: place, at: $0) }
      let columns = encoding.outputs.rows(of: place).count
      outcomes[pair] = Outcome(
        alpha: rows.map { row in (0..<columns).map { trace.alpha[row, $0] } },
        logProbabilities: logs.isEmpty ? [] : rows.map { logs[$0] })
    }
    return outcomes
  }
}
