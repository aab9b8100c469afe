import Testing

@testable import Seq2Seq

/// The search for next words, chunk by chunk, compared with whole rows of logits.
@Suite struct WordSearchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let vocabulary: Int
    let kernelSet: KernelSet
    let weights: NumberFormat
    var testDescription: String { "\(vocabulary) words, \(kernelSet), \(weights)" }
  }

  /// Less than a chunk, a chunk, one word more, several.
  static let cases = [5, 512, 513, 1_700].flatMap { vocabulary in
    KernelSet.available.flatMap { set in
      NumberFormat.weights.map {
        Case(vocabulary: vocabulary, kernelSet: set, weights: $0)
      }
    }
  }

  /// An output layer with weights drawn from a seed, and rows to search from.
  struct Example {
    let layer: OutputLayer
    let context: Context
    let rows: Matrix

    init(_ example: Case, rows: Int, threads: Int, ties: Bool = false) {
      var layout = ParameterLayout()
      layer = OutputLayer(size: 37, vocabulary: example.vocabulary, tied: nil, in: &layout)
      let slab = ParameterSlab(layout)
      var numbers = SeededNumbers(seed: UInt64(example.vocabulary))
      for i in slab.floats.indices { slab.floats[i] = ties ? 0 : numbers.float(1) }
      let device = Device(
        threads: threads, kernelSet: example.kernelSet, precision: example.weights)
      context = Context(slab, on: device)
      self.rows = context.matrix(rows, 37)
      for i in 0..<rows {
        for j in 0..<37 { self.rows[i, j] = numbers.float(1) }
      }
    }

    func search(
      _ range: Range<Int>, count: Int, scored: Bool = true
    ) -> BeamSearch.NextTokens {
      layer.nextTokens(
        of: rows.rows(range), count: count, without: [Vocabulary.begin, 2], scored: scored,
        in: context)
    }
  }

  @Test(arguments: cases)
  func theWordsAreTheBestOfTheWholeRow(_ example: Case) {
    let few = Example(example, rows: 70, threads: 1)
    let logits = few.layer.logits(few.rows, in: few.context)
    for row in [0, 63, 64, 69] {
      let x = (0..<example.vocabulary).map { Double(logits[row, $0]) }
      let greatest = x.max() ?? 0
      let normalizer = greatest + log(x.reduce(0) { $0 + exp($1 - greatest) })
      let order = x.indices.filter { $0 != Int(Vocabulary.begin) && $0 != 2 }
        .sorted { (x[$1], $0) < (x[$0], $1) }
      for count in [1, 2, 5, 40] {
        let found = few.search(0..<70, count: count)
        #expect(found.count == min(count, example.vocabulary - 2))
        let places = row * found.count..<(row + 1) * found.count
        let best = order.prefix(found.count)
        #expect(found.words[places].map(Int.init) == Array(best), "row \(row), \(count)")
        for (word, value) in zip(best, found.logProbabilities[places]) {
          #expect(abs(Double(value) - (x[word] - normalizer)) <= 4e-6, "row \(row), word \(word)")
        }
      }
    }
  }

  @Test(arguments: cases)
  func threadsAndNeighborsChangeNothing(_ example: Case) {
    let one = Example(example, rows: 70, threads: 1)
    for count in [1, 5] {
      let expected = one.search(0..<70, count: count)
      func areEqual(_ found: BeamSearch.NextTokens, _ rows: Range<Int>) -> Bool {
        let places = rows.lowerBound * found.count..<rows.upperBound * found.count
        return found.words == Array(expected.words[places])
          && found.logProbabilities.map(\.bitPattern)
            == expected.logProbabilities[places].map(\.bitPattern)
      }
      for threads in [2, 3] {
        let found = Example(example, rows: 70, threads: threads).search(0..<70, count: count)
        #expect(areEqual(found, 0..<70), "\(count) words, \(threads) threads")
      }
      for rows in [0..<1, 63..<66, 69..<70] {
        #expect(areEqual(one.search(rows, count: count), rows), "\(count) words, rows \(rows)")
      }
      let unscored = one.search(0..<70, count: count, scored: false)
      #expect(unscored.words == expected.words)
      #expect(unscored.logProbabilities.allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: cases)
  func equalWordsComeInTheirOrder(_ example: Case) {
    let words = (0..<Int32(example.vocabulary)).filter { $0 != Vocabulary.begin && $0 != 2 }
    for threads in [1, 3] {
      let search = Example(example, rows: 3, threads: threads, ties: true)
      for count in [1, 3] {
        let found = search.search(0..<3, count: count)
        #expect(found.words == (0..<3).flatMap { _ in words.prefix(count) }, "\(threads) threads")
      }
    }
  }

  @Test func withoutScoresWhatIsNotFiniteStillShows() {
    let example = Example(
      Case(vocabulary: 600, kernelSet: .preferred, weights: .float32), rows: 2, threads: 1)
    for flaw in [Float.nan, .infinity] {
      for j in 0..<37 { example.rows[1, j] = flaw }
      let found = example.search(0..<2, count: 1, scored: false).logProbabilities
      #expect(found[0] == 0 && !found[1].isFinite, "\(flaw)")
    }
  }

  @Test(arguments: NumberFormat.weights)
  func greedySearchWithoutScoresFindsTheSameWords(_ weights: NumberFormat) throws {
    let model = try DecodingExample.model(.luong, scale: 3, bias: [Vocabulary.end: 1])
    var options = DecodingOptions()
    options.beam = 1
    let scored = try TranslationSession(model, threads: 1, weights: weights)
      .translate(TranslationSessionTests.lines, options)
    options.scores = false
    for threads in [1, 2] {
      let found = try TranslationSession(model, threads: threads, weights: weights)
        .translate(TranslationSessionTests.lines, options)
      #expect(found.map { $0.map(\.tokens) } == scored.map { $0.map(\.tokens) })
      #expect(found.joined().allSatisfy { $0.score == 0 })
    }
    options.beam = 3
    let beams = try TranslationSession(model, threads: 1, weights: weights)
      .translate(TranslationSessionTests.lines, options)
    #expect(beams[0][0].score < 0, "a beam has its scores anyway")
  }
}
