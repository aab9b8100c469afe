import Testing

@testable import Seq2Seq

/// Words cut into subwords, and joined again.
@Suite struct BytePairTokensTests {
  static let text = [
    "the lowest low is lower than the lowly", "unhappily, the newest show shows how!",
    "low lower lowest new newer newest slow slowest",
  ]

  /// A side that learned from `text`.
  static func side(
    merges: Int = 12, minimumFrequency: Int = 1, size: Int? = nil, cutsAtSpaceAlone: Bool = false
  ) throws -> TextSide {
    let unlearned = Tokenizer(
      .bpe, BytePairTokens(nil, cutsAtSpaceAlone: cutsAtSpaceAlone), lowercase: false,
      normalForm: .nfc)
    var table = TokenTable()
    var lines = TokenLines()
    for line in text { lines.append(unlearned.wholeTokens(line), in: &table) }
    var options = TextOptions()
    options.merges = merges
    options.minimumFrequency = minimumFrequency
    options.vocabularySize = size
    return try LearnedText(table.frequencies(in: lines), unlearned, name: "text", options)
      .side("en")
  }

  @Test func frequentWordsAreWholeAndOthersInPieces() throws {
    let tokenizer = try Self.side().tokenizer
    #expect(
      tokenizer.tokenize("the lower newest, lowestest!") == [
        "the", "lo@@", "wer", "ne@@", "west", "￭,", "lo@@", "wes@@", "t@@", "e@@", "s@@", "t", "￭!",
      ])
  }

  @Test(arguments: [false, true])
  func joiningUndoesCuttingForEveryString(cutsAtSpaceAlone: Bool) throws {
    let side = try Self.side(cutsAtSpaceAlone: cutsAtSpaceAlone)
    var texts = SeededText(seed: 61)
    for index in 0..<3000 {
      let text = "low" + texts.string(pieces: 12) + "est"
      let normal = TextNormalizer().normalize(text)
      let expected = SpacedTokens.join(SpacedTokens.split(normal))
      let tokens = side.tokenizer.tokenize(text)
      #expect(
        scalars(side.tokenizer.detokenize(tokens)) == scalars(expected),
        "seed 61, text \(index): \(text.debugDescription) → \(tokens)")
    }
  }

  /// Through token numbers: no character is lost, though the vocabulary has few of them.
  @Test(arguments: [1, 3])
  func whatTheVocabularyLacksIsSpelledInBytes(minimumFrequency: Int) throws {
    let side = try Self.side(minimumFrequency: minimumFrequency)
    var texts = SeededText(seed: 62)
    for index in 0..<3000 {
      // Only words: where symbols join is looked up leniently.
      let text = texts.string(pieces: 8).unicodeScalars
        .filter { ScalarClass($0) != .symbol || $0 == "🜁" }
        .reduce(into: "") { $0.unicodeScalars.append($1) }
      let ids = side.encode(text)
      #expect(!ids.contains(Vocabulary.unknown), "seed 62, text \(index)")
      let normal = TextNormalizer().normalize(text)
      let expected = SpacedTokens.join(SpacedTokens.split(normal))
      #expect(scalars(side.decode(ids)) == scalars(expected), "seed 62, text \(index)")
    }
  }

  /// Merges that make a whole word of what would be read as a byte, as the end of a word or as a part
  /// of one.
  @Test(arguments: ["<0x41>", "</w>", "lo@@"])
  func aWordThatReadsLikeAMarkIsCut(_ word: String) throws {
    var learner = BytePairLearner()
    learner.add(word, count: 10)
    let merges = try learner.merges(20)
    #expect(BytePairEncoder(merges).pieces(of: word) == [word])
    let tokenizer = Tokenizer(
      .bpe, BytePairTokens(merges, cutsAtSpaceAlone: true), lowercase: false, normalForm: .nfc)
    let tokens = tokenizer.tokenize("x \(word) y")
    #expect(!tokens.contains(word))
    #expect(tokenizer.detokenize(tokens) == "x \(word) y", "\(tokens)")
  }

  @Test func symbolsInBytesJoinAsTheyDid() throws {
    let side = try Self.side()
    for text in ["a🜁b", "a 🜁b", "a🜁 b", "🜁", "a 🜁 b", "🜁🜁", "low🜁, est", "￭x▁￮"] {
      #expect(side.decode(side.encode(text)) == text)
    }
    #expect(
      side.words("t🜁")[0].tokens == [
        "t", "￭", "<0xF0>", "<0x9F>", "<0x9C>", "<0x81>", "</w>",
      ])
  }

  @Test func bytesThatAreNoScalarAreReplaced() throws {
    let tokenizer = try Self.side().tokenizer
    #expect(tokenizer.detokenize(["<0xC3>", "low"]) == "\u{FFFD}low")
    #expect(tokenizer.detokenize(["a", "<0xC3>", "</w>", "low"]) == "a \u{FFFD} low")
    #expect(tokenizer.detokenize(["<0xFF>", "<0xFF>", "<0xFF>", "<0xFF>", "a"]).hasSuffix("a"))
  }

  @Test func wordsOfAlignmentsAreThoseOfTheText() throws {
    for cutsAtSpaceAlone in [false, true] {
      let tokenizer = try Self.side(cutsAtSpaceAlone: cutsAtSpaceAlone).tokenizer
      let tokens = tokenizer.tokenize("the lowestest (newest) slowly! low")
      #expect(
        tokenizer.joinedWords(tokens).map(\.word) == [
          "the", "lowestest", "(newest)", "slowly!", "low",
        ])
      #expect(
        tokenizer.tokenizedWords("the lowestest (newest) slowly! low")
          == tokenizer.joinedWords(tokens))
    }
  }

  @Test func wordsInBytesAreWordsOfAlignments() throws {
    for cutsAtSpaceAlone in [false, true] {
      let side = try Self.side(cutsAtSpaceAlone: cutsAtSpaceAlone)
      for text in ["é low", "low é", "é é", "xéx low", "low 🜁🜁 🜁", "low🜁 est", "low 🜁est é"] {
        let tokens = side.words(text).flatMap(\.tokens)
        let words = side.tokenizer.joinedWords(tokens)
        #expect(words == side.words(text), "\(text): \(tokens)")
        let whole = tokens.indices.map {
          side.tokenizer.copy(of: $0, in: tokens, by: side.tokenizer)
        }
        #expect(!whole.contains(""), "\(text): \(whole)")
      }
    }
  }

  /// As a model may write them.
  @Test func tokensWithoutAWordBelongToTheOneThatFollows() throws {
    let tokenizer = try Self.side().tokenizer
    for tokens in [["</w>", "low"], ["<0xC3>", "</w>", "low"], ["</w>", "</w>", "low", "</w>"]] {
      let words = tokenizer.joinedWords(tokens)
      #expect(words.flatMap(\.tokens) == tokens)
      #expect(words.last?.word == "low" || words.last?.word == "\u{FFFD}low")
    }
  }

  /// A line of output would be two.
  @Test(arguments: [false, true])
  func noBytesAreWhiteSpace(cutsAtSpaceAlone: Bool) throws {
    let tokenizer = try Self.side(cutsAtSpaceAlone: cutsAtSpaceAlone).tokenizer
    for bytes in [
      ["<0x0A>"], ["<0x20>"], ["<0xFF>", "<0x0A>", "<0x0A>", "<0x0A>"],
      ["<0xE2>", "<0x80>", "<0xA8>"],
    ] {
      let tokens = ["a@@"] + bytes + ["</w>", "low"]
      let text = tokenizer.detokenize(tokens)
      #expect(text.hasPrefix("a\u{FFFD}") && text.hasSuffix("\u{FFFD} low"), "\(tokens): \(text)")
      #expect(tokenizer.joinedWords(tokens).map(\.word) == SpacedTokens.split(text))
    }
  }

  @Test func anUnseenWordThatReadsAsAByteIsSpelled() throws {
    var side = try Self.side(cutsAtSpaceAlone: true)
    side.seenWords = SeenWords(["lowly"])
    #expect(side.encode("lowlow", copiesUnknown: true) == [Vocabulary.unknown, Vocabulary.end])
    for word in ["<0xE2>", "</w>", "lo@@"] {
      let ids = side.encode(word, copiesUnknown: true)
      #expect(ids == side.encode(word) && ids.count > 2)
      #expect(side.decode(ids) == word)
    }
  }

  @Test func aSmallVocabularyKeepsTheCharacters() throws {
    let tokenizer = try Self.side().tokenizer
    let subwords = try #require(tokenizer.subwords)
    let characters = Self.text.flatMap { tokenizer.wholeTokens($0) }.flatMap {
      subwords.symbols(of: $0)
    }
    let least = Set(characters + BytePairTokens.byteTokens).count + Vocabulary.specialCount
    let small = try Self.side(size: least + 1).vocabulary
    #expect(small.count == least + 1)
    #expect(characters.allSatisfy { small.contains($0) })
    #expect(throws: TrainingError.self) { try Self.side(size: least - 1) }
  }

  @Test func aVocabularyHasAtMostTheTokensThatAreAskedFor() throws {
    let all = try Self.side().vocabulary
    let few = try Self.side(size: all.count - 5).vocabulary
    #expect(few.count == all.count - 5)
    #expect(BytePairTokens.byteTokens.allSatisfy { few.contains($0) })
    #expect(throws: TrainingError.self) { try Self.side(size: 100) }
  }

  @Test func aCopyIsTheWholeWordOfAPiece() throws {
    let tokenizer = try Self.side().tokenizer
    let tokens = ["the", "low@@", "est@@", "est", "￭."]
    #expect(
      tokens.indices.map { tokenizer.copy(of: $0, in: tokens, by: tokenizer) } == [
        "the", "lowestest", "lowestest", "lowestest", "￭.",
      ])
    let spaced = Tokenizer(kind: .none)
    #expect(spaced.copy(of: 2, in: tokens, by: tokenizer) == "lowestest")
    #expect(spaced.copy(of: 4, in: tokens, by: tokenizer) == ".")
  }

  /// Words that are cut at punctuation have marks that others lack.
  @Test func aCopyHasNoMarksOfWordsThatAreCutOtherwise() throws {
    let learned = try Self.side().tokenizer
    let spaced = try Self.side(cutsAtSpaceAlone: true).tokenizer
    let symbols = ["low", "￭'￭", "est", "￭￮0"]
    #expect(spaced.copy(of: 1, in: symbols, by: learned) == "'")
    #expect(spaced.copy(of: 3, in: symbols, by: learned) == "￭")
    for word in ["￭low￭", "￮0", "(low)"] {
      let token = learned.copy(of: 0, in: [word], by: spaced)
      #expect(scalars(learned.detokenize([token])) == scalars(word))
    }
  }

  @Test func aModelsFileHoldsMergesAndSeenWords() throws {
    var side = try Self.side()
    side.seenWords = SeenWords(["lowly", "how"])
    let metadata = try side.metadata("source")
    func read(_ metadata: SafetensorsMetadata) throws -> TextSide {
      try TextSide(
        "source", MetadataReader(path: "m", values: metadata), expected: side.vocabulary.count)
    }
    #expect(try read(metadata) == side)
    for codes in ["", "#version: 9\na b", "#version: 0.2\nabc", "#version: 0.2\na b c"] {
      var damaged = metadata
      damaged.merge(["source.merges": codes])
      if codes.isEmpty {
        #expect(try read(damaged).tokenizer.merges?.count == 0)
      } else {
        #expect(throws: ModelFileError.self) { try read(damaged) }
      }
    }
  }
  /// Vocabulary and tokenizer are shared independently, and only if they are the same.
  @Test func aSideSharesWhatItHasLikeTheOther() throws {
    let side = try Self.side()
    let few = Vocabulary(distinct: ["a", "b"])
    let other = try Self.side(cutsAtSpaceAlone: true).tokenizer
    let otherMerges = try Tokenizer(kind: .bpe).learning { _ in
      try BytePairMerges(codes: "#version: 0.2\na b\n", path: "m")
    }
    for (tokenizer, vocabulary) in [
      (side.tokenizer, side.vocabulary), (side.tokenizer, few), (other, side.vocabulary),
      (otherMerges, side.vocabulary), (otherMerges, few),
    ] {
      let target = TextSide(language: "fr", tokenizer: tokenizer, vocabulary: vocabulary)
      var metadata = try side.metadata("source")
      metadata.merge(try target.metadata("target"))
      let reader = MetadataReader(path: "m", values: metadata)
      let source = try TextSide("source", reader, expected: side.vocabulary.count)
      let read = try TextSide(
        "target", reader, expected: vocabulary.count, sharingWith: ("source", source))
      #expect(read == target)
    }
  }
}
