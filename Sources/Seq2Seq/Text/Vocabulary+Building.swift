extension Vocabulary {
  /// Learns a vocabulary: the most frequent tokens first, equal ones by ascending UTF-8 bytes.
  ///
  /// - Parameters:
  ///   - lines: Tokenised lines, as from `Tokenizer.tokenize`. A lazy sequence keeps the tokens of
  ///     a large corpus out of memory.
  ///   - minimumFrequency: Tokens seen fewer times are left out.
  ///   - maximumSize: The largest `count`, special tokens included; nil for no limit.
  public static func build(
    from lines: some Sequence<[String]>, minimumFrequency: Int = 1, maximumSize: Int? = nil
  ) -> Vocabulary {
    var frequencies: [UTF8Key: Int] = [:]
    for line in lines {
      for token in line { frequencies[UTF8Key(token), default: 0] += 1 }
    }
    var entries = frequencies.filter { $0.value >= minimumFrequency }.map { entry in
      let flaw = flaw(in: entry.key.text, at: 1)
      precondition(flaw == nil, "\(entry.key.text.debugDescription) is not from a tokeniser")
      return (token: entry.key.text, frequency: entry.value)
    }
    // A total order: it leaves nothing of the dictionary's, which changes with each process.
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
