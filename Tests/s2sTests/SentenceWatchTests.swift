import Testing

/// `s2s train --watch`.
@Suite struct SentenceWatchTests {
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus()
    return sandbox
  }

  private static let run = ["--updates", "20", "--validate-every", "5", "--report-every", "5"]

  private func train(_ sandbox: Sandbox, _ more: [String], model: String = "m") throws -> Finished {
    try sandbox.s2s(
      ["train", "--corpus", "letters", "--to", "up", "--model", "\(model).safetensors"]
        + Sandbox.tiny + Sandbox.plain + Self.run + more)
  }

  @Test func aWatchedRunTrainsTheSameModel() throws {
    let sandbox = try sandbox()
    _ = try train(sandbox, [], model: "plain")
    let watched = try train(sandbox, ["--watch", "d a", "--watch", "a b"], model: "watched")
    #expect(watched.status == 0)
    #expect(try sandbox.bytes("plain.safetensors") == sandbox.bytes("watched.safetensors"))
    // As such a small corpus is trained by default, with averaged weights, and another measure.
    for (model, more) in [("plain2", []), ("watched2", ["--watch", "d a"])] {
      _ = try sandbox.s2s(
        ["train", "--corpus", "letters", "--to", "up", "--model", "\(model).safetensors"]
          + Sandbox.tiny + Self.run + ["--best-by", "chrF"] + more)
    }
    #expect(try sandbox.bytes("plain2.safetensors") == sandbox.bytes("watched2.safetensors"))
  }

  @Test func eachValidationHasALineAndARow() throws {
    let found = try train(sandbox(), ["--watch", "d c"])
    let lines = found.errorLines.filter { $0.hasPrefix("watch: ") }
    #expect(lines.count == 4 && lines[0].hasPrefix("watch: update 5  ppl "), "\(found.error)")
    let strip = found.errorLines.drop {
      $0 != "'d c' → its translation: attention by update"
    }
    #expect(strip.count >= 7, "\(found.error)")
    for (line, update) in zip(strip.dropFirst(2), ["  5 ", " 10 ", " 15 ", " 20 "]) {
      #expect((" " + line).hasPrefix(update) || ("  " + line).hasPrefix(update), "\(strip)")
    }
    #expect(!found.error.unicodeScalars.contains("\u{1B}"))
  }

  /// A sentence of the corpus has its translation there; another one can be given with it.
  @Test func aReferenceIsWatchedWhereThereIsOne() throws {
    for (word, target) in [("a b", "A B"), ("d c\tC D", "C D"), ("d ||| D", "D")] {
      let found = try train(sandbox(), ["--watch", word])
      #expect(found.error.contains("ppl of the reference "), "\(found.error)")
      #expect(found.error.contains(" → '\(target)': attention by update\n"), "\(found.error)")
    }
  }

  @Test func aLongSentenceIsCutWithinItsQuotes() throws {
    let long = [String](repeating: "a b c d", count: 20).joined(separator: " ")
    func heading(_ word: String) throws -> String {
      let found = try train(sandbox(), ["--watch", word])
      let line = try #require(found.errorLines.first { $0.hasSuffix(": attention by update") })
      #expect(line.count == 79)
      return line
    }
    #expect(
      try heading(long).wholeMatch(
        of: #/'[abcd ]+…' → its translation: attention by update/#) != nil)
    #expect(
      try heading("\(long)\t\(long.uppercased())").wholeMatch(
        of: #/'[abcd ]{20,}…' → '[ABCD ]{20,}…': attention by update/#) != nil)
    #expect(
      try heading("\(long)\tA B").wholeMatch(
        of: #/'[abcd ]+…' → 'A B': attention by update/#) != nil)
    #expect(
      try heading("a b\t\(long.uppercased())").wholeMatch(
        of: #/'a b' → '[ABCD ]+…': attention by update/#) != nil)
  }

  @Test func aResumedRunGoesOnWatching() throws {
    let sandbox = try sandbox()
    func train(_ updates: Int, _ more: [String], _ model: String) throws -> Finished {
      try sandbox.s2s(
        ["train", "--corpus", "letters", "--to", "up", "--model", "\(model).safetensors"]
          + Sandbox.tiny + Sandbox.plain + [
            "--updates", "\(updates)", "--decay", "0", "--validate-every", "5",
          ] + more)
    }
    _ = try train(20, [], "whole")
    _ = try train(10, ["--watch", "d a"], "cut")
    let again = try train(20, ["--watch", "d a", "--resume"], "cut")
    #expect(again.errorLines.count { $0.hasPrefix("watch: ") } == 2, "\(again.error)")
    #expect(try sandbox.bytes("whole.safetensors") == sandbox.bytes("cut.safetensors"))
  }

  static let mistakes: [([String], String)] = [
    (["--watch", ""], "--watch is ''"), (["--watch", " "], "--watch is ' '"),
    (["--watch", "a\tb\tc"], "expected a sentence"), (["--watch", "a|||A"], "||| between blanks"),
    (["--watch", "a\t"], "expected a sentence"),
    (["--watch", "a", "--quiet"], "exclude each other"),
    (["--watch", "a", "--dry-run"], "exclude each other"),
    (["--watch", String(repeating: "a ", count: 1_001)], "1,000 tokens"),
  ]

  @Test(arguments: mistakes)
  func whatIsNoSentenceIsRefused(_ words: [String], _ message: String) throws {
    let sandbox = try sandbox()
    let found = try train(sandbox, words)
    #expect(found.status == 2 && found.error.contains(message), "\(found.error)")
    #expect(!sandbox.has("m.safetensors"))
  }

  @Test func membersOfAnEnsembleAreWatchedOneByOne() throws {
    let found = try train(sandbox(), ["--watch", "d c", "--ensemble", "2"])
    #expect(found.status == 0)
    #expect(found.errorLines.count { $0.hasSuffix(": attention by update") } == 2, "\(found.error)")
  }
}
