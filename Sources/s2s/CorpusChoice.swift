import Seq2Seq

/// Which sentences a command reads: a folder, two files, or one file of pairs.
struct CorpusChoice {
  static let defaultFolder = "corpora/fables"

  private enum Place {
    case folder(String)
    case files(source: String, target: String)
    case pairs(String)
  }

  /// What names the model: the folder's last part, or the file's without its endings.
  let name: String
  private let place: Place
  /// A validation set of its own; a folder has one as a part.
  private let valid: Place?
  private let format: PairFormat
  private let from: String?
  private let to: String?

  struct Text {
    let train: ParallelText
    let valid: ParallelText?
    let source: String
    let target: String
    /// The folder's validation part where its name needs telling.
    var validationPart: String?
    /// Files of the folder that training might be thought to read.
    var unused: [String] = []
  }

  init(_ arguments: Arguments) throws(UsageError) {
    let places = ["corpus", "source", "pairs"].filter { arguments.has($0) }
    if places.count > 1 { throw .conflict("--\(places[0])", "--\(places[1])") }
    for (one, other) in [("source", "target"), ("valid-source", "valid-target")] {
      if arguments.has(one) != arguments.has(other) {
        let given = arguments.has(one) ? one : other
        throw .incomplete(given: "--\(given)", missing: "--\(given == one ? other : one)")
      }
    }
    let isFolder = places.isEmpty || places == ["corpus"]
    if arguments.has("valid-source") {
      if arguments.has("valid-pairs") { throw .conflict("--valid-source", "--valid-pairs") }
      if isFolder { throw .incomplete(given: "--valid-source", missing: "--source") }
    }
    if arguments.has("valid-pairs"), isFolder {
      throw .incomplete(given: "--valid-pairs", missing: "--pairs")
    }
    format = try PairInput.format(arguments, given: ["pairs", "valid-pairs"])
    from = arguments.text("from")
    to = arguments.text("to")
    for (option, name) in [("from", from), ("to", to)] {
      guard let name, name.isEmpty || !TextSide.isLanguage(name) else { continue }
      throw .badValue(
        option: "--\(option)", found: name, expected: "a language's name of 1 to 64 characters")
    }
    if arguments.has("pairs"), format.columns == nil, from != nil || to != nil {
      throw .languagesOfPairs(option: from != nil ? "--from" : "--to")
    }
    if let x = arguments.text("valid-source"), let y = arguments.text("valid-target") {
      valid = .files(source: x, target: y)
    } else {
      valid = arguments.text("valid-pairs").map { .pairs($0) }
    }
    if let source = arguments.text("source"), let target = arguments.text("target") {
      place = .files(source: source, target: target)
      name = Self.stem(source)
    } else if let pairs = arguments.text("pairs") {
      place = .pairs(pairs)
      name = Self.stem(pairs)
    } else {
      let folder = arguments.text("corpus") ?? Self.defaultFolder
      place = .folder(folder)
      name = Self.lastPart(folder)
    }
  }

  /// Throws: `CorpusError`.
  func read() throws -> Text {
    switch place {
    case .folder(let path):
      let folder = try CorpusFolder(path: path, from: from, to: to)
      let part = folder.validationPart
      var text = Text(
        train: try folder.read(.train),
        valid: try part.map { try folder.read($0) },
        source: folder.source, target: folder.target)
      text.unused = folder.unused
      if part != CorpusPart.valid.rawValue || folder.unused.contains(where: { $0.hasSuffix(".*") }) {
        text.validationPart = part
      }
      return text
    case .files(let source, let target):
      return Text(
        train: try ParallelText(sourcePath: source, targetPath: target), valid: try readValid(),
        source: from ?? Self.ending(source) ?? "source",
        target: to ?? Self.ending(target) ?? "target")
    case .pairs(let path):
      return Text(
        train: try ParallelText(pairsPath: path, format: format), valid: try readValid(),
        source: from ?? "source", target: to ?? "target")
    }
  }

  private func readValid() throws -> ParallelText? {
    switch valid {
    case .files(let source, let target): try ParallelText(sourcePath: source, targetPath: target)
    case .pairs(let path): try ParallelText(pairsPath: path, format: format)
    case .folder, nil: nil
    }
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
