import Testing

@testable import Seq2Seq

/// A line's translations do not depend on the other lines, to the bit.
@Suite struct TranslationSessionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let attention: AttentionKind
    let kernelSet: KernelSet
    let beam: Int
    let weights: NumberFormat
    var testDescription: String { "\(attention), \(kernelSet), beam \(beam), \(weights)" }
  }

  static let cases = AttentionKind.allCases.flatMap { attention in
    KernelSet.available.flatMap { set in
      [1, 5].flatMap { beam in
        NumberFormat.weights.map {
          Case(attention: attention, kernelSet: set, beam: beam, weights: $0)
        }
      }
    }
  }

  static let lines = [
    "the crow was thirsty .", "", "dry", "the river was dry and hot .", "dry", "zebra",
    "the zebra was a quagga", " \t ", "and and and and and and and and", "hot",
    "the crow was thirsty and the river was dry .",
  ]

  /// Sentences end now and then, so that hypotheses of many lengths are searched together. The
  /// weights are the first random ones that do not translate all lines alike.
  func model(_ attention: AttentionKind) throws -> TranslationModel {
    var model = try DecodingExample.model(attention, scale: 3, bias: [Vocabulary.end: 1])
    for (scale, bias) in [(2, 1), (4, 1), (3, 0), (2, 0), (4, 0), (5, 0)] as [(Float, Float)] {
      let found = try TranslationSession(model, threads: 1).translate(Self.lines)
      if Set(found.map { $0[0].text }).count > 4 { break }
      model = try DecodingExample.model(attention, scale: scale, bias: [Vocabulary.end: bias])
    }
    return model
  }

  @Test(arguments: cases)
  func neighborsBatchesOrderAndThreadsChangeNothing(_ example: Case) throws {
    let model = try model(example.attention)
    var options = DecodingOptions()
    options.beam = example.beam
    options.nBest = example.beam
    func session(_ threads: Int) -> TranslationSession {
      TranslationSession(
        model,
        device: Device(
          threads: threads, kernelSet: example.kernelSet, precision: example.weights))
    }
    let alone = session(1)
    let expected = try Self.lines.map { try alone.translate([$0], options)[0] }
    #expect(Set(expected.map { $0[0].text }).count > 3, "the model says the same of all lines")

    for (threads, batch) in [(1, 64), (2, 64), (3, 64), (1, 1), (2, 3), (1, 2)] {
      options.batch = batch
      let found = try session(threads).translate(Self.lines, options)
      #expect(found == expected, "\(threads) threads, batch \(batch)")
    }
    options.batch = 4
    var numbers = FileTestNumbers(state: 1)
    let order = Self.lines.indices.shuffled(using: &numbers)
    let shuffled = try session(1).translate(order.map { Self.lines[$0] }, options)
    #expect(shuffled == order.map { expected[$0] }, "order \(order)")
    let twice = session(2)
    #expect(try twice.translate(Array(Self.lines.reversed()), options) == expected.reversed())
    #expect(try twice.translate(Array(Self.lines.prefix(3)), options) == Array(expected.prefix(3)))
  }

  @Test func everyShapeOfDecoderKeepsNeighborsApart() throws {
    let changes: [@Sendable (inout ModelConfiguration) -> Void] = [
      { $0.inputFeeding = false },
      { $0.decoderLayers = 2 },
      { $0.bidirectional = false },
      {
        $0.attention = .bahdanau
        $0.decoderLayers = 2
        $0.encoderLayers = 2
      },
    ]
    for (i, change) in changes.enumerated() {
      let model = try DecodingExample.model(
        .luong, hidden: 10, bias: [Vocabulary.end: 1.5], change)
      let session = TranslationSession(model, threads: 1)
      var options = DecodingOptions()
      options.nBest = 3
      let expected = try Self.lines.map { try session.translate([$0], options)[0] }
      #expect(try session.translate(Self.lines, options) == expected, "change \(i)")
    }
  }

  @Test func aLineWithoutWordsHasOneEmptyTranslation() throws {
    let session = TranslationSession(try model(.luong), threads: 1)
    var options = DecodingOptions()
    options.nBest = 3
    let empty = [Translation(text: "", score: 0, tokens: [])]
    #expect(try session.translate([], options) == [])
    #expect(try session.translate([""], options) == [empty])
    #expect(try session.translate(["", " ", "\t"], options) == [empty, empty, empty])
  }

  @Test func unknownWordsAreTranslatedAsTheUnknownWord() throws {
    let session = TranslationSession(try model(.bahdanau), threads: 1)
    var options = DecodingOptions()
    options.copiesUnknownWords = false
    let found = try session.translate(["zebra quagga", "okapi tapir", "zebra"], options)
    #expect(found[0] == found[1] && found[0].count == 1)
    #expect(!found[0][0].tokens.isEmpty && found[0][0].score < 0)
  }

  @Test func theTextIsThatOfTheTokens() throws {
    let model = try model(.luong)
    var options = DecodingOptions()
    options.copiesUnknownWords = false
    for found in try TranslationSession(model, threads: 1).translate(Self.lines, options).joined() {
      #expect(found.text == model.target.decode(found.tokens))
      #expect(!found.text.contains("</s>") && !found.text.contains("<s>"))
    }
  }

  @Test func twoSessionsShareOneModel() throws {
    let model = try model(.luong)
    let first = TranslationSession(model, threads: 1),
      second = TranslationSession(model, threads: 2)
    let expected = try first.translate(Self.lines)
    #expect(try second.translate(Self.lines) == expected)
    #expect(try first.translate(Self.lines) == expected, "a session keeps nothing of earlier lines")
  }

  @Test func weightsBeyondFloat16AreRefused() throws {
    let model = try model(.luong)
    model.slab.floats[model.network.layout.productWeights[0].parameter.offset] = 1e5
    let session = TranslationSession(model, threads: 1, weights: .float16)
    #expect(throws: ModelError.self) { try session.translate(["the crow"]) }
    #expect(try TranslationSession(model, threads: 1).translate(["the crow"]).count == 1)
  }
}
