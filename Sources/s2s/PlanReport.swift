import Seq2Seq

extension TrainingPlan {
  /// Tells what training would choose and take.
  ///
  /// - Parameter about: lines on the corpus.
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
    let validations = (lastUpdate - 1) / validationInterval + 1
    let end = patience > 0 ? "; \(counted(patience, "validation")) without a better one end it" : ""
    let epochs = fixed(Double(lastUpdate) / Double(updatesPerEpoch), 1)
    var lines = [
      "units: \(units(corpus.source)); \(units(corpus.target))",
      "model: \(counted(parameters, "parameter"))",
      "schedule: at most \(counted(lastUpdate, "update")) of \(counted(batch, "pair")), "
        + "\(epochs) epochs, validated every \(counted(validationInterval, "update")), "
        + "\(counted(validations, "time"))\(end)",
    ]
    guard let measured else {
      return lines + ["memory: about \(mebibytes(weightBytes)) for weights and optimizer"]
    }
    lines.append(
      "memory: about \(mebibytes(measured.bytes)), of it \(mebibytes(weightBytes)) at most for weights "
        + "and optimizer, \(mebibytes(measured.batchBytes)) for a batch")
    lines.append(
      "time: at most about \(clockText(measured.seconds))"
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
      "too-long": corpus.tooLong,
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
