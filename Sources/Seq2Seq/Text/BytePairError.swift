/// Why merges of byte-pair encoding, or a vocabulary for them, could not be read or learned. Lines
/// count from 1.
package enum BytePairError: Error, Equatable, CustomStringConvertible {
  case unknownVersion(path: String, found: String)
  case notMerge(path: String, line: Int, found: String)
  case notEntry(path: String, line: Int, found: String)
  /// No word of the text has two symbols.
  case nothingToLearn

  package var description: String {
    switch self {
    case .unknownVersion(let path, let found):
      "\(path): line 1 is '\(shown(found))', expected '#version: 0.2' or '#version: 0.1'; learn the "
        + "merges again"
    case .notMerge(let path, let line, let found):
      "\(path): line \(line) is '\(shown(found))', expected two symbols with a space between them; "
        + "give codes as subword-nmt's learn-bpe writes them"
    case .notEntry(let path, let line, let found):
      "\(path): line \(line) is '\(shown(found))', expected a token, a space and its frequency; give "
        + "a vocabulary as subword-nmt's get-vocab writes it"
    case .nothingToLearn:
      "no word of at least two characters to learn merges from; give a text with words"
    }
  }

  private func shown(_ line: String) -> String { displayable(line, limit: 60) }
}
