import Seq2Seq

/// `evaluate --html`: the test set as a page for the browser.
struct EvaluationPageChoice {
  static let html = Option.file(
    "html",
    "write a page for the browser into this file: the measures, the sentences with their differences, "
      + "the worst first, and scores by length and by frequency of words")
  private static let training = Option.file(
    "training",
    "the target side of the training text, whose words are counted for \(html)",
    default: "the folder's train part, else the references")
  private static let force = ConvertCommand.force.saying("replace an existing page")
  static let options: [any OptionDeclaration] = [html, training, force]

  private let file: PageFile
  private let training: String?

  /// nil where no page is asked for. Files that cannot be read or written are refused before any
  /// work is done.
  init?(_ arguments: Arguments) throws {
    for option in [Self.training, Self.force] as [any OptionDeclaration] {
      try arguments.require(Self.html, for: option)
    }
    guard let file = try PageFile(Self.html, arguments) else { return nil }
    self.file = file
    training = arguments[Self.training]
    guard let training else { return }
    if try TextFileReader(path: training).next() == nil {
      throw CorpusError.emptyFile(path: training)
    }
  }

  /// - Parameters:
  ///   - facts: without the name of the baseline; with the training text to use if none is asked
  ///     for.
  ///   - sources: the source of each sentence; nil: not known.
  func write(
    _ facts: EvaluationPage.Facts, _ choice: MeasureChoice, _ system: MeasuredSystem,
    _ baseline: MeasuredSystem?, _ comparisons: [MeasureComparison], sources: [String]?,
    references: [[String]]
  ) throws {
    var facts = facts
    if let training { facts.training = training }
    if let name = choice.baseline { facts.names.append(name) }
    let systems = [system] + (baseline.map { [$0] } ?? [])
    let page = EvaluationPage(
      facts, systems: systems, comparisons: comparisons,
      testSet: try TestSetComparison(
        systems, sources: sources, references: references, tokenizer: choice.tokenizer,
        lowercase: choice.lowercase, training: facts.training))
    try file.write(page.html())
  }
}
