/// Pairs and sources of the training part that occur more than once, there or in other parts.
struct RepeatedPairs {
  private let training: CorpusCheck.Part
  private let pairs: TextPlaces
  private let sources: TextPlaces

  init(_ training: CorpusCheck.Part) {
    self.training = training
    let text = training.text.pairs
    let hashes = text.indices.map { Self.hashes(text, $0) }
    pairs = TextPlaces(hashes.map(\.pair))
    sources = TextPlaces(hashes.map(\.source))
  }

  private static func hashes(_ pairs: SentencePairs, _ place: Int) -> (source: UInt64, pair: UInt64)
  {
    let bytes = pairs.utf8(place)
    let source = textHash(bytes.source)
    return (source, mixed(source &* 3 &+ textHash(bytes.target)))
  }

  /// Pairs that occurred before, and sources with several targets.
  var findings: [CorpusFinding] {
    let text = training.text.pairs
    var again: [(place: Int, first: Int)] = []
    for group in pairs.groups {
      for place in group.dropFirst() where Self.isSame(text, group[0], text, place, both: true) {
        again.append((place, group[0]))
      }
    }
    var repeated = FoundLines()
    for (place, first) in again.sorted(by: { $0.place < $1.place }) {
      repeated.add(training.text.line(of: place), other: training.text.line(of: first))
    }
    var several = FoundLines()
    for group in sources.groups {
      let other = group.first { place in
        Self.isSame(text, group[0], text, place, both: false)
          && !Self.isSame(text, group[0], text, place, both: true)
      }
      guard let other else { continue }
      several.add(
        training.text.line(of: group[0]), other: training.text.line(of: other),
        example: text[group[0]].source)
    }
    return [
      repeated.finding(.repeatedPair, in: training.name, of: text.count),
      several.finding(.manyTargets, in: training.name, .source, of: text.count),
    ].compactMap { $0 }
  }

  /// Pairs and sources of another part that training also has.
  func findings(of part: CorpusCheck.Part) -> [CorpusFinding] {
    let text = part.text.pairs, known = training.text.pairs
    var whole = FoundLines(), halves = FoundLines()
    for place in text.indices {
      let hashes = Self.hashes(text, place)
      let line = part.text.line(of: place)
      if let first = pairs.places(hashes.pair).first(where: {
        Self.isSame(known, $0, text, place, both: true)
      }) {
        whole.add(line, other: training.text.line(of: first), example: text[place].source)
      } else if let first = sources.places(hashes.source).first(where: {
        Self.isSame(known, $0, text, place, both: false)
      }) {
        halves.add(line, other: training.text.line(of: first), example: text[place].source)
      }
    }
    return [
      whole.finding(.pairInTraining, in: part.name, of: text.count),
      halves.finding(.sourceInTraining, in: part.name, .source, of: text.count),
    ].compactMap { $0 }
  }

  private static func isSame(
    _ left: SentencePairs, _ i: Int, _ right: SentencePairs, _ j: Int, both: Bool
  ) -> Bool {
    let (a, b) = (left.utf8(i), right.utf8(j))
    return trimmed(a.source).elementsEqual(trimmed(b.source))
      && (!both || trimmed(a.target).elementsEqual(trimmed(b.target)))
  }
}
