/// The word vectors of a model, as places in a space where words with similar uses lie near each
/// other.
package struct WordSpace: Sendable {
  private let side: TextSide
  /// `[token, size]`
  private let vectors: [Float]
  private let size: Int
  private let norms: [Double]

  fileprivate init(_ side: TextSide, _ embedding: Embedding, _ slab: ParameterSlab) {
    self.side = side
    vectors = Array(slab.values(of: embedding.weight))
    size = embedding.weight.columns
    norms = (0..<embedding.weight.rows).map { [vectors, size] row in
      vectors[row * size..<(row + 1) * size].reduce(0.0) { $0 + Double($1) * Double($1) }
        .squareRoot()
    }
  }

  package var language: String { side.language }
  /// The regular tokens, the most frequent first where the vocabulary was learned from words.
  package var tokens: [String] { side.vocabulary.tokens }

  /// A word's place.
  package struct Place: Sendable, Equatable {
    /// The tokens that the model reads for the word: one or several.
    package let pieces: [String]
    /// The token's vector, or the mean of the pieces' vectors.
    package let vector: [Double]
    fileprivate let ids: [Int32]
  }

  /// Whether a token is part of words, rather than a special token or one that spells bytes.
  private func isWord(_ id: Int32) -> Bool {
    id >= Vocabulary.specialCount
      && !(side.tokenizer.kind == .bpe
        && BytePairTokens.byteTokens.contains(side.vocabulary.token(id)))
  }

  /// nil where the vocabulary does not hold the word, or holds no more than its bytes.
  package func place(of word: String) -> Place? {
    var ids = Array(side.encode(word).dropLast())
    if !ids.contains(where: isWord), side.vocabulary.contains(word) {  // such as a space's token
      ids = [side.vocabulary.id(of: word)]
    }
    guard ids.contains(where: { isWord($0) }),
      ids.allSatisfy({ $0 >= Vocabulary.specialCount })
    else { return nil }
    var sum = [Double](repeating: 0, count: size)
    for id in ids {
      for j in 0..<size { sum[j] += Double(vectors[Int(id) * size + j]) }
    }
    return Place(
      pieces: ids.map { side.vocabulary.token($0) }, vector: sum.map { $0 / Double(ids.count) },
      ids: ids)
  }

  package struct Neighbor: Sendable, Equatable {
    package let token: String
    /// The cosine of the angle between the vectors, from −1 to 1.
    package let cosine: Double
  }

  /// The nearest tokens by cosine, equal ones in the vocabulary's order, without the word's own
  /// tokens and those that spell bytes.
  package func neighbors(of place: Place, count: Int) -> [Neighbor] {
    let norm = place.vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let others = norms.indices.filter { isWord(Int32($0)) && !place.ids.contains(Int32($0)) }
    let found = others.map { id in
      let product = (0..<size).reduce(0.0) {
        $0 + place.vector[$1] * Double(vectors[id * size + $1])
      }
      let scale = norm * norms[id]
      return (id: id, cosine: scale > 0 ? product / scale : 0)
    }
    return found.sorted { ($1.cosine, $0.id) < ($0.cosine, $1.id) }.prefix(count).map {
      Neighbor(token: side.vocabulary.token(Int32($0.id)), cosine: $0.cosine)
    }
  }

  /// The first tokens of the vocabulary on a plane: their two principal components.
  package func map(of count: Int) -> WordMap {
    let count = min(max(count, 0), tokens.count)
    let rows = (0..<count).map { row in
      let first = (row + Vocabulary.specialCount) * size
      return vectors[first..<first + size].map { Double($0) }
    }
    let components = PrincipalComponents(of: rows, count: 2)
    return WordMap(
      words: Array(tokens.prefix(count)), places: components.coordinates,
      shares: components.shares)
  }
}

/// Words on a plane.
package struct WordMap: Sendable, Equatable {
  package let words: [String]
  /// x and y of each.
  package let places: [[Double]]
  /// Each axis's share of the words' variance.
  package let shares: [Double]
}

extension TranslationModel {
  /// The spaces of the words that the encoder reads and of those that the decoder reads.
  package var wordSpaces: (source: WordSpace, target: WordSpace) {
    (
      WordSpace(source, network.encoder.embedding, slab),
      WordSpace(target, network.decoder.embedding, slab)
    )
  }
}

extension LanguageModel {
  package var wordSpace: WordSpace { WordSpace(text.side, network.embedding, slab) }
}
