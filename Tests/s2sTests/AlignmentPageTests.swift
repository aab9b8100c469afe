import Testing

@Suite struct AlignmentPageFileTests {
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.luong.sandbox() }

  /// The data that a page holds.
  private func data(_ name: String) throws -> [String: Any] {
    let text = try sandbox.text(name)
    #expect(text.hasPrefix("<!DOCTYPE html>\n<!-- s2s -->\n"))
    let start = try #require(text.firstRange(of: "type=\"application/json\">")).upperBound
    let end = try #require(text[start...].firstRange(of: "</script>")).lowerBound
    return try jsonObject(String(text[start..<end]))
  }

  /// The first model's readings of a page, nil where it has none.
  private func readings(_ name: String, model: Int = 0) throws -> [[String: Any]?] {
    let sentences = try #require(try data(name)["sentences"] as? [[String: Any]])
    return sentences.map { ($0["readings"] as? [Any])?[model] as? [String: Any] }
  }

  private func count(_ reading: [String: Any]?, _ name: String) -> Int? {
    (reading?[name] as? [Any])?.count
  }

  @Test func aPageHoldsWhatIsTranslatedAndWhatIsGiven() throws {
    let found = try sandbox.s2s(
      ["align", "--html", "page.html"], input: "a b\n\nc d\tC D\nd <b> &\n")
    #expect(found.status == 0 && found.output == "")
    #expect(
      (try data("page.html")["sentences"] as? [[String: Any]])?.map { $0["number"] as? Int }
        == [1, 3, 4])
    #expect(try data("page.html")["models"] as? [String] == ["letters-luong.safetensors"])
    let all = try readings("page.html")
    #expect(all.map { $0?["given"] as? Bool } == [false, true, false])
    #expect(all.map { count($0, "alternatives") } == [5, 1, 5])
    #expect(all.map { count($0, "beams") } == [1, 0, 1])
    #expect((try data("page.html")["words"] as? [String])?.contains("<b>") == true)
    #expect(try sandbox.text("page.html").contains("low → up"))
    let again = try sandbox.s2s(
      ["align", "--html", "again.html"], input: "a b\n\nc d\tC D\nd <b> &\n")
    #expect(again.status == 0)
    #expect(try sandbox.bytes("again.html") == sandbox.bytes("page.html"))
  }

  @Test func theBeamIsAsWideAsAskedFor() throws {
    _ = try sandbox.s2s("align", "-q", "--html", "one.html", "--beam", "1", "a b c")
    let one = try readings("one.html")
    #expect(count(one[0], "alternatives") == 1 && count(one[0], "beams") == 1)
  }

  @Test func heatmapAndPageGoTogether() throws {
    let shown = try sandbox.s2s("align", "-q", "--show", "a b", "A B")
    let both = try sandbox.s2s("align", "-q", "--show", "--html", "page.html", "a b", "A B")
    #expect(both.status == 0 && both.output == shown.output && !shown.output.isEmpty)
  }

  @Test func aModelBesideHasReadingsOfItsOwn() throws {
    try sandbox.write(bytes: TrainedModel.bahdanau.model, to: "other/letters.safetensors")
    let found = try sandbox.s2s(
      ["align", "--html", "page.html", "--beside", "other/letters.safetensors"],
      input: "a b\nc d\tC D\n")
    #expect(found.status == 0 && found.output == "")
    #expect(found.error.contains("other/letters.safetensors (low → up, bahdanau"))
    #expect(
      try data("page.html")["models"] as? [String] == [
        "letters-luong.safetensors", "letters.safetensors",
      ])
    for model in 0...1 {
      #expect(
        try readings("page.html", model: model).map { $0?["given"] as? Bool } == [false, true])
    }
    expectOneLine(
      try sandbox.s2s("align", "-q", "--html", "x.html", "--beside", "gone", "a"), "gone")
    #expect(!sandbox.has("x.html"))
  }

  @Test func aPageReplacesNothingUnasked() throws {
    _ = try sandbox.s2s("align", "-q", "--html", "page.html", "a b")
    let first = try sandbox.bytes("page.html")
    expectOneLine(
      try sandbox.s2s("align", "-q", "--html", "page.html", "c d"), "page.html: already exists",
      "--force"
    )
    #expect(try sandbox.bytes("page.html") == first)
    #expect(try sandbox.s2s("align", "-q", "--html", "page.html", "--force", "c d").status == 0)
    #expect(try sandbox.bytes("page.html") != first)
    for text in ["my text", "<!DOCTYPE html>\n<p>mine</p>\n", ""] {
      try sandbox.write(text, to: "mine.html")
      expectOneLine(
        try sandbox.s2s("align", "-q", "--html", "mine.html", "--force", "a b"), "mine.html",
        "is not a page of s2s")
      #expect(try sandbox.text("mine.html") == text)
    }
    expectOneLine(
      try sandbox.s2s("align", "-q", "--html", "none/page.html", "a b"), "none/page.html")
  }

  @Test(arguments: [
    ["align", "--beside", "m", "a"], ["align", "--html", "x.html", "--json", "a"],
    ["align", "--html"], ["align", "--force", "a"], ["align", "--html", "x", "--html", "y", "a"],
    ["align", "--html", "x.html", "--symmetrize", "union", "--reverse-model", "m", "a", "A"],
  ])
  func wrongUsesAreToldInTwoLines(_ arguments: [String]) throws {
    let found = try sandbox.s2s(arguments)
    #expect(found.status == 2 && found.output == "")
    #expect(found.errorLines.count == 2, "\(found.error)")
    #expect(!sandbox.has("x.html"))
  }

  @Test func aLineThatIsNoPairIsLeftOutAndTold() throws {
    let long = String(repeating: "a ", count: 1001)
    let found = try sandbox.s2s(
      ["align", "-q", "--html", "page.html"], input: "\(long)\tA\na\tA\n")
    #expect(found.status == 1 && found.errorLines.count == 1)
    #expect((try data("page.html")["sentences"] as? [[String: Any]])?.count == 1)
  }
}
