import Testing

@testable import Seq2Seq

/// Which tokens suit a text.
@Suite struct TextTraitsTests {
  static func traits(_ lines: [String]) -> TextTraits {
    TextTraits(count: lines.count) { lines[$0] }
  }

  static let cases: [(String, [String], TokenizerKind, NormalForm)] = [
    ("sentences", ["The crow was thirsty .", "It is a hot day, is it not?"], .words, .nfc),
    ("words", ["crow", "thirsty", "été"], .characters, .nfc),
    ("phones", ["k ɹ oʊ", "θ ɜː s t i", "t͡ʃ iː z", "d͡ʒ̩ː ʌ"], .none, .nfc),
    ("Hangul words", ["까마귀", "목마른"], .characters, .nfd),
    ("Hangul sentences", ["까마귀가 목이 말랐다 .", "물이 없었다 ."], .words, .nfc),
    ("Chinese", ["乌鸦口渴了。", "它找到了一个水壶，里面有水。"], .characters, .nfc),
    ("Chinese in words", ["乌鸦 口渴 了 。", "它 找到 了 水壶 。"], .none, .nfc),
    ("Thai", ["กาหิวน้ำมาก มันหาน้ำ", "มันพบเหยือกน้ำใบหนึ่ง"], .characters, .nfc),
    ("pieces", ["the cro@@ w was thir@@ sty ."], .none, .nfc),
    ("SentencePiece", ["▁the ▁cro w ▁was ▁thir sty ."], .none, .nfc),
    ("nothing", [], .words, .nfc), ("blanks", ["", "  "], .words, .nfc),
  ]

  @Test(arguments: cases)
  func unitsAndNormalFormSuitTheText(
    _ name: String, _ lines: [String], _ kind: TokenizerKind, _ form: NormalForm
  ) {
    let traits = Self.traits(lines)
    let sentences = Self.traits(["The crow was thirsty and could not find any water ."])
    #expect(traits.tokenizer(beside: sentences) == kind)
    #expect(traits.normalForm(kind) == form)
  }

  @Test func lettersGoWithSounds() {
    let sounds = Self.traits(["ʔ aː ˧˧ h w aː n", "t u ˧˧ l aː"])
    let words = Self.traits(["a hoàn", "tu la hán"])
    let sentences = Self.traits(["The crow was thirsty and could not find any water ."])
    #expect(words.tokenizer(beside: sounds) == .characters)
    #expect(words.tokenizer(beside: words) == .words)
    #expect(sounds.tokenizer(beside: sounds) == .words)
    #expect(sentences.tokenizer(beside: sounds) == .words)
    #expect(sounds.tokenizer(beside: words) == .none)
  }

  @Test func subwordsOfOtherProgramsAreRecognized() {
    #expect(Self.traits(["the cro@@ w ."]).subwordMark == .continuation)
    #expect(Self.traits(["▁the ▁cro w"]).subwordMark == .wordStart)
    #expect(Self.traits(["mail me @@ home", "the crow"]).subwordMark == nil)
  }

  @Test func eachSideOfACorpusHasUnitsOfItsOwn() throws {
    let pairs = [("crow", "k ɹ oʊ"), ("cow", "k aʊ"), ("row", "ɹ oʊ")].map {
      SentencePair(source: $0.0, target: $0.1)
    }
    var options = TrainingOptions()
    func corpus() throws -> TrainingCorpus {
      try TrainingCorpus(
        train: pairs, valid: pairs, sourceLanguage: "en", targetLanguage: "ipa", options: options)
    }
    let chosen = try corpus()
    #expect(chosen.source.tokenizer.kind == .characters && chosen.target.tokenizer.kind == .none)
    #expect(chosen.source.decode(chosen.train[0].source) == "crow")
    #expect(chosen.train[0].target.count == 4)
    options.source.tokenizer = .bpe
    options.target.lowercase = true
    let told = try corpus()
    #expect(told.source.tokenizer.kind == .bpe && !told.source.tokenizer.lowercase)
    #expect(told.target.tokenizer.kind == .none && told.target.tokenizer.lowercase)
    options.sharedVocabulary = true
    #expect(throws: TrainingError.self) { try corpus() }
  }
}
