extension Vocabulary {
  /// Learns a vocabulary: the most frequent tokens first, equal ones by ascending UTF-8 bytes.
  ///
  /// - Parameters:
  ///   - lines: Tokenized lines, as from `Tokenizer.tokenize`.
  ///   - minimumFrequency: Tokens seen fewer times are left out.
  ///   - maximumSize: The largest `count`, special tokens included; nil for no limit.
  package static func build(
    from lines: some Sequence<[String]>, minimumFrequency: Int = 1, maximumSize: Int? = nil
  ) -> Vocabulary {
    var table = TokenTable()
    var numbers = TokenLines()
    for line in lines { numbers.append(line, in: &table) }
    return build(
      from: table.frequencies(in: numbers), minimumFrequency: minimumFrequency,
      maximumSize: maximumSize)
  }

  static func build(
    from frequencies: TokenFrequencies, minimumFrequency: Int, maximumSize: Int?
  ) -> Vocabulary {
    var entries: [(token: String, frequency: Int)] = []
    for (token, frequency) in zip(frequencies.tokens, frequencies.counts)
    where frequency >= max(minimumFrequency, 1) {
      precondition(flaw(in: token, at: 1) == nil, "\(token.debugDescription) is not from a tokenizer")
      entries.append((token, frequency))
    }
    // A total order, whatever the order in which the tokens were met.
    entries.sort { left, right in
      left.frequency != right.frequency
        ? left.frequency > right.frequency
        : left.token.utf8.lexicographicallyPrecedes(right.token.utf8)
    }
    if let maximumSize {
      entries = Array(entries.prefix(max(0, maximumSize - specialCount)))
    }
    return Vocabulary(distinct: entries.map(\.token))
  }
}
