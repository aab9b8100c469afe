import Seq2Seq

/// How `evaluate` measures translations, and what it reports.
struct MeasureChoice {
  static let tokenize = Option.choice("tokenize", "KIND", BLEUTokenizer.allCases) { names in
    "what BLEU counts as words: \(names); none for text that is tokenized, zh for Chinese"
  }.or(.mteval13a)
  static let confidence = Option.flag(
    "confidence",
    "add to each measure NAME its 95% interval by bootstrap resampling: NAME-mean and its half "
      + "width, NAME-interval")
  static let baseline = Option.file(
    "baseline",
    "translations by another system, line by line: adds its scores as NAME-baseline, the "
      + "intervals, and NAME-p, the probability of such a difference by chance (paired bootstrap), "
      + "which is left out where no test set has a difference")
  static let bootstrap = Option.integer(
    "bootstrap", "N", "test sets drawn for intervals and p-values", in: 1...1_000_000,
    default: "\(resamples) with \(confidence) or \(baseline), else none")
  static let options: [any OptionDeclaration] = [
    tokenize, Options.lowercase.saying("ignore case", default: "as the model does"), confidence,
    baseline, bootstrap, seed,
  ]

  private static let seed = Options.seed.saying(
    "seed of the test sets that are drawn, and with \(Options.sample) of translations, else 1"
  ).or(12345)
  private static let resamples = 1_000

  let tokenizer: BLEUTokenizer
  let lowercase: Bool
  let baseline: String?
  /// 0: no intervals.
  private let resamples: Int
  private let seed: UInt64

  /// Refuses a seed where nothing is drawn.
  static func check(_ arguments: Arguments) throws(UsageError) {
    let draws: [any OptionDeclaration] = [bootstrap, confidence, baseline, Options.sample]
    if arguments.has(seed), !draws.contains(where: { arguments.has($0) }) {
      throw .incomplete(
        given: "\(seed)", missing: "\(confidence), \(baseline), \(bootstrap) or \(Options.sample)")
    }
  }

  /// - Parameter lowercase: whether case is ignored if no option says so.
  init(_ arguments: Arguments, lowercase: Bool) {
    tokenizer = arguments[Self.tokenize]
    self.lowercase = lowercase || arguments[Options.lowercase]
    baseline = arguments[Self.baseline]
    resamples =
      arguments[Self.bootstrap]
      ?? (arguments[Self.confidence] || baseline != nil ? Self.resamples : 0)
    seed = arguments[Self.seed]
  }

  /// - Parameter references: the references of each hypothesis.
  func system(_ hypotheses: some Collection<String>, _ references: [[String]]) -> MeasuredSystem {
    MeasuredSystem(
      hypotheses: Array(hypotheses),
      measurements: [TranslationMeasurement](
        hypotheses, references: references, tokenizer: tokenizer, lowercase: lowercase))
  }

  /// The other system, if it was given.
  ///
  /// - Parameter path: the path of the hypotheses or of a side of the test set, for errors.
  func baseline(
    alignedWith path: String, _ references: [[String]]
  ) throws(CorpusError) -> MeasuredSystem? {
    guard let baseline else { return nil }
    let lines = try TextLines.read([baseline], alignedWith: (path, references.count))
    return system(lines[0], references)
  }

  /// A line for each measure.
  static func scores(_ measurements: [TranslationMeasurement]) -> [Report.Entry] {
    measurements.map { ($0.measure.rawValue, .number($0.score, 2)) }
  }

  static func signatures(_ measurements: [TranslationMeasurement]) -> [Report.Entry] {
    measurements.compactMap { measurement in
      measurement.signature.map { ("\(measurement.measure.rawValue)-signature", .plain($0)) }
    }
  }

  /// Intervals, and the comparison with the other system; none where they were not asked for.
  func comparisons(_ system: MeasuredSystem, _ baseline: MeasuredSystem?) -> [MeasureComparison] {
    guard resamples > 0 else { return [] }
    return Bootstrap(resamples: resamples, segments: system.hypotheses.count, seed: seed)
      .comparisons(of: system.measurements, baseline: baseline?.measurements)
  }

  static func entries(_ comparisons: [MeasureComparison]) -> [Report.Entry] {
    var entries: [Report.Entry] = []
    func add(_ name: String, _ interval: ConfidenceInterval) {
      entries.append(("\(name)-mean", .number(interval.mean, 2)))
      entries.append(("\(name)-interval", .number(interval.halfWidth, 2)))
    }
    for comparison in comparisons {
      let name = comparison.measure.rawValue
      add(name, comparison.interval)
      guard let baseline = comparison.baseline else { continue }
      entries.append(("\(name)-baseline", .number(baseline.score, 2)))
      add("\(name)-baseline", baseline.interval)
      if let p = comparison.pValue { entries.append(("\(name)-p", .number(p, 4))) }
    }
    return entries
  }
}
