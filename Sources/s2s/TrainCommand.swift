import Seq2Seq

enum TrainCommand: Command {
  static let name = "train"
  static let summary = "learn a translator from pairs of sentences"
  static let usage = "[OPTION…]"
  static let details = """
    Learns to translate from aligned sentences, keeps the model that does best on the validation \
    part, and says what to run next. Ctrl-C saves the run; --resume goes on with it.
    """

  static let groups: [OptionGroup] = {
    let o = TrainingOptions()
    return [
      OptionGroup(
        "Corpus",
        [
          Option(
            "corpus", "DIR",
            "folder with train.L1 and train.L2, perhaps valid.L1 and valid.L2; default: "
              + CorpusChoice.defaultFolder),
          Option("from", "L", "language to translate from, the extension of its files"),
          Option("to", "L", "language to translate to"),
          Option("source", "FILE", "sentences to translate from, instead of a folder"),
          Option("target", "FILE", "their translations, line by line"),
          Option("valid-source", "FILE", "the same for validation"),
          Option("valid-target", "FILE", "the same for validation"),
          Option("pairs", "FILE", "both sides in one file, separated by a tab"),
          Option(
            "held-out", "SHARE",
            "part of the pairs to validate on where no validation set is given; default: "
              + "\(o.heldOutShare)"),
          Option("tokenizer", "KIND", RunChoice.names(TokenizerKind.self) + "; default: \(o.tokenizer)"),
          Option("lowercase", "fold case"),
          Option("min-frequency", "N", "rarer words are unknown; default: \(o.minimumFrequency)"),
          Option("vocabulary-size", "N", "words of a language at most; default: all"),
          Option("shared-vocabulary", "one vocabulary for both languages"),
          Option("max-length", "N", "leave out longer pairs; default: \(o.maximumLength) tokens"),
        ]),
      OptionGroup(
        "Model",
        [
          Option(
            "attention", short: "a", "KIND",
            RunChoice.names(AttentionKind.self) + "; default: \(o.configuration.attention)"),
          Option(
            "cell", "KIND",
            RunChoice.names(CellKind.self) + ", of encoder and decoder; default: \(o.configuration.cell)"),
          Option("embedding", "N", "length of word vectors; default: \(o.configuration.embedding)"),
          Option(
            "hidden", "N",
            "units of the decoder, half of them in each direction of the encoder; default: "
              + "\(o.configuration.hidden)"),
          Option("encoder-layers", "N", "default: \(o.configuration.encoderLayers)"),
          Option("decoder-layers", "N", "default: \(o.configuration.decoderLayers)"),
          Option("unidirectional", "read the source in one direction only"),
          Option("no-input-feeding", "do not feed the attentional vector back (luong)"),
          Option("tie-embeddings", "output weights are the target embedding"),
          Option(
            "dropout", "P", "at every site; default: \(o.configuration.dropout.sourceEmbedding)"),
          Option("label-smoothing", "P", "default: \(o.labelSmoothing)"),
        ]),
      OptionGroup(
        "Schedule",
        [
          Option("batch", short: "b", "N", "sentences in an update; default: \(o.batch)"),
        ] + RunChoice.schedule(o)),
      OptionGroup(
        "Run",
        [
          Option(
            "model", short: "m", "FILE",
            "what to write; default: \(ModelChoice.folder)/CORPUS-ATTENTION.safetensors"),
        ] + RunChoice.run),
    ]
  }()

  static let examples = [
    "s2s train --attention luong",
    "s2s train --corpus corpora/crow --attention bahdanau",
    "s2s train --corpus my-corpus --from en --to de --hidden 512 --embedding 256",
    "s2s train --pairs names.tsv --tokenizer characters",
  ]

  static func run(_ arguments: Arguments, words: [String]) throws -> Int32 {
    if let extra = arguments.operands.first { throw UsageError.unexpectedArgument(extra) }
    let start = try RunChoice.start(arguments)
    let choice = try CorpusChoice(arguments)
    let options = try trainingOptions(arguments)
    let threads = try arguments.integer("threads", in: 1...256) ?? availableCores
    let quiet = arguments.has("quiet")
    let read = try choice.read()
    let corpus = try TrainingCorpus(
      train: read.train.pairs, valid: read.valid?.pairs, sourceLanguage: read.source,
      targetLanguage: read.target, options: options)
    let model =
      arguments.text("model")
      ?? ModelChoice.newPath("\(choice.name)-\(options.configuration.attention)")
    let trainer = try Trainer(
      corpus: corpus, options: options, files: TrainingFiles(model: model), start: start,
      threads: threads)
    if !quiet {
      describe(read, corpus, trainer, threads: threads, model: model)
    }

    let outcome = try RunChoice.follow(quiet: quiet, words: words, trainer.run)
    if outcome.end == .interrupted { return 128 + Interruption.signalNumber }
    try RunChoice.printResult(outcome, model: model, json: arguments.has("json"))
    if !quiet { suggest(corpus.sample, model: model) }
    return 0
  }

  /// The defaults, changed by what is given.
  private static func trainingOptions(_ a: Arguments) throws(UsageError) -> TrainingOptions {
    var o = TrainingOptions()
    let share = { (x: Float) in x >= 0 && x < 1 }
    let positive = 1...Int.max
    if let v = try a.choice("attention", AttentionKind.self) { o.configuration.attention = v }
    if let v = try a.choice("cell", CellKind.self) { o.configuration.cell = v }
    if let v = try a.integer("embedding", in: positive) { o.configuration.embedding = v }
    if let v = try a.integer("hidden", in: positive) { o.configuration.hidden = v }
    if let v = try a.integer("encoder-layers", in: positive) { o.configuration.encoderLayers = v }
    if let v = try a.integer("decoder-layers", in: positive) { o.configuration.decoderLayers = v }
    o.configuration.bidirectional = !a.has("unidirectional")
    o.configuration.inputFeeding = !a.has("no-input-feeding")
    if a.has("no-input-feeding"), o.configuration.attention == .bahdanau {
      throw .conflict("--no-input-feeding", "--attention \(o.configuration.attention)")
    }
    o.configuration.tieEmbeddings = a.has("tie-embeddings")
    if let v = try a.number("dropout", "a number from 0 to below 1", share) {
      o.configuration.dropout = DropoutRates(v)
    }
    if let v = try a.choice("tokenizer", TokenizerKind.self) { o.tokenizer = v }
    o.lowercase = a.has("lowercase")
    o.sharedVocabulary = a.has("shared-vocabulary")
    if let v = try a.integer("min-frequency", in: positive) { o.minimumFrequency = v }
    o.vocabularySize = try a.integer("vocabulary-size", in: 4...Int.max)
    if let v = try a.integer("max-length", in: positive) { o.maximumLength = v }
    if let v = try a.number("held-out", "a number above 0 and below 1", { $0 > 0 && $0 < 1 }) {
      o.heldOutShare = Double(v)
    }
    if let v = try a.number("label-smoothing", "a number from 0 to below 1", share) {
      o.labelSmoothing = v
    }
    try RunChoice.read(a, into: &o)
    return o
  }

  private static func describe(
    _ read: CorpusChoice.Text, _ corpus: TrainingCorpus, _ trainer: Trainer, threads: Int,
    model: String
  ) {
    var left: [String] = []
    if read.train.skipped > 0 { left.append("\(grouped(read.train.skipped)) with an empty side") }
    if corpus.tooLong > 0 { left.append("\(grouped(corpus.tooLong)) too long") }
    let validation =
      corpus.heldOut > 0
      ? "\(grouped(corpus.heldOut)) held out" : "\(grouped(corpus.validationPairs)) for validation"
    Stream.error.line(
      "\(read.source) → \(read.target): \(grouped(corpus.trainingPairs)) pairs, \(validation)"
        + (left.isEmpty ? "" : ", left out " + left.joined(separator: " and "))
        + "; \(grouped(corpus.sourceVocabularySize)) and "
        + "\(grouped(corpus.targetVocabularySize)) words")
    Stream.error.line(
      "\(grouped(trainer.parameterCount)) parameters, \(threads) thread\(threads == 1 ? "" : "s"), "
        + "\(KernelSet.preferred) kernels; writing \(model)")
  }

  /// A sentence of the corpus to try, and the model where it is not the one that is found.
  private static func suggest(_ sentence: String?, model: String) {
    guard let sentence else { return }
    let found = try? ModelChoice.path(named: nil)
    let named = found == model ? "" : " --model \(shellQuoted(model))"
    let end = sentence.utf8.first == UInt8(ascii: "-") ? " --" : ""
    Stream.error.line("next: \(invocation) translate\(named)\(end) \(shellQuotedSentence(sentence))")
  }
}
