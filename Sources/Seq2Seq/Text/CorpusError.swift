/// Why a corpus could not be read. Lines count from 1.
package enum CorpusError: Error, Equatable, CustomStringConvertible {
  /// `holds` lists the names in `folder`, sorted; nil when there is no such folder either.
  case missingFile(path: String, folder: String, holds: [String]?)
  case folderForFile(path: String)
  case missingFolder(path: String)
  case fileForFolder(path: String)
  case noPairFiles(folder: String)
  /// `reason` is what the operating system says.
  case unreadable(path: String, reason: String)
  case emptyFile(path: String)
  case invalidUTF8(path: String, line: Int)
  case nul(path: String, line: Int)
  /// A line that should hold a pair does not.
  case noPair(path: String, line: Int, reason: PairFormatError)
  case tooLarge(path: String, neededBytes: Int, availableBytes: Int)
  case lineCountMismatch(source: String, sourceLines: Int, target: String, targetLines: Int)
  /// Every pair has an empty side.
  case noPairs(source: String, target: String, skipped: Int)
  /// There are not two languages: `found` lists those that exist, sorted.
  case languagesUnclear(folder: String, part: String, found: [String])
  case unknownLanguage(folder: String, part: String, wanted: String, found: [String])
  case sameLanguage(folder: String, language: String)
}

extension CorpusError {
  package var description: String {
    switch self {
    case .missingFile(let path, let folder, nil):
      "\(path): no such file, nor is there a folder \(folder); check the path"
    case .missingFile(let path, let folder, let holds?) where holds.isEmpty:
      "\(path): no such file; \(named(folder)) is empty; check the path"
    case .missingFile(let path, let folder, let holds?):
      "\(path): no such file; \(named(folder)) holds \(listed(holds)); check the name"
    case .folderForFile(let path):
      "\(path): a folder, but a text file was expected; name a file in it"
    case .missingFolder(let path):
      "\(path): no such folder; check the path"
    case .fileForFolder(let path):
      "\(path): not a folder; expected one that holds train.L for two languages L"
    case .noPairFiles(let folder):
      "\(folder): a folder without files that end in .tsv; name a file of pairs, or a folder of them"
    case .unreadable(let path, let reason):
      "\(path): cannot be read: \(reason); check the file and its permissions"
    case .emptyFile(let path):
      "\(path): empty; expected one sentence a line"
    case .invalidUTF8(let path, let line):
      "\(path): line \(line) is not valid UTF-8; convert the file to UTF-8, as with iconv"
    case .nul(let path, let line):
      "\(path): line \(line) holds a NUL, which text never does; check that it is UTF-8 text"
    case .noPair(let path, let line, let reason):
      "\(path): line \(line) has \(reason)"
    case .tooLarge(let path, let needed, let available):
      "\(path): the text takes \(grouped(needed >> 20)) MiB, but the process may use "
        + "\(grouped(available >> 20)) MiB; give a part of it"
    case .lineCountMismatch(let source, let sourceLines, let target, let targetLines):
      sourceLines < targetLines
        ? mismatch(source, sourceLines, target, targetLines)
        : mismatch(target, targetLines, source, sourceLines)
    case .noPairs(let source, let target, let skipped):
      "\(source == target ? source : "\(source), \(target)"): no pair with text on both sides (\(counted(skipped, "pair")) with an"
        + " empty side skipped); expected at least one"
    case .languagesUnclear(let folder, let part, let found) where found.isEmpty:
      "\(folder): no \(part).L for any language L; expected two, such as \(part).en and \(part).fr"
    case .languagesUnclear(let folder, let part, let found) where found.count == 1:
      "\(folder): \(part).\(found[0]) has no second language beside it; add \(part).L for another"
        + " language L"
    case .languagesUnclear(let folder, let part, let found):
      "\(folder): \(part) exists in \(found.count) languages, \(listed(found)); expected two;"
        + " choose them"
    case .unknownLanguage(let folder, let part, let wanted, let found):
      "\(folder): no \(part).\(wanted); its languages are \(listed(found)); choose"
        + " among them"
    case .sameLanguage(let folder, let language):
      "\(folder): source and target are both '\(language)'; give two languages"
    }
  }

  /// As far as is known, the first line without a partner is the one past the shorter file's end;
  /// the line that is really missing may be an earlier one, so the text says both.
  private func mismatch(
    _ shorter: String, _ fewer: Int, _ longer: String, _ more: Int
  ) -> String {
    let name = longer.split(separator: "/").last.map { String($0) } ?? longer
    return "\(shorter): \(counted(fewer, "line")), but \(longer) has \(grouped(more));"
      + " line \(fewer + 1) of \(name) is the first without a partner,"
      + " unless an earlier line is missing or doubled; align the two line by line"
  }
}

private func named(_ folder: String) -> String { folder == "." ? "this folder" : folder }

/// At most a dozen names, so that the message stays one readable line.
private func listed(_ names: [String]) -> String {
  let shown = names.prefix(12).joined(separator: ", ")
  return names.count > 12 ? "\(shown) and \(grouped(names.count - 12)) more" : shown
}
