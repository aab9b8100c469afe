import Seq2Seq

extension Options {
  static let batch = Option.integer(
    "batch", short: "b", "N", "sentences in an update", in: RunOptions.batches
  ).sets(\RunOptions.batch)
  static let updates = Option.integer("updates", "N", "at most", in: 1...Int.max)
    .sets(optional: \RunOptions.updates)
  static let epochs = Option.integer(
    "epochs", "N", "passes through the corpus at most", in: 1...Int.max, default: "no limit"
  ).sets(optional: \RunOptions.epochs)
  static let patience = Option.integer(
    "patience", "N", "stop after so many validations without a better one, 0: never",
    in: 0...Int.max
  ).sets(\RunOptions.patience)
  static let timeLimit = Option(
    "time-limit", "T",
    "end after so many minutes of training, or a time such as 1h30m or 90s; the last weights are "
      + "validated, the learning rate is planned without it, \(resume) counts anew",
    default: "no limit", expected: "minutes, or a time such as 1h30m or 90s", parse: seconds(in:)
  ).sets(optional: \RunOptions.timeLimit)
  static let keepCheckpoints = Option.integer(
    "keep-checkpoints", "N",
    "models of the last N validations, kept as NAME.update-U.safetensors; those of an earlier run of "
      + "that name go", in: 0...1_000
  ).sets(\RunOptions.keepCheckpoints)
  static let learningRate = Option.number("learning-rate", "R", "at first", in: .positive)
    .sets(\RunOptions.learningRate)
  static let clip = Option.number(
    "clip", "N", "greatest norm of the gradient, 0: any", in: .notNegative
  ).sets(\RunOptions.clip)
  static let precision = Option.choice(
    "precision", "P", NumberFormat.training, auto: .fastestTraining,
    help: {
      "\($0), of the factors of products; auto: bfloat16 where this machine has it in hardware"
    }
  ).sets(\RunOptions.precision)

  /// Of a translator.
  static let bestBy: Setting<TrainingOptions> = Option(
    "best-by", "MEASURE",
    "what the best model is chosen by, and with it \(patience) and the learning rate: "
      + bestByNames + "; all but perplexity take time, up to "
      + "\(grouped(TrainingOptions.translatedPairs)) validation sentences being translated",
    expected: "one of \(bestByNames)"
  ) { word -> Measure?? in
    word == perplexity ? .some(nil) : Measure(rawValue: word).map { .some($0) }
  }.sets(\.bestBy, shown: { $0?.rawValue ?? perplexity })
  private static let perplexity = "perplexity"
  private static let bestByNames =
    ([perplexity] + Measure.allCases.map(\.rawValue)).joined(separator: ", ")

  /// - Parameter defaultText: the default of `--updates`.
  static func schedule(updates defaultText: String) -> [Setting<RunOptions>] {
    [
      updates.saying(updates.facts.help, default: defaultText), epochs, patience, timeLimit,
      Option.choice("optimizer", "KIND", OptimizerKind.allCases).sets(\.optimizer), learningRate,
      Option.choice("schedule", "KIND", LearningRateKind.allCases).sets(\.schedule),
      Option.integer(
        "warmup", "N", "updates in which the learning rate rises", in: 0...Int.max
      ).sets(\.warmup),
      Option.number("weight-decay", "R", in: .shareBelowAll).sets(\.weightDecay),
      Option.number("average-decay", "B", "of an average of the weights", in: .shareBelowAll)
        .sets(\.averageDecay),
      Option.number(
        "plateau", "F", "factor of the learning rate where validation is no better", in: .share
      ).sets(\.plateauFactor),
      Option.number(
        "decay", "SHARE",
        "of the updates, the last ones, in which the rate falls to nothing", in: .share
      ).sets(\.decay),
      clip,
      Option.number(
        "clip-elements", "N", "greatest element of the gradient, 0: any", in: .notNegative
      ).sets(\.clipValue),
      seed.sets(\.seed), precision,
      Option.integer(
        "validate-every", "N", "updates", in: 1...Int.max,
        default: "an epoch, or up to four within 400 updates; at least 50, at most 1,000"
      ).sets(optional: \.validationInterval),
      keepCheckpoints,
      Option.integer("report-every", "N", "updates", in: 1...Int.max).sets(\.reportInterval),
    ]
  }
}
