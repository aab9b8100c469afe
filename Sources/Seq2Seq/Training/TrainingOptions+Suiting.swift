extension TrainingOptions {
  /// Options that suit a corpus: size, regularization, batches and schedule follow from how many pairs
  /// there are, how many different words are written, and whether letters or words are read. The
  /// figures behind each choice are in the article `Recipes`.
  ///
  /// - Parameters:
  ///   - pairs: of training.
  ///   - text: how they become tokens, where that is decided; nothing else of it is looked at.
  /// - Throws: as reading a file of merges does.
  public init(suiting pairs: [SentencePair], text: TrainingOptions = TrainingOptions()) throws {
    try self.init(suiting: SentencePairs(pairs), text: text)
  }

  /// The same for pairs as they are read.
  package init(suiting pairs: SentencePairs, text: TrainingOptions) throws {
    self.init(suiting: try CorpusScale(pairs, text))
  }

  /// The same for a corpus of which no more is known.
  package init(suiting scale: CorpusScale) {
    self.init(suiting: scale.kind)
    self.scale = scale
  }

  /// What all corpora of a kind have in common.
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
      fallAllTheWay(warmup: 300)
    case .some: configuration.dropout = DropoutRates(0.3)
    case .plain: break
    case .rich:
      setSize(256)
      configuration.dropout = DropoutRates(0.3)
      run.batch = 64
      run.learningRate = 8e-3
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

  /// A schedule that is worth most at its end, with an average of the weights, which the high rates
  /// before it need.
  private mutating func fallAllTheWay(warmup: Int) {
    run.schedule = .cosine
    run.warmup = warmup
    run.averageDecay = 0.999
    run.patience = 0
  }

  /// Paths of what differs between kinds of corpora.
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
    /// Some hundred sentences.
    case few
    /// Some thousand sentences.
    case some
    /// Some ten thousand sentences, and more, of few different words.
    case plain
    /// Some ten thousand sentences of many different words.
    case rich
    /// Some hundred thousand sentences, and more.
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

  /// Updates in which what there is to learn is learned: passes through a small corpus, but no fewer
  /// than attention takes to find its words, and no more than a patient person waits for.
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
