/// Time spent in updates, and the tokens that it took; validation and saving are not counted.
struct TrainingClock {
  private var spent = Duration.zero
  private var tokens = 0
  private var began: ContinuousClock.Instant?

  mutating func start() { began = .now }

  mutating func stop(tokens count: Int) {
    if let began { spent += .now - began }
    began = nil
    tokens += count
  }

  var tokensPerSecond: Double {
    spent > .zero ? Double(tokens) / spent.inSeconds : 0
  }
}
