import Testing

@testable import Seq2Seq

/// Pretrained word vectors.
@Suite struct WordVectorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func write(_ text: String, to name: String = "v.vec") throws -> String {
    let path = folder.file(name)
    try AtomicFile.write(to: path) { try $0.write(Array(text.utf8)) }
    return path
  }

  static func side(_ tokens: [String], _ tokenizer: Tokenizer = Tokenizer(kind: .words)) -> TextSide
  {
    TextSide(language: "en", tokenizer: tokenizer, vocabulary: Vocabulary(distinct: tokens))
  }

  /// Rows of a matrix of zeros after the vectors were set, from the first regular token on.
  func rows(
    _ text: String, _ side: TextSide, size: Int = 2
  ) throws -> (count: Int, rows: [[Float]]) {
    let vectors = try WordVectors(path: write(text), for: side, size: size)
    var layout = ParameterLayout()
    let parameter = layout.reserve("e", [side.vocabulary.count, size], .zero)
    let slab = ParameterSlab(layout)
    vectors.fill(slab[parameter])
    let values = Array(slab.values(of: parameter))
    return (
      vectors.count,
      (Vocabulary.specialCount..<side.vocabulary.count).map {
        Array(values[$0 * size..<($0 + 1) * size])
      }
    )
  }

  static let forms: [(name: String, text: String)] = [
    ("word2vec", "3 2\nthe 1 -1\ndog 1 1\nfox -1 1\n"),
    ("fastText", "3 2\r\nthe 1 -1 \r\ndog 1 1 \r\nfox -1 1 \r\n"),
    ("GloVe", "the 1 -1\ndog 1.0e0 1\nfox -1 1"),
    ("tabs and a byte order mark", "\u{FEFF}the\t1\t-1\ndog\t1\t1\nfox\t-1\t1\n"),
    ("words that stand twice", "the 1 -1\nthe 9 9\ndog 1 1\nfox -1 1\n"),
    ("words with spaces", "the 1 -1\ndog house 5 5\ndog 1 1\nfox -1 1\n 7 7\n"),
  ]

  @Test(arguments: forms)
  func everyTextFormIsRead(_ form: (name: String, text: String)) throws {
    // All elements are ±1, and become ±0.5, the deviation of other rows.
    let found = try rows(form.text, Self.side(["fox", "hen", "the", "￭dog"]))
    #expect(found.count == 3)
    #expect(found.rows == [[-0.5, 0.5], [0, 0], [0.5, -0.5], [0.5, 0.5]])
  }

  @Test func linesOfOtherWordsMayBeAnyBytes() throws {
    let path = folder.file("v.vec")
    try AtomicFile.write(to: path) {
      try $0.write(
        Array("fox 1 1\n".utf8) + [0xFF, 0x20, 0x31, 0x0A, 0x00, 0x0A] + Array("a b".utf8))
    }
    #expect(try WordVectors(path: path, for: Self.side(["fox"]), size: 2).count == 1)
  }

  @Test func aWordOfOtherCaseServesWhereThereIsNoLineOfItsOwn() throws {
    let text = "Fox 1 1\nHEN 1 -1\nHen 3 3\nhen -1 1\nE\u{301} -1 -1\n"
    let lower = Tokenizer(kind: .words, lowercase: true)
    let found = try rows(text, Self.side(["fox", "hen", "é"], lower))
    #expect(found.rows == [[0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5]])
    #expect(
      try rows(text, Self.side(["fox", "hen", "é"])).rows == [[0, 0], [-0.5, 0.5], [0, 0]])
  }

  @Test func theScaleIsThatOfOtherRowsWhateverTheFileHas() throws {
    let side = Self.side(["a", "b"])
    let small = try rows("a 0.01 -0.03\nb 0.02 0\n", side).rows
    let large = try rows("a 100 -300\nb 200 0\n", side).rows
    for (x, y) in zip(small.joined(), large.joined()) { #expect(abs(x - y) < 1e-6) }
    let squares = small.joined().reduce(0) { $0 + $1 * $1 }
    #expect(abs((squares / 4).squareRoot() - Embedding.deviation) < 1e-6)
    #expect(try rows("a 0 0\nb 0 0\n", side).rows == [[0, 0], [0, 0]])
  }

  static let hostile: [(text: String, error: @Sendable (String) -> WordVectorError)] = [
    ("2 3\nfox 1 2 3\n", { .otherSize(path: $0, found: 3, embedding: 2) }),
    ("fox 1 2 3\n", { .otherSize(path: $0, found: 3, embedding: 2) }),
    (
      "99999999999999999999 99999999999999999999\n",
      { .badLength(path: $0, found: "99999999999999999999", embedding: 2) }
    ),
    ("\n", { .noVectors(path: $0) }),
    ("\nfox 1\n", { .otherSize(path: $0, found: 1, embedding: 2) }),
    ("\n \nfox\n", { .badLine(path: $0, line: 3, found: 0, expected: 2) }),
    ("dog 1 2\nfox 1\n", { .badLine(path: $0, line: 2, found: 1, expected: 2) }),
    ("dog 1 2\nfox 1 2 3\n", { .badLine(path: $0, line: 2, found: 3, expected: 2) }),
    ("dog 1 2\nfox 1 x\n", { .badNumber(path: $0, line: 2, found: "x") }),
    ("dog 1 2\nfox 1 nan\n", { .badNumber(path: $0, line: 2, found: "nan") }),
    ("dog 1 2\nfox 1 1e99\n", { .badNumber(path: $0, line: 2, found: "1e99") }),
    ("", { .noVectors(path: $0) }), ("5 2\n", { .noVectors(path: $0) }),
    (
      "dog 1 2\n" + String(repeating: "x", count: 3 << 20),
      { .longLine(path: $0, line: 2, most: 1 << 20) }
    ),
    (
      "dog 1 2\n" + String(repeating: "x", count: (1 << 20) + 1) + "\nfox 1 1\n",
      { .longLine(path: $0, line: 2, most: 1 << 20) }
    ),
  ]

  @Test(arguments: hostile.indices)
  func aFileOfOtherThingsIsRefusedByItsLine(_ place: Int) throws {
    let (text, error) = Self.hostile[place]
    let path = try write(text), expected = error(path)
    #expect(throws: expected) { try WordVectors(path: path, for: Self.side(["fox"]), size: 2) }
    expectOneLine(expected, about: path)
  }

  @Test func longFilesAreReadAcrossBlocks() throws {
    let names = (0..<60_000).map { "w\($0)" }
    let text = names.map { "\($0) \($0.utf8.count % 2 == 0 ? 1 : -1) 1\n" }.joined()
    #expect(text.utf8.count > 1 << 19)
    let found = try rows(text, Self.side(names))
    #expect(found.count == names.count)
    for (row, name) in zip(found.rows, names) {
      #expect(row == [name.utf8.count % 2 == 0 ? 0.5 : -0.5, 0.5])
    }
  }

  @Test func aRunBeginsWithThemAndKnowsThemAgain() throws {
    let path = try write("a 1 -1 1 1 -1\nb -1 1 1 1 1\n")
    var options = TrainingExample.options()
    options.target.embeddings = try write("A 1 1 1 1 1\n", to: "target.vec")
    options.source.embeddings = path
    let corpus = try TrainingExample.corpus(options)
    #expect(corpus.vectorCounts == (2, 1))
    let task = try TranslationTask(corpus, options)
    let slab = ParameterSlab(task.layout), plain = ParameterSlab(task.layout)
    task.initialize(slab)
    plain.initialize(seed: options.seed)
    let rows = slab[task.network.encoder.embedding.weight]
    let a = Int(corpus.source.vocabulary.id(of: "a"))
    #expect((0..<5).map { rows.row(a)[$0] } == [0.5, -0.5, 0.5, 0.5, -0.5])
    let changed = zip(slab.floats, plain.floats).count { $0 != $1 }
    #expect(changed == 15)

    let run = try RunFolder()
    try run.train(options, corpus: corpus, stop: 4)
    _ = try write("a 1 -1 1 1 -1\nb -1 1 1 1 -1\n")
    let other = try TrainingExample.corpus(options)
    #expect(throws: TrainingError.otherCorpus(state: run.files.state)) {
      try run.train(options, corpus: other, start: .resume)
    }
    options.source.embeddings = try write("b -1 1 1 1 1\nx 0 0 0 0 0\na 1 -1 1 1 -1\n", to: "moved")
    try run.train(options, corpus: TrainingExample.corpus(options), start: .resume)
  }

  @Test func whatHasNoUseForThemRefusesThem() throws {
    var language = LanguageModelTrainingOptions()
    language.text.embeddings = "x"
    #expect(throws: TrainingError.self) { try language.validate() }
    let model = try StartingModelTests.model(StartingModelTests.options(), updates: 3)
    var options = TrainingOptions(startingFrom: model)
    options.source.embeddings = "x"
    #expect(throws: TrainingError.self) {
      try StartingModelTests.corpus(options, from: StartingModel(model))
    }
  }
}
