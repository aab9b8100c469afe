/// A test set examined sentence by sentence, by the length of the references, and by the frequency
/// of words, for one system or for two side by side.
///
/// Where there are several references, a translation is compared with the one that needs the fewest
/// word edits, the first of equal ones.
/// Source: after compare-mt, Neubig et al. 2019, §2 and §3.
package struct TestSetComparison: Sendable {
  /// The measure that sentences are ordered by; for one segment it is sacreBLEU's `sentence_chrf`,
  /// but 100 for an empty output of an empty reference, for which sacreBLEU has 0.
  package static let sentenceMeasure = Measure.chrF

  package struct Sentence: Sendable {
    package let source: String?
    /// Each system's output. Words that differ from the reference are marked with 1.
    package let outputs: [MarkedText]
    /// Bit i of a mark: the words are missing in the output of system i, which was compared with this
    /// reference.
    package let references: [MarkedText]
    /// Each system's score, by `sentenceMeasure`.
    package let scores: [Double]
    /// Words of the first reference.
    package let length: Int
  }

  package private(set) var sentences: [Sentence] = []
  package let lengths: [LengthBucket]
  package let frequencies: [FrequencyBucket]

  /// - Parameters:
  ///   - systems: at most 8, measured with the same references.
  ///   - sources: the source of each sentence; nil: not known.
  ///   - references: the references of each sentence, at least one.
  ///   - training: the file whose words are counted for `frequencies`; nil: the references' words
  ///     are counted.
  /// - Throws: `CorpusError` where the file cannot be read, or is empty.
  package init(
    _ systems: [MeasuredSystem], sources: [String]?, references: [[String]],
    tokenizer: BLEUTokenizer, lowercase: Bool, training: String?
  ) throws(CorpusError) {
    func words(_ text: String) -> ComparedWords {
      ComparedWords(text, tokenizer: tokenizer, lowercase: lowercase)
    }
    var frequencies = WordFrequencies()
    var pairs = systems.map { _ in [FrequencyBucket.Pair]() }
    for (line, texts) in references.enumerated() {
      let expected = texts.map(words), expectedNumbers = expected.map { frequencies.number($0) }
      if training == nil { for numbers in expectedNumbers { frequencies.count(numbers) } }
      var marks = expected.map { [UInt8](repeating: 0, count: $0.words.count) }
      var outputs: [MarkedText] = []
      for (system, measured) in systems.enumerated() {
        let found = words(measured.hypotheses[line]), numbers = frequencies.number(found)
        let differences = expectedNumbers.map { WordDifference(numbers, $0) }
        guard
          let nearest = differences.indices.min(by: {
            differences[$0].edits < differences[$1].edits
          })
        else { preconditionFailure("a translation without a reference") }
        outputs.append(
          MarkedText(found, marks: differences[nearest].hypothesis.map { $0 ? 1 : 0 }))
        for (word, differs) in differences[nearest].reference.enumerated() where differs {
          marks[nearest][word] |= 1 << UInt8(system)
        }
        pairs[system].append(.init(output: numbers, reference: expectedNumbers[nearest]))
      }
      sentences.append(
        Sentence(
          source: sources?[line], outputs: outputs,
          references: zip(expected, marks).map { MarkedText($0, marks: $1) },
          scores: systems.map { Self.score($0, line) },
          length: expected.first?.words.count ?? 0))
    }
    if let training {
      let file = try TextFileReader(path: training)
      while let line = try file.next() { frequencies.count(words(line)) }
      if file.linesRead == 0 { throw .emptyFile(path: training) }
    }
    lengths = LengthBucket.buckets(systems, lengths: sentences.map(\.length))
    self.frequencies = FrequencyBucket.buckets(pairs, counts: frequencies.counts)
  }

  /// chrF of a text that equals its reference is 100, unless both are empty: these have no n-gram. They
  /// take nothing from a corpus' score, as they add nothing to its sums, and are an exact match.
  private static func score(_ system: MeasuredSystem, _ line: Int) -> Double {
    system[.exactMatch].score(of: [line]) == 100 ? 100 : system[sentenceMeasure].score(of: [line])
  }
}
