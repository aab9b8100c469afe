import CKernels

/// How fast this machine trains a model, and where the time goes.
package struct TrainingBenchmark: Sendable {
  /// The options, vocabulary sizes included.
  package var options: TrainingOptions
  package var threads: Int
  /// Seconds of training for each kernel set, after three updates that are not counted.
  package var seconds: Double
  private let pairs: [TrainingCorpus.Pair]

  /// Trains on a corpus, from which the sizes of the vocabularies are taken.
  package init(_ corpus: TrainingCorpus, _ options: TrainingOptions, threads: Int, seconds: Double)
  {
    self.options = options.completed(source: corpus.source, target: corpus.target)
    self.threads = threads
    self.seconds = seconds
    pairs = Array(corpus.train)
  }

  /// Trains on random words, in sentences of 5 to 23 words plus the end symbol on both sides.
  package init(synthetic options: TrainingOptions, threads: Int, seconds: Double) {
    let sizes = options.configuration
    self.options = options.completed(
      sourceVocabulary: sizes.sourceVocabulary, targetVocabulary: sizes.targetVocabulary)
    self.threads = threads
    self.seconds = seconds
    var random = RandomStream(seed: options.seed, use: .shuffle, moment: 0)
    func sentence(_ vocabulary: Int) -> [Int32] {
      let words = (0..<5 + Int(random.uniform() * 19)).map { _ in
        3 + Int32(random.uniform() * Float(vocabulary - 3))
      }
      return words + [Vocabulary.end]
    }
    pairs = (0..<4_096).map { _ in
      (sentence(sizes.sourceVocabulary), sentence(sizes.targetVocabulary))
    }
  }

  /// The result of one kernel set. Rates of products are in billions of floating-point operations
  /// per second, where a multiply-add counts as two.
  package struct Result: Sendable, Encodable {
    package let kernels: String
    /// The number format of the products, and whether the hardware multiplies in it.
    package let precision: NumberFormat
    package let inHardware: Bool
    /// Those of this machine; only the kernel set `amx` uses them, in bfloat16.
    package let matrixUnits: KernelSet.MatrixUnits
    package let threads: Int
    /// The rate of multiply-adds in registers, on one thread and on all.
    package let peak: Rates
    /// Target tokens per second.
    package let tokensPerSecond: Double
    package let updates: Int
    /// Each part's share of an update's time; the rest is `other`.
    package let parts: [String: Double]
    /// The share of all products together.
    package let productShare: Double
    /// The products that take the most time, in descending order.
    package let products: [Product]

    package struct Rates: Sendable, Encodable {
      package let oneThread, allThreads: Double
    }

    package struct Product: Sendable, Encodable {
      /// The mean number of rows.
      package let rows: Double
      package let k, n: Int
      /// The rate of the same product repeated, with as many rows as a batch has sentences.
      package let alone: Rates
      /// The rate in training.
      package let inTraining: Double
      package let share: Double
    }
  }

  /// Names of the parts, in the order of a table.
  package static var partNames: [String] { Profile.Part.allCases.map(\.rawValue) + ["other"] }

  private static let warmUp = 3

  /// - Throws: `ModelError`, `TrainingError`.
  package func run(_ kernels: KernelSet) throws -> Result {
    try options.validate()
    let device = Device(threads: threads, kernelSet: kernels, precision: options.precision)
    let network = try EncoderDecoder(options.configuration)
    let step = TrainingStep(network.layout, options.run, on: device)
    step.slab.initialize(seed: options.seed)
    var spent = 0.0, tokens = 0, updates = 0, epoch = 1
    while spent < seconds {
      for batch in shuffledBatches(
        of: pairs.count, size: options.batch, seed: options.seed, epoch: epoch)
      {
        updates += 1
        if updates == Self.warmUp + 1 { device.profile = Profile() }
        let began = ContinuousClock.now
        let loss = try step.update(
          time: updates, learningRate: options.learningRate, options.run,
          dropout: options.dropout
        ) {
          network.loss(
            Batch(batch.map { pairs[$0] }), smoothing: options.labelSmoothing, in: $0)
        }.loss
        if updates <= Self.warmUp { continue }
        spent += (ContinuousClock.now - began).inSeconds
        tokens += loss.tokens
        if spent >= seconds { break }
      }
      epoch += 1
    }
    let profile = device.profile ?? Profile()
    var parts: [String: Double] = [:]
    for part in Profile.Part.allCases { parts[part.rawValue] = profile.seconds(in: part) / spent }
    parts["other"] = max(0, 1 - parts.values.reduce(0, +))
    return Result(
      kernels: kernels.rawValue, precision: options.precision,
      inHardware: options.precision == .float32 || kernels.hasBfloat16,
      matrixUnits: KernelSet.matrixUnits, threads: threads, peak: Self.peak(of: device),
      tokensPerSecond: Double(tokens) / spent, updates: updates - Self.warmUp, parts: parts,
      productShare: profile.products.values.reduce(0) { $0 + $1.seconds } / spent,
      products: products(profile, spent, kernels))
  }

  private func products(
    _ profile: Profile, _ spent: Double, _ kernels: KernelSet
  ) -> [Result.Product] {
    let one = Device(threads: 1, kernelSet: kernels, precision: options.precision)
    let all = Device(threads: threads, kernelSet: kernels, precision: options.precision)
    return profile.products
      .sorted { ($1.value.seconds, $0.key) < ($0.value.seconds, $1.key) }.prefix(8)
      .map { kind, time in
        Result.Product(
          rows: Double(time.rows) / Double(time.calls), k: kind.k, n: kind.n,
          alone: Result.Rates(
            oneThread: Self.rate(of: kind, rows: options.batch, on: one),
            allThreads: Self.rate(of: kind, rows: options.batch, on: all)),
          inTraining: 2e-9 * Double(time.rows) * Double(kind.k * kind.n) / time.seconds,
          share: time.seconds / spent)
      }
  }

  // MARK: - Alone

  /// Seconds that `body` takes: the least of several measurements of some milliseconds each, since
  /// disturbances only slow it down.
  private static func seconds(_ body: () -> Void) -> Double {
    func time(_ times: Int) -> Double {
      let began = ContinuousClock.now
      for _ in 0..<times { body() }
      return (ContinuousClock.now - began).inSeconds / Double(times)
    }
    _ = time(1)
    let times = Int(min(max(5e-3 / time(1), 1), 1e6))
    return (0..<7).map { _ in time(times) }.min() ?? 0
  }

  private static func rate(
    of kind: Profile.ProductKind, rows: Int, on device: Device
  ) -> Double {
    let context = Context(device: device)
    let a = context.zeros(rows, kind.k), c = context.zeros(rows, kind.n)
    let b = context.packed(context.zeros(kind.k, kind.n))
    return 2e-9 * Double(rows * kind.k * kind.n) / seconds { context.multiply(a, b, into: c) }
  }

  private static func peak(of device: Device) -> Result.Rates {
    let kernels = device.kernels.pointee
    let rounds = 20_000
    let (multiplyAdds, perRound) =
      device.precision == .bfloat16
      ? (kernels.multiply_adds_pairs, 2 * kernels.multiply_adds_per_round)
      : (kernels.multiply_adds, kernels.multiply_adds_per_round)
    func rate(_ threads: Int) -> Double {
      let operations = 2e-9 * Double(threads * rounds * perRound)
      return operations / seconds { device.parallel(threads) { _ in _ = multiplyAdds(rounds) } }
    }
    return Result.Rates(oneThread: rate(1), allThreads: rate(device.team.threads))
  }
}
