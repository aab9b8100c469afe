import Seq2Seq

extension Options {
  // MARK: - Corpus

  /// A default that depends on the corpus.
  static let suitsCorpus = "what suits the corpus"

  static let corpus = Option.text(
    "corpus", "DIR", "folder with train.L1 and train.L2, perhaps valid.L1 and valid.L2",
    default: CorpusChoice.defaultFolder)
  static let from = language("from", "language to translate from, the extension of its files")
    .sets(optional: \Languages.sourceLanguage)
  static let to = language("to", "language to translate to").sets(
    optional: \Languages.targetLanguage)
  static let source = Option.file("source", "sentences to translate from, instead of a folder")
  static let target = Option.file("target", "their translations, line by line")
  static let validSource = Option.file("valid-source", "the same for validation")
  static let validTarget = Option.file("valid-target", "the same for validation")
  static let pairs = Option.file(
    "pairs",
    "both sides in one file, separated by a tab, or by ||| between blanks, or a folder of such files "
      + "that end in .tsv; with \(corpus): further pairs to train on"
  ).repeatable
  static let validPairs = Option.file("valid-pairs", "the same for validation").repeatable

  private static func language(_ name: String, _ help: String) -> Option<String> {
    Option(name, "L", help, expected: "a language's name of 1 to 64 characters") { word in
      !word.isEmpty && TextSide.isLanguage(word) ? word : nil
    }
  }

  static let guidedAlignment = Option.file(
    "guided-alignment",
    "word alignments to teach attention, a line of i-j for each training pair, as "
      + "'\(AlignCommand.name)' writes them")
  static let guidedAlignmentWeight = Option.number(
    "guided-alignment-weight", "W",
    "weight of the loss of attending elsewhere, relative to that of the words", in: .notNegative
  ).sets(\TrainingOptions.guidedAlignmentWeight)

  // MARK: - Reading

  static let heldOut = heldOut(
    "share of the pairs to validate on where no validation set is given", in: .properShare)
  static let sharedVocabulary = Option.flag(
    "shared-vocabulary", "one vocabulary for both languages")
  static let heldOutSeed = Option.integer(
    "held-out-seed", "N", "seed that chooses these pairs", in: 0...UInt64.max,
    default: "that of the run")
  static let tokenizer = Option.choice(
    "tokenizer", "KIND", TokenizerKind.allCases, default: "what suits the text")
  static let lowercase = Option.flag("lowercase", "fold case")
  static let normalize = Option.choice(
    "normalize", "FORM", NormalForm.allCases,
    default: "nfc, or nfd for Hangul read in \(TokenizerKind.characters)",
    help: { "\($0): Unicode normal form of the text" })
  static let minFrequency = Option.integer(
    "min-frequency", "N", "rarer tokens are unknown", in: 1...Int.max)
  static let vocabularySize = Option.integer(
    "vocabulary-size", "N", "greatest size of a vocabulary", in: 4...Int.max,
    default: "all tokens")

  static let bpeCodes = Option.file(
    "bpe-codes", "merges as subword-nmt writes them, for words that white space separates",
    default: "learned")

  /// How a text becomes tokens.
  static let text: [Setting<TextOptions>] = [
    tokenizer.sets(optional: \.tokenizer),
    Option.integer(
      "merges", "N", "merges of the tokenizer \(TokenizerKind.bpe)", in: 0...10_000_000,
      default: "what suits the text: 1,000 to 32,000"
    ).sets(optional: \.merges),
    bpeCodes.sets(optional: \.bpeCodes),
    lowercase.sets(\.lowercase),
    normalize.sets(optional: \.normalize), minFrequency.sets(\.minimumFrequency),
    vocabularySize.sets(optional: \.vocabularySize),
  ]
  /// The same options for one side.
  static let sides: [Setting<TrainingOptions>] =
    text.map { $0.within(\.source).of("source") } + text.map { $0.within(\.target).of("target") }
  static let maxLength = Option.integer(
    "max-length", "N", "leave out longer pairs", in: 1...Int.max)

  static func heldOut(
    _ help: String, in range: NumberRange, default defaultText: String? = nil
  ) -> Option<Double> {
    Option.number("held-out", "SHARE", help, in: range, default: defaultText).map(\.sameDigits)
  }

  static let reading: [Setting<TrainingOptions>] =
    [
      heldOut.sets(\.heldOutShare), heldOutSeed.sets(optional: \.heldOutSeed),
    ] + text.map { $0.within(\.source, \.target) } + [
      sharedVocabulary.sets(\.sharedVocabulary),
      Option.number(
        "unknown-rate", "SHARE",
        "share of the pairs in which a word and its translation are shown as unknown, so that "
          + "unknown names are copied", in: .share,
        default:
          "\(TrainingOptions.wordUnknownRate) where both sides are read in \(TokenizerKind.words) or \(TokenizerKind.bpe), else 0"
      ).sets(optional: \.unknownRate),
      maxLength.sets(\.maximumLength, shown: { "\($0) tokens" }),
    ]

  // MARK: - Starting from a model

  static let startFrom: Option<String> = {
    var option = Option.file(
      "start-from",
      "begin with this model's weights, sizes, tokens and vocabularies; \(BuiltInModel.word): the "
        + "model in the program")
    option.facts.properties = ["startFrom"]
    return option
  }()
  static let extendVocabulary: Setting<TrainingOptions> = Option.flag(
    "extend-vocabulary", "add tokens of the corpus that the model of \(startFrom) lacks"
  ).sets(\.extendVocabulary)
  static let keepOptimizer: Option<Bool> = {
    var option = Option.flag(
      "keep-optimizer",
      "continue with the optimizer of the run that trained the model of \(startFrom), whose state file "
        + "is beside it, and with its learning rate unless one is given")
    option.facts.properties = ["keepsOptimizer"]
    return option
  }()

  /// Word vectors for both sides, and for each side.
  static let embeddings: [Setting<TrainingOptions>] = {
    let option: Setting<TextOptions> = Option.file(
      "embeddings",
      "word vectors to begin with, one per line, in the text format of word2vec, fastText or GloVe, "
        + "with \(embedding) numbers each"
    ).sets(optional: \.embeddings)
    return [
      option.within(\.source, \.target), option.within(\.source).of("source"),
      option.within(\.target).of("target"),
    ]
  }()

  // MARK: - Model

  static let attention = Option.choice("attention", short: "a", "KIND", AttentionKind.allCases)
  static let attentionWindow = Option.integer(
    "attention-window", "D",
    "source words that are attended to on each side of the center ("
      + AttentionKind.allCases.filter(\.hasWindow).map(\.rawValue).joined(separator: ", ") + ")",
    in: ModelConfiguration.windows)
  static let cell = Option.choice("cell", "KIND", CellKind.allCases)
  static let embedding = Option.integer(
    "embedding", "N", "length of word vectors", in: ModelConfiguration.sizes)
  static let hidden = Option.integer(
    "hidden", "N", "units of the decoder, half of them in each direction of the encoder",
    in: ModelConfiguration.sizes)
  static let unidirectional = Option.flag(
    "unidirectional", "read the source in one direction only", setting: false)
  static let noInputFeeding = Option.flag(
    "no-input-feeding",
    "do not feed the attentional vector back ("
      + AttentionKind.allCases.filter(\.allowsInputFeeding).map(\.rawValue).joined(separator: ", ")
      + ")", setting: false)
  static let tieEmbeddings = Option.flag(
    "tie-embeddings",
    "use the target embedding as output weights, which is the default where embedding and hidden "
      + "are equal")
  static let noTieEmbeddings = Option.flag(
    "no-tie-embeddings", "use separate output weights", setting: false)
  static let noShareEmbeddings = Option.flag(
    "no-share-embeddings", "use an embedding for each side, even if they share the vocabulary",
    setting: false)
  static let dropout = Option.number(
    "dropout", "P", "dropout probability at every site", in: .shareBelowAll)

  static let translator: [Setting<TrainingOptions>] = [
    attention.sets(\.configuration.attention),
    attentionWindow.sets(\.configuration.attentionWindow),
    cell.saying(cell.facts.help + ": cell of encoder and decoder").sets(\.configuration.cell),
    embedding.sets(\.configuration.embedding), hidden.sets(\.configuration.hidden),
    Option.integer("encoder-layers", in: ModelConfiguration.layers)
      .sets(\.configuration.encoderLayers),
    Option.integer("decoder-layers", in: ModelConfiguration.layers)
      .sets(\.configuration.decoderLayers),
    unidirectional.sets(\.configuration.bidirectional),
    noInputFeeding.sets(\.configuration.inputFeeding),
    tieEmbeddings.sets(optional: \.tieEmbeddings), noTieEmbeddings.sets(optional: \.tieEmbeddings),
    noShareEmbeddings.sets(optional: \.shareEmbeddings),
    dropout.map { DropoutRates($0) }
      .sets(\.configuration.dropout, shown: { shownValue($0.sourceEmbedding) }),
    Option.number(
      "recurrent-dropout", "P", "dropout probability of recurrent weights", in: .shareBelowAll
    )
    .sets(\.recurrentDropout),
    Option.number("label-smoothing", "P", in: .shareBelowAll).sets(\.labelSmoothing),
    Option.number(
      "r-drop", "W",
      "weight of the divergence between two passes over each pair; takes twice the time",
      in: .notNegative
    ).sets(\.consistency),
  ]

  // MARK: - Run

  static let resume = Option.flag("resume", "continue an interrupted run; repeat its options")
  static let newLearningRate = Option.number(
    "new-learning-rate", "R",
    "with \(resume): continue with this highest rate, from which the schedule goes on",
    in: .positive)
  static let restart = Option.flag("restart", "begin anew over an interrupted run")

  /// - Parameter defaultText: where the model is written.
  static func run(model defaultText: String) -> [any OptionDeclaration] {
    [
      model.saying("what to write", default: defaultText), resume, newLearningRate, restart,
      json.saying("print the result as JSON"),
    ]
  }
}

/// The languages that a corpus is read in, where they are named.
struct Languages: OptionValues {
  var sourceLanguage: String?
  var targetLanguage: String?
}
