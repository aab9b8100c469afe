import Testing

@testable import Seq2Seq

@Suite struct SeenWordsTests {
  static let words = ["b", "a", "ab", "abc", "é", "e\u{301}", "zebra", "b", "a￭"]

  @Test func eachWordIsFoundAndNoOther() {
    let seen = SeenWords(Self.words)
    for word in Self.words { #expect(seen.contains(word), "\(word)") }
    for word in ["", "A", "abcd", "aba", "e", "z", "zebras", "a\nab", "\n", "￭", "\u{10FFFF}"] {
      #expect(!seen.contains(word), "\(word)")
    }
    #expect(!SeenWords([String]()).contains("") && !SeenWords([String]()).contains("a"))
  }

  @Test func manyWordsAreFoundAsASetFindsThem() {
    var random = SeededText(seed: 5)
    func word() -> String {
      String((0...random.below(3)).map { _ in Character(["a", "b", "c", "d"][random.below(4)]) })
    }
    let words = Set((0..<100).map { _ in word() })
    let seen = SeenWords(words)
    let all = words.union((0..<500).map { _ in word() })
    for word in all { #expect(seen.contains(word) == words.contains(word), "\(word)") }
  }

  @Test func aFileMayHoldThemInAnyOrder() {
    let seen = SeenWords(Self.words)
    #expect(seen.serialized.hasPrefix("a\nab\nabc\na￭\nb\ne\u{301}\nzebra"))
    #expect(SeenWords(serialized: seen.serialized) == seen)
    #expect(SeenWords(serialized: "zebra\nb\na\n\nab\nabc\né\ne\u{301}\na￭\nb") == seen)
    #expect(SeenWords(serialized: "") == SeenWords([String]()))
    #expect(SeenWords(["b", "c"]).union(SeenWords(["a", "b"])).serialized == "a\nb\nc")
    #expect(SeenWords(serialized: "\na") == SeenWords(["a"]))
    #expect(SeenWords(["é"]) != SeenWords(["e\u{301}"]))
    #expect(SeenWords(["b"]).union(nil) == SeenWords(["b"]))
  }
}
