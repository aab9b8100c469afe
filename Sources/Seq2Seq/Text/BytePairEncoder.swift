import Synchronization

/// Cuts words into pieces by the merges of a byte-pair encoding.
///
/// A word is at first its scalars. Of the merges that two neighbors have, the one that was learned
/// first is applied, to all its occurrences from left to right, until no neighbors have one. A piece
/// that does not end its word is written with `@@` behind it. The joined pieces are the word, always.
///
/// Where a vocabulary is given that is not empty, a piece that it lacks is taken apart again as its
/// merges joined it, until the parts are in the vocabulary or single scalars; a word of one scalar is
/// left as it is. All this is what subword-nmt's apply-bpe does, token for token.
///
/// Source: Sennrich et al. 2016, §3.2; dropout: Provilkov et al. 2020, BPE-Dropout, §3.
package final class BytePairEncoder: Sendable {
  /// Stands behind a piece that another piece of the word follows.
  package static let continuation = "@@"

  package let merges: BytePairMerges
  private let table: MergeTable
  private let vocabulary: BytePairVocabulary?
  /// How each joined symbol is taken apart, once that is asked for.
  private let parts = Mutex<[UTF8Key: BytePairMerges.Merge]?>(nil)

  /// Pieces of words that were met. Emptied where it is full: a text comes back to its words soon.
  private let cache = Mutex<[UTF8Key: [String]]>([:])
  private static let mostCached = 1 << 16
  private static let longestCached = 128

  /// - Parameter vocabulary: the pieces to use; an empty one stands for all.
  package init(_ merges: BytePairMerges, vocabulary: BytePairVocabulary? = nil) {
    self.merges = merges
    table = MergeTable(merges)
    self.vocabulary = vocabulary.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The pieces of a word; none of the empty one.
  package func pieces(of word: String) -> [String] {
    let key = UTF8Key(word)
    if let known = cache.withLock({ $0[key] }) { return known }
    let pieces = pieces(of: word, dropout: 0) { 0 }
    if word.utf8.count <= Self.longestCached {
      cache.withLock { cache in
        if cache.count >= Self.mostCached { cache.removeAll(keepingCapacity: true) }
        cache[key] = pieces
      }
    }
    return pieces
  }

  /// The pieces of a word, where at each step each occurrence of a merge is passed over with a
  /// probability, independently.
  ///
  /// - Parameters:
  ///   - dropout: the probability, from 0 to 1.
  ///   - uniform: draws a number in [0, 1).
  package func pieces(of word: String, dropout: Float, uniform: () -> Float) -> [String] {
    var segments = table.segments(of: word) { dropout > 0 && uniform() < dropout }
    if let vocabulary, word.unicodeScalars.count > 1 {
      segments = known(segments) { vocabulary.contains($0) }
    }
    return marked(segments)
  }

  private func marked(_ segments: [String]) -> [String] {
    var pieces = segments
    for place in pieces.indices.dropLast() { pieces[place] += Self.continuation }
    return pieces
  }

  /// The pieces of a word, where those that are not known are taken apart as far as they can be.
  func taken(apart pieces: [String], isKnown: (String) -> Bool) -> [String] {
    var segments = pieces
    for place in segments.indices.dropLast() {
      segments[place].unicodeScalars.removeLast(Self.continuation.unicodeScalars.count)
    }
    return marked(known(segments, isKnown: isKnown))
  }

  // MARK: - Vocabulary

  /// Pieces of the vocabulary in place of those that it lacks.
  private func known(_ segments: [String], isKnown: (String) -> Bool) -> [String] {
    var result: [String] = []
    // What is left, the next one last. An array, since merges may be nested as deep as a word is long.
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
    // Codes that were made by hand may have joined a part of `</w>`; nothing is left of it here.
    guard right.count > end.utf8.count, right.suffix(end.utf8.count).elementsEqual(end.utf8) else {
      return nil
    }
    return (merge.left.text, String(decoding: right.dropLast(end.utf8.count), as: UTF8.self))
  }

  /// Of several merges to the same symbol the first one, where that of a repeated merge is its last
  /// place: so subword-nmt has it.
  private static func parts(of merges: BytePairMerges) -> [UTF8Key: BytePairMerges.Merge] {
    var parts: [UTF8Key: BytePairMerges.Merge] = [:]
    var seen: Set<BytePairMerges.Merge> = []
    for merge in merges.merges.reversed() where seen.insert(merge).inserted {
      parts[UTF8Key(merge.joined)] = merge
    }
    return parts
  }
}
