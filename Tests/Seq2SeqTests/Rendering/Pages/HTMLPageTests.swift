import Foundation
import Testing

@testable import Seq2Seq

@Suite struct HTMLPageTests {
  private func page(_ texts: [String]) throws -> HTMLPage {
    try HTMLPage(
      title: texts[0], style: "", body: "<main></main>", data: ["texts": texts], script: "start()\n"
    )
  }

  @Test func dataComesBackWhateverItHolds() throws {
    let texts = [
      "</script><script>alert(1)</script>", "<!-- & \"'", "a\u{2028}b\u{2029}", "日本\u{1b}",
    ]
    let text = try page(texts).text
    let start = try #require(text.firstRange(of: "type=\"application/json\">")).upperBound
    let end = try #require(text[start...].firstRange(of: "</script>")).lowerBound
    let read = try JSONDecoder().decode([String: [String]].self, from: Data(text[start..<end].utf8))
    #expect(read == ["texts": texts])
    #expect(text.split(separator: "<script").count == 3, "only its own two scripts")
    #expect(text.contains("<title>&lt;/script&gt;"))
  }

  /// U+0600 and the "<" after it are one `Character`. Compared byte by byte.
  @Test func markupBehindAScalarThatJoinsTheNextEndsNothing() throws {
    let word = "\u{600}</script>\u{600}<script>alert(1)\u{D4E}</script>\u{600}<!--"
    func count(_ markup: String, _ texts: [String]) throws -> Int {
      let bytes = Array(try page(texts).text.utf8)
      return bytes.indices.count { bytes[$0...].starts(with: markup.utf8) }
    }
    for markup in ["<script", "</script", "<!--"] {
      #expect(try count(markup, [word]) == count(markup, ["word"]), "\(markup)")
    }
  }

  @Test func nothingIsLoaded() throws {
    let text = try page(["a"]).text
    #expect(text.hasPrefix(HTMLPage.beginning))
    #expect(text.contains("default-src 'none'"))
    for loads in ["http:", "https:", "src=", "@import", "url("] { #expect(!text.contains(loads)) }
  }
}
