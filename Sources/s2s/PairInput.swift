import Seq2Seq

/// Sentence pairs as a filter reads them: two arguments, or lines of standard input. A line that is
/// not a pair keeps its place; the first one is reported, the others are counted.
struct PairInput {
  /// The most tokens of a side: the decoder's memory grows with the product of both sides' lengths.
  static let mostTokens = TrainingOptions.longestValidation

  /// A line as it was read.
  enum Line {
    case pair(SentencePair)
    /// A source alone, where a pair is not required.
    case source(String)
    /// Only white space, or not a pair.
    case nothing

    var pair: SentencePair? { if case .pair(let pair) = self { pair } else { nil } }
    var source: String? { if case .source(let source) = self { source } else { pair?.source } }
  }

  let model: TranslationModel
  let format: PairFormat
  let needsTarget: Bool
  /// What becomes of a line that is not a pair.
  let outcome: String
  /// What is read where there are no arguments.
  var lines: InputLines?
  private(set) var blank = 0
  private(set) var bad = 0
  /// Sources that hold `|||`, and may have been meant as pairs.
  private(set) var bareBars = 0

  /// How lines hold pairs. `--columns` needs one of the options `given`, if any are named.
  static func format(
    _ arguments: Arguments, of given: [any OptionDeclaration] = []
  ) throws(UsageError) -> PairFormat {
    if !arguments.sentences.isEmpty, arguments.has(Options.columns) {
      throw .conflict("\(Options.columns)", "SOURCE")
    }
    if let first = given.first, !given.contains(where: { arguments.has($0) }) {
      try arguments.require(first, for: Options.columns)
    }
    return PairFormat(columns: arguments[Options.columns])
  }

  /// The sentence that is an option's value, and its translation where that is given too.
  static func sentence(
    _ word: String, of option: some OptionDeclaration, _ source: TextSide, _ target: TextSide
  ) throws(UsageError) -> (source: String, target: String?) {
    let pair = PairFormat.hasColumns(word) ? try? PairFormat().pair(in: word) : nil
    let text = pair?.source ?? word
    let isOne = pair != nil || !PairFormat.hasColumns(word) && !PairFormat.hasBareBars(word)
    let tokens = [source.tokenCount(text), pair.map { target.tokenCount($0.target) } ?? 1]
    guard isOne, tokens.allSatisfy({ (1...mostTokens).contains($0) }) else {
      throw .badValue(
        option: "\(option)", found: displayable(word, limit: 80),
        expected:
          "a sentence of 1 to \(grouped(mostTokens)) tokens, or such a sentence and "
          + "its translation, separated by a tab or by ||| between blanks")
    }
    return (text, pair?.target)
  }

  /// The number of tokens of the longer side.
  static func tokens(_ pair: SentencePair, _ model: TranslationModel) -> Int {
    max(model.source.tokenCount(pair.source), model.target.tokenCount(pair.target))
  }

  /// Lines read so far.
  var count: Int { lines?.count ?? 0 }

  /// The next lines with their names; none only at the end.
  mutating func window(most: Int) throws -> [(line: Line, name: String)] {
    let read = try lines?.window(most: most, cutting: false) ?? []
    return read.map { line in
      let name = "line \(grouped(line.number))"
      guard let text = line.text else {
        return (refuse(.tooLong(most: LineReader.longest), name), name)
      }
      return (take(text, name), name)
    }
  }

  private mutating func take(_ text: String, _ name: String) -> Line {
    do {
      if !needsTarget, format.columns == nil, !PairFormat.hasColumns(text) {
        warn(ofBarsIn: text, name)
        return accept(source: text, name)
      }
      guard let pair = try format.pair(in: text) else {
        blank += 1
        return .nothing
      }
      return accept(pair, name)
    } catch {
      return refuse(error, name)
    }
  }

  /// A pair, if both sides are within `mostTokens`.
  mutating func accept(_ pair: SentencePair, _ name: String) -> Line {
    let tokens = Self.tokens(pair, model)
    if tokens <= Self.mostTokens { return .pair(pair) }
    return refuse(.tooManyTokens(found: tokens, most: Self.mostTokens), name)
  }

  /// A source alone, if it is within `mostTokens`: its translation is about as long.
  mutating func accept(source: String, _ name: String) -> Line {
    let tokens = model.source.tokenCount(source)
    if tokens <= Self.mostTokens { return .source(source) }
    return refuse(.tooManyTokens(found: tokens, most: Self.mostTokens), name)
  }

  /// Warns of a source that may have been meant as a pair; the first one is told, the others are counted.
  mutating func warn(ofBarsIn source: String, _ name: String) {
    guard PairFormat.hasBareBars(source) else { return }
    if bareBars == 0 {
      Stream.error.line("s2s: \(name): \(PairFormatError.bareBars); taken as a source alone")
    }
    bareBars += 1
  }

  private mutating func refuse(_ error: PairFormatError, _ name: String) -> Line {
    if bad == 0 { Stream.error.line("s2s: \(name): \(error.message); \(outcome)") }
    bad += 1
    return .nothing
  }

  /// Reports how many lines were not pairs. Returns the exit status.
  func finish(quiet: Bool) -> Int32 {
    if blank > 0, !quiet { Stream.error.line("s2s: \(counted(blank, "blank line")), \(outcome)") }
    if bad > 1 { Stream.error.line("s2s: \(counted(bad, "line")) that are not pairs, \(outcome)") }
    if bareBars > 1 {
      Stream.error.line(
        "s2s: \(counted(bareBars, "line")) with ||| that separates nothing, taken as sources alone")
    }
    return bad > 0 ? 1 : 0
  }
}
