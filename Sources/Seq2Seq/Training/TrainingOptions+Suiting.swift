extension TrainingOptions {
  /// Options that suit a corpus: size, regularization, batches and schedule follow from the number
  /// of pairs, the number of different target words, and whether letters or words are read. The
  /// figures behind each choice are in the article `Recipes`.
  ///
  /// - Parameters:
  ///   - pairs: the training pairs.
  ///   - text: what is decided already: how the pairs become tokens, and the optimizer; its other
  ///     options are ignored.
  /// - Throws: what reading a file of merges throws.
  public init(suiting pairs: [SentencePair], text: TrainingOptions = TrainingOptions()) throws {
    try self.init(suiting: SentencePairs(pairs), text: text)
  }

  /// The same for pairs as they are read.
  ///
  /// - Throws: what reading a file of merges throws.
  package init(suiting pairs: SentencePairs, text: TrainingOptions) throws {
    self.init(suiting: try CorpusScale(pairs, text))
    if text.run.optimizer == .sgd {
      run.weightDecay = 0
      run.learningRate = RunOptions.sgdLearningRate
    }
  }

  /// The same for a corpus of which only the scale is known.
  package init(suiting scale: CorpusScale) {
    self.init(suiting: scale.kind)
    self.scale = scale
  }

  /// The options that suit all corpora of a kind.
  package init(suiting kind: CorpusScale.Kind) {
    self.init()
    switch kind {
    case .spelled:
      configuration.encoderLayers = 2
      configuration.dropout = DropoutRates(0.4)
      labelSmoothing = 0
      bestBy = .exactMatch
      fallAllTheWay(warmup: 300)
    case .few:
      configuration.dropout = DropoutRates(0.5)
      run.weightDecay = 0.1
      fallAllTheWay(warmup: 300)
    case .some:
      configuration.dropout = DropoutRates(0.3)
      run.weightDecay = 0.1
    case .plain: break
    case .rich:
      setSize(256)
      configuration.dropout = DropoutRates(0.3)
      run.batch = 64
      run.learningRate = 8e-3
      run.weightDecay = 0.1
      fallAllTheWay(warmup: 400)
    case .large:
      setSize(512)
      run.batch = 128
      run.learningRate = 4e-3
      fallAllTheWay(warmup: 1_000)
    }
  }

  private mutating func setSize(_ size: Int) {
    configuration.embedding = size
    configuration.hidden = size
  }

  /// A schedule whose gain comes at its end, with an average of the weights, which the high rates
  /// before it need.
  private mutating func fallAllTheWay(warmup: Int) {
    run.schedule = .cosine
    run.warmup = warmup
    run.averageDecay = 0.999
    run.patience = 0
  }

  /// Paths of the options that differ between kinds of corpora.
  static let suitedPaths: [String] = {
    let kinds = CorpusScale.Kind.allCases.map { TrainingOptions(suiting: $0).leaves }
    return Set(kinds.flatMap(\.keys)).filter { path in Set(kinds.map { $0[path] }).count > 1 }
      .sorted()
  }()
}

extension CorpusScale {
  /// Kinds of corpora that differ in what suits them.
  package enum Kind: Sendable, CaseIterable {
    /// Words with their sounds, spellings or forms.
    case spelled
    /// Some hundreds of sentences.
    case few
    /// Some thousands of sentences.
    case some
    /// Tens of thousands of sentences or more, with few different words.
    case plain
    /// Tens of thousands of sentences with many different words.
    case rich
    /// Hundreds of thousands of sentences or more.
    case large
  }

  package var kind: Kind {
    if isSpelled { return .spelled }
    return switch pairs {
    case ..<1_000: .few
    case ..<10_000: .some
    case ..<300_000: targetTokens < 2_500 ? .plain : .rich
    default: .large
    }
  }

  /// Updates in which a corpus can be learned: passes through a small corpus, but no fewer than
  /// attention needs to find its words, and no more than a patient person would wait for.
  package var updates: Int {
    let (perPair, range) =
      switch kind {
      case .spelled: (1.5, 3_000...40_000)
      case .few: (0, 3_000...3_000)
      case .some: (0, 6_000...6_000)
      case .plain: (0.47, 6_000...30_000)
      case .rich: (0.31, 5_000...60_000)
      case .large: (0.04, 20_000...200_000)
      }
    let thousands = min(max(Double(pairs) * perPair / 1_000, 0), 1_000).rounded()
    return min(max(Int(thousands) * 1_000, range.lowerBound), range.upperBound)
  }
}
