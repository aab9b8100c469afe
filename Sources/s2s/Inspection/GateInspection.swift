import Seq2Seq

/// `inspect --gates`: what the gates of encoder and decoder did over a sentence.
enum GateInspection: Inspection {
  static let gates = Option.text(
    "gates", "SENTENCE",
    "show what the gates of encoder and decoder let through at each word of SENTENCE and its "
      + "translation, or of both if they are given with a tab, or ||| between blanks, between them")
  static let units = Option.integer(
    "units", "N",
    "for \(gates): number of units to show, those whose gate varies most over the words",
    in: 0...1_000
  ).or(8)
  static let style = HeatmapChoice.style.saying("for \(gates): what shades are drawn with")

  /// Words over which a unit is drawn, at most.
  private static let mostShades = 30

  static let option: any OptionDeclaration = gates
  static let others: [any OptionDeclaration] = [units, style, LogInspection.width]

  static func run(_ arguments: Arguments) throws {
    guard let sentence = arguments[gates] else { return }
    let used = try ModelInUse<TranslationModel>(
      arguments, named: InspectCommand.named(arguments))
    let session = TranslationSession(used.model, threads: arguments.threads)
    let pair: SentencePair = try used.naming { try sentencePair(sentence, session) }
    let found: GateActivity? = try used.naming { try session.gateActivity(of: pair) }
    guard let activity = found else {
      throw CommandError.noGates(
        model: used.path, cell: used.model.configuration.cell.rawValue)
    }
    let units = activity.mostVariableUnits(arguments[units])
    if arguments.json {
      try Stream.output.line(jsonText(report(pair, activity, units)))
      return
    }
    let width = max(arguments[LogInspection.width] ?? Stream.output.width, GateTable.leastWidth)
    let style = arguments[style] ?? (Stream.output.hasColor ? .color : .ascii)
    let table = GateTable(
      activity.layers.map { layer in
        GateTable.Group(
          name: layer.name, words: layer.words, gates: layer.gates.map { ($0.name, $0.means) })
      }, width: width, style: style)
    for text in [
      "\(pair.source) → \(pair.target)",
      "means over units at the word that is read, in per cent; |…| of magnitudes",
    ] {
      for line in wrapped(text, to: width, isList: false) { Stream.output.line(line) }
    }
    Stream.output.line("")
    for line in table.lines { Stream.output.draw(line + "\n") }
    let perUnit = unitTable(units, activity, width, style)
    if !perUnit.rows.isEmpty {
      Stream.output.line("")
      for line in perUnit.lines(width: width) { Stream.output.draw(line + "\n") }
    }
  }

  /// The sentence and its target for forced decoding: its translation, unless one is given.
  private static func sentencePair(_ text: String, _ session: TranslationSession) throws
    -> SentencePair
  {
    let (source, target) = try PairInput.sentence(
      text, of: gates, session.model.source, session.model.target)
    if let target { return SentencePair(source: source, target: target) }
    var options = DecodingOptions()
    options.splitsSentences = false
    options.maximumLength = PairInput.mostTokens
    return SentencePair(source: source, target: try session.translate([source], options)[0][0].text)
  }

  /// A line for each unit: its place, the words at which it is most open and most closed, and its
  /// gate at each word, as far as there is room beside its name.
  private static func unitTable(
    _ units: [GateActivity.Unit], _ activity: GateActivity, _ width: Int, _ style: HeatmapStyle
  ) -> TextTable {
    let names = units.map { "\($0.layer) \($0.gate) \($0.unit)" }
    let room = width - (names.map { displayWidth($0) }.max() ?? 0) - 4
    return TextTable(
      ["unit that varies most", "deviation", "most open", "most closed", "over the words"],
      short: ["unit", "dev.", "open", "closed", ""],
      zip(units, names).map { unit, name in
        let words = activity.layers.first { $0.name == unit.layer }?.words ?? []
        let order = unit.values.indices.sorted { (unit.values[$1], $0) < (unit.values[$0], $1) }
        func at(_ place: Int?) -> String {
          place.map { "\(clipped(words[$0], to: 12)) \(fixed(Double(unit.values[$0]), 2))" } ?? ""
        }
        return [
          name, fixed(Double(unit.deviation), 2),
          at(order.first), at(order.last),
          "|\(GateTable.shades(unit.values, style, limit: min(room, mostShades)))|",
        ]
      })
  }

  private static func report(
    _ pair: SentencePair, _ activity: GateActivity, _ units: [GateActivity.Unit]
  ) -> Report {
    Report([
      "source": pair.source, "target": pair.target,
      "layers": activity.layers.map { layer in
        Report([
          "name": layer.name, "words": layer.words,
          "means": Dictionary(uniqueKeysWithValues: layer.gates.map { ($0.name, $0.means) }),
        ])
      },
      "units": units.map {
        Report([
          "layer": $0.layer, "gate": $0.gate, "unit": $0.unit, "values": $0.values,
          "deviation": $0.deviation,
        ])
      },
    ])
  }
}
