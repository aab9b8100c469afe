import Foundation
import Testing

/// Commands that the program prints for the user to run, and the places it makes for them.
@Suite struct HandingOnTests {
  /// A quote and the mark after it are one `Character`, yet the quote ends a shell's quotation.
  @Test func aQuoteUnderACombiningMarkIsQuoted() throws {
    let sandbox = try Sandbox()
    let sentence = "$x'\u{301} b"
    try sandbox.write("\(sentence)\nc d\na c\n", to: "marks/train.low")
    try sandbox.write("A B\nC D\nA C\n", to: "marks/train.up")
    let trained = try sandbox.s2s(
      ["train", "--corpus", "marks", "--updates", "2"] + Sandbox.tiny)
    let line = try #require(trained.errorLines.last { $0.hasPrefix("next: ") }, "\(trained.error)")
    let found = try sandbox.shell(String(line.dropFirst("next: ".count)) + " --json")
    #expect(found.status == 0)
    #expect(try jsonObject(found.output)["source"] as? String == sentence)
  }

  @Test func aSentenceTooLongToTypeIsNotSuggested() throws {
    let sandbox = try Sandbox()
    let long = String(repeating: "a ", count: 90)
    try sandbox.write("\(long)\nc d\na c\n", to: "long/train.low")
    try sandbox.write("A B\nC D\nA C\n", to: "long/train.up")
    let found = try sandbox.s2s(["train", "--corpus", "long", "--updates", "2"] + Sandbox.tiny)
    #expect(found.errorLines.last?.hasSuffix("s2s translate \"c d\"") == true)
  }

  @Test func theFolderForModelsIsMade() throws {
    let sandbox = try Sandbox()
    try FileManager.default.removeItem(atPath: sandbox.path("models"))
    try sandbox.writeCorpus()
    #expect(try sandbox.train("--updates", "2").status == 0)
    #expect(sandbox.has("models/letters-luong.safetensors"))
  }

  @Test func aFileInThePlaceOfTheFolderIsToldInOneLine() throws {
    let sandbox = try Sandbox()
    try FileManager.default.removeItem(atPath: sandbox.path("models"))
    try sandbox.write("", to: "models")
    try sandbox.writeCorpus()
    expectOneLine(try sandbox.train("--updates", "2"), "models/letters-luong")
  }

  @Test func anAttentionThatFeedsNoInputCannotHaveItTurnedOff() throws {
    let found = try Sandbox().s2s("train", "--attention", "bahdanau", "--no-input-feeding")
    #expect(found.status == 2)
    #expect(found.error.contains("--no-input-feeding and --attention bahdanau"))
    let window = try Sandbox().s2s("train", "--attention", "luong", "--attention-window", "3")
    #expect(window.status == 2)
    #expect(
      window.error.contains(
        "--attention-window goes with --attention luong-local-m or luong-local-p"))
  }

  @Test(arguments: [["help", "help"], ["help", "--help"], ["--help", "-h"]])
  func helpOnHelpIsTheOverview(_ words: [String]) throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.s2s(words).output == sandbox.s2s("help").output)
  }
}
