/// Sets some pairs apart for validation, the same ones for the same seed.
///
/// Pair i is ranked by h(h(seed) + i), where h is SplitMix64 (Steele, Lea and Flood 2014): one step
/// of its counter, then its mixing. The pairs of lowest rank are held out; both results keep the
/// pairs' order.
///
/// - Parameters:
///   - count: How many pairs there are; the result holds their places.
///   - share: The share of them to hold out, rounded to whole pairs; at least 1 pair and at most
///     1,000 pairs are held out, and at least 1 stays.
/// - Throws: `TrainingError.tooFewPairs` for fewer than 2 pairs.
func splitHeldOut(
  count: Int, share: Double, seed: UInt64
) throws(TrainingError) -> (train: [Int], valid: [Int]) {
  if count < 2 { throw .tooFewPairs(found: count, needed: 2) }
  let key = splitMix(seed)
  // A share that is not a number holds out one pair, since `max` then gives 1.
  let heldOut = Int(max(1, min((share * Double(count)).rounded(), Double(min(1000, count - 1)))))
  let ranked = (0..<count)
    .map { (rank: splitMix(key &+ UInt64($0)), index: $0) }
    .sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
  let valid = Set(ranked.prefix(heldOut).map(\.index))
  return (train: (0..<count).filter { !valid.contains($0) }, valid: valid.sorted())
}

/// SplitMix64 (Steele et al. 2014, "Fast Splittable Pseudorandom Number Generators").
private func splitMix(_ value: UInt64) -> UInt64 { mixed(value &+ 0x9E37_79B9_7F4A_7C15) }
