import Seq2Seq

enum DetokenizeCommand: Command {
  static let name = "detokenize"
  static let summary = "join tokens into lines of text"
  static let usage = "[OPTION…] <TOKENS"
  static let details = """
    Prints the text of each line of standard input, which holds the tokens that 's2s \
    \(TokenizeCommand.name)' writes, or that a model would write. With \(TokenizerKind.characters) the \
    text has its original white space, with the others single spaces and none at its ends.
    """

  private static let tokenizer = Options.tokenizer.or(
    .words, shown: "\(TokenizerKind.words), or \(TokenizerKind.none) with \(joinBPE)")
  private static let joinBPE = Option.flag(
    "join-subwords", "join the pieces of words first, one that ends in @@ with the next")

  static let groups: OptionGroups = ["Tokens": [tokenizer, joinBPE]]
  static let examples = [
    "s2s tokenize <input.en | s2s detokenize", "s2s detokenize --join-subwords <output.bpe.fr",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let joinsBPE = arguments[joinBPE]
    let kind = arguments[tokenizer.option] ?? (joinsBPE ? .none : .words)
    let tokenizer = Tokenizer(kind: kind)
    var detokenizer = tokenizer.detokenizer()
    var joiner = BytePairJoiner()
    var text = ""
    try TokenizeCommand.forEachLine(arguments) { line, isEnd in
      for token in TokenText.tokens(line).map({ String($0) }) {
        guard let word = joinsBPE ? joiner.append(token) : token else { continue }
        append(detokenizer.append(word), to: &text)
      }
      guard isEnd else { return }
      if let word = joiner.end() { append(detokenizer.append(word), to: &text) }
      text += "\n"
      detokenizer = tokenizer.detokenizer()
    } write: {
      defer { text = "" }
      return text
    }
    return 0
  }

  /// A line stays a single line: a line feed in tokens is white space like any other.
  private static func append(_ addition: String, to text: inout String) {
    guard addition.utf8.contains(UInt8(ascii: "\n")) else {
      text += addition
      return
    }
    text.unicodeScalars += addition.unicodeScalars.map { $0 == "\n" ? " " : $0 }
  }
}
