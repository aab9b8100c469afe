import Seq2Seq

/// Shows a run on standard error: a live line on a terminal, else a line for each report.
struct TrainingProgressView {
  let quiet: Bool
  let isLive = Stream.error.isLiveTerminal
  let began = ContinuousClock.now
  private(set) var firstUpdate: Int?
  private(set) var drawn: ContinuousClock.Instant?
  private(set) var hasLine = false

  mutating func show(_ event: TrainingEvent) {
    if let notice = event.notice {
      if !quiet || event.isWarning {
        clear()
        Stream.error.line(event.isWarning ? "s2s: \(notice)" : notice)
      }
      return
    }
    guard !quiet else { return }
    switch event {
    case .progress(let report):
      if firstUpdate == nil { firstUpdate = report.update - 1 }
      let now = ContinuousClock.now
      guard isLive, drawn.map({ now - $0 > .milliseconds(100) }) ?? true else { return }
      drawn = now
      Stream.error.draw("\r" + line(parts(report), width: Stream.error.width - 1) + "\u{1B}[K")
      hasLine = true
    case .report(let report):
      if !isLive { Stream.error.line(line(parts(report), width: .max)) }
    case .validation(let report, let perplexity, let scores, let isBest):
      clear()
      Stream.error.line(
        "update \(grouped(report.update))  epoch \(report.epoch)  validation ppl "
          + perplexityText(perplexity, 2) + scoreText(scores, before: "  ")
          + (isBest ? "  best\(doubt(perplexity))" : ""))
    default: break
    }
  }

  /// Removes the live line.
  mutating func clear() {
    if hasLine { Stream.error.draw("\r\u{1B}[K") }
    hasLine = false
  }

  /// What is shown of a run, the least important last.
  private func parts(_ report: TrainingReport) -> [String] {
    [
      "epoch \(report.epoch)", "update \(grouped(report.update))/\(grouped(report.lastUpdate))",
      "loss \(fixed(report.loss, 3))", "ppl \(perplexityText(report.perplexity, 2))",
      "\(grouped(Int(report.tokensPerSecond))) tok/s", "\(timeLeft(report)) left",
    ]
  }

  /// As many parts as fit.
  private func line(_ parts: [String], width: Int) -> String {
    var line = ""
    for part in parts {
      let longer = line + (line.isEmpty ? "" : "  ") + part
      if longer.count > width { break }
      line = longer
    }
    return line
  }

  /// The time left, if the run continues to its last update at the present pace.
  private func timeLeft(_ report: TrainingReport) -> String {
    let done = Double(report.update - (firstUpdate ?? 0))
    guard done > 0 else { return "?" }
    let spent = (ContinuousClock.now - began) / .seconds(1)
    return clockText(spent / done * Double(report.lastUpdate - report.update))
  }
}

extension TrainingEvent {
  /// Whether it is shown on a line of its own on a terminal.
  var printsLine: Bool {
    if case .validation = self { true } else { notice != nil }
  }

  /// Whether something went wrong, which even `--quiet` does not hide.
  var isWarning: Bool {
    if case .keptPrevious = self { false } else { true }
  }

  /// What a run found or did that its user should know.
  var notice: String? {
    switch self {
    case .progress, .report, .validation: nil
    case .keptPrevious(let path):
      "the earlier model is kept as \(displayable(path))"
    case .modelWrittenAgain(let path):
      "\(displayable(path)): was missing, or not of this run; its best model is written again"
    case .logBegunAgain(let path, let expected, let found):
      "\(displayable(path)): holds \(grouped(found)) of the \(grouped(expected)) lines that the run "
        + "wrote; it starts again" + (found > 0 ? " from there" : "")
    case .validationIsUnknown:
      "every token to predict in the validation set is unknown to the vocabulary, so validation "
        + "cannot tell models apart; check that it is of the training text's language and tokenized "
        + "likewise"
    }
  }
}
