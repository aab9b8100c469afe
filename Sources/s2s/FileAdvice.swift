import Seq2Seq

extension ModelFileError {
  var message: String {
    switch self {
    case .notOurs(let path, let expected):
      "\(path): this is no \(expected) of s2s (its metadata lacks 'format'); name one that "
        + "'s2s \(TrainCommand.name)' wrote"
    case .otherKind: "\(self), or use the command for it ('s2s lm …' is for language models)"
    default: description
    }
  }
}

extension CorpusError {
  var message: String {
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
