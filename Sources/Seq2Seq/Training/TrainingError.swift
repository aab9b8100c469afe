/// Why training cannot begin or continue.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// `name` is a property of the options: "batch is 0".
  case outOfRange(name: String, found: String, expected: String)
  /// No training pair has words on both sides and at most `maximumLength` tokens on each; `tooLong`
  /// pairs have more.
  case noPairs(tooLong: Int, maximumLength: Int)
  /// There are too few pairs to hold some out for validation.
  case tooFewPairs(found: Int, needed: Int)
  /// No validation pair has words on both sides and at most 1,000 tokens on each.
  case noValidationPairs
  /// A part of a language model's text has fewer tokens than training needs.
  case tooLittleText(part: String, tokens: Int, needed: Int)
  /// There is an unfinished run where a new one would write; resume it, or begin with
  /// `TrainingStart.restart`.
  case unfinishedRun(state: String, update: Int)
  /// A run that has ended was to be changed.
  case hasEnded(update: Int)
  /// There is no state file of a run to resume.
  case nothingToResume(state: String)
  /// The run that would be resumed was trained on a different corpus.
  case otherCorpus(state: String)
  /// The run that would be resumed had a different value of an option.
  case otherOption(state: String, option: String, found: String, expected: String)
  /// The run that would be resumed used a kernel set with different arithmetic.
  case otherKernels(state: String, found: String, expected: String)
  /// An option differs from that of the model that training starts from.
  case otherThanStart(option: String, found: String, expected: String)
  /// A state whose optimizer was to be kept does not belong to the run that trained the model.
  case otherRun(state: String)
  /// The loss, the gradient or the validation perplexity is infinite or not a number.
  case notFinite(update: Int, what: String)
  /// A run's state cannot be read; the reason names the state file.
  case unreadableRun(reason: String)
  /// The model and its optimizer need more memory than there is.
  case tooLarge(neededBytes: Int, availableBytes: Int)
  /// The corpus as text and token numbers needs more memory than there is.
  case corpusTooLarge(lines: Int, neededBytes: Int, availableBytes: Int)
  /// No token is frequent enough; `text` is the language or text whose vocabulary would be empty.
  case rareTokens(text: String, minimumFrequency: Int, mostFrequent: String, count: Int)

  /// One line: what was found, and what to do. Control characters are escaped.
  public var description: String { displayable("\(finding); \(remedy)", limit: 500) }

  /// What was found where, and what was expected.
  public var finding: String {
    switch self {
    case .outOfRange(let name, let found, _): "\(name) is \(found)"
    case .noPairs(let tooLong, let maximumLength):
      "no training pair is left (\(tooLong) have more than \(maximumLength) tokens on a side)"
    case .tooFewPairs(let found, _): "\(counted(found, "sentence pair")) to train on"
    case .noValidationPairs:
      "the validation set has no pair with words on both sides and at most "
        + "\(grouped(TrainingOptions.longestValidation)) tokens on each"
    case .tooLittleText(let part, let tokens, let needed):
      "the \(part) part has \(counted(tokens, "token")), but needs at least \(grouped(needed))"
    case .unfinishedRun(let state, let update):
      "\(state): an unfinished run stands at update \(update)"
    case .hasEnded(let update): "the run has ended after \(counted(update, "update"))"
    case .nothingToResume(let state): "\(state): no such file, so there is no run to resume"
    case .otherCorpus(let state):
      "\(state): the run was begun on other sentences, or with other merges, alignments or word "
        + "vectors, than these"
    case .otherOption(let state, let option, let found, let expected):
      "\(state): the run was begun with \(option) \(expected), not \(found)"
    case .otherKernels(let state, let found, let expected):
      "\(state): the run was begun with the \(expected) kernels, and \(found) would round differently"
    case .otherThanStart(let option, let found, let expected):
      "the model that training starts from has \(option) \(expected), not \(found)"
    case .otherRun(let state): "\(state): the state of another run than the model's"
    case .notFinite(let update, let what): "update \(update): the \(what) is not finite"
    case .unreadableRun(let reason): reason
    case .tooLarge(let needed, let available):
      "training needs about \(needed >> 20) MiB for weights and moments, but the process may use "
        + "\(available >> 20) MiB"
    case .corpusTooLarge(let lines, let needed, let available):
      "\(counted(lines, "line")) need about \(grouped(needed >> 20)) MiB as text and token numbers, "
        + "but the process may use \(grouped(available >> 20)) MiB"
    case .rareTokens(let text, let least, let token, let count):
      "no token of '\(text)' occurs \(counted(least, "time")) in the training part; the most "
        + "frequent, '\(token)', occurs \(counted(count, "time"))"
    }
  }

  /// What can be done about it.
  public var remedy: String {
    switch self {
    case .outOfRange(_, _, let expected): "it must be \(expected)"
    case .noPairs: "allow longer ones or choose another corpus"
    case .tooFewPairs(_, let needed):
      "holding some out for validation needs at least \(needed): add pairs, or give a validation set"
    case .noValidationPairs: "omit it, so that some training pairs are held out instead"
    case .tooLittleText: "give a longer text, or hold out less of it"
    case .unfinishedRun: "resume it, or restart to begin anew"
    case .hasEnded: "allow it more updates"
    case .nothingToResume: "begin one"
    case .otherCorpus: "give those that it had"
    case .otherOption: "repeat its options"
    case .otherKernels(_, _, let expected): "choose \(expected) to go on with it"
    case .otherThanStart: "leave the option out"
    case .otherRun: "begin with a new optimizer"
    case .notFinite: "try a lower learning rate, or clip the gradient at a lower norm"
    case .unreadableRun: "restart to begin anew over it"
    case .corpusTooLarge: "give a part of the corpus"
    case .rareTokens: "lower the minimum frequency"
    case .tooLarge: "choose smaller sizes or vocabularies"
    }
  }
}
