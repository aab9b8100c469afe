/// What two runs must have in common for one to continue the other.
struct RunIdentity: Equatable {
  let kind: ModelKind
  /// Digest of everything that training reads.
  let corpus: String
  /// The source and target language: two names, or none.
  let languages: [String]
  /// The JSON form of all options.
  let options: String
  /// The name of the kernel set whose arithmetic makes the weights.
  let kernels: String

  /// Paths of the options that say how long a run lasts, and what it reports.
  private static let mayChange = [
    "source.embeddings", "target.embeddings",  // these are part of the corpus digest
    "run.updates", "run.epochs", "run.patience", "run.timeLimit", "run.reportInterval",
    "run.keepCheckpoints",
  ]
  /// Paths of what follows from the corpus and the other options.
  private static let derived = [
    "configuration.sourceVocabulary", "configuration.targetVocabulary", "configuration.vocabulary",
    "configuration.shareEmbeddings", "scale.pairs", "scale.targetTokens", "scale.isSpelled",
  ]
  /// Paths of options that others decide where they are not given; errors name those others first.
  private static let decided = ["shareEmbeddings", "tieEmbeddings"] + TrainingOptions.suitedPaths

  /// Options of both sides in runs from before each side had its own.
  private static let ofBothSides = [
    "tokenizer", "lowercase", "normalize", "minimumFrequency", "vocabularySize",
  ]

  /// The leaves of the options, by their present paths.
  private var leaves: [String: String] {
    var leaves = jsonLeaves(options) ?? [:]
    // Where the file lies does not matter; its merges are part of the corpus digest.
    for name in ["source.bpeCodes", "target.bpeCodes", "text.bpeCodes"] where leaves[name] != nil {
      leaves[name] = "a file"
    }
    for name in Self.ofBothSides {
      guard let value = leaves.removeValue(forKey: name) else { continue }
      for part in kind == .translator ? ["source", "target"] : ["text"] {
        leaves["\(part).\(name)"] = value
      }
    }
    return leaves
  }

  /// Values of options that a state lacks, since it was written before they existed.
  private var defaultLeaves: [String: String] {
    let options = TrainingOptions()
    let text =
      switch kind {
      case .translator: try? jsonText(options)
      case .languageModel: try? jsonText(LanguageModelTrainingOptions())
      }
    var leaves = text.flatMap(jsonLeaves) ?? [:]
    guard kind == .translator else { return leaves }
    leaves["shareEmbeddings"] = "off"  // as it was before there was a choice
    leaves["configuration.attentionWindow"] = "\(options.configuration.attentionWindow)"
    return leaves
  }

  /// Refuses to continue a different run. Options are checked first, since the seed and the share
  /// that is held out decide which sentences are trained on.
  ///
  /// - Parameter state: the path of the earlier run's state file.
  func check(_ earlier: RunIdentity, state: String) throws(TrainingError) {
    for (name, pair) in zip(
      ["sourceLanguage", "targetLanguage"], zip(languages, earlier.languages))
    where pair.0 != pair.1 {
      throw .otherOption(state: state, option: name, found: pair.0, expected: pair.1)
    }
    let defaults = defaultLeaves
    let found = defaults.merging(leaves) { $1 }, expected = defaults.merging(earlier.leaves) { $1 }
    let names = Set(found.keys).union(expected.keys).subtracting(Self.mayChange + Self.derived)
    let order = names.sorted {
      (Self.decided.contains($0) ? 1 : 0, $0) < (Self.decided.contains($1) ? 1 : 0, $1)
    }
    for name in order where found[name] != expected[name] {
      throw .otherOption(
        state: state, option: name, found: found[name] ?? "nothing",
        expected: expected[name] ?? "nothing")
    }
    if earlier.corpus != corpus { throw .otherCorpus(state: state) }
    if earlier.kernels != kernels {
      throw .otherKernels(state: state, found: kernels, expected: earlier.kernels)
    }
  }

  var seed: UInt64 { jsonLeaves(options)?["run.seed"].flatMap { UInt64($0) } ?? 0 }

  /// The model's configuration within the options, by its leaves.
  var configuration: [String: String] {
    let prefix = "configuration."
    let leaves = (jsonLeaves(options) ?? [:]).filter { $0.key.hasPrefix(prefix) }
    return Dictionary(
      uniqueKeysWithValues: leaves.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
  }
}

extension RunIdentity {
  init(_ task: some TrainingTask, _ kernels: KernelSet) throws {
    self.init(
      kind: task.kind, corpus: task.corpusDigest, languages: task.languages,
      options: try jsonText(task.options),
      kernels: kernels.arithmetic(task.run.precision).rawValue)
  }
}
