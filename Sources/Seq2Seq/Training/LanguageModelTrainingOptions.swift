/// What a language model's training run is asked to do. What every run is asked can be named directly:
/// `options.updates` is `options.run.updates`. A text that is too short for `batch` lanes of four
/// sequences each has fewer lanes.
@dynamicMemberLookup
public struct LanguageModelTrainingOptions: Sendable, Equatable, Codable {
  /// The vocabulary's size in it is set from the text.
  public var configuration = LanguageModelConfiguration(vocabulary: 0)
  /// Of words in form C unless told otherwise.
  public var text = TextOptions()
  /// Part of the text, of its last lines, that is held out for validation where no other text is
  /// given. nil: a tenth, or nothing of a text of fewer than `smallText` tokens.
  public var heldOutShare: Double?
  /// Part of the text, its very last lines, that is held out for a test; 0: none.
  public var testShare = 0.0

  /// A text of fewer tokens is learned by heart, and validated on itself, unless told otherwise.
  public static let smallText = 5_000
  /// Updates that suffice for that.
  public static let smallTextUpdates = 600

  /// Steps of a stream through which an update goes back in time.
  public var sequenceLength = 30
  /// What every run is asked.
  public var run = RunOptions()

  /// Updates where neither these nor epochs are limited, but for a small text.
  public static let defaultUpdates = 3_000

  /// A story by word.
  public init() { run.batch = 20 }

  /// What every run is asked, by its name in `RunOptions`.
  public subscript<Value>(dynamicMember path: WritableKeyPath<RunOptions, Value>) -> Value {
    get { run[keyPath: path] }
    set { run[keyPath: path] = newValue }
  }

  /// Throws for numbers outside of their range.
  public func validate() throws(TrainingError) {
    try run.validate()
    try text.validate()
    // Its text is numbered once, for all epochs.
    try require("bpeDropout", text.bpeDropout ?? 0, "0 for a language model") { $0 == 0 }
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
