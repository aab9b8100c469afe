/// What a part of a corpus is for; its raw value begins the file names.
package enum CorpusPart: String, CaseIterable, Sendable {
  case train, valid, test
}

/// A folder of aligned files: `train.en` and `train.fr`, and perhaps `valid` and `test` likewise.
///
/// The extension is the language: letters, digits, `-` and `_`. All other files are ignored,
/// `test.told.en` and `train.en.gz` among them.
package struct CorpusFolder: Sendable {
  package let path: String
  /// The source language, as the extension says it.
  package let source: String
  /// The target language, as the extension says it.
  package let target: String

  private let names: [String]

  /// Finds the two languages of the folder.
  ///
  /// They are those of `train`, or of `test` or `valid` where the folder has no `train`. If there
  /// are just two, either may be left open: the other one is then meant, and with both open the
  /// alphabetically first is the source.
  ///
  /// Throws when the folder cannot be listed, lacks a wanted language, or leaves the choice open.
  package init(
    path: String, from wantedSource: String? = nil, to wantedTarget: String? = nil
  ) throws(CorpusError) {
    let names = try FolderListing.names(in: path)
    let part =
      [CorpusPart.train, .test, .valid]
      .first { !Self.languages(of: $0.rawValue, among: names).isEmpty } ?? .train
    let found = Self.languages(of: part.rawValue, among: names)

    if let wantedSource, wantedSource == wantedTarget {
      throw .sameLanguage(folder: path, language: wantedSource)
    }
    if found.count < 2 {
      throw .languagesUnclear(folder: path, part: part.rawValue, found: found)
    }
    for wanted in [wantedSource, wantedTarget].compactMap({ $0 }) where !found.contains(wanted) {
      throw .unknownLanguage(folder: path, part: part.rawValue, wanted: wanted, found: found)
    }

    switch (wantedSource, wantedTarget) {
    case (let source?, let target?):
      (self.source, self.target) = (source, target)
    case _ where found.count > 2:
      throw .languagesUnclear(folder: path, part: part.rawValue, found: found)
    case (let source?, nil):
      (self.source, self.target) = (source, source == found[0] ? found[1] : found[0])
    case (nil, let target?):
      (self.source, self.target) = (target == found[0] ? found[1] : found[0], target)
    case (nil, nil):
      (self.source, self.target) = (found[0], found[1])
    }
    self.path = path
    self.names = names
  }

  /// Names of a validation part, the preferred ones first.
  private static let validationNames = [CorpusPart.valid.rawValue, "validation", "val", "dev"]

  /// The validation part that is there, in one of the two languages at least; of several the first
  /// of `valid`, `validation`, `val` and `dev`.
  package var validationPart: String? { Self.validationNames.first(where: has) }

  /// What training might be thought to read but does not: the training part's further languages, and
  /// further validation parts, as `train.de` and `dev.*`.
  package var unused: [String] {
    Self.languages(of: CorpusPart.train.rawValue, among: names)
      .filter { $0 != source && $0 != target }.map { "\(CorpusPart.train.rawValue).\($0)" }
      + Self.validationNames.filter { has($0) && $0 != validationPart }.map { "\($0).*" }
  }

  /// Whether the part is there, in one of the two languages at least.
  package func has(_ part: CorpusPart) -> Bool { has(part.rawValue) }

  private func has(_ part: String) -> Bool {
    names.contains("\(part).\(source)") || names.contains("\(part).\(target)")
  }

  /// The path of a part in one language, whether or not it exists.
  package func file(_ part: CorpusPart, _ language: String) -> String {
    file(part.rawValue, language)
  }

  /// The path of a part of any name, such as `test.told`.
  package func file(_ part: String, _ language: String) -> String {
    "\(path.hasSuffix("/") ? path : path + "/")\(part).\(language)"
  }

  /// Throws as `ParallelText.init(sourcePath:targetPath:)`, so also when a side is not there.
  package func read(_ part: CorpusPart) throws(CorpusError) -> ParallelText {
    try read(part.rawValue)
  }

  /// The same of a part of any name.
  package func read(_ part: String) throws(CorpusError) -> ParallelText {
    try ParallelText(sourcePath: file(part, source), targetPath: file(part, target))
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
