/// Checks a corpus for faults.
///
/// What is usual (lengths, letters, spacing) is measured on the training part. Apart from the text,
/// the check takes about 100 bytes per pair.
package struct CorpusCheck: Sendable {
  /// A part of a corpus.
  package struct Part: Sendable {
    /// `train`, `valid`, `test`.
    package let name: String
    package let text: ParallelText

    package init(name: String, text: ParallelText) {
      self.name = name
      self.text = text
    }
  }

  /// How training reads a side.
  package struct Reading: Sendable {
    /// nil where training refuses the corpus: then tokens are words, and no finding depends on
    /// them.
    let side: TextSide?

    package init(_ side: TextSide?) { self.side = side }

    func tokenCount(_ line: String) -> Int {
      side?.tokenCount(line) ?? Self.words.tokenize(line).count
    }

    private static let words = Tokenizer(kind: .words)

    /// Whether words end at spaces alone and stay whole.
    var cutsAtSpaces: Bool {
      side?.tokenizer.kind == .words || side?.tokenizer.kind == .some(.none)
    }
  }

  /// What a side of the training part holds.
  package struct SideSummary: Sendable, Equatable {
    package let tokens: Int
    package let characters: Int
    /// Tokens of a line.
    package let tokensPerLine: Quantiles
    package let charactersPerLine: Quantiles
  }

  private static let bytesPerPair = 100

  package let source: SideSummary
  package let target: SideSummary
  /// How well the vocabularies cover the validation part; nil without a validation part or a
  /// vocabulary.
  package let unknown: (source: VocabularyCoverage, target: VocabularyCoverage)?
  /// In the order of the kinds, then of the parts, then source before target.
  package let findings: [CorpusFinding]

  /// - Parameters:
  ///   - parts: training first, then others; `valid` is read as validation is.
  ///   - maximumLength: the most tokens that a side may have in training.
  ///   - longestValidation: the same for other parts.
  package init(
    _ parts: [Part], source sourceReading: Reading, target targetReading: Reading,
    maximumLength: Int, longestValidation: Int = .max
  ) {
    precondition(!parts.isEmpty, "a corpus has a training part")
    requireMemory(Self.bytesPerPair * parts.reduce(0) { $0 + $1.text.pairs.count })
    let readings = [sourceReading, targetReading]
    let training = parts[0]
    let scan = PartScan(training, readings, maximumLength: maximumLength)
    source = scan.sides[0].summary
    target = scan.sides[1].summary
    var found = scan.findings + scan.sideFindings(readings)
    let letters = LetterModel(training.text.pairs)
    let ratios = LengthRatios(scan.sides[0].characters, scan.sides[1].characters)
    let repeats = RepeatedPairs(training)
    found += repeats.findings
    var unknown: (source: VocabularyCoverage, target: VocabularyCoverage)?
    for (place, part) in parts.enumerated() {
      let own = place == 0 ? scan : PartScan(part, readings, maximumLength: longestValidation)
      found += PairScan(part, own, letters, ratios, isTraining: place == 0).findings
      if place == 0 { continue }
      found += own.findings + repeats.findings(of: part) + scan.spacingFindings(against: own)
      if part.name == "valid", let x = sourceReading.side, let y = targetReading.side {
        let sides = (
          source: VocabularyCoverage(part.text.pairs.lazy.map(\.source), x),
          target: VocabularyCoverage(part.text.pairs.lazy.map(\.target), y)
        )
        unknown = sides
        found += [
          sides.source.finding(in: part.name, .source),
          sides.target.finding(in: part.name, .target),
        ].compactMap { $0 }
      }
    }
    self.unknown = unknown
    findings = Self.ordered(found)
  }

  /// Ordered by kind; findings of one kind keep their order.
  private static func ordered(_ findings: [CorpusFinding]) -> [CorpusFinding] {
    CorpusFinding.Kind.allCases.flatMap { kind in findings.filter { $0.kind == kind } }
  }
}
