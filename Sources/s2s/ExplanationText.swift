import Seq2Seq

/// `translate --explain`: the text below a translation.
struct ExplanationText {
  static let explain = Option.flag(
    "explain",
    "below each translation draw its heatmap, and show where the model was least sure, what else was "
      + "probable, and what was copied")
  static let options: [any OptionDeclaration] = [
    explain, HeatmapChoice.style, HeatmapChoice.width,
  ]
  static let meaning = """
    With \(explain) a sentence has several lines, followed by an empty one. Words are counted from 1 \
    there, in JSON from 0. A probability is that of a token given the words before it; a token that is \
    a piece of a word is in parentheses in the word that the most probable tokens after it form. \
    Tokens that read alike are shown as the vocabulary spells them.
    """

  /// The number of choices that are shown for a line.
  private static let choices = 3

  /// Refuses options that do not go together.
  static func check(_ arguments: Arguments) throws(UsageError) {
    for option in [HeatmapChoice.style, HeatmapChoice.width] as [any OptionDeclaration] {
      try arguments.require(explain, for: option)
    }
    try arguments.exclude(explain, Options.nBest, Options.wordScores)
    try arguments.exclude(Options.json, HeatmapChoice.style, HeatmapChoice.width)
  }

  static func fill(_ options: inout DecodingOptions, _ arguments: Arguments) {
    guard arguments[explain] else { return }
    options.aligns = true
    options.explainedChoices = choices
  }

  private let translation: Translation
  private let arguments: Arguments

  init(_ translation: Translation, _ arguments: Arguments) {
    self.translation = translation
    self.arguments = arguments
  }

  /// For `Stream.draw`.
  var text: String {
    let width = HeatmapChoice.width(arguments)
    var text = displayable(translation.text) + "\n\n"
    guard let matrix = translation.alignment, let explanation = translation.explanation else {
      return text
    }
    if !translation.text.isEmpty {
      text += HeatmapChoice.text(matrix, arguments) + "\n"
    }
    var lines: [String] = []
    if !explanation.choices.isEmpty {
      lines += wrapped("least sure, and what else was probable:", to: width)
    }
    lines += explanation.choices.flatMap { wrapped(line($0), to: width, indent: 2) }
    if !explanation.copies.isEmpty { lines.append("copied:") }
    lines += explanation.copies.flatMap { wrapped(line($0), to: width, indent: 2) }
    return text + lines.map { $0 + "\n" }.joined() + (lines.isEmpty ? "" : "\n")
  }

  private func line(_ choice: TranslationExplanation.Choice) -> String {
    let place = choice.word.map { "word \($0 + 1) " } ?? ""
    let all: [(piece: TranslationExplanation.Piece, token: String, probability: Float)] =
      [(choice.piece, choice.token, choice.probability)]
      + choice.alternatives.map { ($0.piece, $0.token, $0.probability) }
    let entries = all.map { one in
      let text = Self.shown(one.piece, as: one.piece.text)
      let isAlone = all.count { Self.shown($0.piece, as: $0.piece.text) == text } == 1
      let told = isAlone ? text : Self.shown(one.piece, as: one.token)
      return "\(Self.delimited(told)) \(Self.shown(one.probability))"
    }
    let others = entries.dropFirst().joined(separator: ", ")
    return place + entries[0] + (others.isEmpty ? "" : "; \(others)")
  }

  private func line(_ copy: TranslationExplanation.Copy) -> String {
    let (text, source) = (Self.delimited(copy.text), Self.delimited(copy.source))
    let written = copy.text == copy.source ? text : "\(text) for \(source)"
    return "word \(copy.word + 1) \(written), source word \(copy.sourceWord + 1)"
  }

  private static func shown(
    _ piece: TranslationExplanation.Piece, as text: String
  ) -> String {
    piece.isWhole ? text : "\(piece.before)(\(text))\(piece.after)"
  }

  /// In quotes where it holds what separates entries or reads like it, or nothing that is seen.
  private static func delimited(_ text: String) -> String {
    if !text.isEmpty, !text.contains(where: { ",;、，；،؛".contains($0) || $0.isWhitespace }) {
      return text
    }
    return text.contains("'") ? "\"\(text)\"" : "'\(text)'"
  }

  /// With two digits, and never as nothing.
  private static func shown(_ probability: Float) -> String {
    let text = fixed(Double(probability), 2)
    return text == fixed(0, 2) ? "<0.01" : text
  }

  // MARK: - JSON

  /// The same as data.
  static func entries(_ translation: Translation) -> [Report.Entry] {
    guard let matrix = translation.alignment, let explanation = translation.explanation else {
      return []
    }
    return [
      ("source-words", .plain(matrix.source)), ("words", .plain(matrix.target)),
      ("attention", .plain(matrix.weights)),
      ("alignment", .plain(WordAlignment(sure: matrix.hardLinks).pharaoh)),
      ("least-sure", .plain(explanation.choices.map(report))),
      (
        "copied",
        .plain(
          explanation.copies.map {
            Report([
              "position": $0.word, "text": $0.text, "source-position": $0.sourceWord,
              "source": $0.source,
            ])
          })
      ),
    ]
  }

  private static func report(_ choice: TranslationExplanation.Choice) -> Report {
    var report = report(choice.piece, choice.probability)
    if let word = choice.word { report.shown.append(("position", .plain(word))) }
    report.shown.append(
      ("alternatives", .plain(choice.alternatives.map { Self.report($0.piece, $0.probability) })))
    return report
  }

  private static func report(
    _ piece: TranslationExplanation.Piece, _ probability: Float
  ) -> Report {
    var report = Report(["word": piece.word, "probability": probability])
    if !piece.isWhole { report.shown.append(("piece", .plain(piece.text))) }
    return report
  }
}
