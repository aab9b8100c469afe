/// How fast this machine translates with a model: many sentences together, and one at a time.
package struct DecodingBenchmark: Sendable {
  package let model: TranslationModel
  /// The lines that are translated again and again.
  package let lines: [String]
  package var threads: Int
  /// Time for each of the two measurements.
  package var seconds: Double

  package init(_ model: TranslationModel, lines: [String], threads: Int, seconds: Double) {
    self.model = model
    self.lines = lines.isEmpty ? Self.randomLines(model) : lines
    self.threads = threads
    self.seconds = seconds
  }

  /// Sentences of 5 to 23 random words of the source's vocabulary.
  private static func randomLines(_ model: TranslationModel) -> [String] {
    let words = model.source.vocabulary.tokens
    guard !words.isEmpty else { return ["a"] }
    var random = RandomStream(seed: 1, use: .shuffle, moment: 0)
    func number(_ count: Int) -> Int { min(Int(random.uniform() * Float(count)), count - 1) }
    return (0..<256).map { _ in
      (0..<5 + number(19)).map { _ in words[number(words.count)] }.joined(separator: " ")
    }
  }

  /// The result of one way of translating.
  package struct Result: Sendable, Encodable {
    package let kernels, weights: String
    package let beam, threads: Int
    /// At a batch of 64.
    package let sentencesPerSecond, tokensPerSecond: Double
    /// The time of one sentence alone.
    package let medianMilliseconds, slowMilliseconds: Double
  }

  package func run(_ kernels: KernelSet, _ weights: NumberFormat, beam: Int) throws -> Result {
    let session = TranslationSession(
      model, device: Device(threads: threads, kernelSet: kernels, precision: weights))
    var options = DecodingOptions()
    options.beam = beam
    options.copiesUnknownWords = false
    options.scores = false
    _ = try session.translate([lines[0]], options)  // packs the weights

    var spent = 0.0, sentences = 0, tokens = 0, start = 0
    while spent < seconds {
      let window = Array(lines[start..<min(start + 4 * options.batch, lines.count)])
      start = start + window.count < lines.count ? start + window.count : 0
      spent += try time {
        for found in try session.translate(window, options) { tokens += found[0].tokens.count }
      }
      sentences += window.count
    }
    options.batch = 1
    var times: [Double] = []
    var all = 0.0
    while all < seconds || times.count < 20 {
      let line = lines[times.count % lines.count]
      try times.append(time { _ = try session.translate([line], options) })
      all += times[times.count - 1]
    }
    times.sort()
    return Result(
      kernels: kernels.rawValue, weights: weights.rawValue, beam: beam, threads: threads,
      sentencesPerSecond: Double(sentences) / spent, tokensPerSecond: Double(tokens) / spent,
      medianMilliseconds: 1e3 * times[times.count / 2],
      slowMilliseconds: 1e3 * times[times.count * 99 / 100])
  }

  private func time(_ body: () throws -> Void) rethrows -> Double {
    let began = ContinuousClock.now
    try body()
    return (ContinuousClock.now - began).inSeconds
  }
}
