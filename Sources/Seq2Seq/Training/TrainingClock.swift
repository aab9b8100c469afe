/// The time spent in updates, and the tokens processed in it; validation and saving are not
/// counted.
struct TrainingClock {
  private var spent = Duration.zero
  private var tokens = 0

  mutating func add(_ time: Duration, tokens count: Int) {
    spent += time
    tokens += count
  }

  var tokensPerSecond: Double {
    spent > .zero ? Double(tokens) / spent.inSeconds : 0
  }
}
