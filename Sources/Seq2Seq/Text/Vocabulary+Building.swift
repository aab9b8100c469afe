extension Vocabulary {
  /// Learns a vocabulary: the most frequent tokens first, equal ones by ascending UTF-8 bytes.
  ///
  /// - Parameters:
  ///   - minimumFrequency: Tokens seen fewer times are left out.
  ///   - maximumSize: The largest `count`, special tokens included; nil for no limit.
  static func build(
    from frequencies: TokenFrequencies, minimumFrequency: Int = 1, maximumSize: Int? = nil
  ) -> Vocabulary {
    var tokens = frequencies.ranked(from: minimumFrequency).map(\.token)[...]
    if let maximumSize { tokens = tokens.prefix(max(0, maximumSize - specialCount)) }
    for token in tokens {
      precondition(
        flaw(in: token, at: 1) == nil, "\(token.debugDescription) is not from a tokenizer")
    }
    return Vocabulary(distinct: Array(tokens))
  }
}
