extension EvaluationPage {
  /// What the script reads. Names are short, since there may be many sentences.
  struct Contents: Encodable {
    let labels: [String]
    let languages: [String?]
    let sentences: [Sentence]

    init(_ page: EvaluationPage) {
      labels = page.labels
      languages = [page.facts.sourceLanguage, page.facts.targetLanguage]
      sentences = page.testSet.sentences.map { Sentence($0) }
    }
  }

  /// A sentence as the script shows it.
  struct Sentence: Encodable {
    let source: String?
    let outputs, references: [Pieces]
    /// The score, rounded to hundredths.
    let scores: [Double]
    let length: Int

    enum CodingKeys: String, CodingKey {
      case source = "s"
      case outputs = "o"
      case references = "r"
      case scores = "c"
      case length = "n"
    }

    init(_ sentence: TestSetComparison.Sentence) {
      source = sentence.source.map { displayable($0, lines: true) }
      outputs = sentence.outputs.map { Pieces(text: $0) }
      references = sentence.references.map { Pieces(text: $0) }
      scores = sentence.scores.map { ($0 * 100).rounded() / 100 }
      length = sentence.length
    }
  }

  /// A list of alternating marks and texts. Control characters are written as `\u{1b}`.
  struct Pieces: Encodable {
    let text: MarkedText

    func encode(to encoder: any Swift.Encoder) throws {
      var list = encoder.unkeyedContainer()
      for piece in text.pieces {
        try list.encode(piece.marks)
        try list.encode(displayable(piece.text, lines: true))
      }
    }
  }
}
