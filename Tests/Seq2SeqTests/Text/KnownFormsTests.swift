import Testing

@testable import Seq2Seq

@Suite struct KnownFormsTests {
  struct Line: Sendable, CustomTestStringConvertible {
    let typed: String
    let read: String
    var testDescription: String { typed }
  }

  static let seen = [
    "The", "the", "crow", "lives", "in", "Paris", "TV", "I", "don", "t", "'", "￭'￭", "￭.", "￭?",
    "A",
    "a", "is", "Is", "bill", "Rose",
  ]

  static let lines = [
    Line(typed: "The crow lives in Paris.", read: "The crow lives in Paris ￭."),
    Line(typed: "the crow lives in paris.", read: "the crow lives in Paris ￭."),
    Line(typed: "i don't", read: "I don ￭'￭ t"),
    Line(typed: "I don’t", read: "I don ￭'￭ t"),
    Line(typed: "I don`t", read: "I don ￭'￭ t"),
    Line(typed: "tv", read: "TV"),
    Line(typed: "Crow, crow", read: "crow ￭, crow"),
    Line(typed: "the Crow", read: "the Crow"),  // within a line it is a name
    Line(typed: "Is Bill in?", read: "Is Bill in ￭?"),
    Line(typed: "THE CROW LIVES IN PARIS.", read: "The crow lives in Paris ￭."),
    Line(typed: "I DON’T", read: "I don ￭'￭ t"),
    Line(typed: "IS A CROW IN ZORBLAX?", read: "Is a crow in ZORBLAX ￭?"),
    Line(typed: "TV", read: "TV"),
    Line(typed: "I TV", read: "I TV"),
    Line(typed: "ROSE", read: "Rose"),
    Line(typed: "I TV TV 4711 ★", read: "I TV TV 4711 ★"),  // no word with capitals is unknown
    Line(typed: "IBM BBC と の ゾルブ ニュース", read: "IBM BBC と の ゾルブ ニュース"),
    Line(typed: "the CROW is", read: "the crow is"),
    Line(typed: "the CRÖW is", read: "the CRÖW is"),
    Line(typed: "The crow. Crow is.", read: "The crow ￭. crow is ￭."),
    Line(typed: "The Mr. Crow is.", read: "The Mr ￭. Crow is ￭."),
    Line(typed: "Ünknöwn ÜNKNÖWN", read: "Ünknöwn ÜNKNÖWN"),
    Line(typed: "", read: ""),
  ]

  private func expectRead(_ line: Line, by side: TextSide) {
    let words = side.words(line.typed, copiesUnknown: true)
    #expect(words.flatMap(\.tokens).joined(separator: " ") == line.read)
    #expect(words.map(\.word) == SpacedTokens.split(line.typed))
    #expect(side.encode(line.typed, copiesUnknown: true) == side.encode(words))
    // Without it the text is read as it stands.
    #expect(
      side.words(line.typed).flatMap(\.tokens) == side.tokenizer.tokenize(line.typed))
  }

  @Test(arguments: lines)
  func wordsAreReadInFormsThatTrainingSaw(_ line: Line) {
    let side = TextSide(
      language: "en", tokenizer: Tokenizer(kind: .words),
      vocabulary: Vocabulary(distinct: Self.seen))
    expectRead(line, by: side)
  }

  @Test func subwordsThatTrainingJoinedAreKnown() throws {
    var side = try BytePairTokensTests.side()
    side.seenWords = SeenWords(["lowly"])
    func read(_ line: String) -> [Int32] { side.encode(line, copiesUnknown: true) }
    #expect(read("Lowly") == read("lowly"))
    #expect(read("low Lowly") == read("low").dropLast() + [Vocabulary.unknown, Vocabulary.end])
    #expect(read("LOWLY LOW") == read("lowly low"))
  }

  static let chunks = [
    Line(typed: "in paris@in.in", read: "in paris@in.in"),
    Line(typed: "‘a@in.in’", read: "'￭ a@in.in ￭'"),
    Line(typed: "(https://crow.in/a?b=1).", read: "(￭ https://crow.in/a?b=1 ￭) ￭."),
    Line(typed: "https://crow.in/, www.crow.in", read: "https://crow.in/ ￭, www.crow.in"),
    Line(typed: "crow.org /crow/x? x_4/", read: "crow.org /crow/x ￭? x_4/"),
    Line(typed: "12:47, 06-12-34 4,732.50", read: "12:47 ￭, 06-12-34 4,732.50"),
    Line(typed: "3.4.3 10:45 3-4-10", read: "3.4.3 10 ￭:￭ 45 3-4-10"),
    Line(typed: "the crow/crow ★crow:crow", read: "the crow ￭/￭ crow ★￭ crow ￭:￭ crow"),
    Line(typed: "crow,Vexqui crow.Vexqui", read: "crow ￭,￭ Vexqui crow ￭.￭ Vexqui"),
    Line(typed: "crow:Vexqui crow?Vexqui", read: "crow ￭:￭ Vexqui crow ￭?￭ Vexqui"),
    Line(typed: "Rose-Vex, Paris-TV", read: "Rose-Vex ￭, Paris ￭-￭ TV"),
    Line(typed: "well-crow don't crow's", read: "well ￭-￭ crow don ￭'￭ t crow ￭'￭ s"),
    Line(typed: "the ... @ crow", read: "the . ￭. ￭. @ crow"),
    Line(typed: "メールはa@b.comに", read: "メールはa ￭@￭ b ￭.￭ comに"),
  ]

  @Test(arguments: chunks)
  func addressesAndFiguresAreOneUnknownToken(_ chunk: Line) {
    let side = TextSide(
      language: "en", tokenizer: Tokenizer(kind: .words),
      vocabulary: Vocabulary(distinct: Self.seen + ["3", "4", "10", "45"]))
    let tokens = side.words(chunk.typed, copiesUnknown: true).flatMap(\.tokens)
    #expect(tokens.joined(separator: " ") == chunk.read)
    for token in tokens where token.contains("@in") || token.contains("/") && token.count > 3 {
      #expect(side.vocabulary.id(of: token) == Vocabulary.unknown)
    }
  }

  /// A copied word comes out unchanged, on one line, whatever marks it holds.
  @Test(arguments: [TokenizerKind.words, .bpe])
  func nothingOfALineIsLost(_ kind: TokenizerKind) throws {
    var side = TextSide(
      language: "en", tokenizer: Tokenizer(kind: .words), vocabulary: Vocabulary(distinct: ["x"]))
    if kind == .bpe {
      side = try BytePairTokensTests.side()
      side.seenWords = SeenWords([String]())
    }
    var random = SeededText(seed: 11)
    for _ in 0..<300 {
      let marks = ["@", "/", "￮0", "￮3", "￭", "▁", ".", "_", "://"]
      let line = (0..<4).map { _ in
        random.string(pieces: 3) + marks[random.below(marks.count)] + random.string(pieces: 2)
      }.joined()
      let words = side.words(line, copiesUnknown: true)
      let known = side.tokenizer.normalizer.normalize(line)
      #expect(words.map(\.word) == SpacedTokens.split(known), "\(line)")
      for word in words where word.tokens.count == 1 {
        let copy = side.tokenizer.copy(of: 0, in: word.tokens, by: side.tokenizer)
        #expect(scalars(side.tokenizer.detokenize([copy])) == scalars(word.word), "\(line)")
      }
    }
  }

  @Test func aNumberIsNeverCut() throws {
    var side = try BytePairTokensTests.side()
    #expect(side.encode("123", copiesUnknown: true) == side.encode("123"))
    side.seenWords = SeenWords(["123", "lowly"])
    #expect(side.encode("123", copiesUnknown: true) == [Vocabulary.unknown, Vocabulary.end])
    #expect(side.encode("lowly", copiesUnknown: true) == side.encode("lowly"))
  }

  static let spellings = [
    Line(typed: "Magyar", read: "m a g y a r"),
    Line(typed: "MAGYAR", read: "m a g y a r"),
    Line(typed: "a Ra", read: "a ▁ r a"),
    Line(typed: "q ï", read: "q ▁ ï"),  // unknown in every form
    Line(typed: "iß", read: "I S S"),  // what training saw in capitals alone
    Line(typed: "m’am", read: "m ' a m"),
  ]

  @Test(arguments: spellings)
  func lettersAreReadInTheCaseThatTrainingSaw(_ line: Line) {
    let side = TextSide(
      language: "hu", tokenizer: Tokenizer(kind: .characters),
      vocabulary: Vocabulary(distinct: ["▁", "'", "m", "a", "g", "y", "r", "I", "S"]))
    expectRead(line, by: side)
  }

  /// What another program has cut is not typed.
  @Test func tokensOfAnotherProgramHaveNoForms() {
    let side = TextSide(
      language: "en", tokenizer: Tokenizer(kind: .none),
      vocabulary: Vocabulary(distinct: ["a", "b"]))
    #expect(side.encode("A B", copiesUnknown: true) == side.encode("A B"))
  }
}
