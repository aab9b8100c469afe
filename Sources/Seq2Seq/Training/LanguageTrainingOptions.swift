/// What a language model's training run is asked to do.
public struct LanguageTrainingOptions: Sendable, Equatable, Codable, RunOptions {
  /// The vocabulary's size in it is set from the text.
  public var configuration = LanguageModelConfiguration(vocabulary: 0)
  public var tokenizer = TokenizerKind.words
  public var lowercase = false
  public var normalize = NormalForm.nfc
  /// Rarer tokens are unknown ones.
  public var minimumFrequency = 1
  /// Tokens of the vocabulary at most, the most frequent first; special symbols count.
  public var vocabularySize: Int?
  /// Parts of the text, its last lines, that are held out where no files are given. nil: a tenth for
  /// validation, or nothing of a text of fewer than `smallText` tokens.
  public var heldOutShare: Double?
  public var testShare = 0.0

  /// A text of fewer tokens is learned by heart, and validated on itself, unless told otherwise.
  public static let smallText = 5_000
  /// Updates that suffice for that.
  public static let smallTextUpdates = 600

  /// Lanes of a stream, or lines, in an update. A text too short for four sequences a lane has
  /// fewer.
  public var batch = 20
  /// Steps of a stream through which an update goes back in time.
  public var sequenceLength = 30
  public var epochs: Int?
  public var updates = 3_000
  public var patience = 5
  public var optimiser = OptimiserKind.adam
  public var learningRate: Float = 3e-3
  public var plateau: Float = 0.5
  public var decay: Float = 0.3
  public var clip: Float = 1
  public var clipElements: Float = 0
  public var seed: UInt64 = 1
  public var precision = Precision.float32
  public var validationInterval: Int?
  public var reportInterval = 50

  /// The defaults of `s2s lm train`: a story by word.
  public init() {}

  /// Throws for numbers outside of their range.
  public func validate() throws(TrainingError) {
    let counts = [
      ("min-frequency", minimumFrequency, 1), ("batch", batch, 1),
      ("sequence-length", sequenceLength, 1), ("epochs", epochs ?? 1, 1), ("updates", updates, 1),
      ("patience", patience, 0), ("validate-every", validationInterval ?? 1, 1),
      ("report-every", reportInterval, 1), ("vocabulary-size", vocabularySize ?? 4, 4),
    ]
    for (name, found, least) in counts where found < least {
      throw .outOfRange(name: name, found: "\(found)", expected: "at least \(least)")
    }
    for (name, found) in [("batch", batch), ("sequence-length", sequenceLength)]
    where found > 1 << 20 {
      throw .outOfRange(name: name, found: "\(found)", expected: "at most \(1 << 20)")
    }
    if !(learningRate > 0 && learningRate.isFinite) {
      throw .outOfRange(name: "learning-rate", found: "\(learningRate)", expected: "above 0")
    }
    for (name, found) in [("clip", clip), ("clip-elements", clipElements)]
    where !(found >= 0 && found.isFinite) {
      throw .outOfRange(name: name, found: "\(found)", expected: "at least 0")
    }
    for (name, found) in [("decay", decay), ("plateau", plateau)] where !(0...1).contains(found) {
      throw .outOfRange(name: name, found: "\(found)", expected: "from 0 to 1")
    }
    for (name, found) in [("held-out", heldOutShare ?? 0), ("test-share", testShare)]
    where !(found >= 0 && found < 1) {
      throw .outOfRange(name: name, found: "\(found)", expected: "at least 0 and below 1")
    }
    if (heldOutShare ?? 0) + testShare >= 1 {
      throw .outOfRange(
        name: "held-out", found: "\(heldOutShare ?? 0)",
        expected: "below 1 together with test-share, \(testShare)")
    }
  }
}
