import Seq2Seq

extension Options {
  // MARK: - Translation

  static let nBest = Option.integer(
    "n-best", short: "n", "N",
    "print N lines for each sentence, the best first: SCORE, a tab, TEXT; where the search found "
      + "fewer, the score is -inf and the text empty", in: DecodingOptions.beams
  ).sets(\DecodingOptions.nBest, shown: { _ in nil })
  static let sentenceBatch = Option.integer(
    "batch", short: "b", "N", "sentences side by side", in: DecodingOptions.batches
  ).sets(\DecodingOptions.batch)
  static let longestLine = Option.integer(
    "max-length", "N", "tokens; a longer line is translated in pieces", in: DecodingOptions.lengths
  ).sets(\DecodingOptions.maximumLength)
  static let weights = Option.choice(
    "weights", "PRECISION", NumberFormat.weights, auto: .fastestWeights,
    help: {
      "\($0): float16 and int8 round weights to halves or bytes, which may change a word here and "
        + "there; auto: int8 where this machine multiplies bytes in hardware"
    }
  ).or(.fastestWeights, shown: "auto")
  static let noCopyUnknown = Option.flag(
    "no-copy-unknown",
    "write <unk> for an unknown word, instead of the source word attended to most", setting: false
  ).sets(\DecodingOptions.copiesUnknownWords)
  static let lexicon = Option.file(
    "lexicon", "what to write for a source word instead of copying it: WORD, a tab, TRANSLATION")

  private static let noSplit = Option.flag(
    "no-split",
    "translate a line of several sentences at once; they are split where the model was trained on "
      + "lines of one", setting: false
  ).sets(\DecodingOptions.splitsSentences)

  static let joinSubwords = Option.flag(
    "join-subwords",
    "join the pieces of words (@@ or ▁) of a model that was trained on text cut by another program"
  ).sets(\DecodingOptions.joinsSubwords)

  static let coveragePenalty = Option.number(
    "coverage-penalty", "B",
    "add B times the logarithms of what each source token was attended to in all, at most 1, to the "
      + "scores of what the search found", in: .notNegative
  ).sets(\DecodingOptions.coveragePenalty)
  static let minLength = Option.integer(
    "min-length", "N", "tokens of a translation at least",
    in: 0...DecodingOptions.lengths.upperBound
  ).sets(\DecodingOptions.minimumLength)
  static let maxOutput = Option.integer(
    "max-output", "N", "tokens of a translation at most", in: DecodingOptions.lengths,
    default: "twice the source's and 11"
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
      "no-repeat-ngram", "N", "a translation holds no N tokens in a row twice",
      in: DecodingOptions.nGrams, default: "it may"
    ).sets(optional: \.noRepeatNGram),
    forbidUnknown,
    Option.text(
      "prefix", "TEXT", "words that each translation begins with", default: "none"
    ).sets(\.prefix, shown: { _ in nil }),
    sentenceBatch, longestLine, noSplit, joinSubwords, noCopyUnknown,
  ]
  /// The same with what no options value holds, in the order of the help.
  static let translation: [any OptionDeclaration] =
    decoding.dropLast() + [weights, noCopyUnknown, lexicon]

  // MARK: - Sampling

  static let sample = Option.flag(
    "sample",
    "draw translations token by token instead of searching for the most probable ones; a line's "
      + "depend on the seed and on its number alone"
  ).sets(\DecodingOptions.samples)
  static let sampling: [Setting<DecodingOptions>] = [
    sample, temperature.sets(\.temperature), topK.sets(optional: \.topK), topP.sets(\.topP),
  ]
  static let samplingSeed = seed.saying("of what is drawn").sets(\DecodingOptions.seed)
  static let wordScores = Option.flag(
    "word-scores",
    "write the log-probability of each token behind its translation, after a tab, the end symbol's "
      + "last; with \(json) the tokens too"
  ).sets(\DecodingOptions.tokenScores)

  // MARK: - Text of a language model

  static let prompt = Option.text(
    "prompt", short: "p", "TEXT", "what to go on with", default: "a new line")
  static let length = Option.integer(
    "length", short: "n", "N", "tokens at most", in: GenerationOptions.lengths)
  static let temperature = Option.number(
    "temperature", "T", "below 1: more probable tokens, above: more surprising ones",
    in: .notNegative)
  static let topK = Option.integer(
    "top-k", "K", "draw from the K most probable tokens", in: 1...Int.max, default: "all")
  static let topP = Option.number(
    "top-p", "P", "draw from the fewest tokens that have probability P", in: .someShare)
  /// The most probable token is what remains as the temperature falls.
  static let greedy = Option.flag("greedy", "always the most probable token")
  static let samples = Option.integer("samples", "N", "texts", in: GenerationOptions.counts)

  static let generation: [Setting<GenerationOptions>] = [
    length.sets(\.length),
    Option.integer(
      "lines", "N", "lines", in: 1...Int.max,
      default: "any number, 1 of a model of lines, which draws each anew"
    ).sets(optional: \.lines),
    temperature.sets(\.temperature), topK.sets(optional: \.topK), topP.sets(\.topP),
    greedy.map { _ in 0 }.sets(\.temperature),
    beam.saying("search for the most probable text with N hypotheses").sets(optional: \.beam),
    samples.sets(\.samples), seed.saying("of what is drawn").sets(\.seed),
  ]
}
