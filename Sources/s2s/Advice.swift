import Seq2Seq

/// What the program says about an error: the library's words, with the remedy in terms of the
/// command line where there is one.
func message(for error: any Error, options: [OptionFacts] = []) -> String {
  switch error {
  case let error as TrainingError: displayable(error.message(options), limit: 500)
  case let error as ModelFileError: displayable(error.message, limit: 500)
  case let error as CorpusError: error.message
  case FileError.missing(let path) where fileExists(path + ".safetensors"):
    "\(displayable(path)): no such file; did you mean '\(displayable(path)).safetensors'?"
  case WordVectorError.otherSize(let path, let found, let embedding):
    "\(displayable(path)): holds vectors of \(counted(found, "number")), but \(Options.embedding) is "
      + "\(embedding); give \(Options.embedding) \(found)"
  default: "\(error)"
  }
}

extension TrainingError {
  fileprivate func message(_ options: [OptionFacts]) -> String {
    switch self {
    case .noPairs: advice("raise \(Options.maxLength) or choose another corpus")
    case .rareTokens: advice("lower \(Options.minFrequency)")
    case .unfinishedRun:
      advice("add \(Options.resume) to go on with it, or \(Options.restart) to begin anew")
    case .hasEnded: advice("raise \(Options.updates) to go on with it")
    case .nothingToResume: advice("leave out \(Options.resume) to begin one")
    case .otherOption(let state, let path, let found, let expected):
      state + ": " + change(of: path, from: expected, to: found, options)
        + "; repeat the run's options, or add \(Options.restart) to begin anew"
    case .otherThanStart(let path, let found, let expected):
      "\(Options.startFrom): " + change(of: path, from: expected, to: found, options)
        + " in the model; leave it out, or begin without the model"
    case .otherRun: advice("leave out \(Options.keepOptimizer)")
    case .otherKernels(_, _, let expected):
      advice("set \(KernelSet.variable)=\(expected) to go on with it")
    case .notFinite:
      advice("try a lower \(Options.learningRate), or \(Options.clip) 1 where it was higher or 0")
    case .unreadableRun(let reason):
      "\(reason), or add \(Options.restart) to begin anew over it"
    default: description
    }
  }

  private func advice(_ remedy: String) -> String { "\(finding); \(remedy)" }
}

/// The option that sets a property, as it is typed, with its old and its new value.
private func change(
  of path: String, from expected: String, to found: String, _ options: [OptionFacts]
) -> String {
  let option = options.first { $0.sets(path) }
  let (on, off) = option?.isNegation == true ? ("off", "on") : ("on", "off")
  func value(_ text: String) -> String {
    switch text {
    case _ where path == "startFrom" && text != "nothing": "another model"
    case "nothing": "not given"
    case "on": on
    case "off": off
    default: text.contains(".") ? shortened(text) : text
    }
  }
  let now = found == "nothing" ? "now it is not given" : "not \(value(found))"
  return "\(option.map { "--\($0.name)" } ?? path) was \(value(expected)), \(now)"
}

/// A number as short as it may have been typed: options are read with Float precision.
func shortened(_ number: String) -> String {
  guard let float = Float(number), Double(float) == Double(number) else { return number }
  return "\(float)"
}

extension ModelFileError {
  fileprivate var message: String {
    switch self {
    case .notOurs(let path, let expected):
      "\(path): this is not a \(expected) of s2s (its metadata lacks 'format'); name one that "
        + "'s2s \(writer(of: expected))' wrote"
    case .otherKind: "\(self), or use the command for it ('s2s lm …' is for language models)"
    default: description
    }
  }

  private func writer(of kind: String) -> String {
    kind == ModelKind.languageModel.rawValue ? LanguageModelTrainCommand.name : TrainCommand.name
  }
}

extension CorpusError {
  fileprivate var message: String {
    switch self {
    case .noPair(let path, let line, let reason): "\(path): line \(line) has \(reason.message)"
    case .languagesUnclear(_, _, let found) where found.count > 1: "\(self) with \(languages)"
    case .unknownLanguage: "\(self) with \(languages)"
    case .sameLanguage(let folder, let language):
      "\(folder): source and target are both '\(language)'; give \(Options.from) and \(Options.to) two languages"
    default: description
    }
  }
}

private var languages: String { "\(Options.from) L \(Options.to) L" }

extension PairFormatError {
  var message: String {
    switch self {
    case .surplus(_, _, _, let source, let target):
      "\(self) with \(Options.columns) \(source),\(target)"
    case .missingColumn(let wanted, let found):
      "\(counted(found, "column")), but \(Options.columns) asks for column \(wanted)"
    default: description
    }
  }
}
