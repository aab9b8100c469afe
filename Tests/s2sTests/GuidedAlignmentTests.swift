import Testing

@Suite struct GuidedAlignmentTests {
  @Test func aRunReadsItsAlignments() throws {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus()
    try sandbox.write("0-0 1-1\n0-0 1-1\n0-0 1-1\n\n0-0 1-1 2-2\n0-0\n", to: "links")
    func train(_ more: String...) throws -> Finished {
      try sandbox.s2s(
        ["train", "--corpus", "letters", "--to", "up", "--updates", "2", "-q", "--restart"]
          + Sandbox.tiny + more)
    }
    #expect(try train().status == 0)
    let plain = try sandbox.bytes("models/letters-luong.safetensors")
    #expect(try train("--guided-alignment", "links").status == 0)
    #expect(try sandbox.bytes("models/letters-luong.safetensors") != plain)
    try sandbox.write("0-0 1-1\n", to: "links")
    let short = try train("--guided-alignment", "links")
    expectOneLine(short, "links: 1 line, but there are 6 sentence pairs")
    try sandbox.write("0-0 1-7\n\n\n\n\n\n", to: "links")
    let beyond = try train("--guided-alignment", "links")
    expectOneLine(beyond, "links: line 1 links word 1 to 7")
    #expect(try train("--guided-alignment-weight", "2").status == 2)
  }
}
