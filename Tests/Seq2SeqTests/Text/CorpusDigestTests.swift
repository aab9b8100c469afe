import Testing

@testable import Seq2Seq

@Suite struct CorpusDigestTests {
  @Test(arguments: [
    ("", "6c62272e07bb014262b821756295c58d"),
    ("a", "d228cb696f1a8caf78912b704e4a8964"),
    ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
  ])
  func theHashIsFNV1aOf128Bits(_ text: String, _ expected: String) {
    var hash = FNV1a()
    hash.add(text.utf8)
    #expect(hash.hexadecimal == expected)
  }

  @Test func whateverChangesTheTextChangesTheDigest() {
    func digest(_ pairs: [(String, String)]) -> String {
      corpusDigest(of: pairs.map { SentencePair(source: $0.0, target: $0.1) })
    }
    let digests = [
      digest([]), digest([("", "")]), digest([("ab", "c")]), digest([("a", "bc")]),
      digest([("a", "b"), ("c", "d")]), digest([("c", "d"), ("a", "b")]),
      digest([("\u{E9}", "x")]), digest([("e\u{301}", "x")]),
    ]
    #expect(Set(digests).count == digests.count)
    #expect(digests.allSatisfy { $0.utf8.count == 32 })
    #expect(digest([("ab", "c")]) == digests[2])
    // 61 62 FE 63 FF
    #expect(digests[2] == "327638aea783d94f70814487f56f5586")
  }
}
