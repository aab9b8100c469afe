/// How strongly the words of two languages are associated, counted from sentence pairs, and the
/// links that follow from this within a pair.
///
/// The association of x and y is the Dice coefficient 2 n(x, y) / (n(x) + n(y)), where n counts
/// sentence pairs. Source: Dice 1945; as a measure for translations, Melamed 2000, §3.
struct WordAssociations {
  /// How many partners are kept for a source word, the strongest ones.
  private static let partnersKept = 8
  /// The number of sentences in which a source word's partners are counted; for a more frequent
  /// word they are spread evenly over the corpus.
  private static let sentencesSampled = 512
  /// Weaker associations are ignored.
  private static let least: Float = 0.1

  private struct Partner {
    let target: Int32
    let strength: Float
  }

  /// The number of sentences that hold each source word.
  let sourceFrequency: [Int32]
  /// The partners of each source word, strongest first.
  private let partners: [[Partner]]

  /// - Parameter pair: the token numbers of pair i, below the vocabularies' sizes.
  init(
    pairs count: Int, sourceVocabulary: Int, targetVocabulary: Int,
    _ pair: (Int) -> (source: [Int32], target: [Int32])
  ) {
    var sources = DistinctWords(vocabulary: sourceVocabulary)
    var targets = DistinctWords(vocabulary: targetVocabulary)
    var n = [Int32](repeating: 0, count: sourceVocabulary)
    var m = [Int32](repeating: 0, count: targetVocabulary)
    for i in 0..<count {
      let (x, y) = pair(i)
      sources.forEach(x) { n[$0] += 1 }
      targets.forEach(y) { m[$0] += 1 }
    }
    sourceFrequency = n

    // The sampled sentences of each source word, one word after another.
    let sampled = n.map { min(Int($0), Self.sentencesSampled) }
    let starts = sampled.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    var sentences = [Int32](repeating: 0, count: starts[sourceVocabulary])
    var seen = [Int32](repeating: 0, count: sourceVocabulary)
    for i in 0..<count {
      sources.forEach(pair(i).source) { word in
        // Occurrence k is the sample ⌊k · sampled / n⌋ where that is a new one.
        let k = Int(seen[word]), total = Int(n[word])
        let place = k * sampled[word] / total
        if k == 0 || place != (k - 1) * sampled[word] / total {
          sentences[starts[word] + place] = Int32(i)
        }
        seen[word] += 1
      }
    }

    var together = [Int32](repeating: 0, count: targetVocabulary)
    partners = (0..<sourceVocabulary).map { word in
      guard n[word] > 0, word >= Vocabulary.specialCount else { return [] }
      var met: [Int] = []
      for sentence in sentences[starts[word]..<starts[word + 1]] {
        targets.forEach(pair(Int(sentence)).target) { target in
          if together[target] == 0 { met.append(target) }
          together[target] += 1
        }
      }
      let scale = 2 * Float(n[word]) / Float(sampled[word])
      var found: [Partner] = []
      for target in met where target >= Vocabulary.specialCount {
        let strength = scale * Float(together[target]) / Float(n[word] + m[target])
        if strength >= Self.least {
          found.append(Partner(target: Int32(target), strength: strength))
        }
      }
      for target in met { together[target] = 0 }
      found.sort { ($1.strength, $0.target) < ($0.strength, $1.target) }
      return Array(found.prefix(Self.partnersKept))
    }
  }

  /// A link of source place i and target place j.
  struct Link {
    let source: Int
    let target: Int
    let strength: Float
  }

  /// One-to-one links of a pair's words, by competitive linking: repeatedly the strongest
  /// association whose places are both free; equal ones by how near they are to the diagonal
  /// (Melamed 2000, §4).
  func links(_ source: [Int32], _ target: [Int32]) -> [Link] {
    var candidates: [(link: Link, distance: Float)] = []
    for (i, x) in source.enumerated() {
      for partner in partners[Int(x)] {
        for (j, y) in target.enumerated() where y == partner.target {
          let distance = Float(i) / Float(source.count) - Float(j) / Float(target.count)
          candidates.append(
            (Link(source: i, target: j, strength: partner.strength), distance.magnitude))
        }
      }
    }
    candidates.sort { a, b in
      if a.link.strength != b.link.strength { return a.link.strength > b.link.strength }
      return (a.distance, a.link.source, a.link.target) < (b.distance, b.link.source, b.link.target)
    }
    var sourceIsFree = [Bool](repeating: true, count: source.count)
    var targetIsFree = [Bool](repeating: true, count: target.count)
    var links: [Link] = []
    for (link, _) in candidates where sourceIsFree[link.source] && targetIsFree[link.target] {
      sourceIsFree[link.source] = false
      targetIsFree[link.target] = false
      links.append(link)
    }
    return links
  }
}

/// Visits each word of a sentence once.
private struct DistinctWords {
  private var last: [Int32]
  private var sentence: Int32 = 0

  init(vocabulary: Int) { last = [Int32](repeating: 0, count: vocabulary) }

  mutating func forEach(_ words: [Int32], _ body: (Int) -> Void) {
    if sentence == .max {
      for word in last.indices { last[word] = 0 }
      sentence = 0
    }
    sentence += 1
    for word in words where last[Int(word)] != sentence {
      last[Int(word)] = sentence
      body(Int(word))
    }
  }
}
