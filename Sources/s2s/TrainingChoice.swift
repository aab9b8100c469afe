import Seq2Seq

/// How a command line says what to train: the corpus' reading, the model's sizes, the schedule.
enum TrainingChoice {
  /// Options of the corpus; `o` has the defaults.
  static func corpusGroup(_ o: TrainingOptions) -> OptionGroup {
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
        Option("pairs", "FILE", "both sides in one file, separated by a tab, or by |||"),
        Option("valid-pairs", "FILE", "the same for validation"),
        PairInput.columns,
        Option(
          "held-out", "SHARE",
          "part of the pairs to validate on where no validation set is given; default: "
            + "\(o.heldOutShare)"),
        Option("tokenizer", "KIND", RunChoice.names(TokenizerKind.self) + "; default: \(o.tokenizer)"),
        Option("lowercase", "fold case"),
        RunChoice.normalize,
        Option("min-frequency", "N", "rarer words are unknown; default: \(o.minimumFrequency)"),
        Option("vocabulary-size", "N", "words of a language at most; default: all"),
        Option("shared-vocabulary", "one vocabulary for both languages"),
        Option(
          "unknown-rate", "SHARE",
          "of the pairs, in which a word and its translation are shown as unknown, so that unknown "
            + "names are copied; default: \(TrainingOptions.wordUnknownRate) with the tokenizer "
            + "words, else 0"),
        Option("max-length", "N", "leave out longer pairs; default: \(o.maximumLength) tokens"),
      ])
  }

  /// Options of the model.
  static func modelGroup(_ o: TrainingOptions) -> OptionGroup {
    OptionGroup(
      "Model",
      [
        Option(
          "attention", short: "a", "KIND",
          RunChoice.names(AttentionKind.self) + "; default: \(o.configuration.attention)"),
        Option(
          "cell", "KIND",
          RunChoice.names(CellKind.self) + ", of encoder and decoder; default: "
            + "\(o.configuration.cell)"),
        Option("embedding", "N", "length of word vectors; default: \(o.configuration.embedding)"),
        Option(
          "hidden", "N",
          "units of the decoder, half of them in each direction of the encoder; default: "
            + "\(o.configuration.hidden)"),
        Option("encoder-layers", "N", "default: \(o.configuration.encoderLayers)"),
        Option("decoder-layers", "N", "default: \(o.configuration.decoderLayers)"),
        Option("unidirectional", "read the source in one direction only"),
        Option("no-input-feeding", "do not feed the attentional vector back (luong)"),
        Option(
          "tie-embeddings",
          "output weights are the target embedding; so they are by default where embedding and "
            + "hidden are equal"),
        Option("no-tie-embeddings", "output weights of their own"),
        Option(
          "dropout", "P", "at every site; default: \(o.configuration.dropout.sourceEmbedding)"),
        Option("label-smoothing", "P", "default: \(o.labelSmoothing)"),
      ])
  }

  /// `defaults`, changed by what is given.
  static func options(
    _ a: Arguments, from defaults: TrainingOptions
  ) throws(UsageError) -> TrainingOptions {
    var o = defaults
    let share = { (x: Float) in x >= 0 && x < 1 }
    let positive = 1...Int.max
    let (sizes, layers) = (ModelConfiguration.sizes, ModelConfiguration.layers)
    if let v = try a.choice("attention", AttentionKind.self) { o.configuration.attention = v }
    if let v = try a.choice("cell", CellKind.self) { o.configuration.cell = v }
    if let v = try a.integer("embedding", in: sizes) { o.configuration.embedding = v }
    if let v = try a.integer("hidden", in: sizes) { o.configuration.hidden = v }
    if let v = try a.integer("encoder-layers", in: layers) { o.configuration.encoderLayers = v }
    if let v = try a.integer("decoder-layers", in: layers) { o.configuration.decoderLayers = v }
    o.configuration.bidirectional = !a.has("unidirectional")
    o.configuration.inputFeeding = !a.has("no-input-feeding")
    if a.has("no-input-feeding"), o.configuration.attention == .bahdanau {
      throw .conflict("--no-input-feeding", "--attention \(o.configuration.attention)")
    }
    if a.has("tie-embeddings"), a.has("no-tie-embeddings") {
      throw .conflict("--tie-embeddings", "--no-tie-embeddings")
    }
    if a.has("tie-embeddings") { o.tieEmbeddings = true }
    if a.has("no-tie-embeddings") { o.tieEmbeddings = false }
    if let v = try a.number("dropout", "a number from 0 to below 1", share) {
      o.configuration.dropout = DropoutRates(v)
    }
    if let v = try a.choice("tokenizer", TokenizerKind.self) { o.tokenizer = v }
    o.lowercase = a.has("lowercase")
    if let v = try a.choice("normalize", NormalForm.self) { o.normalize = v }
    o.sharedVocabulary = a.has("shared-vocabulary")
    if let v = try a.integer("min-frequency", in: positive) { o.minimumFrequency = v }
    o.vocabularySize = try a.integer("vocabulary-size", in: 4...Int.max)
    o.unknownRate = try a.number("unknown-rate", "a number from 0 to 1", { (0...1).contains($0) })
    if let v = try a.integer("max-length", in: positive) { o.maximumLength = v }
    if let v = try a.number("held-out", "a number above 0 and below 1", { $0 > 0 && $0 < 1 }) {
      o.heldOutShare = Double(v)
    }
    if let v = try a.number("label-smoothing", "a number from 0 to below 1", share) {
      o.labelSmoothing = v
    }
    o.run = try RunChoice.options(a, from: o.run)
    return o
  }
}
