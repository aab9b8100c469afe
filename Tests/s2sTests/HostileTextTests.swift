import Foundation
import Testing

/// Names, arguments and sentences with sequences that a terminal would obey, or with bytes that are
/// not text.
@Suite struct HostileTextTests {
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.luong.sandbox() }

  /// A red beginning, a line end, a right-to-left override.
  static let name = "a\u{1B}[31m\n\u{202E}b"
  static let shown = #"a\u{1b}[31m\u{a}\u{202e}b"#

  @Test func namesAreShownEscapedInEveryMessage() throws {
    let runs = [
      ["train", "--source", Self.name, "--target", "y"], ["train", "--corpus", Self.name],
      ["translate", "-q", "-m", Self.name, "a"], ["inspect", Self.name], ["convert", Self.name],
      ["align", "-m", Self.name, "a"], ["evaluate", "-q", "--pairs", Self.name],
      ["lm", "train", Self.name], ["lm", "inspect", Self.name],
    ]
    for words in runs {
      expectOneLine(try sandbox.s2s(words), Self.shown)
    }
  }

  @Test func argumentsAreShownEscapedInUsageErrors() throws {
    for words in [[Self.name], ["--" + Self.name], ["translate", "--beam", Self.name, "a"]] {
      let found = try sandbox.s2s(words)
      #expect(found.status == 2 && found.errorLines.count == 2, "\(found.error)")
      #expect(found.error.contains(Self.shown), "\(found.error)")
    }
  }

  @Test func whatIsSuggestedCanBePasted() throws {
    let sentence = "a\u{202E}b it's \\ \u{9B}"
    try sandbox.write(String(repeating: sentence + "\tA\n", count: 4), to: "pairs.tsv")
    let found = try sandbox.s2s(
      ["train", "--pairs", "pairs.tsv", "--tokenizer", "none", "--updates", "1", "-m", "n"]
        + Sandbox.tiny)
    #expect(found.status == 0, "\(found.error)")
    #expect(
      found.errorLines.last?.hasSuffix(#" $'a\xe2\x80\xaeb it\'s \\ \xc2\x9b'"#) == true,
      "\(found.error)")
    #expect(!found.errorBytes.contains(0x9B) && !found.error.contains("\u{202E}"))
  }

  @Test func whatAModelHoldsIsShownEscaped() throws {
    try sandbox.write("\u{1B}[31m \u{202E}\n\u{1B}[31m b\n", to: "text")
    let trained = try sandbox.s2s(
      ["lm", "train", "text", "--updates", "1", "-m", "x.lm.safetensors"] + Sandbox.tiny)
    try #require(trained.status == 0, "\(trained.error)")
    let found = try sandbox.s2s("lm", "predict", "-q", "-m", "x.lm.safetensors", "b")
    #expect(found.output.contains(#"\u{1b}"#), "\(found.output)")
    #expect(!found.outputBytes.contains(0x1B) && !trained.errorBytes.contains(0x1B))
    let table = try sandbox.s2s("lm", "inspect", "x.lm.safetensors")
    #expect(table.status == 0 && !table.outputBytes.contains(0x1B), "\(table.output)")
  }

  @Test func anArgumentThatIsNotUTF8IsRefused() throws {
    let found = try sandbox.shell(#"s2s inspect --json "$(printf 'm\377')""#)
    #expect(found.status == 2 && found.errorLines.count == 2 && found.output == "")
    #expect(found.errorLines.first?.hasPrefix("s2s: argument 3 is not UTF-8; ") == true)
  }

  #if os(Linux)  // elsewhere a file system refuses such a name
    @Test func namesThatAreNotUTF8ArePassedOver() throws {
      try sandbox.writeCorpus()
      let found = try sandbox.shell(
        #"cd letters && : >"$(printf 'train.\377')" && cp ../models/* "$(printf 'm\377.safetensors')" && "#
          + #"S2S_MODELS=. s2s translate -q a; cd ..; s2s train --corpus letters --to up "#
          + "--updates 1 -m x -q " + Sandbox.tiny.joined(separator: " "))
      #expect(found.status == 0, "\(found.error)")
      #expect(!found.error.contains("\u{FFFD}"), "\(found.error)")
    }
  #endif

  @Test func weightsBeyondFloat16AreRefusedInUseAsInAFile() throws {
    var bytes = TrainedModel.luong.model
    let header = 8 + bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    for place in stride(from: header, to: bytes.count, by: 4) {
      bytes.replaceSubrange(place..<place + 4, with: [0x00, 0xB8, 0x88, 0x47])  // 70,000
    }
    try sandbox.write(bytes: bytes, to: "large")
    for words in [
      ["translate", "-q", "a"], ["align", "-q", "a"],
      ["convert", "-q", "large", "--output", "half"],
    ] {
      let model = words[0] == "convert" ? [] : ["--model", "large"]
      expectOneLine(
        try sandbox.s2s(words + model + ["--weights", "float16"]), ": value 0 of '", "70000.0")
    }
    #expect(!sandbox.has("half"))
    #expect(
      try sandbox.s2s("translate", "-q", "-m", "large", "--weights", "float32", "a").status != 2)
  }
}
