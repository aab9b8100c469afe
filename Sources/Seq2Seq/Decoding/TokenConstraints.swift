/// What the translation of a sentence must be like, beside probable.
struct TokenConstraints {
  /// Tokens at most, the end symbol included.
  let limit: Int
  private let prefix: [Int32]
  /// Words before the end symbol.
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

  /// The only token that may come at a step, if there is but one: what the translation is to begin with,
  /// or the end symbol at its greatest length.
  func only(at step: Int) -> Int32? {
    if step < prefix.count { return prefix[step] }
    return step == most ? Vocabulary.end : nil
  }

  /// Tokens that may not come after these words: the end symbol before the least length, and what would
  /// say words again that were said.
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
