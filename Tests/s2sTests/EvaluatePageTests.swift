import Testing

/// `evaluate --html`.
@Suite struct EvaluatePageTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try TrainedModel.luong.sandbox()
    try sandbox.write("The crow drank.\nit was <hot>\n\n", to: "ours")
    try sandbox.write("A crow.\nit was\nso\n", to: "theirs")
    try sandbox.write("The crow drank.\nIt was hot\n\n", to: "target")
    try sandbox.write("Le corbeau but.\nIl faisait chaud\n\n", to: "source")
  }

  func measure(_ more: String...) throws -> Finished {
    try sandbox.s2s(["evaluate", "--hypotheses", "ours", "--target", "target"] + more)
  }

  @Test func aPageOfTranslationsThatAreThere() throws {
    let found = try measure("--html", "page.html")
    #expect(found.status == 0 && found.error == "wrote page.html\n", "\(found.error)")
    #expect(found.output == (try measure().output))
    let page = try sandbox.text("page.html")
    #expect(page.hasPrefix("<!DOCTYPE html>") && !page.contains("<hot>"))
    #expect(page.contains("No training text was given") && !page.contains("faisait"))
    let all = try measure(
      "--html", "all.html", "--source", "source", "--baseline", "theirs", "--training", "target")
    #expect(all.status == 0, "\(all.error)")
    let both = try sandbox.text("all.html")
    for part in ["Il faisait chaud", "<dd>theirs</dd>", "95% interval", "<bdi>target</bdi>"] {
      #expect(both.contains(part), "\(part)")
    }
    _ = try measure("--html", "page.html", "--force")
    #expect(try sandbox.text("page.html") == page, "the same bytes again")
  }

  @Test func aPageOfAModel() throws {
    try sandbox.write("a b\nd a b\n", to: "letters/test.low")
    try sandbox.write("A B\nD A B\n", to: "letters/test.up")
    let found = try sandbox.s2s("evaluate", "-q", "--corpus", "letters", "--html", "page.html")
    #expect(found.status == 0, "\(found.error)")
    let page = try sandbox.text("page.html")
    let perplexity = try #require(EvaluateTests.values(found)["perplexity"])
    #expect(page.contains("perplexity</th><td class=\"number\">\(perplexity)</td>"))
    #expect(!page.contains("train.up"))
    try sandbox.write("A B\n", to: "letters/train.up")
    try sandbox.write("a b\n", to: "letters/train.low")
    _ = try sandbox.s2s("evaluate", "-q", "--corpus", "letters", "--html", "page.html", "--force")
    #expect(try sandbox.text("page.html").contains("<bdi>letters/train.up</bdi>"))
    #expect(page.contains("\"s\":\"d a b\"") && page.contains("\"languages\":[\"low\",\"up\"]"))
  }

  @Test func nothingIsReplacedUnasked() throws {
    #expect(try measure("--html", "page.html").status == 0)
    expectOneLine(
      try measure("--html", "page.html"), "page.html: already exists", "--force", "--html")
    try sandbox.write("my text", to: "text.html")
    expectOneLine(
      try measure("--html", "text.html", "--force"), "text.html: exists and is not a page of s2s")
    #expect(try sandbox.text("text.html") == "my text")
  }

  @Test func mistakesAreToldInOneLine() throws {
    try sandbox.write("one\n", to: "short")
    try sandbox.write("", to: "empty")
    expectOneLine(try measure("--html", "gone/page.html"), "gone/page.html: no such folder")
    expectOneLine(try measure("--html", "p", "--source", "short"), "short: 1 line", "ours has 3")
    expectOneLine(try measure("--html", "p", "--training", "gone"), "gone: no such file")
    expectOneLine(try measure("--html", "p", "--training", "empty"), "empty: empty")
    #expect(!sandbox.has("p"))
    for words in [["--force"], ["--training", "target"], ["--source", "source"]] {
      let found = try sandbox.s2s(
        ["evaluate", "--hypotheses", "ours", "--target", "target"] + words)
      #expect(found.status == 2 && found.errorLines.count == 2, "\(words): \(found.error)")
    }
  }
}
