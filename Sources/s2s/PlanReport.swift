import Seq2Seq

extension TrainingPlan {
  /// Prints what training would choose, and the memory and time that it would take.
  ///
  /// - Parameter about: lines about the corpus.
  func write(
    _ corpus: TrainingCorpus, about: [String], model: String, _ arguments: Arguments
  ) throws {
    if arguments.json {
      var report = report(corpus)
      report.others.append(("model", .plain(model)))
      Stream.output.line(try jsonText(report))
      return
    }
    for line in about + sentences(corpus) where !line.isEmpty { Stream.output.line(line) }
    Stream.output.line("would write \(displayable(model)); nothing is written")
  }

  /// Lines for people.
  func sentences(_ corpus: TrainingCorpus) -> [String] {
    let end = patience > 0 ? "; \(counted(patience, "validation")) without a better one end it" : ""
    let epochs = fixed(Double(lastUpdate) / Double(updatesPerEpoch), 1)
    var lines = [
      "units: \(units(corpus.source)); \(units(corpus.target))",
      "model: \(options.sizes); \(counted(parameters, "parameter"))",
      "schedule: at most \(counted(lastUpdate, "update")) of \(counted(batch, "pair")), "
        + "\(epochs) epochs, validated every \(counted(validationInterval, "update")), "
        + "\(counted(validations, "time"))\(end)",
    ]
    lines.append("learning: " + options.learning)
    guard let measured else {
      return lines + ["memory: about \(mebibytes(weightBytes)) for weights and optimizer"]
    }
    lines.append(
      "memory: about \(mebibytes(measured.bytes)), of it \(mebibytes(weightBytes)) at most for weights "
        + "and optimizer, \(mebibytes(measured.batchBytes)) for a batch")
    let time = "at most about \(clockText(measured.seconds))"
    let cut = options.run.timeLimit.flatMap { Double($0) < measured.seconds ? $0 : nil }
    lines.append(
      "time: " + (cut.map { "\(timeWord($0)) (\(Options.timeLimit)) of " } ?? "") + time
        + (translatesInValidation ? ", and that of translating at each validation" : "")
        + ", at \(grouped(Int(measured.tokensPerSecond))) tok/s "
        + "(\(counted(measured.updates, "update")) timed)")
    return lines
  }

  /// For JSON.
  func report(_ corpus: TrainingCorpus) -> Report {
    var report = Report([
      "parameters": parameters, "batch": batch, "updates": lastUpdate,
      "updates-per-epoch": updatesPerEpoch, "validate-every": validationInterval,
      "patience": patience, "weight-bytes": weightBytes, "training-pairs": corpus.trainingPairs,
      "validation-pairs": corpus.validationPairs, "held-out": corpus.heldOut,
      "too-long": corpus.tooLong, "embedding": options.configuration.embedding,
      "hidden": options.configuration.hidden,
      "encoder-layers": options.configuration.encoderLayers,
      "decoder-layers": options.configuration.decoderLayers,
      "dropout": options.configuration.dropout.sourceEmbedding,
      "learning-rate": options.run.learningRate, "schedule": options.run.schedule,
    ])
    for (name, side) in [("source", corpus.source), ("target", corpus.target)] {
      let told = Report([
        "language": side.language, "tokens": side.vocabulary.count, "tokenizer": side.tokenizer,
      ])
      report.others.append((name, .plain(told)))
    }
    if let measured {
      report.others +=
        Report([
          "updates-timed": measured.updates, "tokens-per-second": measured.tokensPerSecond,
          "batch-bytes": measured.batchBytes, "bytes": measured.bytes, "seconds": measured.seconds,
        ]).shown
    }
    return report
  }

  private func units(_ side: TextSide) -> String {
    "\(displayable(side.language)) \(vocabularyText(side.vocabulary.count, side.tokenizer))"
  }

  private func mebibytes(_ bytes: Int) -> String { "\(grouped((bytes >> 20) + 1)) MiB" }
}

extension TrainingOptions {
  /// `lstm, luong, 128 units, 2 encoder layers, dropout 0.3`.
  var sizes: String {
    let sizes = configuration
    let layers = [("encoder", sizes.encoderLayers), ("decoder", sizes.decoderLayers)]
      .filter { $0.1 > 1 }.map { ", \($0.1) \($0.0) layers" }.joined()
    let embedding =
      sizes.embedding == sizes.hidden ? "" : ", word vectors of \(grouped(sizes.embedding))"
    return "\(sizes.cell.rawValue), \(sizes.attention.rawValue), \(counted(sizes.hidden, "unit"))"
      + "\(embedding)\(layers), dropout \(shownValue(sizes.dropout.sourceEmbedding))"
  }

  /// `at most 15,000 updates of 32 pairs`.
  var length: String {
    let limits = [
      run.updates.map { counted($0, "update") }, run.epochs.map { counted($0, "epoch") },
    ].compactMap { $0 }.joined(separator: " and ")
    return "at most \(limits), \(counted(run.batch, "pair")) an update"
  }

  /// A line where the warm-up is as long as the run, whose updates are then too small to learn from.
  var longWarmup: [String] {
    guard let updates = run.updates, run.warmup >= updates else { return [] }
    return [
      "the learning rate rises during all \(counted(updates, "update")); to learn in so few: "
        + "\(Options.warmup) \(updates / 10)"
    ]
  }

  /// `rate 0.003, cosine, 300 updates of warm-up; weight decay 0.1; weights averaged, 0.999; best model by exact-match`.
  var learning: String {
    var parts = [
      "rate \(shownValue(run.learningRate)), \(run.schedule.rawValue)"
        + (run.warmup > 0 ? ", \(counted(run.warmup, "update")) of warm-up" : "")
    ]
    if run.weightDecay > 0 { parts.append("weight decay \(shownValue(run.weightDecay))") }
    if run.averageDecay > 0 { parts.append("weights averaged, \(shownValue(run.averageDecay))") }
    if let bestBy { parts.append("best model by \(bestBy.rawValue)") }
    return parts.joined(separator: "; ")
  }
}
