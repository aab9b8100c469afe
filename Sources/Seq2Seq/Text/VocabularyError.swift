/// Why a list of tokens is not a vocabulary. Positions count the list's entries from 1.
package enum VocabularyError: Error, Equatable, CustomStringConvertible {
  case duplicate(token: String, first: Int, second: Int)
  case empty(position: Int)
  case whiteSpace(token: String, position: Int)

  package var description: String {
    switch self {
    case .duplicate(let token, let first, let second):
      "vocabulary: entries \(first) and \(second) are both '\(token)'; each token may occur once"
    case .empty(let position):
      "vocabulary: entry \(position) is empty; every token needs at least one character"
    case .whiteSpace(let token, let position):
      "vocabulary: entry \(position) is \(token.debugDescription), which holds white space;"
        + " split it into tokens or remove it"
    }
  }
}
