import Synchronization

/// Cuts words into pieces by the merges of a byte-pair encoding.
///
/// A word starts as its scalars. Among the merges of neighboring symbols, the one that was learned
/// first is applied to all its occurrences, from left to right; this repeats until no neighbors
/// have a merge. A piece that does not end its word is written with `@@` after it. The pieces
/// always join to the word.
///
/// Where a vocabulary is given and is not empty, a piece that it lacks is split again, in the
/// reverse order of its merges, until the parts are in the vocabulary or single scalars; a word of
/// one scalar is left alone. The tokens are exactly those of subword-nmt's apply-bpe.
///
/// Source: Sennrich et al. 2016, §3.2.
package final class BytePairEncoder: Sendable {
  /// Follows a piece that does not end its word.
  package static let continuation = "@@"

  package let merges: BytePairMerges
  private let table: MergeTable
  private let vocabulary: BytePairVocabulary?
  /// How each joined symbol is split, filled when first needed.
  private let parts = Mutex<[UTF8Key: BytePairMerges.Merge]?>(nil)

  /// Pieces of words seen so far. Emptied when full, since a text soon repeats its words.
  private let cache = Mutex<[UTF8Key: [String]]>([:])
  private static let mostCached = 1 << 16
  private static let longestCached = 128

  /// - Parameter vocabulary: the pieces to use; nil or empty: all.
  package init(_ merges: BytePairMerges, vocabulary: BytePairVocabulary? = nil) {
    self.merges = merges
    table = MergeTable(merges)
    self.vocabulary = vocabulary.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The pieces of a word; none for an empty word.
  package func pieces(of word: String) -> [String] {
    let key = UTF8Key(word)
    if let known = cache.withLock({ $0[key] }) { return known }
    var segments = table.segments(of: word)
    if let vocabulary, word.unicodeScalars.count > 1 {
      segments = known(segments) { vocabulary.contains($0) }
    }
    let pieces = marked(segments)
    if word.utf8.count <= Self.longestCached {
      cache.withLock { cache in
        if cache.count >= Self.mostCached { cache.removeAll(keepingCapacity: true) }
        cache[key] = pieces
      }
    }
    return pieces
  }

  /// The pieces of a word before any merge.
  func symbols(of word: String) -> [String] { marked(word.unicodeScalars.map { String($0) }) }

  private func marked(_ segments: [String]) -> [String] {
    var pieces = segments
    for place in pieces.indices.dropLast() { pieces[place] += Self.continuation }
    return pieces
  }

  /// The pieces of a word, with unknown ones split as far as possible.
  func splittingUnknown(_ pieces: [String], isKnown: (String) -> Bool) -> [String] {
    var segments = pieces
    for place in segments.indices.dropLast() {
      segments[place].unicodeScalars.removeLast(Self.continuation.unicodeScalars.count)
    }
    return marked(known(segments, isKnown: isKnown))
  }

  // MARK: - Vocabulary

  /// The segments, with those that the vocabulary lacks replaced by pieces that it has.
  private func known(_ segments: [String], isKnown: (String) -> Bool) -> [String] {
    var result: [String] = []
    // What is left to do, the next segment last. An array, not recursion, since merges may be
    // nested as deep as a word is long.
    var rest = segments.enumerated().reversed()
      .map { (text: $0.element, isLast: $0.offset == segments.count - 1) }
    while let (text, isLast) = rest.popLast() {
      if !isKnown(isLast ? text : text + Self.continuation),
        let (left, right) = parts(of: text, isLast: isLast)
      {
        rest.append((right, isLast))
        rest.append((left, false))
      } else {
        result.append(text)
      }
    }
    return result
  }

  private func parts(of text: String, isLast: Bool) -> (left: String, right: String)? {
    let end = isLast ? BytePairMerges.wordEnd : ""
    let merge = parts.withLock { parts in
      let known = parts ?? Self.parts(of: merges)
      parts = known
      return known[UTF8Key(text + end)]
    }
    guard let merge else { return nil }
    let right = merge.right.text.utf8
    // Hand-made codes may have joined a part of `</w>`; it is removed here.
    guard right.count > end.utf8.count, right.suffix(end.utf8.count).elementsEqual(end.utf8) else {
      return nil
    }
    return (merge.left.text, String(decoding: right.dropLast(end.utf8.count), as: UTF8.self))
  }

  /// Of several merges to the same symbol, the first one, where a repeated merge counts at its last
  /// place, as in subword-nmt.
  private static func parts(of merges: BytePairMerges) -> [UTF8Key: BytePairMerges.Merge] {
    var parts: [UTF8Key: BytePairMerges.Merge] = [:]
    var seen: Set<BytePairMerges.Merge> = []
    for merge in merges.merges.reversed() where seen.insert(merge).inserted {
      parts[UTF8Key(merge.joined)] = merge
    }
    return parts
  }
}
