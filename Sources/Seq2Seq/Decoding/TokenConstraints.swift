/// Constraints on the translation of a sentence.
struct TokenConstraints {
  /// The greatest number of tokens, the end symbol included.
  let limit: Int
  private let prefix: [Int32]
  /// The least number of words before the end symbol.
  private let least: Int
  private let most: Int?
  private let nGram: Int?

  init(_ source: TranslationSearch.Source, _ options: DecodingOptions) {
    prefix = source.prefix
    least = options.minimumLength
    most = options.maximumOutput.map { max($0, source.prefix.count) }
    nGram = options.noRepeatNGram
    let own = TranslationSearch.lengthLimit(source: source.ids.map(\.count).max() ?? 1)
    limit = most.map { $0 + 1 } ?? max(own, source.prefix.count + 1, least + 1)
  }

  /// The only token that is allowed at a step, if there is just one: a token of the prefix, or the
  /// end symbol at the greatest length.
  func only(at step: Int) -> Int32? {
    if step < prefix.count { return prefix[step] }
    return step == most ? Vocabulary.end : nil
  }

  /// Tokens that are not allowed after these words: the end symbol before the least length, and
  /// those that would repeat words.
  func forbidden(after history: [Int32], at step: Int) -> [Int32] {
    var forbidden = step < least ? [Vocabulary.end] : []
    if let nGram, history.count >= nGram {
      let context = history.suffix(nGram - 1)
      for start in 0...(history.count - nGram)
      where history[start..<start + nGram - 1].elementsEqual(context) {
        forbidden.append(history[start + nGram - 1])
      }
    }
    return forbidden
  }
}
