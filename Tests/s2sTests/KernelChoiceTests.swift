import Testing

/// The kernel set that the environment asks for.
@Suite struct KernelChoiceTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try Sandbox()
    try sandbox.writeCorpus()
  }

  @Test(arguments: ["abacus", "avx1024", "AVX2"])
  func anUnknownKernelSetIsAUsageError(_ name: String) throws {
    for command in [
      "train --corpus letters --to up --updates 1", "translate a", "bench --seconds 1",
    ] {
      let found = try sandbox.shell("S2S_KERNELS=\(name) \(Program.path) \(command)")
      #expect(found.status == 2 && found.output == "")
      #expect(
        found.errorLines.first?.contains("S2S_KERNELS is '\(name)'") == true, "\(found.error)")
      #expect(found.errorLines.first?.contains("portable") == true)
    }
  }

  @Test func aSetThatIsThereOrNoneIsNoMistake() throws {
    for name in ["portable", ""] {
      let found = try sandbox.shell("S2S_KERNELS=\(name) \(Program.path) inspect none")
      #expect(found.status == 1, "\(found.error)")
    }
  }
}
