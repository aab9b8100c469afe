/// Draws tokens from logits.
struct TokenSampler {
  /// Temperature, k and p as in `GenerationOptions`.
  var temperature: Float
  var topK: Int?
  var topP: Float

  /// - Throws: `ModelError.outOfRange` for a number outside its range.
  func validate() throws(ModelError) {
    try ModelError.require("temperature", temperature, "a number of at least 0") { $0 >= 0 }
    try ModelError.require("topK", topK ?? 1, in: 1...Int.max)
    try ModelError.require("topP", topP, "a number above 0 and at most 1") { $0 > 0 && $0 <= 1 }
  }

  /// Draws a token; those with a logit of negative infinity are never drawn. nil where the logits
  /// are not finite.
  ///
  /// Applies the temperature first, then k, then p; sums are in Double, in the order of descending
  /// logits where that order is needed, else in the order of tokens.
  func pick(_ logits: UnsafeMutableBufferPointer<Float>, _ random: inout RandomStream) -> Int32? {
    let best = argmax(logits)
    guard logits[best].isFinite, !logits.contains(where: \.isNaN) else { return nil }
    if temperature == 0 { return Int32(best) }
    let most = Double(logits[best]), temperature = Double(temperature)
    var candidates = Array(logits.indices)
    if topK != nil || topP < 1 {
      candidates.sort { (logits[$1], $0) < (logits[$0], $1) }
      if let k = topK { candidates = Array(candidates.prefix(k)) }
    }
    var weights = candidates.map { exp((Double(logits[$0]) - most) / temperature) }
    if topP < 1 {
      let enough = Double(topP) * weights.reduce(0, +)
      var sum = 0.0
      let count = weights.prefix { weight in
        defer { sum += weight }
        return sum < enough
      }.count
      weights = Array(weights.prefix(max(count, 1)))
    }
    let drawn = Double(random.uniform()) * weights.reduce(0, +)
    var sum = 0.0
    for (place, weight) in weights.enumerated() {
      sum += weight
      if drawn < sum { return Int32(candidates[place]) }
    }
    return Int32(best)  // the sums were rounded below the number drawn
  }
}
