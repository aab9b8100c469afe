import Testing

@testable import Seq2Seq

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("crow", 4), ("é", 1), ("e\u{301}\u{327}", 1), ("\u{301}", 0), ("Straße", 6),
    ("渇いた", 6), ("ﾊﾟﾝ", 3), ("（。）", 6), ("ｓ２ｓ", 6), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
    ("〿", 1), ("㉈", 1), ("\u{3099}", 0), ("か\u{3099}", 2), ("𠀀", 2), ("䷀", 2), ("𛀁", 2),
    ("عطشان", 5), ("عِبْرِي", 4), ("עִבְרִית", 5), ("می\u{200C}خواهم", 7), ("\u{600}١", 2),
    ("हिन्दी", 5), ("স্ত্রী", 4), ("বাংলা", 5), ("ไทย", 3), ("กำ", 2), ("தமிழ்", 4),
    ("👍", 2), ("👍🏽", 2), ("👨\u{200D}👩\u{200D}👧", 2), ("❤", 1), ("❤\u{FE0F}", 2), ("⌚", 2),
    ("1\u{FE0F}\u{20E3}", 2), ("a\u{FE0F}", 1), ("🇫🇷", 2), ("🏴\u{200D}☠\u{FE0F}", 2),
    ("🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}", 2),
    ("a\tb", 7), ("\u{1B}[31m", 10), ("\r\n", 10), ("\0\u{7F}\u{85}\u{9B}", 23),
    ("\u{2028}\u{2029}", 16),
    ("\u{202E}abc\u{202C}", 19), ("\u{200B}\u{FEFF}\u{AD}\u{200E}\u{2066}", 38), ("→…°“”", 5),
    ("\u{E000}", 1), ("\u{FFFD}", 1),
  ])
  func columnsAreThoseOfATerminal(_ text: String, _ columns: Int) {
    #expect(displayWidth(text) == columns)
  }

  @Test(arguments: [
    ("crow", 4, "crow"), ("crow", 3, "cr…"), ("crow", 1, "…"), ("crow", 0, ""), ("", 0, ""),
    ("\u{301}", 0, "\u{301}"), ("渇いた", 6, "渇いた"), ("渇いた", 5, "渇い…"), ("渇いた", 4, "渇…"),
    ("渇いた", 2, "…"), ("e\u{301}te\u{301}", 2, "e\u{301}…"), ("ab👍🏽", 4, "ab👍🏽"),
    ("ab👍🏽", 3, "ab…"), ("👨\u{200D}👩\u{200D}👧!x", 3, "👨\u{200D}👩\u{200D}👧…"),
    ("a\nbc", 3, "a\\…"),
  ])
  func clippingKeepsCharactersWhole(_ text: String, _ limit: Int, _ expected: String) {
    #expect(scalars(clipped(text, to: limit)) == scalars(expected))
  }

  @Test func clippedTextFitsAndFittingTextIsNotClipped() {
    var texts = SeededText(seed: 61)
    for index in 0..<2000 {
      let (text, limit) = (texts.string(pieces: 8), texts.below(12))
      let found = clipped(text, to: limit)
      #expect(displayWidth(found) <= limit, "seed 61, text \(index): \(text)")
      if displayWidth(text) <= limit {
        #expect(scalars(found) == scalars(displayable(text)), "seed 61, text \(index): \(text)")
      }
    }
  }
}
