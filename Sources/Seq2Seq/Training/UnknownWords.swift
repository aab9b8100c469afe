/// Shows a translator unknown words in training. Every word of a training corpus may be in the
/// vocabulary; the model then never reads `<unk>`, and cannot copy an unknown name.
///
/// In a share of the pairs, drawn again in each epoch, one source word becomes unknown together
/// with the target word that it is linked to. Each linked word of a pair is drawn with a
/// probability proportional to 1 / n(x), where n(x) is the number of pairs that hold it, so that
/// rare words are drawn most. In half of the cases a much more frequent word before it, such as an
/// article, is included ("the crow", "le corbeau"), since a name takes the place of a noun phrase.
///
/// Source: rare words as unknown ones, Kiperwasser and Goldberg 2016, §4; one symbol for the linked
/// words of both sides, Luong et al. 2015b, §3.1.
struct UnknownWords {
  /// Weaker links do not make a pair of words unknown.
  private static let leastStrength: Float = 0.3
  /// How many times as frequent a word must be to be included with the next one.
  private static let determinerRatio: Int32 = 8

  private let rate: Float
  private let seed: UInt64
  private let pairs: Int
  private let associations: WordAssociations

  /// - Parameter rate: the share of the pairs.
  init(_ corpus: TrainingCorpus, rate: Float, seed: UInt64) {
    self.rate = rate
    self.seed = seed
    pairs = corpus.train.count
    let spelling = corpus.train.spelling
    associations = WordAssociations(
      pairs: corpus.train.count,
      sourceVocabulary: spelling?.source.count ?? corpus.source.vocabulary.count,
      targetVocabulary: spelling?.target.count ?? corpus.target.vocabulary.count
    ) { corpus.train.words($0) }
  }

  /// Words of both sides that become unknown together.
  struct Replacement {
    let sources: ClosedRange<Int>
    let targets: ClosedRange<Int>

    func applied(to pair: TrainingCorpus.Pair) -> TrainingCorpus.Pair {
      var result = pair
      result.source.replaceSubrange(sources, with: [Vocabulary.unknown])
      result.target.replaceSubrange(targets, with: [Vocabulary.unknown])
      return result
    }

    /// The links of the remaining words and of the unknown ones, which have the links of all words
    /// that they replace.
    func applied(to links: [TokenLink]) -> [TokenLink] {
      func place(_ place: Int32, _ replaced: ClosedRange<Int>) -> Int32 {
        let first = Int32(replaced.lowerBound)
        return place <= first ? place : max(first, place - Int32(replaced.count - 1))
      }
      return Set(
        links.map {
          TokenLink(source: place($0.source, sources), target: place($0.target, targets))
        }
      ).sorted { ($0.target, $0.source) < ($1.target, $1.source) }
    }
  }

  /// The words of pair `index` of the corpus as an epoch reads them.
  func drawn(
    _ pair: TrainingCorpus.Pair, index: Int, epoch: Int
  ) -> TrainingCorpus.Pair {
    replacement(pair, index: index, epoch: epoch)?.applied(to: pair) ?? pair
  }

  /// What an epoch replaces in pair `index` of the corpus, if anything.
  func replacement(
    _ pair: TrainingCorpus.Pair, index: Int, epoch: Int
  ) -> Replacement? {
    var random = RandomStream(
      seed: seed, use: .unknownWords, moment: (epoch &* pairs &+ index) & .max)
    guard random.uniform() < rate else { return nil }
    let links = associations.links(pair.source, pair.target)
    let candidates = links.filter { $0.strength >= Self.leastStrength }
    func frequency(_ link: WordAssociations.Link) -> Int32 {
      associations.sourceFrequency[Int(pair.source[link.source])]
    }
    var left = random.uniform() * candidates.reduce(0) { $0 + 1 / Float(frequency($1)) }
    let drawn = candidates.first {
      left -= 1 / Float(frequency($0))
      return left < 0
    }
    guard let link = drawn ?? candidates.last else { return nil }
    var sources = link.source...link.source, targets = link.target...link.target
    if random.uniform() < 0.5,
      let before = links.first(where: { $0.source == link.source - 1 }),
      before.target == link.target - 1,
      frequency(before) / Self.determinerRatio >= frequency(link)
    {
      sources = before.source...link.source
      targets = before.target...link.target
    }
    return Replacement(sources: sources, targets: targets)
  }
}
