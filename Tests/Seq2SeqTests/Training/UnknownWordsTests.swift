import Testing

@testable import Seq2Seq

/// Words that are shown as unknown in training, and the benefit of that.
@Suite struct UnknownWordsTests {
  /// A target is a word-by-word translation of its source, after an article that both have.
  static let pairs: [SentencePair] = {
    let nouns = [("crow", "corbeau"), ("fox", "renard"), ("hen", "poule"), ("dog", "chien")]
    let verbs = [("sees", "voit"), ("eats", "mange"), ("hears", "entend")]
    return nouns.flatMap { noun in
      verbs.flatMap { verb in
        nouns.map {
          SentencePair(
            source: "the \(noun.0) \(verb.0) the \($0.0) .",
            target: "le \(noun.1) \(verb.1) le \($0.1) .")
        }
      }
    }
  }()

  static func corpus(_ pairs: [SentencePair] = Self.pairs) throws -> TrainingCorpus {
    var options = TrainingOptions()
    options.bothSides.tokenizer = TokenizerKind.none
    return try TrainingCorpus(
      train: pairs, valid: pairs, sourceLanguage: "en", targetLanguage: "fr", options: options)
  }

  @Test func wordsThatStandTogetherAreLinkedOneToOne() throws {
    let corpus = try Self.corpus()
    let associations = WordAssociations(
      pairs: corpus.train.count, sourceVocabulary: corpus.source.vocabulary.count,
      targetVocabulary: corpus.target.vocabulary.count
    ) { corpus.train[$0] }
    let source = corpus.source.encode("the hen eats the dog .")
    let target = corpus.target.encode("le poule mange le chien .")
    let links = associations.links(source, target)
    #expect(
      links.map { [$0.source, $0.target] }.sorted { $0[0] < $1[0] } == (0...5).map { [$0, $0] })
    #expect(links.allSatisfy { $0.strength == 1 }, "each word always has the same translation")
    #expect(associations.sourceFrequency[Int(source[0])] == 48, "pairs are counted, not words")
    #expect(associations.sourceFrequency[Int(source[2])] == 16)
  }

  /// 2 n(x, y) / (n(x) + n(y)) of a word with two translations.
  @Test func theAssociationIsTheDiceCoefficient() throws {
    let corpus = try Self.corpus(
      [("a b", "A B"), ("a", "A"), ("a c", "X C"), ("c", "C")].map {
        SentencePair(source: $0.0, target: $0.1)
      })
    let associations = WordAssociations(
      pairs: corpus.train.count, sourceVocabulary: corpus.source.vocabulary.count,
      targetVocabulary: corpus.target.vocabulary.count
    ) { corpus.train[$0] }
    func strength(_ x: String, _ y: String) -> Float? {
      associations.links(corpus.source.encode(x), corpus.target.encode(y)).first?.strength
    }
    #expect(strength("a", "A") == 4.0 / 5)
    #expect(strength("a", "X") == 2.0 / 4)
    #expect(strength("b", "A") == 2.0 / 3)
    #expect(strength("b", "X") == nil)
  }

  @Test func bothSidesOfOneLinkBecomeUnknownAndNothingElse() throws {
    let corpus = try Self.corpus()
    let words = UnknownWords(corpus, rate: 1, seed: 3)
    var withArticle = 0, rare = 0
    for epoch in 1...4 {
      for i in 0..<corpus.train.count {
        let pair = corpus.train[i]
        let (source, target) = words.drawn(pair, index: i, epoch: epoch)
        let x = try #require(source.firstIndex(of: Vocabulary.unknown), "pair \(i)")
        #expect(source.count { $0 == Vocabulary.unknown } == 1)
        #expect(target.firstIndex(of: Vocabulary.unknown) == x, "both sides say the same in order")
        let left = pair.source.count - source.count
        #expect(left == pair.target.count - target.count && (0...1).contains(left))
        #expect(source[..<x] == pair.source[..<x])
        #expect(source[(x + 1)...] == pair.source[(x + 1 + left)...])
        #expect(target[(x + 1)...] == pair.target[(x + 1 + left)...])
        withArticle += left
        rare += [1, 2, 4].contains(x + left) ? 1 : 0
      }
    }
    #expect(withArticle == 0, "'the' is not eight times as frequent as a noun here")
    #expect(rare > 4 * 48 * 6 / 10, "nouns and verbs more than 'the' and '.': \(rare)")
  }

  @Test func anArticleGoesWithAMuchRarerWord() throws {
    let corpus = try Self.corpus(
      Self.pairs + [SentencePair(source: "the bear sings .", target: "le ours chante .")])
    let words = UnknownWords(corpus, rate: 1, seed: 5)
    let last = corpus.train.count - 1
    let found = (1...100).map { words.drawn(corpus.train[last], index: last, epoch: $0) }
    let bear = corpus.source.encode("the bear").dropLast()[1]
    let whole = found.filter { !$0.source.contains(bear) && $0.source.count == 4 }
    let alone = found.filter { !$0.source.contains(bear) && $0.source.count == 5 }
    #expect(whole.count > 10 && alone.count > 10, "\(whole.count) and \(alone.count)")
    for pair in whole {
      #expect(pair.source.first == Vocabulary.unknown && pair.target.first == Vocabulary.unknown)
    }
  }

  @Test func aShareOfThePairsIsDrawnAnewInEachEpoch() throws {
    let corpus = try Self.corpus()
    let words = UnknownWords(corpus, rate: 0.25, seed: 1)
    func changed(_ epoch: Int, _ words: UnknownWords) -> [Int] {
      (0..<corpus.train.count).filter {
        words.drawn(corpus.train[$0], index: $0, epoch: epoch).source != corpus.train[$0].source
      }
    }
    let epochs = (1...40).map { changed($0, words) }
    let share = Double(epochs.reduce(0) { $0 + $1.count }) / Double(40 * corpus.train.count)
    #expect((0.2..<0.3).contains(share), "\(share)")
    #expect(epochs[0] != epochs[1])
    #expect(changed(1, UnknownWords(corpus, rate: 0.25, seed: 1)) == epochs[0])
    #expect(changed(1, UnknownWords(corpus, rate: 0.25, seed: 2)) != epochs[0])
    #expect(changed(1, UnknownWords(corpus, rate: 0, seed: 1)).isEmpty)
  }

  /// The largest epoch and index that a run can have do not overflow what numbers a stream.
  @Test func anyEpochCanBeDrawn() throws {
    let corpus = try Self.corpus()
    let words = UnknownWords(corpus, rate: 1, seed: .max)
    for epoch in [0, 1 << 40, .max] {
      _ = words.drawn(corpus.train[47], index: 47, epoch: epoch)
    }
  }

  /// With every word in the vocabulary, only a model that has been shown unknown ones copies a name.
  @Test func namesAreCopiedWhereUnknownWordsWereShown() throws {
    var options = LearningTests.options(.luong)
    options.batch = 16
    options.updates = 200
    options.validationInterval = 200
    let names = ["zorblax", "quux"]
    let sources = names.map { "the \($0) sees the hen ." }
    let expected = names.map { "le \($0) voit le poule ." }
    func translations(_ rate: Float) throws -> [String] {
      options.unknownRate = rate
      let run = try RunFolder()
      try run.train(options, corpus: try Self.corpus())
      let session = TranslationSession(try TranslationModel(path: run.files.model), threads: 1)
      return try session.translate(sources).map { $0[0].text }
    }
    #expect(try translations(0.3) == expected)
    let never = try translations(0)
    #expect(!never.contains { text in names.contains { text.contains($0) } }, "\(never)")
  }
}
