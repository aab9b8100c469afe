/// What a training run is asked to do. `Trainer` says which of them may change when it resumes.
public struct TrainingOptions: Sendable, Equatable, Codable, RunOptions {
  /// The vocabularies' sizes in it are set from the corpus.
  public var configuration: ModelConfiguration
  public var tokenizer = TokenizerKind.words
  public var lowercase = false
  /// Rarer words are unknown ones.
  public var minimumFrequency = 1
  /// Words of a vocabulary at most, the most frequent first; special symbols count.
  public var vocabularySize: Int?
  public var sharedVocabulary = false
  /// Share of the pairs in which a word and its translation are shown as unknown; see `UnknownWords`.
  /// nil: `wordUnknownRate` with the tokenizer `words`, else 0.
  public var unknownRate: Float?
  /// What carries invented names over at no cost in BLEU on the fables.
  public static let wordUnknownRate: Float = 0.1
  /// Pairs with more tokens on a side are left out of training.
  public var maximumLength = 100
  /// Part of the training pairs that is held out for validation where no set is given.
  public var heldOutShare = 0.05

  /// Sentence pairs in an update.
  public var batch = 32
  /// Passes through the corpus; nil: as many as `updates` take.
  public var epochs: Int?
  public var updates = 9_000
  /// Validations without a new best one before training stops; 0: never.
  public var patience = 5
  public var learningRate: Float = 3e-3
  /// Share of the updates, the last ones, in which the learning rate falls to nothing.
  public var decay: Float = 0.3
  /// Greatest norm of the gradient; 0: any.
  public var clip: Float = 1
  public var labelSmoothing: Float = 0.1
  public var seed: UInt64 = 1
  public var precision = Precision.float32
  /// Updates between validations; nil: an epoch or up to four; see `RunOptions`.
  public var validationInterval: Int?
  /// Updates between lines of the log.
  public var reportInterval = 50

  /// The defaults of `s2s train`, small enough for a corpus of some ten thousand short sentences.
  public init() {
    configuration = ModelConfiguration(sourceVocabulary: 0, targetVocabulary: 0)
    configuration.embedding = 128
    configuration.hidden = 128
    configuration.tieEmbeddings = true
    configuration.dropout = DropoutRates(0.2)
  }

  /// Throws for numbers outside of their range.
  public func validate() throws(TrainingError) {
    let counts = [
      ("min-frequency", minimumFrequency, 1), ("max-length", maximumLength, 1),
      ("batch", batch, 1), ("epochs", epochs ?? 1, 1), ("updates", updates, 1),
      ("patience", patience, 0), ("validate-every", validationInterval ?? 1, 1),
      ("report-every", reportInterval, 1), ("vocabulary-size", vocabularySize ?? 4, 4),
    ]
    for (name, found, least) in counts where found < least {
      throw .outOfRange(name: name, found: "\(found)", expected: "at least \(least)")
    }
    if batch > 1 << 20 {
      throw .outOfRange(name: "batch", found: "\(batch)", expected: "at most \(1 << 20)")
    }
    if !(learningRate > 0 && learningRate.isFinite) {
      throw .outOfRange(name: "learning-rate", found: "\(learningRate)", expected: "above 0")
    }
    if !(clip >= 0 && clip.isFinite) {
      throw .outOfRange(name: "clip", found: "\(clip)", expected: "at least 0")
    }
    if let rate = unknownRate, !(0...1).contains(rate) {
      throw .outOfRange(name: "unknown-rate", found: "\(rate)", expected: "from 0 to 1")
    }
    if !(0...1).contains(decay) {
      throw .outOfRange(name: "decay", found: "\(decay)", expected: "from 0 to 1")
    }
    if !(labelSmoothing >= 0 && labelSmoothing < 1) {
      throw .outOfRange(
        name: "label-smoothing", found: "\(labelSmoothing)", expected: "at least 0 and below 1")
    }
    if !(heldOutShare > 0 && heldOutShare < 1) {
      throw .outOfRange(
        name: "held-out", found: "\(heldOutShare)", expected: "above 0 and below 1")
    }
  }
}

extension TrainingOptions {
  public var optimiser: OptimiserKind { .adam }
  public var plateau: Float { 0.5 }
  public var clipElements: Float { 0 }
}

/// Why training cannot begin or go on.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  case outOfRange(name: String, found: String, expected: String)
  case noPairs(tooLong: Int, maximumLength: Int)
  case noValidationPairs
  case tooLittleText(part: String, tokens: Int, needed: Int)
  case unfinishedRun(state: String, update: Int)
  case nothingToResume(state: String)
  case otherCorpus(state: String)
  case otherOption(state: String, option: String, found: String, expected: String)
  case otherKernels(state: String, found: String, expected: String)
  case notFinite(update: Int, what: String)
  /// The reason names the state file.
  case unreadableRun(reason: String)
  case tooLarge(neededBytes: Int, availableBytes: Int)

  public var description: String { displayable(message, limit: 500) }

  private var message: String {
    switch self {
    case .outOfRange(let name, let found, let expected):
      "\(name) is \(found), but must be \(expected)"
    case .noPairs(let tooLong, let maximumLength):
      "no training pair is left (\(tooLong) have more than \(maximumLength) tokens on a side); "
        + "raise --max-length or choose another corpus"
    case .noValidationPairs:
      "the validation set has no pair with words on both sides; leave it out to hold out some of "
        + "the training pairs"
    case .tooLittleText(let part, let tokens, let needed):
      "the \(part) part has \(counted(tokens, "token")), but needs at least \(grouped(needed)); give "
        + "a longer text, or hold out less of it"
    case .unfinishedRun(let state, let update):
      "\(state): an unfinished run stands at update \(update); add --resume to go on with it, or "
        + "--restart to begin anew"
    case .nothingToResume(let state):
      "\(state): no such file, so there is no run to resume; leave out --resume to begin one"
    case .otherCorpus(let state):
      "\(state): the run was begun on other sentences than these; give the corpus that it had"
    case .otherOption(let state, let option, let found, let expected):
      "\(state): the run was begun with \(option) \(expected), not \(found); repeat its options"
    case .otherKernels(let state, let found, let expected):
      "\(state): the run was begun with the \(expected) kernels, and \(found) would round otherwise; set "
        + "S2S_KERNELS=\(expected) to go on with it"
    case .notFinite(let update, let what):
      "update \(update): the \(what) is not finite; try a lower --learning-rate or a lower --clip"
    case .unreadableRun(let reason):
      "\(reason), or add --restart to begin anew over it"
    case .tooLarge(let needed, let available):
      "training needs about \(needed >> 20) MiB for weights and moments, the machine has "
        + "\(available >> 20) MiB; choose smaller sizes or vocabularies"
    }
  }
}
