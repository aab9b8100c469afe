/// One translation of a sentence.
public struct Translation: Sendable, Equatable {
  /// Its tokens put together: plain text.
  public let text: String
  /// log p / |y|^A, in nats. Without `DecodingOptions.scores` greedy search leaves it 0.
  public let score: Float
  /// Numbers of its tokens, the end symbol included unless the search stopped at its length limit.
  public let tokens: [Int32]
  /// What its words attended to, where `DecodingOptions.aligns` asked for it.
  public let alignment: AlignmentMatrix?

  init(
    text: String, score: Float, tokens: [Int32], alignment: AlignmentMatrix? = nil
  ) {
    self.text = text
    self.score = score
    self.tokens = tokens
    self.alignment = alignment
  }
}

extension Translation {
  /// The best translations of two parts of a line together, as many as are asked for.
  static func best(
    _ left: [Translation], _ right: [Translation], _ options: DecodingOptions
  ) -> [Translation] {
    let pairs = left.flatMap { first in
      right.map { Translation(joining: [first, $0], options) }
    }
    // Equal scores keep their order, which is that of the parts.
    let ranked = pairs.indices.sorted {
      pairs[$0].score != pairs[$1].score ? pairs[$0].score > pairs[$1].score : $0 < $1
    }
    return ranked.prefix(options.nBest).map { pairs[$0] }
  }

  /// Of a text that was translated in pieces.
  package init(joining parts: [Translation], _ options: DecodingOptions) {
    // log p of the whole, divided by its length as that of a sentence is.
    func scale(_ length: Int) -> Float {
      Float(pow(Double(max(length, 1)), Double(options.lengthPenalty)))
    }
    let logProbability = parts.reduce(Float(0)) { $0 + $1.score * scale($1.tokens.count) }
    let tokens = parts.flatMap(\.tokens)
    self.init(
      text: parts.map(\.text).filter { !$0.isEmpty }.joined(separator: " "),
      score: logProbability / scale(tokens.count), tokens: tokens,
      alignment: options.aligns ? AlignmentMatrix(joining: parts.compactMap(\.alignment)) : nil)
  }
}
