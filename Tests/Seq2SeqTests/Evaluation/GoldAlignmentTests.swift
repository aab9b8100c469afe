import Foundation
import Testing

@testable import Seq2Seq

/// How well the committed model aligns the words of the corpus' gold pairs, compared with position
/// alone, and with IBM model 2 trained on the same corpus, which is made only for this.
///
/// More models can be measured too: `S2S_ALIGN=FILE:FILE swift test --filter GoldAlignment`.
@Suite struct GoldAlignmentTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let corpus = root.appending(path: "corpora/fables").path

  struct Gold {
    let pairs: [SentencePair]
    let alignments: [WordAlignment]

    init() throws {
      let corpus = GoldAlignmentTests.corpus
      pairs = Array(
        try ParallelText(sourcePath: corpus + "/gold.en", targetPath: corpus + "/gold.fr").pairs)
      alignments = try AlignmentReader(path: corpus + "/gold.align").all(pairs)
    }

    func rate(_ links: (SentencePair) -> Set<WordLink>) -> Double {
      var rate = AlignmentErrorRate()
      for (pair, gold) in zip(pairs, alignments) { rate.add(links(pair), gold: gold) }
      return rate.rate
    }
  }

  @Test func theGoldPairsAreInTheTestPartAndNotInTraining() throws {
    let gold = try Gold()
    let folder = try CorpusFolder(path: Self.corpus)
    let test = Set(try folder.read("test").pairs.map { [$0.source, $0.target] })
    let training = Set(try folder.read("train").pairs.map(\.source))
    #expect(gold.pairs.count == 100)
    for pair in gold.pairs {
      #expect(test.contains([pair.source, pair.target]), "\(pair.source)")
      #expect(!training.contains(pair.source), "\(pair.source)")
    }
  }

  /// Every word has a link, except a few that have none in the gold alignment.
  @Test func theGoldLinksNearlyEveryWord() throws {
    let gold = try Gold()
    var words = 0, linked = 0
    for (pair, alignment) in zip(gold.pairs, gold.alignments) {
      words += SpacedTokens.split(pair.target).count
      linked += Set(alignment.sure.union(alignment.possible).map(\.target)).count
    }
    #expect(Double(linked) / Double(words) > 0.95, "\(linked) of \(words) French words")
  }

  @Test func theCommittedModelAlignsBetterThanPosition() throws {
    let gold = try Gold()
    let diagonal = gold.rate { pair in
      DiagonalAlignment.links(
        source: SpacedTokens.split(pair.source).count,
        target: SpacedTokens.split(pair.target).count)
    }
    let training = try CorpusFolder(path: Self.corpus).read("train").pairs
    let ibm = IBMModel2(
      training.map { (SpacedTokens.split($0.source), SpacedTokens.split($0.target)) }, rounds: 4)
    let statistical = gold.rate {
      ibm.links(source: SpacedTokens.split($0.source), target: SpacedTokens.split($0.target))
    }
    #expect(statistical < diagonal)
    var models = [Self.root.appending(path: "models/default.safetensors").path]
    models +=
      ProcessInfo.processInfo.environment["S2S_ALIGN"]?.split(separator: ":").map(String.init) ?? []
    print("AER: diagonal \(diagonal), IBM model 2 \(statistical)")
    for path in models {
      let model = try TranslationModel(path: path)
      var learned = AlignmentErrorRate()
      let found = try TranslationSession(model).align(gold.pairs)
      for (matrix, alignment) in zip(found, gold.alignments) {
        learned.add(matrix.hardLinks, gold: alignment)
      }
      print(
        "AER: \(model.configuration.attention) \(learned.rate) precision \(learned.precision) recall \(learned.recall)"
      )
      #expect(learned.rate <= 0.25)
      #expect(learned.rate < diagonal)
    }
  }
}

@Suite struct AlignmentBaselineTests {
  @Test func theDiagonalKeepsBothEnds() {
    #expect(
      DiagonalAlignment.links(source: 3, target: 3) == [
        WordLink(0, 0), WordLink(1, 1), WordLink(2, 2),
      ])
    #expect(
      DiagonalAlignment.links(source: 2, target: 4) == [
        WordLink(0, 0), WordLink(0, 1), WordLink(1, 2), WordLink(1, 3),
      ])
    #expect(DiagonalAlignment.links(source: 3, target: 1) == [WordLink(1, 0)])
    #expect(DiagonalAlignment.links(source: 0, target: 2).isEmpty)
  }

  /// Each word occurs with and without each other word, so co-occurrence shows which words
  /// correspond.
  @Test func modelTwoFindsWordsThatGoTogether() {
    func pair(_ source: String, _ target: String) -> (source: [String], target: [String]) {
      (SpacedTokens.split(source), SpacedTokens.split(target))
    }
    let model = IBMModel2(
      [
        pair("the black crow", "le corbeau noir"), pair("the crow", "le corbeau"),
        pair("the black fox", "le renard noir"), pair("the fox", "le renard"),
        pair("a black cat", "un chat noir"), pair("the cat", "le chat"),
      ], rounds: 10)
    let found = model.links(
      source: SpacedTokens.split("a black fox"), target: SpacedTokens.split("un renard noir"))
    #expect(found == [WordLink(0, 0), WordLink(2, 1), WordLink(1, 2)])
    #expect(model.links(source: ["zebra"], target: ["zèbre"]).isEmpty)
  }
}
