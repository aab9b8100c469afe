import Seq2Seq

/// `inspect --log`: how runs went.
enum LogInspection: Inspection {
  static let log = Option.file(
    "log",
    "draw the loss, perplexity, learning rate and gradient norm of a run, NAME.log.jsonl; further "
      + "files are further runs"
  ).repeatable
  static let html = Option.file("html", "for \(log): write a page for a browser into this file")
  static let width = Options.width("columns of what is drawn", LinePlot.leastWidth)

  static let option: any OptionDeclaration = log
  static let others: [any OptionDeclaration] = [html, force, width]
  static let force = ConvertCommand.force.saying("replace an existing page")
  /// The letters that mark runs, which limit the number of runs.
  private static let letters = Array("abcdefghijklmnopqrstuvwxyz")
  /// The most lines of a table.
  private static let rows = 30

  private struct Run {
    let path: String
    let name: String
    let log: RunLog
  }

  static func run(_ arguments: Arguments) throws {
    try arguments.exclude(log, Options.model)
    try arguments.exclude(html, Options.json)
    try arguments.require(html, for: force)
    let file = try PageFile(html, arguments)
    let paths = arguments[log] + arguments.operands
    if paths.count > letters.count {
      throw UsageError.tooMany(option: "\(log)", found: paths.count, most: letters.count)
    }
    let names = names(of: paths)
    let runs = try zip(paths, names).map { Run(path: $0, name: $1, log: try RunLog(path: $0)) }
    if arguments.json {
      try Stream.output.line(jsonText(Report(["runs": runs.map(report)])))
    } else if let file {
      let page = try CurvesPage(
        runs.map { CurvesPage.Run(name: $0.name, curves: curves($0.log), table: table($0.log)) })
      try file.write(page.text)
    } else {
      let width = max(arguments[width] ?? Stream.output.width, LinePlot.leastWidth)
      for line in plots(runs, width) { Stream.output.line(line) }
      for (place, run) in runs.enumerated() {
        let mark = runs.count > 1 ? "\(letters[place]) " : ""
        Stream.output.line("")
        for line in heading("\(mark)\(run.name)", run.log, width) { Stream.output.line(line) }
        for line in table(run.log).lines(width: width) { Stream.output.line(line) }
      }
    }
  }

  /// The files' names without their common ending; names that are not unique are shown as given.
  private static func names(of paths: [String]) -> [String] {
    let ending = ".log.jsonl"
    let short = paths.map { path in
      let name = path.split(separator: "/").last.map { String($0) } ?? path
      return name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
    }
    return short.indices.map { i in
      short.count { $0 == short[i] } > 1 ? paths[i] : short[i]
    }
  }

  /// The state of a run, on one line, or on several where one is too long.
  private static func heading(_ name: String, _ log: RunLog, _ width: Int) -> [String] {
    let stands = "\(name): update \(grouped(log.lastUpdate))"
    let best = log.validations.last(where: \.isBest).map {
      "best validation ppl \(perplexityText($0.perplexity, 2)) at update \(grouped($0.update))"
    }
    let lowest = log.validations.min { $0.perplexity < $1.perplexity }.map {
      "lowest validation ppl \(perplexityText($0.perplexity, 2)) at update \(grouped($0.update)), none "
        + "marked as best"
    }
    let told = best ?? lowest ?? "not validated yet"
    let line = "\(stands); \(told)"
    return (displayWidth(line) <= width ? [line] : [stands, told]).flatMap {
      wrapped($0, to: width, isList: false)
    }
  }

  // MARK: - Curves

  private static func curves(_ log: RunLog) -> RunCurves {
    RunCurves(
      loss: log.reports.map { .init(Double($0.update), $0.loss) },
      training: log.reports.map { .init(Double($0.update), $0.perplexity) },
      validation: log.validations.map { .init(Double($0.update), $0.perplexity) },
      rate: log.rates.map { .init(Double($0.update), Double($0.rate)) },
      norm: log.reports.compactMap { report in
        report.gradientNorm.map { .init(Double(report.update), $0) }
      })
  }

  private static func plots(_ runs: [Run], _ width: Int) -> [String] {
    let all = runs.map { curves($0.log) }
    let end = Double(runs.map(\.log.lastUpdate).max() ?? 0)
    func series(
      _ values: KeyPath<RunCurves, [LinePlot.Point]>, _ name: String, _ mark: Character,
      capital: Bool = false
    ) -> [LinePlot.Series] {
      zip(runs.indices, all).filter { !$1[keyPath: values].isEmpty }.map { place, curves in
        let letter = String(letters[place])
        return LinePlot.Series(
          name: runs.count > 1 ? "\(runs[place].name)\(capital ? ", \(name)" : "")" : name,
          mark: runs.count > 1 ? Character(capital ? letter.uppercased() : letter) : mark,
          points: curves[keyPath: values])
      }
    }
    let panels: [(title: String, scale: LinePlot.Scale, series: [LinePlot.Series])] = [
      ("loss", .linear, series(\.loss, "training", "t")),
      (
        "perplexity", .logarithmic,
        series(\.training, "training", "t")
          + series(\.validation, "validation", "v", capital: true)
      ),
      ("learning rate", .linear, series(\.rate, "rate", "r")),
      ("gradient norm", .logarithmic, series(\.norm, "norm before clipping", "g")),
    ]
    return LinePlot.arranged(
      panels.filter { !$0.series.isEmpty }.map { panel in
        { width in
          LinePlot(
            panel.series, title: panel.title, axis: "updates", end: end, scale: panel.scale,
            width: width, height: 9)
        }
      }, width: width)
  }

  // MARK: - Numbers

  private static func table(_ log: RunLog) -> TextTable {
    func number(_ value: Double?) -> String { value.map { perplexityText($0, 2) } ?? "" }
    return TextTable(
      ["epoch", "updates", "training ppl", "validation ppl", "rate", "tokens/s", ""],
      short: ["epoch", "updates", "train", "valid", "rate", "tok/s", ""],
      log.epochs(rows: rows).map { row in
        let (first, last) = (row.epochs.lowerBound, row.epochs.upperBound)
        return [
          first == last ? grouped(first) : "\(grouped(first))-\(grouped(last))",
          grouped(row.update), number(row.trainingPerplexity), number(row.validationPerplexity),
          plotNumber(Double(row.learningRate)),
          row.tokensPerSecond.map { grouped(Int(min($0, 1e15))) } ?? "", row.isBest ? "best" : "",
        ]
      })
  }

  private static func report(_ run: Run) -> Report {
    Report([
      "name": run.name, "file": run.path,
      "reports": run.log.reports.map { one in
        var report = Report([
          "update": one.update, "epoch": one.epoch, "loss": one.loss,
          "perplexity": one.perplexity, "learning-rate": one.learningRate,
        ])
        one.tokensPerSecond.map { report.others.append(("tokens-per-second", .plain($0))) }
        one.gradientNorm.map { report.others.append(("gradient-norm", .plain($0))) }
        return report
      },
      "validations": run.log.validations.map {
        Report([
          "update": $0.update, "epoch": $0.epoch, "perplexity": $0.perplexity,
          "scores": $0.scores, "best": $0.isBest,
        ])
      },
      "learning-rates": run.log.rates.map { Report(["update": $0.update, "rate": $0.rate]) },
      "epochs": run.log.epochs().map { row in
        var report = Report([
          "epoch": row.epochs.lowerBound, "update": row.update,
          "learning-rate": row.learningRate, "best": row.isBest,
        ])
        row.trainingPerplexity.map { report.others.append(("training-perplexity", .plain($0))) }
        row.validationPerplexity.map { report.others.append(("validation-perplexity", .plain($0))) }
        row.tokensPerSecond.map { report.others.append(("tokens-per-second", .plain($0))) }
        return report
      },
    ])
  }
}
