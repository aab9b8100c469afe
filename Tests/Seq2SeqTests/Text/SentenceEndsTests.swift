import Testing

@testable import Seq2Seq

@Suite struct SentenceEndsTests {
  @Test(arguments: [
    ("The crow was thirsty . Are you hungry ?", ["The crow was thirsty .", "Are you hungry ?"]),
    ("He came. She left! Why? Who knows…", ["He came.", "She left!", "Why?", "Who knows…"]),
    ("\"Come!\" \"No.\" (He left.) 3 came.", ["\"Come!\"", "\"No.\"", "(He left.)", "3 came."]),
    // Not where the next word goes on in lower case, unless punctuation stands apart.
    ("\"Come!\" he said. and left", ["\"Come!\" he said. and left"]),
    ("What have you done ? cried his wife .", ["What have you done ? cried his wife ."]),
    ("come ! he said . and left", ["come !", "he said .", "and left"]),
    // Abbreviations, initials, ordinals, figures.
    ("Mr. Smith met Dr. J. R. Smith etc. Often", ["Mr. Smith met Dr. J. R. Smith etc. Often"]),
    ("Am 3. Oktober war es 3.5 Grad.", ["Am 3. Oktober war es 3.5 Grad."]),
    ("It was I . You too .", ["It was I .", "You too ."]),
    ("Z.B. Anna, d.h. Ben", ["Z.B. Anna, d.h. Ben"]),
    ("彼は来た。 私も。", ["彼は来た。", "私も。"]), ("彼は来た｡ 私も｡", ["彼は来た｡", "私も｡"]),
    ("वह आया। मैं भी।", ["वह आया।", "मैं भी।"]),
    ("(He came.) [She left.] We stay", ["(He came.)", "[She left.]", "We stay"]),
    ("Well... Maybe", ["Well...", "Maybe"]), ("...", ["..."]), ("", []),
    (". . .", [".", ".", "."]),
    // Quotes and brackets apart.
    (
      "He came . \" She left . \" We stay .", ["He came .", "\" She left . \"", "We stay ."]
    ),
    ("He came . ( She left . ) We stay .", ["He came .", "( She left . )", "We stay ."]),
    ("He came . « She left ! » We stay .", ["He came .", "« She left ! »", "We stay ."]),
    ("He came. - She left. - We stay", ["He came.", "- She left.", "- We stay"]),
    ("He came . )", ["He came . )"]), ("\" No . \" he said .", ["\" No . \" he said ."]),
    // Typed in small letters.
    ("he came! she left. who knows?", ["he came!", "she left.", "who knows?"]),
    ("he came at no. five vs. six etc. ok", ["he came at no. five vs. six etc. ok"]),
    (
      "a man of j.p. morgan , or e.s.e. electronics",
      ["a man of j.p. morgan , or e.s.e. electronics"]
    ),
  ])
  func sentencesEndWhereReadersStop(_ line: String, _ expected: [String]) {
    let found = SentenceEnds.sentences(of: Tokenizer(kind: .words).tokenizedWords(line))
    #expect(found.map { $0.map(\.word).joined(separator: " ") } == expected)
  }

  @Test(arguments: [
    ("彼は疲れていた。眠った。", "彼は疲れていた。 眠った。"),
    ("你好！你是谁？ 我是王。", "你好！ 你是谁？ 我是王。"),
    // Not inside of quotes and brackets, nor after them, and not within a row of marks.
    ("彼は「疲れた。寝る。」と言った。寝た。", "彼は「疲れた。寝る。」と言った。 寝た。"),
    ("本当！？はい。", "本当！？ はい。"), ("はい。」と言った。", "はい。」と言った。"),
    ("来た。「はい。」", "来た。 「はい。」"), ("One.Two!three", "One.Two!three"),
    ("Are you thirsty?It was hot!I know. Yahoo!", "Are you thirsty? It was hot! I know. Yahoo!"),
    ("WHAT?NO a?b=C", "WHAT?NO a?b=C"), ("", ""),
  ])
  func sentencesWithoutSpacesBetweenAreSpaced(_ line: String, _ expected: String) {
    #expect(SentenceEnds.spaced(line) == expected)
  }

  @Test(arguments: [
    ("He came.", "She left.", " "), ("彼は来た。", "私も。", ""), ("彼は来", "た。", ""),
    ("彼は来", "、た。", ""), ("彼は来た", "ok", " "), ("彼は来た。", "OK", ""), ("", "She", ""),
    ("He", "", ""), ("그는 왔다.", "나도.", " "), ("เขามา", "ฉันด้วย", " "),
  ])
  func partsOfALineAreJoinedAsTheirScriptIsWritten(
    _ left: String, _ right: String, _ expected: String
  ) {
    #expect(separator(between: left, and: right) == expected)
  }

  @Test(arguments: TokenizerKind.allCases)
  func sentencesHoldAllWordsAndNoneIsEmpty(_ kind: TokenizerKind) {
    let tokenizer = Tokenizer(kind: kind)
    var texts = SeededText(seed: 63)
    for index in 0..<1000 {
      let words = tokenizer.tokenizedWords(texts.string(pieces: 30))
      let sentences = SentenceEnds.sentences(of: words)
      let found: [[UInt8]] = sentences.joined().map { Array($0.word.utf8) }
      let expected: [[UInt8]] = words.map { Array($0.word.utf8) }
      #expect(found == expected, "seed 63, text \(index)")
      #expect(sentences.allSatisfy { !$0.isEmpty && !$0[0].tokens.isEmpty })
    }
  }

  @Test(arguments: TokenizerKind.allCases)
  func capitalsEndSentencesThoughWordsAreInLowerCase(_ kind: TokenizerKind) {
    let side = TextSide(
      language: "en", tokenizer: Tokenizer(kind: kind, lowercase: true),
      vocabulary: Vocabulary(distinct: []))
    let line = "He came. She left! and so on. 3 came."
    let found = side.sentences(side.words(line), of: line)
    #expect(
      found.map { $0.map(\.word).joined(separator: " ") }
        == ["he came.", "she left! and so on.", "3 came."])
  }

  @Test func aCorpusOfSeveralSentencesInALineIsKnown() {
    func areFrequent(_ lines: [String]) -> Bool {
      SentenceEnds.areFrequent(count: lines.count) { lines[$0] }
    }
    let single = Array(repeating: "He came.", count: 99)
    #expect(!areFrequent(single + ["He came. She left."]))
    #expect(areFrequent(single + Array(repeating: "He came. She left.", count: 9)))
    #expect(!areFrequent([]))
    #expect(areFrequent(["彼は来た。私も。"]) && !areFrequent(["彼は来た。"]))
  }

  /// The whole line is translated, sentence by sentence, unless it is asked to be read at once.
  @Test func aLineOfTwoSentencesHasTheTranslationsOfBoth() throws {
    let model = try DecodingExample.model(.luong, scale: 3, bias: [Vocabulary.end: 1])
    let session = TranslationSession(model, threads: 1)
    let sentences = ["the crow was dry .", "the river was hot ."]
    let line = sentences.joined(separator: " ")
    var options = DecodingOptions()
    options.beam = 4
    let parts = try session.translate(sentences, options).map { $0[0] }
    let both = try session.translate([line], options)[0]
    #expect(
      both.map(\.text) == [parts.map(\.text).filter { !$0.isEmpty }.joined(separator: " ")])
    #expect(both[0].tokens == parts.flatMap(\.tokens))
    // What the first target word attends to in the second sentence.
    options.aligns = true
    func beyond() throws -> Float {
      let matrix = try #require(try session.translate([line], options)[0][0].alignment)
      return matrix.weights[0][5..<10].reduce(0, +)
    }
    #expect(try beyond() == 0)
    options.splitsSentences = false
    #expect(try beyond() > 0)

    options.aligns = false
    options.splitsSentences = true
    options.nBest = 3
    let lists = try session.translate(sentences, options)
    let found = try session.translate([line], options)[0]
    let scores = lists[0].flatMap { left in
      lists[1].map { Translation(joining: [left, $0], options).score }
    }.sorted(by: >)
    #expect(found.map(\.score) == Array(scores.prefix(3)))
    #expect(Set(found.map(\.text)).count == 3)
  }

  /// |y|^A is beyond the range of numbers.
  @Test(arguments: [45, 1_000, Float.greatestFiniteMagnitude])
  func aLineOfTwoSentencesHasAFiniteScoreWhateverTheLengthPenalty(_ penalty: Float) throws {
    let model = try DecodingExample.model(.luong)
    let session = TranslationSession(model, threads: 1)
    var options = DecodingOptions()
    (options.lengthPenalty, options.minimumLength) = (penalty, 10)
    let line = "the crow was dry . the river was hot ."
    let score = try session.translate([line], options)[0][0].score
    #expect(score.isFinite && score <= 0, "\(score)")
    // A short part beside a long one.
    let parts = [1, 21].map { count in
      Translation(
        text: "a", score: count == 1 ? -1 : -0.0, tokens: Array(repeating: 3, count: count))
    }
    let joined = Translation(joining: parts, options).score
    #expect(joined.isFinite && joined <= 0, "\(joined)")
  }
}
