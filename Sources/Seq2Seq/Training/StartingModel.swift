/// A model that training starts from, and what is kept of the run that trained it.
package struct StartingModel: Sendable {
  package let model: TranslationModel
  /// A digest of everything that decides what the model does.
  let digest: String
  /// Its run, whose optimizer state is kept; nil: a new optimizer.
  private let run: TrainingState?

  /// - Parameter state: the state file of the run that trained the model, whose moments are kept.
  /// - Throws: what reading a state throws; `TrainingError.otherRun` where the state is of a
  ///   different run.
  package init(_ model: TranslationModel, keepingOptimizerOf state: String? = nil) throws {
    self.model = model
    digest = try model.digest()
    guard let state else {
      run = nil
      return
    }
    let earlier = try TrainingState(path: state, kind: .translator)
    guard earlier.identity.corpus == model.summary.corpus,
      earlier.identity.seed == model.summary.seed
    else { throw TrainingError.otherRun(state: state) }
    run = earlier
  }

  /// The rate to which validations have lowered that of the run whose optimizer is kept.
  package var learningRate: Float? { run?.progress.learningRate }

  /// Updates that the optimizer's moments have seen; nil: a new optimizer.
  var updates: Int? { run.map { $0.progress.update + ($0.progress.updatesBefore ?? 0) } }

  /// Whether an option belongs to the model and cannot be changed by training: sizes and switches
  /// except dropout, and how text becomes tokens.
  private static func isFixed(_ path: String, _ options: TrainingOptions) -> Bool {
    let vocabularies = ["configuration.sourceVocabulary", "configuration.targetVocabulary"]
    if path.hasPrefix("configuration.") {
      return !vocabularies.contains(path) && !path.lowercased().contains("dropout")
    }
    let fixed =
      ["tokenizer", "merges", "bpeCodes", "lowercase", "normalize", "vocabularySize"]
      + (options.extendVocabulary ? [] : ["minimumFrequency"])
    return ["tieEmbeddings", "shareEmbeddings", "sharedVocabulary"].contains(path)
      || path == "run.optimizer"
      || fixed.contains { path == "source.\($0)" || path == "target.\($0)" }
  }

  /// Refuses options that differ from the model's.
  func check(_ options: TrainingOptions) throws {
    var own = TrainingOptions(startingFrom: model)
    own.optimizer = options.optimizer
    var expected = jsonLeaves(try jsonText(own)) ?? [:]
    if let run, let kind = jsonLeaves(run.identity.options)?["run.optimizer"] {
      expected["run.optimizer"] = kind
    }
    let found = jsonLeaves(try jsonText(options)) ?? [:]
    for path in Set(found.keys).union(expected.keys).sorted()
    where Self.isFixed(path, options) && found[path] != expected[path] {
      throw TrainingError.otherThanStart(
        option: path, found: found[path] ?? "nothing", expected: expected[path] ?? "nothing")
    }
  }

  /// Replaces initial weights with the model's. Rows of tokens that its vocabularies lack keep
  /// their initial values, except output rows.
  func fill(_ slab: ParameterSlab, of network: EncoderDecoder, seed: UInt64) {
    slab.takeRows(of: model.slab)
    network.initializeOutputs(
      from: model.configuration.targetVocabulary, in: slab, seed: seed)
  }

  /// Sets the optimizer's moments to those of the run; rows of words that the model lacks keep
  /// zeros.
  ///
  /// - Throws: what reading a state throws.
  func fill(moments: [(name: String, slab: ParameterSlab)]) throws {
    guard let run else { return }
    let own = ParameterSlab(model.network.layout)
    for (name, slab) in moments {
      try run.fill([(name, own)])
      slab.takeRows(of: own)
    }
  }
}

extension TrainingOptions {
  /// The defaults for training that starts from a model (fine-tuning): sizes, switches and tokens
  /// are the model's, everything else is as in any other run.
  public init(startingFrom model: TranslationModel) {
    self.init()
    let dropout = configuration.dropout
    configuration = model.configuration
    configuration.dropout = dropout
    tieEmbeddings = configuration.tieEmbeddings
    shareEmbeddings = configuration.shareEmbeddings
    source = TextOptions(of: model.source.tokenizer)
    target = TextOptions(of: model.target.tokenizer)
    sharedVocabulary =
      model.source.tokenizer == model.target.tokenizer
      && model.source.vocabulary == model.target.vocabulary
    // The model spells every word: copying would treat words that the new corpus lacks as unknown.
    if model.source.tokenizer.subwords != nil, model.source.seenWords == nil { unknownRate = 0 }
  }
}

extension TextOptions {
  fileprivate init(of tokenizer: Tokenizer) {
    self.tokenizer = tokenizer.kind
    lowercase = tokenizer.lowercase
    normalize = tokenizer.normalForm
  }
}

extension TextSide {
  /// The same side with the corpus's name for the language, and with more tokens after its own.
  func extended(_ language: String, with more: Vocabulary?) -> TextSide {
    let further = more?.tokens.filter { !vocabulary.contains($0) } ?? []
    return TextSide(
      language: language, tokenizer: tokenizer,
      vocabulary: further.isEmpty
        ? vocabulary : Vocabulary(distinct: vocabulary.tokens + further),
      seenWords: seenWords)
  }
}

extension TranslationModel {
  /// A fingerprint of what the model does, independent of its training summary and of how its
  /// weights are stored.
  fileprivate func digest() throws -> String {
    var digest = FNV1a()
    digest.add(try jsonText(configuration).utf8)
    for (name, side) in [("source", source), ("target", target)] {
      let metadata = try side.metadata(name)
      for key in metadata.keys {
        for text in [key, metadata[key] ?? ""] {
          digest.add(text.utf8)
          digest.add(CollectionOfOne(0xFF))
        }
      }
    }
    digest.add(UnsafeRawBufferPointer(slab.floats))
    return digest.hexadecimal
  }
}

extension ParameterSlab {
  /// Copies the values of a slab with the same parameters, some of which may have fewer rows.
  fileprivate func takeRows(of other: ParameterSlab) {
    for (own, old) in zip(layout.parameters, other.layout.parameters) {
      precondition(
        own.name == old.name && own.count >= old.count
          && (own.shape.count == 1 || own.columns == old.columns),
        "\(own.name) \(own.shape) cannot take \(old.name) \(old.shape)")
      let values = other.values(of: old)
      _ = UnsafeMutableBufferPointer(rebasing: floats[own.offset...]).update(
        fromContentsOf: values)
    }
  }
}

extension EncoderDecoder {
  /// The most by which added words increase the normalizing sum of the softmax before anything is
  /// learned about them.
  private static let share = 0.01

  /// Sets the rows of the output layer from `first` on, and their biases, so that the probabilities
  /// of earlier words are expected to change by at most a hundredth: the mean row and mean bias of
  /// the earlier words, less a constant, plus a little noise, so that the new words differ.
  ///
  /// With n words of Z = Σ exp(z_i) the mean logit z̄ has exp(z̄) ≤ Z / n, so that m new words add in
  /// the mean at most m/n · exp(−c + ½σ²) Z for noise of variance σ² ≤ 1 in a logit.
  /// Source: the mean of the old rows, Hewitt 2021, "Initializing New Word Embeddings for Pretrained
  /// Language Models"; the constant is ours.
  fileprivate func initializeOutputs(from first: Int, in slab: ParameterSlab, seed: UInt64) {
    let weight = output.linear.weight, rows = slab[weight]
    guard first < rows.rows, let bias = output.linear.bias else { return }
    let biases = slab[bias].row(0)
    var mean = [Double](repeating: 0, count: rows.columns), meanBias = 0.0
    for i in 0..<first {
      for j in mean.indices { mean[j] += Double(rows.row(i)[j]) }
      meanBias += Double(biases[i])
    }
    let added = Double(rows.rows - first) / Double(first)
    let lowered = Float(max(0, log(added / Self.share) + 0.5))
    let deviation = 1 / Float(rows.columns).squareRoot()
    var random = RandomStream(seed: seed, use: .furtherOutputs, moment: 0)
    for i in first..<rows.rows {
      for j in mean.indices {
        rows.row(i)[j] = Float(mean[j] / Double(first)) + random.normal() * deviation
      }
      biases[i] = Float(meanBias / Double(first)) - lowered
    }
  }
}
