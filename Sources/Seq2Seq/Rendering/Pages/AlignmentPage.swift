/// A page that shows alignments in a browser: sentences to choose from, and for each the heatmap,
/// the links between the two lines of words, other translations, and what the search followed, for
/// one model or for two side by side.
///
/// The page is one file. A page of 500 sentences has less than 2 MB: words are numbered, equal rows
/// of weights are stored once, numbers are rounded to hundredths and packed, and the browser builds
/// elements when they are asked for.
package struct AlignmentPage: Sendable {
  /// The most sentences of a page.
  package static let mostSentences = 5_000
  /// The most translations of a sentence that are shown.
  package static let mostAlternatives = 5

  /// A translation, or the target that was given, with its alignment.
  package struct Alternative: Sendable {
    package let matrix: AlignmentMatrix
    /// log p of each target word.
    let wordScores: [Float]
    /// The score that alternatives are ranked by.
    let score: Float

    package init(_ matrix: AlignmentMatrix, wordScores: [Float], score: Float) {
      self.matrix = matrix
      self.wordScores = wordScores
      self.score = score
    }
  }

  /// A model's reading of a sentence.
  package struct Reading: Sendable {
    /// The best one first.
    package let alternatives: [Alternative]
    /// Whether the target was given, so that there was no search.
    let isGiven: Bool
    /// The search for each part of the sentence that was translated separately.
    let beams: [BeamFigure]

    package init(alternatives: [Alternative], isGiven: Bool, beams: [BeamFigure] = []) {
      self.alternatives = alternatives
      self.isGiven = isGiven
      self.beams = beams
    }
  }

  let title: String
  private let models: [String]
  private let languages: [String]
  private var words = PageWords()
  private var sentences: [SentenceData] = []

  /// Sentences so far.
  package var count: Int { sentences.count }

  /// - Parameters:
  ///   - models: the models' names.
  ///   - languages: the names of the source and target language.
  package init(title: String, models: [String], languages: [String] = []) {
    self.title = title
    self.models = models
    self.languages = languages
  }

  /// Adds a sentence.
  ///
  /// - Parameters:
  ///   - number: the sentence's number, which is its line in a file.
  ///   - readings: each model's reading; nil where the model cannot read the sentence.
  ///   - gold: links between the words of the source and those of the given target, if people drew any.
  package mutating func add(number: Int, _ readings: [Reading?], gold: WordAlignment? = nil) {
    sentences.append(
      SentenceData(
        number: number, gold: gold.map(Self.packed),
        readings: readings.map { $0.map { data(of: $0) } }))
  }

  /// The file.
  ///
  /// - Throws: `JSONTextError`.
  package func text() throws(JSONTextError) -> String {
    try HTMLPage(
      title: title, style: Self.style, body: body,
      data: PageData(
        models: models.map { displayable($0) }, languages: languages, words: words.all,
        sentences: sentences),
      script: Self.scripts.joined(separator: "\n")
    ).text
  }

  // MARK: - Data

  private mutating func data(of reading: Reading) -> ReadingData {
    var rows: [String] = []
    var known: [String: Int] = [:]
    let alternatives = reading.alternatives.map { one in
      let places = one.matrix.weights.map { weights in
        let row = Self.packed(weights)
        if let place = known[row] { return place }
        known[row] = rows.count
        rows.append(row)
        return rows.count - 1
      }
      return AlternativeData(
        target: words.packed(one.matrix.target), rows: PackedNumbers.text(places),
        scores: PackedNumbers.text(one.wordScores.map { PackedNumbers.hundredths(-$0) }),
        score: PackedNumbers.text([PackedNumbers.thousandths(-one.score)]))
    }
    return ReadingData(
      source: words.packed(reading.alternatives.first?.matrix.source ?? []),
      given: reading.isGiven, rows: rows.joined(separator: " "), alternatives: alternatives,
      beams: reading.beams.map { $0.packed(&words) })
  }

  /// The place of the greatest weight; then, for each weight that is not 0, how many zeros come
  /// before it, and its hundredths.
  private static func packed(_ weights: [Float]) -> String {
    var numbers = [argmax(weights)], zeros = 0
    for weight in weights {
      let hundredths = PackedNumbers.hundredths(min(weight, 1))
      if hundredths == 0 {
        zeros += 1
      } else {
        numbers += [zeros, hundredths]
        zeros = 0
      }
    }
    return PackedNumbers.text(numbers)
  }

  /// For each link the source, the target, and 1 if it is sure or 0 if it is possible.
  private static func packed(_ gold: WordAlignment) -> String {
    PackedNumbers.text(
      gold.sure.union(gold.possible).sorted().flatMap {
        [$0.source, $0.target, gold.sure.contains($0) ? 1 : 0]
      })
  }
}

/// The words of a page, each stored once.
struct PageWords: Sendable {
  private(set) var all: [String] = []
  private var numbers: [UTF8Key: Int] = [:]

  /// The number of a word, whose control characters are escaped.
  mutating func number(of word: String) -> Int {
    let shown = displayable(word)
    if let number = numbers[UTF8Key(shown)] { return number }
    numbers[UTF8Key(shown)] = all.count
    all.append(shown)
    return all.count - 1
  }

  mutating func packed(_ words: [String]) -> String {
    PackedNumbers.text(words.map { number(of: $0) })
  }
}

// MARK: - What the script reads

private struct PageData: Encodable {
  let models: [String]
  let languages: [String]
  let words: [String]
  let sentences: [SentenceData]
}

private struct SentenceData: Encodable, Sendable {
  let number: Int
  let gold: String?
  let readings: [ReadingData?]
}

private struct ReadingData: Encodable, Sendable {
  let source: String
  let given: Bool
  let rows: String
  let alternatives: [AlternativeData]
  let beams: [String]
}

private struct AlternativeData: Encodable, Sendable {
  let target: String
  let rows: String
  let scores: String
  let score: String
}
