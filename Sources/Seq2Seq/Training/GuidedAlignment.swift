/// Word alignments of the training pairs, between tokens before they are cut into subwords. A word of
/// several tokens is linked with all of them.
struct GuidedAlignment: Sendable {
  /// Where each pair's links start, and the number of links at the end.
  private var starts = [0]
  private var links: [TokenLink] = []

  /// - Parameters:
  ///   - lines: the word links of all pairs of the corpus, with words counted as by `align`.
  ///   - pairs: the pairs that are trained on, with their places in the corpus.
  /// - Throws: `AlignmentFileError` for a link beyond a sentence.
  init(
    _ lines: AlignmentLines, _ pairs: some Sequence<(place: Int, pair: SentencePair)>,
    _ source: TextSide, _ target: TextSide
  ) throws {
    for (place, pair) in pairs {
      let sources = source.alignedWords(pair.source), targets = target.alignedWords(pair.target)
      var found: Set<TokenLink> = []
      for link in try lines.links(place, source: sources.count, target: targets.count) {
        for j in targets[Int(link.target)] {
          for i in sources[Int(link.source)] {
            found.insert(TokenLink(source: Int32(i), target: Int32(j)))
          }
        }
      }
      append(found)
    }
  }

  private mutating func append(_ found: Set<TokenLink>) {
    links.makeRoom(for: found.count)
    links += found.sorted { ($0.target, $0.source) < ($1.target, $1.source) }
    starts.makeRoom(for: 1)
    starts.append(links.count)
  }

  /// The links of a pair, ascending by target, then source.
  subscript(pair: Int) -> ArraySlice<TokenLink> { links[starts[pair]..<starts[pair + 1]] }
}

extension Sequence<TokenLink> {
  /// The links after tokens have been cut into subwords: each piece of one token is linked with
  /// each piece of the other. Ascending by target, then source.
  ///
  /// - Parameters:
  ///   - source: how many pieces each source token has.
  ///   - target: how many pieces each target token has.
  func spread(source: [Int], target: [Int]) -> [TokenLink] {
    func ranges(_ counts: [Int]) -> [Range<Int32>] {
      var end: Int32 = 0
      return counts.map { count in
        defer { end += Int32(count) }
        return end..<end + Int32(count)
      }
    }
    let sources = ranges(source), targets = ranges(target)
    return flatMap { link in
      targets[Int(link.target)].flatMap { j in
        sources[Int(link.source)].map { TokenLink(source: $0, target: j) }
      }
    }.sorted { ($0.target, $0.source) < ($1.target, $1.source) }
  }
}
