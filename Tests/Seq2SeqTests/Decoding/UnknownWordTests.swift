import Testing

@testable import Seq2Seq

/// Unknown words are copied from the source, and long lines are translated in pieces.
@Suite struct UnknownWordTests {
  /// A model that writes mostly unknown words.
  static func model(_ attention: AttentionKind) throws -> TranslationModel {
    try DecodingExample.model(attention, bias: [Vocabulary.unknown: 12, Vocabulary.end: 11])
  }

  @Test(arguments: AttentionKind.allCases)
  func anUnknownWordIsTheSourceWordThatItsStepAttendsToMost(_ attention: AttentionKind) throws {
    let model = try Self.model(attention)
    let session = TranslationSession(model, threads: 1)
    let line = "the zebra was thirsty and a quagga ran"
    let source = SpacedTokens.split(line)
    var options = DecodingOptions()
    options.beam = 8
    options.nBest = 8
    let copied = try session.translate([line], options)[0]
    options.copiesUnknownWords = false
    let plain = try session.translate([line], options)[0]
    var copies = 0
    for (copied, plain) in zip(copied, plain) {
      #expect(copied.tokens == plain.tokens && copied.score == plain.score)
      let forced = ForcedDecoding(
        network: model.network, context: DecodingExample(model).context)(
          [(model.source.encode(line), plain.tokens)])[0]
      let words = SpacedTokens.split(copied.text), plainWords = SpacedTokens.split(plain.text)
      try #require(words.count == plainWords.count)
      for (t, word) in plainWords.enumerated() {
        guard word == "<unk>" else {
          #expect(words[t] == word)
          continue
        }
        copies += 1
        // The end symbol is never copied, however much it is attended to.
        let alpha = forced.alpha[t].dropLast()
        #expect(words[t] == source[argmax(alpha)])
      }
    }
    #expect(copies > 2, "the model says no unknown words")
  }

  @Test(arguments: AttentionKind.allCases)
  func aCopiedWordIsWhatTheLexiconHasForIt(_ attention: AttentionKind) throws {
    let model = try Self.model(attention)
    let session = TranslationSession(model, threads: 1)
    let line = "the zebra was thirsty and a quagga ran"
    var options = DecodingOptions()
    options.beam = 8
    options.nBest = 8
    options.aligns = true
    let copied = try session.translate([line], options)[0]
    let folder = try ScratchFolder()
    let entries = SpacedTokens.split(line).map { "\($0)\tl' \($0)e\n" }.joined()
    options.lexicon = try Lexicon(
      path: folder.write("lexicon.tsv", entries), for: model.source)
    let found = try session.translate([line], options)[0]
    var looked = 0
    for (found, copied) in zip(found, copied) {
      #expect(found.tokens == copied.tokens && found.score == copied.score)
      let ids = model.target.vocabulary.decode(found.tokens)
      let words = SpacedTokens.split(copied.text)
      try #require(words.count == ids.count)
      let expected = zip(ids, words).map { id, word in id == "<unk>" ? "l' \(word)e" : word }
      #expect(found.text == expected.joined(separator: " "))
      #expect(found.alignment?.weights == copied.alignment?.weights)
      looked += ids.count { $0 == "<unk>" }
    }
    #expect(looked > 2, "the model says no unknown words")
  }

  @Test func aLongLineIsTheTranslationsOfItsPieces() throws {
    let model = try DecodingExample.model(.luong, scale: 3, bias: [Vocabulary.end: 1])
    let session = TranslationSession(model, threads: 2)
    var options = DecodingOptions()
    options.maximumLength = 4
    options.splitsSentences = false
    options.aligns = true
    let lines = ["the crow was dry . the river was hot , and dry . hot", "dry", ""]
    let found = try session.translate(lines, options)
    let pieces = ["the crow was dry", ". the river was", "hot , and dry", ". hot"]
    let parts = try session.translate(pieces, options).map { $0[0] }
    #expect(found[0].count == 1)
    #expect(found[0][0].text == parts.map(\.text).filter { !$0.isEmpty }.joined(separator: " "))
    #expect(found[0][0].tokens == parts.flatMap(\.tokens))
    let whole = try #require(found[0][0].alignment)
    #expect(whole == AlignmentMatrix(joining: parts.compactMap(\.alignment)))
    #expect(whole.source == SpacedTokens.split(lines[0]))
    for row in whole.weights {
      let sum: Float = row.reduce(0, +)
      #expect(abs(sum - 1) < 1e-5)
    }
    #expect(try found[1] == session.translate(["dry"], options)[0])
    #expect(found[2][0].alignment == .empty)
  }

  /// 64 · (64 · 1040 + 1) weights are too many where 63 · (64 · 1040 + 1) are not.
  @Test func aLineOfManyPartsHasNoAlignmentBeyondALimit() throws {
    func part(_ target: Int) -> AlignmentMatrix {
      func words(_ count: Int) -> [TokenizedWord] {
        Array(repeating: TokenizedWord(word: "a", tokens: ["a"]), count: count)
      }
      let row = [Float](repeating: 0, count: 1040) + [1]
      return AlignmentMatrix(
        source: words(1040), target: words(target), alpha: Array(repeating: row, count: target))
    }
    func parts(_ rows: Int) -> [Translation] {
      (0..<64).map { place in
        Translation(
          text: "a", score: -1, tokens: [3], alignment: part(place < rows ? 1 : 0),
          tokenScores: [-1], wordScores: [-1])
      }
    }
    var options = DecodingOptions()
    (options.aligns, options.tokenScores) = (true, true)
    let joined = try #require(Translation(joining: parts(63), options).alignment)
    #expect(joined.weights.count == 63 && joined.weights[62].count == 64 * 1040 + 1)
    let long = Translation(joining: parts(64), options)
    #expect(long.alignment == nil && long.wordScores == nil)
    #expect(long.tokens.count == 64)
    // Nor has a line of which a part has none.
    #expect(Translation(joining: [long] + parts(1), options).alignment == nil)
  }

  @Test func aFilterHearsOfEachLineInOrder() throws {
    let model = try DecodingExample.model(.bahdanau, scale: 3, bias: [Vocabulary.end: 1])
    let session = TranslationSession(model, threads: 1)
    let lines = [
      "", "the crow was thirsty .", "dry", " ", "the river was dry and hot .", "hot", "",
    ]
    var options = DecodingOptions()
    options.batch = 2
    var heard: [[Translation]] = []
    try session.translate(lines, options) { heard += $0 }
    #expect(try heard == lines.map { try session.translate([$0], options)[0] })
    struct Enough: Error {}
    var calls = 0
    #expect(throws: Enough.self) {
      try session.translate(lines, options) { _ in
        calls += 1
        throw Enough()
      }
    }
    #expect(calls == 1)
  }

  @Test(arguments: AttentionKind.allCases)
  func aPairsScoreIsItsLogProbabilityWhateverStandsBeside(_ attention: AttentionKind) throws {
    let model = try DecodingExample.model(attention)
    let oracle = DecodingExample(model)
    let pairs = [
      ("the crow was thirsty .", "le corbeau avait soif ."), ("dry", ""), ("", "sec"),
      ("hot", "zebra zebra zebra"),
    ].map { SentencePair(source: $0.0, target: $0.1) }
    let session = TranslationSession(model, threads: 2)
    let found = try session.score(pairs)
    for (pair, score) in zip(pairs, found) {
      let (x, y) = (model.source.encode(pair.source), model.target.encode(pair.target))
      let expected = oracle.score(x, y, lengthPenalty: 0)
      #expect(abs(score.logProbability - expected) <= 1e-5 * abs(expected), "\(pair.target)")
      #expect(score.tokens == y.count)
      #expect(try session.score([pair]) == [score])
    }
    var total = TextScore()
    for score in found { total += score }
    let tokens = found.reduce(0) { $0 + $1.tokens }
    let sum = found.reduce(0) { $0 + $1.logProbability }
    #expect(total.perplexity == exp(-sum / Double(tokens)))
    #expect(found.map(\.unknownTokens) == [2, 0, 1, 3])
    #expect(total.unknownTokens == 6 && total.unknownPercentage == 100 * 6 / Double(tokens))
    let known = sum - found.reduce(0) { $0 + $1.unknownLogProbability }
    #expect(
      abs(total.knownPerplexity - exp(-known / Double(tokens - 6))) < 1e-9 * sum.magnitude)
  }
}
