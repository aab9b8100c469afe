import Testing

@testable import Seq2Seq

@Suite struct DisplayableTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("\\u{1b}", "\\u{1b}"),
    ("a\u{1B}[31mb\tc\r\n", "a\\u{1b}[31mb\\u{9}c\\u{d}\\u{a}"),
    ("\u{9B}2J\u{7F}\u{2028}\u{2029}", "\\u{9b}2J\\u{7f}\\u{2028}\\u{2029}"),
    ("\u{202A}a\u{202E}b\u{2066}\u{2069}", "\\u{202a}a\\u{202e}b\\u{2066}\\u{2069}"),
    ("\u{61C}\u{200E}\u{200F}\u{200B}\u{AD}", "\\u{61c}\\u{200e}\\u{200f}\\u{200b}\\u{ad}"),
    ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ("👨\u{200D}👩 e\u{301} \u{600}١", "👨\u{200D}👩 e\u{301} \u{600}١"),
  ])
  func whatWouldDisturbTheScreenIsEscaped(_ text: String, _ shown: String) {
    #expect(scalars(displayable(text)) == scalars(shown))
    #expect(scalars(displayable(shown)) == scalars(shown))
  }

  @Test func aLongTextIsCut() {
    #expect(displayable("abcdef", limit: 3) == "abc…")
    #expect(displayable("abc", limit: 3) == "abc")
    #expect(displayable("\u{1B}\u{1B}", limit: 1) == "\\u{1b}…")
  }

  @Test func linesAreKeptWhereTheyAreWanted() {
    #expect(displayable("a\tb\nc\r\u{1B}", lines: true) == "a\tb\nc\\u{d}\\u{1b}")
  }
}
