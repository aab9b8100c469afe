/// A folder of aligned files: `train.en` and `train.fr`, and perhaps `valid` and `test` likewise.
///
/// The extension is the language: letters, digits, `-` and `_`. All other files are ignored,
/// `test.told.en` and `train.en.gz` among them.
package struct CorpusFolder: Sendable {
  package let path: String
  /// The source language, from the extension.
  package let source: String
  /// The target language, from the extension.
  package let target: String

  private let names: [String]

  /// Finds the two languages of the folder.
  ///
  /// They are those of `train`, or of `test` or `valid` where the folder has no `train`. If there
  /// are just two, either may be left out: it is then the other one, and with both left out the
  /// alphabetically first is the source.
  ///
  /// - Throws: `CorpusError` when the folder cannot be listed, lacks a wanted language, or leaves
  ///   the choice open.
  package init(
    path: String, from wantedSource: String? = nil, to wantedTarget: String? = nil
  ) throws(CorpusError) {
    let names = try Self.names(in: path)
    let part =
      ["train", "test", "valid"].first { !Self.languages(of: $0, among: names).isEmpty } ?? "train"
    let found = Self.languages(of: part, among: names)

    if let wantedSource, wantedSource == wantedTarget {
      throw .sameLanguage(folder: path, language: wantedSource)
    }
    if found.count < 2 {
      throw .languagesUnclear(folder: path, part: part, found: found)
    }
    for wanted in [wantedSource, wantedTarget].compactMap({ $0 }) where !found.contains(wanted) {
      throw .unknownLanguage(folder: path, part: part, wanted: wanted, found: found)
    }

    if found.count > 2, wantedSource == nil || wantedTarget == nil {
      throw .languagesUnclear(folder: path, part: part, found: found)
    }
    source = wantedSource ?? (wantedTarget == found[0] ? found[1] : found[0])
    target = wantedTarget ?? (source == found[0] ? found[1] : found[0])
    self.path = path
    self.names = names
  }

  /// Names of a validation part, the preferred ones first.
  private static let validationNames = ["valid", "validation", "val", "dev"]

  /// The validation part that exists in at least one of the two languages; of several, the first of
  /// `valid`, `validation`, `val` and `dev`.
  package var validationPart: String? { Self.validationNames.first(where: has) }

  /// What training might be expected to read but does not: further languages of the training part
  /// and further validation parts, such as `train.de` and `dev.*`.
  package var unused: [String] {
    Self.languages(of: "train", among: names).filter { $0 != source && $0 != target }
      .map { "train.\($0)" }
      + Self.validationNames.filter { has($0) && $0 != validationPart }.map { "\($0).*" }
  }

  /// Whether the part exists in at least one of the two languages.
  package func has(_ part: String) -> Bool {
    names.contains("\(part).\(source)") || names.contains("\(part).\(target)")
  }

  /// The path of a part in one language, whether or not it exists. A part may have any name, such as
  /// `test.told`.
  package func file(_ part: String, _ language: String) -> String {
    "\(path.hasSuffix("/") ? path : path + "/")\(part).\(language)"
  }

  /// - Throws: what `ParallelText.init(sourcePath:targetPath:)` throws, also when a side is
  ///   missing.
  package func read(_ part: String) throws(CorpusError) -> ParallelText {
    try ParallelText(sourcePath: file(part, source), targetPath: file(part, target))
  }

  /// Files of pairs: a folder is replaced by its files that end in `.tsv`, by name, without hidden
  /// ones.
  ///
  /// - Throws: `CorpusError` when a folder cannot be listed, or holds no such file.
  package static func pairFiles(_ paths: [String]) throws(CorpusError) -> [String] {
    var files: [String] = []
    for path in paths {
      guard FileStatus(of: path)?.isDirectory == true else {
        files.append(path)
        continue
      }
      let found = try names(in: path).filter { $0.hasSuffix(".tsv") && !$0.hasPrefix(".") }
        .map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
        .filter { FileStatus(of: $0)?.isDirectory != true }
      if found.isEmpty { throw .noPairFiles(folder: path) }
      files += found
    }
    return files
  }

  /// The names in a folder, sorted by UTF-8 bytes, since a file system's own order differs from machine
  /// to machine.
  static func names(in folder: String) throws(CorpusError) -> [String] {
    if let names = namesInFolder(folder) {
      return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    guard let status = FileStatus(of: folder) else { throw .missingFolder(path: folder) }
    if !status.isDirectory { throw .fileForFolder(path: folder) }
    throw .unreadable(path: folder, reason: "its names cannot be listed")
  }

  /// Sorted, as `names` are.
  private static func languages(of part: String, among names: [String]) -> [String] {
    names.compactMap { name in
      let pieces = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard pieces.count == 2, pieces[0].elementsEqual(part.utf8), !pieces[1].isEmpty
      else { return nil }
      let language = Substring(pieces[1]).unicodeScalars
      guard language.allSatisfy({ ScalarClass($0) == .letter || $0 == "-" || $0 == "_" })
      else { return nil }
      return String(language)
    }
  }
}
