/// The options of a language model's training run. The options of every run can be named directly:
/// `options.updates` is `options.run.updates`. A text that is too short for `batch` lanes of four
/// sequences each has fewer lanes.
@dynamicMemberLookup
public struct LanguageModelTrainingOptions: Sendable, Equatable, Codable {
  /// Sizes and switches; the vocabulary's size is set from the text.
  public var configuration = LanguageModelConfiguration(vocabulary: 0)
  /// How the text becomes tokens; by default words in normal form C.
  public var text = TextOptions()
  /// The share of the lines, the last ones, that is held out for validation where no other text is
  /// given. nil: a tenth, or nothing for a text of fewer than `smallText` tokens.
  public var heldOutShare: Double?
  /// The share of the lines, the very last ones, that is held out for a test; 0: none.
  public var testShare = 0.0

  /// A text of fewer tokens is learned by heart and validated on itself, unless a share is given.
  public static let smallText = 5_000
  /// The number of updates that suffice to learn a small text by heart.
  public static let smallTextUpdates = 600

  /// Steps of a stream through which an update backpropagates (truncated backpropagation through
  /// time).
  public var sequenceLength = 30
  /// The options of every run.
  public var run = RunOptions()

  /// The number of updates where neither updates nor epochs are limited, except for a small text.
  public static let defaultUpdates = 3_000

  /// Defaults for a story, read by word.
  public init() { run.batch = 20 }

  /// An option of every run, by its name in `RunOptions`.
  public subscript<Value>(dynamicMember path: WritableKeyPath<RunOptions, Value>) -> Value {
    get { run[keyPath: path] }
    set { run[keyPath: path] = newValue }
  }

  /// Checks all options.
  ///
  /// - Throws: `TrainingError.outOfRange` for a number outside its range.
  public func validate() throws(TrainingError) {
    try run.validate()
    try text.validate()
    try require("embeddings", text.embeddings ?? "none", "none for a language model") {
      $0 == "none"
    }
    try requireAtLeast([("sequenceLength", sequenceLength, 1)])
    try require("sequenceLength", sequenceLength, "at most \(RunOptions.batches.upperBound)") {
      RunOptions.batches.contains($0)
    }
    let held = heldOutShare ?? 0
    try require("heldOutShare", held, "at least 0 and below 1") { $0 >= 0 && $0 < 1 }
    try require("testShare", testShare, "at least 0 and below 1") { $0 >= 0 && $0 < 1 }
    try require("heldOutShare", held, "below 1 together with the test share, \(testShare)") {
      $0 + testShare < 1
    }
  }

  /// The same with every default decided, for the text of a corpus.
  func completed(_ text: LanguageModelText, validatesOnItself: Bool) -> LanguageModelTrainingOptions
  {
    var all = self
    all.text.complete(for: text.tokenizer)
    all.configuration.vocabulary = text.vocabulary.count
    if run.updates == nil, run.epochs == nil {
      all.run.updates = validatesOnItself ? Self.smallTextUpdates : Self.defaultUpdates
    }
    return all
  }
}
