import Seq2Seq

/// Which sentences a command reads: a folder, two files, or one file of pairs.
struct CorpusChoice {
  static let defaultFolder = "corpora/fables"

  private enum Place {
    case folder(String)
    case files(source: String, target: String, valid: (source: String, target: String)?)
    case pairs(String)
  }

  /// What names the model: the folder's last part, or the file's without its endings.
  let name: String
  private let place: Place
  private let from: String?
  private let to: String?

  struct Text {
    let train: ParallelText
    let valid: ParallelText?
    let source: String
    let target: String
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
    if arguments.has("valid-source"), !arguments.has("source") {
      throw .incomplete(given: "--valid-source", missing: "--source")
    }
    from = arguments.text("from")
    to = arguments.text("to")
    if let source = arguments.text("source"), let target = arguments.text("target") {
      var valid: (source: String, target: String)?
      if let x = arguments.text("valid-source"), let y = arguments.text("valid-target") {
        valid = (x, y)
      }
      place = .files(source: source, target: target, valid: valid)
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
      return Text(
        train: try folder.read(.train), valid: folder.has(.valid) ? try folder.read(.valid) : nil,
        source: folder.source, target: folder.target)
    case .files(let source, let target, let valid):
      return Text(
        train: try ParallelText(sourcePath: source, targetPath: target),
        valid: try valid.map { try ParallelText(sourcePath: $0.source, targetPath: $0.target) },
        source: from ?? Self.ending(source) ?? "source",
        target: to ?? Self.ending(target) ?? "target")
    case .pairs(let path):
      return Text(
        train: try ParallelText(pairsPath: path), valid: nil, source: from ?? "source",
        target: to ?? "target")
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
