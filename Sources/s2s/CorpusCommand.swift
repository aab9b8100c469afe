import Seq2Seq

enum CorpusCommand: Command {
  static let name = "corpus"
  static let summary = "show what a corpus holds, and what is wrong with it"
  static let details = """
    Reads the corpus as 'train' does, with the same options, and prints its size, what is wrong with \
    it by line, and what training would choose. Each kind of finding is one line: a fault in some \
    lines, advice on options, or a fact. It is a report: the exit status is 0 whatever is found. \
    Without a test part only training and validation are read.
    """

  private static let testSource = Option.file("test-source", "the same for a test set")
  private static let testTarget = Option.file("test-target", "the same for a test set")
  private static let testPairs = Option.file("test-pairs", "the same for a test set").repeatable

  static let groups: OptionGroups = [
    "Corpus": TrainCommand.corpus + [testSource, testTarget, testPairs] + Options.reading,
    "One side": Options.sides, "Report": [Options.json],
  ]

  static let examples = [
    "s2s corpus", "s2s corpus --corpus my-corpus --from en --to de",
    "s2s corpus --pairs names.tsv --tokenizer characters --json",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    try arguments.pair(testSource, testTarget)
    try arguments.exclude(testSource, testPairs)
    let choice = try CorpusChoice(arguments)
    let text = try choice.read()
    let options = try TrainCommand.options(arguments, for: text)
    let test = try choice.readTest(PairFiles(arguments, testSource, testTarget, testPairs))
    let parts = [("train", text.train), ("valid", text.valid), ("test", test)].compactMap { part in
      part.1.map { CorpusCheck.Part(name: part.0, text: $0) }
    }
    var corpus: TrainingCorpus?, refusal: String?
    do {
      corpus = try text.corpus(options)
    } catch let error as TrainingError {
      switch error {
      case .outOfRange, .corpusTooLarge: throw error
      default: refusal = message(for: error)
      }
    }
    let check = CorpusCheck(
      parts, source: CorpusCheck.Reading(corpus?.source),
      target: CorpusCheck.Reading(corpus?.target),
      maximumLength: options.maximumLength,
      longestValidation: max(options.maximumLength, TrainingOptions.longestValidation))
    let report = CorpusReport(
      parts: parts, languages: [text.source, text.target], check: check,
      vocabularies: corpus.map { [$0.sourceVocabularySize, $0.targetVocabularySize] })
    let plan = try corpus.map { ($0, try TrainingPlan($0, options)) }
    if arguments.json {
      var json = report.json
      json.others += plan.map { [("training", .plain($1.report($0)))] } ?? []
      json.others += refusal.map { [("refusal", .plain($0))] } ?? []
      Stream.output.line(try jsonText(json))
      return 0
    }
    let notices =
      text.unused.isEmpty ? [] : ["not used: " + displayable(text.unused.joined(separator: ", "))]
    let choices = plan.map { $1.sentences($0) } ?? ["training would refuse it: \(refusal ?? "")"]
    for line in report.lines + notices + ["", "training would choose"] + choices.map({ "  " + $0 })
    {
      Stream.output.line(line)
    }
    return 0
  }
}
