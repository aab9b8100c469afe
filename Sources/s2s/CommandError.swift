import Seq2Seq

/// Why a command cannot do its work, apart from the library's errors of files and models.
enum CommandError: Error, Equatable, CustomStringConvertible {
  case noModel(ModelKind, folders: [String])
  /// A name of several models where one is inspected.
  case ensemble(String, members: [String])
  /// A model of an ensemble is missing, though one with a greater number is there.
  case gap(missing: String, found: String)
  /// A model whose own pieces of words need no joining.
  case ownSubwords(model: String)
  /// A score is not a number.
  case notFinite(model: String)
  case noSample(model: String)
  /// A file would be read and overwritten.
  case readAndWritten(path: String)
  /// A validation's model of an earlier run would be read, and removed by the run that replaces it.
  case readAndRemoved(path: String)
  /// A model would be rounded onto itself.
  case sameFile(path: String)
  /// The option that named the path.
  case exists(path: String, option: String)
  /// The input has no sentence or pair, for the option that asks for measures of all of them.
  case nothingToMeasure(option: String)
  /// More sentences than a picture holds.
  case severalForPicture(option: String, found: Int)
  /// More sentences than a page holds.
  case tooManyForPage(option: String, most: Int)
  /// A pair of a test set has too many tokens.
  case tooLong(path: String, line: Int, tokens: Int, most: Int)
  case otherLanguages(
    model: String, source: String, target: String, folder: String, found: [String])
  /// Training would start from a model of the other direction.
  case otherDirection(source: String, target: String)
  /// The optimizer of a run cannot be kept.
  case noOptimizer(state: String)
  /// Two models of an ensemble have different tokens at a number of the target's vocabulary; nil:
  /// no token.
  case otherVocabulary(String, String?, other: String, String?, number: Int)
  case shortText(path: String, distance: Int)
  /// A word that no vocabulary of a model holds, and the vocabulary's word with the most similar
  /// spelling.
  case unknownWord(String, model: String, near: String?)
  case shortPairs(path: String, distance: Int)
  /// A cell without gates.
  case noGates(model: String, cell: String)

  var description: String {
    switch self {
    case .noModel(.translator, let folders):
      "no model in \(listed(folders)), and none is built in; train one with 's2s "
        + "\(TrainCommand.name)', or name one with \(Options.model) FILE"
    case .noModel(.languageModel, let folders):
      "no language model in \(listed(folders)); train one with 's2s "
        + "\(LanguageModelTrainCommand.name) FILE', or name one with \(Options.model) FILE"
    case .ensemble(let name, let members):
      "\(displayable(name)): an ensemble of \(counted(members.count, "model")), where one model is "
        + "expected; name one of \(members.map { displayable($0) }.joined(separator: ", "))"
    case .gap(let missing, let found):
      "\(displayable(missing)): no such file, though \(displayable(found)) is there; name the models one by "
        + "one with \(Options.model)"
    case .ownSubwords(let model):
      "\(displayable(model)): cuts words and joins them itself, while \(Options.joinSubwords) is for models of "
        + "text that another program cut; leave it out"
    case .nothingToMeasure(let option):
      "\(option): the input holds no sentences, so there is nothing to measure; give a sentence or a pair "
        + "on each line"
    case .otherDirection(let source, let target):
      "\(Options.startFrom): the model translates \(displayable(target)) → \(displayable(source)), the "
        + "corpus is read \(displayable(source)) → \(displayable(target)); read it the other way round"
    case .notFinite(let model):
      "\(model): its weights overflow, so a score is not a number; train anew or name another model"
    case .noSample(let model):
      "\(model): holds no sample sentence; give one: s2s \(AlignCommand.name) \(AlignCommand.show) "
        + "\"SENTENCE\""
    case .readAndWritten(let path):
      "\(displayable(path)): would be read and overwritten; name another file with "
        + "\(Options.model)"
    case .readAndRemoved(let path):
      "\(displayable(path)): would be read and removed, as a model of the run that is replaced; name "
        + "another file with \(Options.model)"
    case .sameFile(let path):
      "\(displayable(path)): is the model that is read, and replacing it cannot be undone; name "
        + "another file"
    case .exists(let path, let option):
      "\(displayable(path)): already exists; add \(ConvertCommand.force) to replace it, or name "
        + "another file with \(option)"
    case .severalForPicture(let option, let found):
      "\(option) draws one sentence, found \(grouped(found)); give one"
    case .tooManyForPage(let option, let most):
      "\(option) holds at most \(grouped(most)) sentences, and there are more; give fewer lines"
    case .tooLong(let path, let line, let tokens, let most):
      "\(path): line \(grouped(line)) and its reference have up to \(grouped(tokens)) tokens, more "
        + "than \(grouped(most)); split them"
    case .otherLanguages(let model, let source, let target, let folder, let found):
      "\(displayable(model)) translates \(source) → \(target), but the languages of "
        + "\(displayable(folder)) are \(found.joined(separator: ", ")); name another model with "
        + "\(Options.model) FILE, or another folder with \(Options.corpus) DIR"
    case .noOptimizer(let state):
      "\(displayable(state)): no such file, so there is no optimizer to continue with; leave out "
        + "\(Options.keepOptimizer)"
    case .otherVocabulary(let first, let expected, let other, let found, let number):
      "\(displayable(other)): target token \(number) is \(ModelError.named(found)), but "
        + "\(ModelError.named(expected)) in \(displayable(first)); an ensemble needs models of one "
        + "target vocabulary"
    case .shortPairs(let path, let distance):
      "\(displayable(path)): no pair has enough tokens on both sides to look \(grouped(distance)) back; give "
        + "longer ones with \(Options.source) and \(Options.target), or a lower \(GradientCurves.distance)"
    case .unknownWord(let word, let model, let near):
      "'\(displayable(word, limit: 80))' is not in \(displayable(model))'s vocabulary; "
        + (near.map { "did you mean '\(displayable($0, limit: 80))'?" }
          ?? "give one that it was trained on")
    case .noGates(let model, let cell):
      "\(displayable(model)): its cell, \(cell), has no gates; name a model with another \(Options.cell)"
    case .shortText(let path, let distance):
      "\(path): has too few tokens to look \(distance) back; give a longer "
        + "\(LanguageModelGradients.text), or a lower \(LanguageModelGradients.distance)"
    }
  }

  private func listed(_ folders: [String]) -> String {
    folders.map { displayable($0) + "/" }.joined(separator: ", ")
  }
}
