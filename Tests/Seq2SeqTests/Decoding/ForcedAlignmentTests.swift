import Testing

@testable import Seq2Seq

/// Alignments of given pairs, by forced decoding of the target.
@Suite struct ForcedAlignmentTests {
  static let pairs = [
    ("the crow was thirsty .", "le corbeau avait soif ."),
    ("dry", "sec sec sec sec"),
    ("the river was dry and hot .", "zebra"),
    ("", "le corbeau"),
    ("hot", ""),
    ("and and and and and and", "soif"),
    ("the crow's river.", "l'eau."),
  ].map { SentencePair(source: $0.0, target: $0.1) }

  @Test(arguments: AttentionKind.allCases)
  func neighborsAndThreadsChangeNothing(_ attention: AttentionKind) throws {
    let model = try DecodingExample.model(attention)
    let one = TranslationSession(model, threads: 1)
    let expected = try Self.pairs.map { try one.align([$0])[0] }
    for (threads, batch) in [(1, 64), (2, 3), (3, 1), (2, 2)] {
      let found = try TranslationSession(model, threads: threads).align(Self.pairs, batch: batch)
      #expect(found == expected, "\(threads) threads, batch \(batch)")
    }
  }

  @Test(arguments: AttentionKind.allCases)
  func rowsAreDistributionsOverTheWordsAndTheEnd(_ attention: AttentionKind) throws {
    let model = try DecodingExample.model(attention)
    for (pair, matrix) in try zip(Self.pairs, TranslationSession(model).align(Self.pairs)) {
      let (source, target) = (SpacedTokens.split(pair.source), SpacedTokens.split(pair.target))
      #expect(matrix.source == source && matrix.target == target)
      #expect(matrix.weights.count == target.count)
      for row in matrix.weights {
        let sum: Float = row.reduce(0, +)
        #expect(row.count == source.count + 1)
        // Weight outside the Gaussian around its place is lost.
        #expect(abs(sum - 1) < 1e-5 || attention == .luongLocalPredictive && sum > 0 && sum < 1)
        #expect(row.allSatisfy { $0 >= 0 })
      }
    }
  }

  /// The alignment of a greedy translation is the attention during its search.
  @Test(arguments: AttentionKind.allCases + ExampleAttentions.kinds)
  func aForcedTargetSeesWhatTheSearchSaw(_ attention: AttentionKind) throws {
    let example = DecodingExample(try DecodingExample.model(attention))
    let source = example.sources([5], seed: 3)[0]
    let words: [Int32] = [7, 4, 9]
    let (network, context) = (example.model.network, example.context)
    context.arena.reset()
    let encoding = network.encode(Batch(sources: [source]), in: context)
    let step = DecoderStep(
      network.decoder, encoding.outputs, from: encoding.start, capacity: 1, in: context)
    let output = context.matrix(1, network.decoder.size)
    let alpha = context.matrix(1, source.count)
    var stepwise: [[Float]] = []
    var row = step.firstRow
    for (t, word) in ([Vocabulary.begin] + words).enumerated() {
      step(
        words: [word], parents: [row], places: [RowPlace(sentence: 0, step: Int32(t))],
        output: output, alpha: alpha)
      stepwise.append((0..<source.count).map { alpha[0, $0] })
      row = 0
    }
    let batch = Batch([(source, words + [Vocabulary.end])])
    let again = network.encode(batch, in: context)
    let forced = network.decoder.forward(batch, again.outputs, from: again.start, in: context).alpha
    let whole: [[Float]] = (0..<4).map { t in (0..<source.count).map { forced[t, $0] } }
    #expect(stepwise == whole)
  }

  /// Two source tokens and the end; the second target word is two tokens.
  @Test func weightsOfTokensAreSummedAcrossAndAveragedDown() {
    let alpha: [[Float]] = [[0.5, 0.25, 0.25, 0], [0.25, 0, 0.25, 0.5], [0.75, 0.25, 0, 0]]
    let matrix = AlignmentMatrix(
      source: [
        TokenizedWord(word: "l'", tokens: ["l", "￭'"]), TokenizedWord(word: "eau", tokens: ["eau"]),
      ],
      target: [
        TokenizedWord(
          word: "water", tokens: ["water"]), TokenizedWord(word: "ab", tokens: ["a", "b"]),
      ],
      alpha: alpha)
    #expect(matrix.weights == [[0.75, 0.25, 0], [0.625, 0.125, 0.25]])
    #expect(matrix.hardLinks == [WordLink(0, 0), WordLink(0, 1)])
  }

  @Test func theEndSymbolTakesAwayALinkAndEqualWeightsGiveTheFirst() {
    let alpha: [[Float]] = [[0.25, 0.25, 0.5], [0.5, 0.5, 0], [0.25, 0.375, 0.375]]
    func words(_ words: String...) -> [TokenizedWord] {
      words.map { TokenizedWord(word: $0, tokens: [$0]) }
    }
    let matrix = AlignmentMatrix(
      source: words("a", "b"), target: words("x", "y", "z"), alpha: alpha)
    #expect(matrix.hardLinks == [WordLink(0, 1), WordLink(1, 2)])
    #expect(
      matrix.links(everyWord: true) == [WordLink(0, 0), WordLink(0, 1), WordLink(1, 2)])
    let empty = AlignmentMatrix(source: [], target: words("x"), alpha: [[1]])
    #expect(empty.links(everyWord: true).isEmpty)
  }

  @Test(arguments: TokenizerKind.allCases)
  func tokensOfTheWordsAreTokensOfTheLine(_ kind: TokenizerKind) {
    let tokenizer = Tokenizer(kind: kind)
    var texts = SeededText(seed: 29)
    for index in 0..<2000 {
      let text = texts.string(pieces: 12)
      let words = tokenizer.tokenizedWords(text)
      let found: [[UInt8]] = words.flatMap(\.tokens).map { Array($0.utf8) }
      let expected: [[UInt8]] = tokenizer.tokenize(text).map { Array($0.utf8) }
      #expect(found == expected, "seed 29, text \(index): \(text)")
      #expect(words.allSatisfy { !$0.tokens.isEmpty })
    }
  }
}
