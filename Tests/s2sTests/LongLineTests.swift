@testable import Seq2Seq
import Testing

@Suite struct LongLineTests {
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.luong.sandbox() }

  /// About 200,000 bytes, few of them words that take time to translate.
  static let long = String(repeating: "a" + String(repeating: " ", count: 999), count: 200)

  @Test func aLineBeyondTheLimitIsReadInPiecesAndGivesOneLine() throws {
    let found = try sandbox.s2s(
      ["translate", "-q", "--beam", "1"], input: "a b\n\(Self.long)\nc d\n")
    let plain = try sandbox.s2s(["translate", "-q", "--beam", "1"], input: "a b\nc d\n")
    #expect(found.status == 0 && found.outputLines.count == 3)
    #expect([found.outputLines[0], found.outputLines[2]] == plain.outputLines)
    #expect(found.errorLines.count == 1)
    #expect(found.error.contains("line 2: more than 65,536 bytes"), "\(found.error)")
    let text = found.outputLines[1]
    #expect(!text.isEmpty && !text.contains("  ") && !text.hasPrefix(" ") && !text.hasSuffix(" "))
    let json = try sandbox.s2s(["translate", "-q", "--beam", "1", "--json"], input: Self.long)
    let object = try jsonObject(json.output)
    #expect(object["source"] as? String == Self.long)
    let best = try #require((object["translations"] as? [[String: Any]])?.first)
    #expect(best["text"] as? String == text)
    let list = try sandbox.s2s(["translate", "-q", "-n", "2", "--beam", "2"], input: Self.long)
    #expect(list.outputLines.count == 2 && list.outputLines[1] == "-inf\t")
  }

  /// The prefix begins the line, not each of its pieces, and random numbers depend on the lines
  /// before, not on their pieces.
  @Test func aLineInPiecesIsOneLine() throws {
    let begun = try sandbox.s2s(
      ["translate", "-q", "--beam", "1", "--prefix", "X"], input: Self.long)
    let count = SpacedTokens.split(begun.output).count { $0 == "X" }
    let plain = try sandbox.s2s(["translate", "-q", "--beam", "1"], input: Self.long)
    #expect(count == SpacedTokens.split(plain.output).count { $0 == "X" } + 1)
    let sampled = ["translate", "-q", "--sample", "--seed", "3", "--temperature", "9"]
    let after = try sandbox.s2s(sampled, input: "\(Self.long)\na b c\n")
    let short = try sandbox.s2s(sampled, input: "a\na b c\n")
    #expect(after.outputLines.last == short.outputLines.last, "\(after.error)")
    let unknown = try sandbox.s2s(
      ["translate", "--beam", "1"], input: String(repeating: "é", count: 70_000))
    #expect(unknown.error.contains("line 1: every token is unknown"), "\(unknown.error)")
  }

  @Test func piecesAreCutBetweenCharacters() throws {
    // No white space: letters of three bytes, each with a mark of two.
    let line = String(repeating: "\u{3042}\u{301}", count: 30_000)
    let found = try sandbox.s2s(["translate", "--beam", "1", "--max-length", "1"], input: line)
    #expect(found.status == 0 && found.outputLines.count == 1)
    #expect(!found.error.contains("U+FFFD") && !found.output.contains("\u{FFFD}"))
  }
}
