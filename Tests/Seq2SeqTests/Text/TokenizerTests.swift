import Foundation
import Testing

@testable import Seq2Seq

@Suite struct TokenizerTests {
  let words = Tokenizer(kind: .words)
  let characters = Tokenizer(kind: .characters)
  let none = Tokenizer(kind: .none)

  @Test(arguments: [
    ("The crow was thirsty .", "The crow was thirsty ."),
    ("thirsty.", "thirsty ￭."),
    ("don't", "don ￭'￭ t"),
    ("3.14", "3 ￭.￭ 14"),
    ("a...b", "a ￭. ￭. ￭.￭ b"),
    ("(a", "(￭ a"),
    ("\"Non!\" dit-il", "\"￭ Non ￭! ￭\" dit ￭-￭ il"),
    ("- a", "- a"),
    ("... !", ". ￭. ￭. !"),
    ("snake_case", "snake ￭_￭ case"),
    ("<s>", "<￭ s ￭>"),
    ("a￭b", "a ￭￮0￭ b"),
    ("￮0", "￮1￭ 0"),
    ("▁ ￮", "￮2 ￮1"),
    ("हिन्दी।", "हिन्दी ￭।"),
    ("l’e\u{301}cole", "l ￭’￭ \u{E9}cole"),
    ("e\u{30B}x", "e\u{30B}x"),
    (".\u{301}a", ".\u{301}￭ a"),
    ("\u{301}a", "\u{301}a"),
    ("a \u{301}", "a \u{301}"),
    ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ("1\u{FE0F}\u{20E3}", "1\u{FE0F}\u{20E3}"),
    ("❤\u{FE0F}!", "❤\u{FE0F} ￭!"),
    ("\u{1F468}\u{200D}\u{1F469}", "\u{1F468}\u{200D} ￭\u{1F469}"),
    (" \t\r\n", ""),
  ])
  func wordsAndPunctuationPartWithJoinersWhereNoSpaceStood(_ line: String, _ expected: String) {
    let found = words.tokenize(line)
    #expect(scalars(found.joined(separator: " ")) == scalars(expected))
  }

  @Test(arguments: [
    ("ab c", "a b ▁ c"),
    (" e\u{301}\t\n!", "▁ \u{E9} \t ￮3 !"),
    ("a  b\u{A0}\u{3000}\u{2028}\u{85}\r ", "a ▁ ▁ b \u{A0} \u{3000} \u{2028} \u{85} \r ▁"),
    ("\u{3000}\t ", ""),
    ("e\u{30B}", "e \u{30B}"),
    ("▁￮￭", "￮2 ￮1 ￮0"),
    ("\u{1D11E}", "\u{1D11E}"),
    ("", ""),
  ])
  func everyScalarIsATokenAmongCharacters(_ line: String, _ expected: String) {
    let found = characters.tokenize(line)
    #expect(scalars(found.joined(separator: " ")) == scalars(expected))
  }

  @Test(arguments: [
    ("a ￭. <s>\u{3000}b@@", ["a", "￭.", "<s>", "b@@"]),
    ("\r\n", []),
  ])
  func noneSplitsAtWhiteSpaceOnly(_ line: String, _ expected: [String]) {
    #expect(scalars(none.tokenize(line)) == scalars(expected))
  }

  @Test(arguments: TokenizerKind.allCases, [false, true])
  func joiningUndoesSplittingForEveryString(_ kind: TokenizerKind, lowercase: Bool) {
    let tokenizer = Tokenizer(kind: kind, lowercase: lowercase)
    let normalizer = TextNormalizer(lowercase: lowercase)
    var texts = SeededText(seed: 11)
    for index in 0..<6000 {
      let text = texts.string(pieces: 12)
      let tokens = tokenizer.tokenize(text)
      let normal = normalizer.normalize(text)
      let spaced = normal.unicodeScalars
        .split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
      let expected = kind == .characters && !spaced.isEmpty ? normal : spaced
      #expect(
        scalars(tokenizer.detokenize(tokens)) == scalars(expected),
        "seed 11, text \(index): \(text.debugDescription) → \(tokens)")
    }
  }

  @Test(arguments: TokenizerKind.allCases)
  func everyTokenCanStandInAVocabulary(_ kind: TokenizerKind) throws {
    let tokenizer = Tokenizer(kind: kind)
    var texts = SeededText(seed: 12)
    let lines = (0..<3000).map { _ in tokenizer.tokenize(texts.string(pieces: 12)) }
    let vocabulary = Vocabulary.build(from: lines)
    #expect(try Vocabulary(serialized: vocabulary.serialized) == vocabulary)
    for line in lines {
      let ids = vocabulary.encode(line, appendEnd: true)
      #expect(scalars(vocabulary.decode(ids)) == scalars(line))
    }
  }

  @Test(arguments: TokenizerKind.allCases)
  func wordsOfOneScriptSplitAlikeWhateverTheirComposition(_ kind: TokenizerKind) {
    let tokenizer = Tokenizer(kind: kind)
    let composed = tokenizer.tokenize("\u{E9}t\u{E9} \u{AC01} \u{226E}")
    let apart = tokenizer.tokenize("e\u{301}te\u{301} \u{1100}\u{1161}\u{11A8} <\u{338}")
    #expect(scalars(composed) == scalars(apart))
  }

  @Test(arguments: [
    (TokenizerKind.words, ["￭", "a", "", "￭￭", "￮", "b￮", "￮9￭", "c"], "a￮ b￮ ￮9c"),
    (.words, ["<unk>", "￭."], "<unk>."),
    (.characters, ["▁", "a", "▁", "▁", "bc", "", "▁", "￮3", "￮4"], " a  bc \n￮4"),
    (.none, ["", "a", "￭b"], "a ￭b"),
  ])
  func joiningAcceptsTokensThatSplittingNeverGives(
    _ kind: TokenizerKind, _ tokens: [String], _ expected: String
  ) {
    #expect(scalars(Tokenizer(kind: kind).detokenize(tokens)) == scalars(expected))
  }

  @Test func wordsOfCharactersHaveAllTokensOfTheirLine() {
    var texts = SeededText(seed: 13)
    for index in 0..<2000 {
      let text = texts.string(pieces: 8)
      let words = characters.tokenizedWords(text)
      #expect(
        scalars(words.flatMap(\.tokens)) == scalars(characters.tokenize(text)), "seed 13, \(index)")
      #expect(scalars(words.map(\.word)) == scalars(none.tokenize(text)), "seed 13, \(index)")
    }
    #expect(
      characters.tokenizedWords(" a\u{3000}b ").map(\.tokens) == [
        ["▁", "a"], ["\u{3000}", "b", "▁"],
      ])
  }

  @Test func aNormalFormIsKeptAndReadFromOlderSettingsAsC() throws {
    let full = "\u{FF21}\u{E9}"
    let expected = [
      NormalForm.none: full, .nfc: full, .nfd: "\u{FF21}e\u{301}", .nfkc: "A\u{E9}",
      .nfkd: "Ae\u{301}",
    ]
    for form in NormalForm.allCases {
      let tokenizer = Tokenizer(kind: .characters, normalForm: form)
      #expect(
        scalars(tokenizer.detokenize(tokenizer.tokenize(full))) == scalars(expected[form] ?? ""))
      let data = try JSONEncoder().encode(tokenizer)
      #expect(try JSONDecoder().decode(Tokenizer.self, from: data) == tokenizer)
    }
    let old = Data(#"{"kind":"words","lowercase":false}"#.utf8)
    #expect(try JSONDecoder().decode(Tokenizer.self, from: old) == Tokenizer(kind: .words))
  }

  @Test func settingsSurviveJSON() throws {
    let tokenizer = Tokenizer(kind: .characters, lowercase: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(tokenizer)
    #expect(String(decoding: data, as: UTF8.self) == #"{"kind":"characters","lowercase":true}"#)
    #expect(try JSONDecoder().decode(Tokenizer.self, from: data) == tokenizer)
  }

  // MARK: - Data of a tokenizer's own

  /// Letters, but for pairs that were learned.
  private struct Pairs: Segmentation {
    static let keepsWhiteSpace = false
    var pairs: [String] = []

    struct Joiner: TokenJoiner {
      func append(_ token: String) -> String { token }
    }

    func split(_ text: String) -> [String] {
      text.reduce(into: []) { tokens, letter in
        if let last = tokens.last, pairs.contains(last + [letter]) {
          tokens[tokens.count - 1].append(letter)
        } else {
          tokens.append(String(letter))
        }
      }
    }

    func joiner() -> any TokenJoiner { Joiner() }
    func wordStarts(_ tokens: [String]) -> [Bool] { tokens.map { _ in false } }
  }

  @Test func aTokenizerCarriesWhatItHasLearned() throws {
    func tokenizer(_ pairs: [String]) -> Tokenizer {
      Tokenizer(.words, Pairs(pairs: pairs), lowercase: true, normalForm: .nfc)
    }
    let learned = tokenizer(["th", "in"])
    #expect(learned.tokenize("Thin") == ["th", "in"])
    #expect(learned.detokenize(["th", "in"]) == "thin")
    #expect(learned.tokenizedWords("Thin h").map(\.tokens) == [["th", "in"], ["h"]])
    #expect(learned == tokenizer(["th", "in"]) && learned != tokenizer(["th"]))
    #expect(learned != Tokenizer(kind: .words, lowercase: true))
    #expect(
      try jsonText(learned) == #"{"kind":"words","lowercase":true,"pairs":["th","in"]}"#)
  }

  @Test func aTokenizerIsWrittenAsItAlwaysWas() throws {
    for kind in TokenizerKind.allCases {
      let tokenizer = Tokenizer(kind: kind)
      let text = try jsonText(tokenizer)
      #expect(text == "{\"kind\":\"\(kind.rawValue)\",\"lowercase\":false}")
      #expect(jsonValue(Tokenizer.self, text) == tokenizer)
    }
    #expect(
      try jsonText(Tokenizer(kind: .none, lowercase: true, normalForm: .nfkd))
        == #"{"kind":"none","lowercase":true,"normalForm":"nfkd"}"#)
  }
}
