import Seq2Seq

extension Options {
  static let batch = Option.integer(
    "batch", short: "b", "N", "sentences in an update", in: RunOptions.batches
  ).sets(\RunOptions.batch)
  static let updates = Option.integer("updates", "N", "greatest number of updates", in: 1...Int.max)
    .sets(optional: \RunOptions.updates)
  static let epochs = Option.integer(
    "epochs", "N", "greatest number of passes through the corpus", in: 1...Int.max,
    default: "no limit"
  ).sets(optional: \RunOptions.epochs)
  static let patience = Option.integer(
    "patience", "N",
    "stop after N validations in a row that are no better (early stopping), 0: never",
    in: 0...Int.max
  ).sets(\RunOptions.patience)
  static let warmup = Option.integer(
    "warmup", "N", "updates in which the learning rate rises", in: 0...Int.max)
  static let timeLimit = Option(
    "time-limit", "T",
    "end after T minutes of training, or after a time such as 1h30m or 90s; the last weights are "
      + "validated, the learning rate does not depend on it, and \(resume) counts again from 0",
    default: "no limit", expected: "minutes, or a time such as 1h30m or 90s", parse: seconds(in:)
  ).sets(optional: \RunOptions.timeLimit)
  static let keepCheckpoints = Option.integer(
    "keep-checkpoints", "N",
    "keep the models of the last N validations as NAME.update-U.safetensors; those of an earlier run "
      + "with that name are removed", in: 0...1_000
  ).sets(\RunOptions.keepCheckpoints)
  static let learningRate = Option.number(
    "learning-rate", "R",
    "highest learning rate; with the optimizer \(OptimizerKind.sgd) 1 unless it is given",
    in: .positive
  )
  .sets(\RunOptions.learningRate)
  static let clip = Option.number(
    "clip", "N", "greatest norm of the gradient, 0: any", in: .notNegative
  ).sets(\RunOptions.clip)
  static let precision = Option.choice(
    "precision", "P", NumberFormat.training, auto: .fastestTraining,
    help: {
      "\($0): number format of the factors of products; auto: bfloat16 where this machine has it in "
        + "hardware"
    }
  ).sets(\RunOptions.precision)

  /// The measure that chooses the best translator.
  static let bestBy: Setting<TrainingOptions> = Option<Measure?>.choice(
    "best-by", "MEASURE", [(perplexity, nil)] + Measure.allCases.map { ($0.rawValue, $0) },
    help: {
      "measure for the best model, for \(patience) and for the learning rate: \($0); all except "
        + "perplexity take time, since up to \(grouped(TrainingOptions.translatedPairs)) validation "
        + "sentences are translated"
    }
  ).sets(\.bestBy, shown: { $0?.rawValue ?? perplexity })
  private static let perplexity = "perplexity"

  static let schedule = Option.choice("schedule", "KIND", LearningRateKind.allCases)
    .sets(\RunOptions.schedule)
  private static let plateau = Option.number(
    "plateau", "F", "factor of the learning rate after a validation that is no better (plateau)",
    in: .share
  ).sets(\RunOptions.plateauFactor)
  private static let decay = Option.number(
    "decay", "SHARE",
    "share of the updates, the last ones, in which the rate falls to 0 (plateau)", in: .share
  ).sets(\RunOptions.decay)
  /// Options that the schedule `plateau` alone reads.
  static let ofPlateau = [plateau, decay]

  /// - Parameter defaultText: the default of `--updates`.
  static func schedule(updates defaultText: String) -> [Setting<RunOptions>] {
    [
      updates.saying(updates.facts.help, default: defaultText), epochs, patience, timeLimit,
      Option.choice("optimizer", "KIND", OptimizerKind.allCases).sets(\.optimizer), learningRate,
      schedule, warmup.sets(\.warmup),
      Option.number(
        "weight-decay", "R", "fraction of each weight that an update at a rate of 1 removes",
        in: .shareBelowAll
      ).sets(\.weightDecay),
      Option.number(
        "average-decay", "B", "decay of an average of the weights, 0: none", in: .shareBelowAll
      ).sets(\.averageDecay),
      plateau, decay, clip,
      Option.number(
        "clip-value", "N", "greatest element of the gradient, 0: any", in: .notNegative
      ).sets(\.clipValue),
      seed.sets(\.seed), precision,
      Option.integer(
        "validate-every", "N", "updates between validations", in: 1...Int.max,
        default: "an epoch, or up to four within 400 updates; at least 50, at most 1,000"
      ).sets(optional: \.validationInterval),
      keepCheckpoints,
      Option.integer("report-every", "N", "updates between reports", in: 1...Int.max).sets(
        \.reportInterval),
    ]
  }
}
