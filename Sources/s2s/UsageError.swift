import Seq2Seq

/// A mistake in the words of the command line. Ends the program with status 2.
enum UsageError: Error, Equatable, CustomStringConvertible {
  /// A word was read as a command or an option that does not exist.
  case unknown(_ kind: String, String, near: String?)
  /// A sentence that begins as an option does.
  case dashedSentence(String)
  /// There is an option where a command was expected.
  case noCommand(option: String)
  case missingValue(option: String, value: String)
  case unexpectedValue(option: String, found: String)
  case repeated(option: String)
  case badValue(option: String, found: String, expected: String)
  case conflict(String, String)
  case tooMany(option: String, found: Int, most: Int)
  case incomplete(given: String, missing: String)
  case unexpectedArgument(String)
  case missingArgument(String)
  case missingOption(String)
  case notUTF8(position: Int)
  /// An environment variable, with what is wrong with it.
  case badEnvironment(String)
  /// A language is named for a file of pairs, but not its columns.
  case languagesOfPairs(option: String)

  var description: String {
    switch self {
    case .unknown(let kind, let found, let near):
      "there is no \(kind) '\(found)'" + (near.map { "; did you mean '\($0)'?" } ?? "")
    case .dashedSentence(let found):
      "there is no option '\(found)'; if it is a sentence, put -- before it: -- '\(found)'"
    case .noCommand(let option):
      "'\(option)' comes before a command; name the command first: s2s COMMAND \(option)"
    case .missingValue(let option, let value):
      "\(option) needs a value: \(option) \(value)"
    case .unexpectedValue(let option, let found):
      "\(option) takes no value, found '\(found)'"
    case .repeated(let option):
      "\(option) is given twice; give it once"
    case .badValue(let option, let found, let expected):
      "\(option) is '\(found)', expected \(expected)"
    case .conflict(let first, let second):
      "\(first) and \(second) exclude each other; give one of them"
    case .tooMany(let option, let found, let most):
      "\(option) is given \(grouped(found)) times; give it \(grouped(most)) times at most"
    case .incomplete(let given, let missing):
      "\(given) goes with \(missing); give both"
    case .unexpectedArgument(let found):
      "unexpected argument '\(found)'"
    case .badEnvironment(let reason):
      reason
    case .notUTF8(let position):
      "argument \(position) is not UTF-8; give text in UTF-8, and rename a file of such a name"
    case .languagesOfPairs(let option):
      "\(option) names a language, but not its column in \(Options.pairs); add "
        + "\(Options.columns) 1,2 for source and target, or 2,1 to swap them"
    case .missingOption(let name):
      "\(name) is missing; give it"
    case .missingArgument(let name):
      "\(name) is missing; give it after the options"
    }
  }
}

extension UsageError {
  /// The usage error for a value that the library refuses, if it comes from one of these options or
  /// from the environment; nil for any other error.
  init?(_ error: any Error, options: [OptionFacts]) {
    let mistake: (property: String, found: String, expected: String)
    switch error {
    case let error as KernelSetError:
      self = .badEnvironment("\(error)")
      return
    case ModelError.outOfRange(let name, let found, let expected),
      TrainingError.outOfRange(let name, let found, let expected):
      mistake = (name, found, expected)
    case ModelError.oddHidden(let found):
      mistake = (
        "hidden", "\(found)",
        "an even number, which a bidirectional encoder halves, or \(Options.unidirectional)"
      )
    case ModelError.tiedSizesDiffer(let embedding, let hidden):
      mistake = (
        "embedding", "\(embedding)",
        "\(Options.hidden)'s \(hidden) with \(Options.tieEmbeddings)"
      )
    default: return nil
    }
    guard let option = options.first(where: { $0.sets(mistake.property) }) else { return nil }
    self = .badValue(
      option: "--\(option.name)", found: mistake.found, expected: mistake.expected)
  }
}
