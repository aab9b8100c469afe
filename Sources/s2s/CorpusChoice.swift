import Seq2Seq

/// Files that hold pairs of sentences.
enum PairFiles {
  case sides(source: String, target: String)
  /// Files, one after another. A folder stands for its files that end in `.tsv`, ordered by name.
  case pairs([String])

  /// nil where one of the options that name the files is missing.
  init?(
    _ arguments: Arguments, _ source: Option<String>, _ target: Option<String>,
    _ pairs: RepeatableOption<String>
  ) {
    if let source = arguments[source], let target = arguments[target] {
      self = .sides(source: source, target: target)
    } else if arguments.has(pairs) {
      self = .pairs(arguments[pairs])
    } else {
      return nil
    }
  }

  func read(_ format: PairFormat, keepingEmpty: Bool = false) throws -> ParallelText {
    switch self {
    case .sides(let source, let target):
      try ParallelText(sourcePath: source, targetPath: target, keepingEmpty: keepingEmpty)
    case .pairs(let paths):
      try ParallelText(
        pairs: CorpusFolder.pairFiles(paths), format: format, keepingEmpty: keepingEmpty)
    }
  }
}

/// Where a corpus is.
enum CorpusPlace {
  case folder(String)
  case files(PairFiles)

  init(_ arguments: Arguments) throws(UsageError) {
    try arguments.exclude(Options.corpus, Options.source)
    try arguments.exclude(Options.source, Options.pairs)
    try arguments.pair(Options.source, Options.target)
    if let folder = arguments[Options.corpus] {
      self = .folder(folder)
    } else {
      self =
        PairFiles(arguments, Options.source, Options.target, Options.pairs).map { .files($0) }
        ?? .folder(CorpusChoice.defaultFolder)
    }
  }
}

/// Which sentences a command reads: a folder, two files, or files of pairs.
struct CorpusChoice {
  static let defaultFolder = "corpora/fables"

  /// The name for the model: the folder's last part, or the first file's name without its
  /// extensions.
  let name: String
  private let place: CorpusPlace
  /// Files of pairs that are trained on in addition to a folder.
  private let others: [String]
  /// nil for a folder, which has a validation part of its own.
  private let valid: PairFiles?
  private let format: PairFormat
  private let languages: Languages

  struct Text {
    let train: ParallelText
    let valid: ParallelText?
    let source: String
    let target: String
    /// What the validation part is called in the folder.
    var validationName = "valid"
    /// The folder's validation part, if its name is worth reporting.
    var validationPart: String?
    /// Files of the folder that training might be expected to read but does not.
    var unused: [String] = []

    /// - Parameter alignment: the file with the training part's word alignments, if there is one.
    func corpus(
      _ options: TrainingOptions, alignment: String? = nil,
      startingFrom start: StartingModel? = nil
    ) throws -> TrainingCorpus {
      try TrainingCorpus(
        train: train.pairs, valid: valid?.pairs, sourceLanguage: source, targetLanguage: target,
        alignments: alignment.map { try AlignmentLines(path: $0, of: train) }, options: options,
        startingFrom: start)
    }
  }

  init(_ arguments: Arguments) throws(UsageError) {
    place = try CorpusPlace(arguments)
    try arguments.pair(Options.validSource, Options.validTarget)
    try arguments.exclude(
      Options.validSource, Options.validPairs, Options.heldOut, Options.heldOutSeed)
    try arguments.exclude(Options.validPairs, Options.heldOut, Options.heldOutSeed)
    if case .folder = place { others = arguments[Options.pairs] } else { others = [] }
    valid = PairFiles(arguments, Options.validSource, Options.validTarget, Options.validPairs)
    format = try PairInput.format(arguments, of: [Options.pairs, Options.validPairs])
    languages = arguments.filled([Options.from, Options.to])
    if arguments.has(Options.pairs), format.columns == nil {
      for option in [Options.from, Options.to] where arguments.has(option) {
        throw .languagesOfPairs(option: "\(option)")
      }
    }
    name =
      switch place {
      case .folder(let folder): Self.lastPart(folder)
      case .files(.sides(let path, _)): Self.stem(path)
      case .files(.pairs(let paths)): Self.stem(paths[0])
      }
  }

  /// - Parameter start: the model that training starts from, whose languages are read where no option
  ///   names others.
  /// - Throws: `CorpusError`.
  func read(startingFrom start: TranslationModel? = nil) throws -> Text {
    switch place {
    case .folder(let path):
      let folder = try folder(path, of: start)
      let part = valid == nil ? folder.validationPart : nil
      let hasOthers = folder.unused.contains { $0.hasSuffix(".*") }
      var train = try folder.read("train")
      try train.append(pairs: CorpusFolder.pairFiles(others), format: format)
      return Text(
        train: train, valid: try part.map { try folder.read($0) } ?? valid?.read(format),
        source: folder.source, target: folder.target, validationName: part ?? "valid",
        validationPart: part == "valid" && !hasOthers ? nil : part,
        unused: folder.unused
          + (valid == nil ? [] : folder.validationPart.map { ["\($0).*"] } ?? []))
    case .files(let files):
      var (source, target): (String?, String?)
      if case .sides(let x, let y) = files { (source, target) = (Self.ending(x), Self.ending(y)) }
      return Text(
        train: try files.read(format), valid: try valid?.read(format),
        source: languages.sourceLanguage ?? source ?? start?.sourceLanguage ?? "source",
        target: languages.targetLanguage ?? target ?? start?.targetLanguage ?? "target")
    }
  }

  private func folder(_ path: String, of start: TranslationModel?) throws -> CorpusFolder {
    if let start, languages.sourceLanguage == nil, languages.targetLanguage == nil,
      let folder = try? CorpusFolder(
        path: path, from: start.sourceLanguage, to: start.targetLanguage)
    {
      return folder
    }
    return try CorpusFolder(
      path: path, from: languages.sourceLanguage, to: languages.targetLanguage)
  }

  /// The folder's test part if both of its sides exist, or the files that are given for it.
  ///
  /// - Throws: `CorpusError`, `UsageError`.
  func readTest(_ given: PairFiles?) throws -> ParallelText? {
    if let given { return try given.read(format) }
    guard case .folder(let path) = place else { return nil }
    let folder = try CorpusFolder(
      path: path, from: languages.sourceLanguage, to: languages.targetLanguage)
    let sides = [folder.file("test", folder.source), folder.file("test", folder.target)]
    return sides.allSatisfy(fileExists) ? try folder.read("test") : nil
  }

  private static func lastPart(_ path: String) -> String {
    let part = path.split(separator: "/").last.map { String($0) } ?? "corpus"
    return part == "." || part == ".." ? "corpus" : part
  }

  static func stem(_ path: String) -> String {
    let part = lastPart(path)
    return part.split(separator: ".").first.map { String($0) } ?? part
  }

  private static func ending(_ path: String) -> String? {
    let parts = lastPart(path).split(separator: ".")
    return parts.count > 1 ? String(parts[parts.count - 1]) : nil
  }
}
