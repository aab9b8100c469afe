import Foundation
import Testing

@Suite struct StandardInputTests {
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.luong.sandbox() }

  @Test func aByteOrderMarkIsNoPartOfTheFirstLine() throws {
    let expected = try sandbox.s2s("translate", "--json", input: "a b\n\u{FEFF}c d\n").output
    let found = try sandbox.s2s("translate", "--json", input: "\u{FEFF}a b\n\u{FEFF}c d\n").output
    #expect(found == expected)
  }

  @Test func anInputThatCannotBeReadIsToldInOneLine() throws {
    expectOneLine(try sandbox.shell("s2s translate -q <models"), "standard input")
  }

  @Test func anInputThatWasClosedIsAnEmptyOne() throws {
    let found = try sandbox.shell("s2s translate -q <&-")
    #expect(found.status == 0)
    #expect(found.output == "" && found.error == "")
  }

  @Test func utf16IsRefusedInOneLine() throws {
    for (encoding, label) in [
      (String.Encoding.utf16LittleEndian, "little-endian"), (.utf16BigEndian, "big-endian"),
    ] {
      for mark in ["\u{FEFF}", ""] {
        let bytes = [UInt8](try #require((mark + "a b\nc d\n").data(using: encoding), "\(label)"))
        expectOneLine(
          try sandbox.s2s(["translate", "-q"], bytes: bytes), "standard input: UTF-16", "iconv")
      }
    }
  }

  @Test func anOutputThatWasClosedIsAnError() throws {
    for words in ["translate -q a", "--version", "help", "inspect"] {
      expectOneLine(
        try sandbox.shell("s2s \(words) >&-"), "standard output: write error: Bad file descriptor")
    }
    let found = try sandbox.shell("s2s translate a 2>&-")
    #expect(found.status == 0 && found.outputLines.count == 1)
  }

  @Test func everyLineHasAsManyPlacesAsAreAskedFor() throws {
    let found = try sandbox.s2s("translate", "--n-best", "3", input: "a b\n\nc d\n")
    #expect(found.outputLines.count == 9)
    #expect(Array(found.outputLines[3..<6]) == ["0.0000\t", "-inf\t", "-inf\t"])
  }

  @Test func aLineLongerThanAnyBlockIsOneLine() throws {
    let words = String(repeating: "a", count: 300_000)
    let found = try sandbox.s2s("translate", "-q", "--beam", "1", input: "\(words)\na b\n")
    #expect(found.status == 0)
    #expect(found.outputLines.count == 2)
  }
}
