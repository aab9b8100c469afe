import Seq2Seq

enum BenchCommand: Command {
  static let name = "bench"
  static let summary = "measure how fast this machine trains and translates"
  static let details = """
    Trains for some seconds with each kernel set of this machine, and prints the target tokens per \
    second, the share of each part of the model, and the rate of the products that take the most \
    time: in training, alone on one thread and on all, compared with multiply-adds that touch no \
    memory. Without a corpus it trains on random words. With \(decode) it measures translation \
    instead: sentences per second in batches and the time of a single one, for each precision of \
    weights, greedily and with a beam of 5. No file is written.
    """

  /// Sizes that the literature calls small, and at which products matter most.
  private static let defaults: TrainingOptions = {
    var o = TrainingOptions()
    o.configuration.embedding = 256
    o.configuration.hidden = 512
    o.configuration.dropout = DropoutRates(0.3)
    o.configuration.sourceVocabulary = 4_372
    o.configuration.targetVocabulary = 5_832
    o.batch = 64
    o.learningRate = 0.001
    return o
  }()

  private static let reading = [Options.text[0].within(\TrainingOptions.source, \.target)]
  private static let sizes = Options.translator.map { $0.showing(defaults) }
  private static let batch = Options.batch.within(\TrainingOptions.run).showing(defaults)
  private static let precision = Options.precision.within(\TrainingOptions.run)
  private static let decode = Option.flag(
    "decode", "measure how fast a model translates, instead of training")
  private static let seconds = Option.integer(
    "seconds", "N", "seconds for each measurement", in: 1...3_600
  ).or(10)
  private static let kernels = Option.choice(
    "kernels", "SET", KernelSet.allCases, default: "all that the machine has"
  ) { "only this one of \($0)" }

  static let groups: OptionGroups = [
    "Corpus": [
      Options.corpus.saying("train on this folder's pairs", default: "random words"),
      Options.from, Options.to, Options.source, Options.target,
    ] + reading,
    "Model": sizes,
    "Measuring": [
      decode,
      Options.model.saying("take the sizes of this model; with \(decode): translate with it"),
      batch, seconds, kernels, precision, Options.json,
    ],
  ]
  static let examples = [
    "s2s bench", "s2s bench --attention bahdanau --kernels avx2 --seconds 30",
    "s2s bench --corpus corpora/fables --model models/default.safetensors --json",
    "s2s bench --decode --seconds 5",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let isGiven = arguments.has(Options.corpus) || arguments.has(Options.source)
    if !isGiven {
      for option in [Options.from, Options.to] + reading as [any OptionDeclaration] {
        try arguments.require(Options.corpus, for: option)
      }
    }
    let choice = try CorpusChoice(arguments)
    var options = defaults
    arguments.fill(&options, reading + sizes + [batch, precision])
    try TrainingRun.check(options, arguments)
    try checkSizes(arguments)
    let threads = arguments.threads
    let seconds = arguments[Self.seconds]
    var sets = KernelSet.available
    if let wanted = arguments[kernels] {
      guard sets.contains(wanted) else {
        throw UsageError.badValue(
          option: "\(kernels)", found: wanted.rawValue,
          expected: "one that this machine has: \(sets.map(\.rawValue).joined(separator: ", "))")
      }
      sets = [wanted]
    }
    if arguments[decode] {
      let lines = isGiven ? try choice.read() : nil
      let used = try ModelInUse<TranslationModel>(arguments)
      let benchmark = DecodingBenchmark(
        used.model, lines: lines.map { $0.train.pairs.prefix(2_048).map(\.source) } ?? [],
        threads: threads, seconds: Double(seconds))
      try benchmark.show(sets, json: arguments.json)
      return 0
    }
    if let path = arguments[Options.model] {
      options.configuration = try TranslationModel(path: path).configuration
      options.tieEmbeddings = options.configuration.tieEmbeddings
    }
    let benchmark =
      try isGiven
      ? TrainingBenchmark(
        choice.read().corpus(options), options, threads: threads, seconds: Double(seconds))
      : TrainingBenchmark(synthetic: options, threads: threads, seconds: Double(seconds))
    var results: [TrainingBenchmark.Result] = []
    for set in sets {
      if !arguments.quiet {
        Stream.error.line("training for \(seconds) s with \(set) kernels")
      }
      results.append(try benchmark.run(set))
      if !arguments.json { Stream.output.write(table(results[results.count - 1])) }
    }
    if arguments.json { Stream.output.line(try jsonText(["training": results])) }
    return 0
  }

  /// Refuses sizes beside a model that has its own, and options of training beside `decode`.
  private static func checkSizes(_ arguments: Arguments) throws(UsageError) {
    let ofTraining: [any OptionDeclaration] = sizes + [batch, precision]
    for option in ofTraining { try arguments.exclude(decode, option) }
    for option in sizes where option.facts.properties.contains(where: isOfModel) {
      try arguments.exclude(Options.model, option)
    }
  }

  private static func isOfModel(_ property: String) -> Bool {
    property.hasPrefix("configuration.") || property == "tieEmbeddings"
  }

  /// Columns of numbers, right-aligned under their headings.
  private static func table(_ result: TrainingBenchmark.Result) -> String {
    func percent(_ share: Double) -> String { fixed(100 * share, 1) + " %" }
    let threads = counted(result.threads, "thread")
    let precision = "\(result.precision)" + (result.inHardware ? "" : " by rounding")
    var text = """
      \(result.kernels), \(precision), \(threads): \
      \(grouped(Int(result.tokensPerSecond))) target tokens/s, \
      \(counted(result.updates, "update"))

        part            time

      """
    if result.precision == .bfloat16 && result.kernels != KernelSet.amx.rawValue {
      text = "matrix units (AMX): \(result.matrixUnits)\n" + text
    }
    for name in TrainingBenchmark.partNames {
      let share = result.parts[name] ?? 0
      text += "  \(name)" + right(percent(share), 20 - name.utf8.count) + "\n"
    }
    text += "\n  GFLOP/s                  in training  1 thread  \(right(threads, 10))     time\n"
    text += "  no memory" + right(fixed(result.peak.oneThread, 1), 36)
    text += right(fixed(result.peak.allThreads, 1), 12) + "\n"
    for product in result.products {
      let name = "\(fixed(product.rows, 1)) × \(product.k) × \(product.n)"
      text += "  \(name)" + right(fixed(product.inTraining, 1), 34 - displayWidth(name))
      text += right(fixed(product.alone.oneThread, 1), 11)
      text += right(fixed(product.alone.allThreads, 1), 12)
      text += right(percent(product.share), 9) + "\n"
    }
    return text + "  all products" + right(percent(result.productShare), 54) + "\n\n"
  }
}
