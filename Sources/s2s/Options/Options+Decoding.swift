import Seq2Seq

extension Options {
  // MARK: - Translation

  static let nBest = Option.integer(
    "n-best", short: "n", "N",
    "print N lines for each sentence, the best first: SCORE, a tab, TEXT; where the search found "
      + "fewer, the score is -inf and the text empty", in: DecodingOptions.beams
  ).sets(\DecodingOptions.nBest, shown: { _ in nil })
  static let sentenceBatch = Option.integer(
    "batch", short: "b", "N", "sentences translated at a time", in: DecodingOptions.batches
  ).sets(\DecodingOptions.batch)
  static let longestLine = Option.integer(
    "max-length", "N", "tokens of a line; a longer one is translated in pieces",
    in: DecodingOptions.lengths
  ).sets(\DecodingOptions.maximumLength)
  static let weights = Option.choice(
    "weights", "PRECISION", NumberFormat.weights, auto: .fastestWeights,
    help: {
      "\($0): float16 and int8 round weights to 16 or 8 bits, which may change a word here and "
        + "there; auto: int8 where this machine multiplies bytes in hardware"
    }
  ).or(.fastestWeights, shown: "auto")
  static let noCopyUnknown = Option.flag(
    "no-copy-unknown",
    "read unknown words as they are, not in forms that are known, and write <unk> instead of the source "
      + "word attended to most", setting: false
  ).sets(\DecodingOptions.copiesUnknownWords)
  static let lexicon = Option.file(
    "lexicon", "what to write for a source word instead of copying it: WORD, a tab, TRANSLATION")

  private static let noSplit = Option.flag(
    "no-split",
    "translate a line of several sentences as a whole; otherwise it is split if the model was "
      + "trained on single sentences", setting: false
  ).sets(\DecodingOptions.splitsSentences)

  static let joinSubwords = Option.flag(
    "join-subwords",
    "join the pieces of words (@@ or ▁) of a model that was trained on text cut by another program"
  ).sets(\DecodingOptions.joinsSubwords)

  static let coveragePenalty = Option.number(
    "coverage-penalty", "B",
    "add to the score of each translation found B times the sum over source tokens of log min(a, 1), "
      + "a being all attention to the token", in: .notNegative
  ).sets(\DecodingOptions.coveragePenalty)
  static let minLength = Option.integer(
    "min-length", "N", "least number of tokens of a sentence's translation",
    in: 0...DecodingOptions.lengths.upperBound
  ).sets(\DecodingOptions.minimumLength)
  static let maxOutput = Option.integer(
    "max-output", "N", "greatest number of tokens of a sentence's translation",
    in: DecodingOptions.lengths,
    default: "twice the source's plus 11"
  ).sets(optional: \DecodingOptions.maximumOutput)
  static let forbidUnknown = Option.flag(
    "forbid-unknown", "never choose <unk>, so that no source word is copied either"
  ).sets(\DecodingOptions.forbidsUnknown)

  static let decoding: [Setting<DecodingOptions>] = [
    beam.sets(\.beam),
    Option.number(
      "length-penalty", "A", "a score is log p divided by length to the power of A",
      in: .notNegative
    ).sets(\.lengthPenalty),
    coveragePenalty, minLength, maxOutput,
    Option.integer(
      "no-repeat-ngram", "N", "no N tokens in a row occur twice in a sentence's translation",
      in: DecodingOptions.nGrams, default: "they may"
    ).sets(optional: \.noRepeatNGram),
    forbidUnknown,
    Option.text(
      "prefix", "TEXT", "words that each translation begins with", default: "none"
    ).sets(\.prefix, shown: { _ in nil }),
    sentenceBatch, longestLine, noSplit, joinSubwords, noCopyUnknown,
  ]
  /// The same with the options that no options value holds, in the order of the help.
  static let translation: [any OptionDeclaration] =
    decoding.dropLast() + [weights, noCopyUnknown, lexicon]

  // MARK: - Sampling

  static let sample = Option.flag(
    "sample",
    "draw translations token by token instead of searching for the most probable ones; they "
      + "depend only on the seed and on the line's number"
  ).sets(\DecodingOptions.samples)
  static let sampling: [Setting<DecodingOptions>] = [
    sample, temperature.sets(\.temperature), topK.sets(optional: \.topK), topP.sets(\.topP),
  ]
  static let samplingSeed = seed.saying("seed of what is drawn").sets(\DecodingOptions.seed)
  static let wordScores = Option.flag(
    "word-scores",
    "write after each translation a tab and the log-probability of each token, the end symbol's "
      + "last; with \(json) the tokens too"
  ).sets(\DecodingOptions.tokenScores)

  // MARK: - Text of a language model

  static let prompt = Option.text(
    "prompt", short: "p", "TEXT", "text to continue", default: "a new line")
  static let length = Option.integer(
    "length", short: "n", "N", "greatest number of tokens", in: GenerationOptions.lengths)
  static let temperature = Option.number(
    "temperature", "T", "below 1: more probable tokens, above: more surprising ones",
    in: .notNegative)
  static let topK = Option.integer(
    "top-k", "K", "draw from the K most probable tokens", in: 1...Int.max, default: "all")
  static let topP = Option.number(
    "top-p", "P", "draw from the fewest tokens that together have probability P", in: .someShare)
  /// As the temperature falls to 0, only the most probable token remains.
  static let greedy = Option.flag("greedy", "always the most probable token")
  static let samples = Option.integer(
    "samples", "N", "number of texts", in: GenerationOptions.counts)

  static let generation: [Setting<GenerationOptions>] = [
    length.sets(\.length),
    Option.integer(
      "lines", "N", "number of lines", in: 1...Int.max,
      default: "any, or 1 for a model of lines, which draws each line by itself"
    ).sets(optional: \.lines),
    temperature.sets(\.temperature), topK.sets(optional: \.topK), topP.sets(\.topP),
    greedy.map { _ in 0 }.sets(\.temperature),
    beam.saying("search for the most probable text with N hypotheses").sets(optional: \.beam),
    samples.sets(\.samples), seed.saying("seed of what is drawn").sets(\.seed),
  ]
}
