/// What stands between white space and is no word of a language: an address, a path, a figure in parts. A
/// model that copies unknown words copies it whole, as one unknown token.
///
/// It holds `@` or `://`, or begins with `www.`; or its parts are joined by marks that addresses and figures
/// have (`example.org`, `v1.2_beta`, `12:47`), and one of them is unknown. Punctuation around it is none
/// of it.
struct CopiedWord {
  /// Without the punctuation around it.
  let core: String
  /// Tokens of the punctuation before and behind it.
  let before: ArraySlice<String>
  let behind: ArraySlice<String>
  private let marks: [Unicode.Scalar]

  /// nil: a word, or punctuation.
  ///
  /// - Parameters:
  ///   - tokens: what `tokenizer` makes of it, before it is cut into subwords.
  ///   - hasUnknown: whether one of them is unknown.
  init?(_ tokens: [String], _ tokenizer: Tokenizer, hasUnknown: Bool) {
    func isPart(_ token: String) -> Bool {
      token.unicodeScalars.first.map { ScalarClass($0) != .symbol && $0 != TokenMarks.joiner }
        ?? false
    }
    guard let first = tokens.firstIndex(where: isPart), let last = tokens.lastIndex(where: isPart),
      last - first >= 2
    else { return nil }
    core = tokenizer.detokenize(Array(tokens[first...last]))
    before = tokens[..<first]
    behind = tokens[(last + 1)...]
    marks = tokens[first...last].filter { !isPart($0) }.flatMap { MarkedToken($0).core }
    guard isAddress || hasUnknown && isJoinedByMarks else { return nil }
  }

  private var isAddress: Bool {
    marks.contains("@") || core.contains("://") || core.utf8.starts(with: "www.".utf8)
  }

  private static let joining: Set<Unicode.Scalar> = [
    ".", ",", ":", "/", "_", "#", "&", "=", "?", "~", "+", "%", "-",
  ]

  /// Hyphens alone join words, as in `well-known`, unless there are figures.
  private var isJoinedByMarks: Bool {
    marks.allSatisfy { Self.joining.contains($0) }
      && (marks.contains { $0 != "-" } || core.utf8.contains { 0x30...0x39 ~= $0 })
  }

  var tokens: [String] { before + [core] + behind }
}
