import Foundation
import Testing

/// What a user's files, pipes and disks can do to any command: each failure gives one line and a
/// status.
@Suite struct BadInputTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try TrainedModel.luong.sandbox()
    try sandbox.writeCorpus()
    try sandbox.write("a b\nc d\n", to: "letters/test.low")
    try sandbox.write("A B\nC D\n", to: "letters/test.up")
  }

  /// The commands that read a model, each with some work.
  static let readers = [
    ["translate", "-q", "a b"], ["align", "-q", "a b"], ["align", "-q", "--show", "a b"],
    ["score", "-q", "a b", "A B"], ["inspect"], ["evaluate", "-q", "--corpus", "letters"],
  ]

  // MARK: - Models

  @Test(arguments: readers)
  func aModelThatIsNoneIsRefusedByEveryCommand(_ words: [String]) throws {
    var weights = TrainedModel.luong.model
    weights.replaceSubrange(weights.count - 4..<weights.count, with: [0, 0, 0xC0, 0x7F])  // NaN
    try sandbox.write(bytes: weights, to: "nan")
    try sandbox.write(bytes: Array(weights.prefix(300)), to: "cut")
    let length = [UInt8](repeating: 0, count: 7) + [0x80]  // 2⁶³
    try sandbox.write(bytes: length + weights.dropFirst(8), to: "endless")
    for (name, says) in [
      ("nan", "not finite"), ("cut", "only"), ("endless", "9223372036854775808"),
      ("gone", "no such file"), ("letters", "is a directory"),
    ] {
      expectOneLine(try sandbox.s2s(words + ["--model", name]), "s2s: \(name): ", says)
    }
  }

  #if os(Linux)
    /// Its first page cannot be read, not even by the superuser.
    static let unreadable = "/proc/self/mem"

    @Test func aFileThatCannotBeReadIsToldInOneLine() throws {
      expectOneLine(
        try sandbox.s2s("translate", "--model", Self.unreadable, "a"), Self.unreadable, "reading")
      expectOneLine(
        try sandbox.s2s("train", "--pairs", Self.unreadable), Self.unreadable, "cannot be read")
      expectOneLine(
        try sandbox.s2s("evaluate", "-q", "--pairs", Self.unreadable), "cannot be read")
    }

    @Test func aFolderThatTakesNoFilesIsToldInOneLine() throws {
      expectOneLine(try sandbox.train("--updates", "2", "--model", "/proc/x"), "/proc/x", "writing")
      expectOneLine(
        try sandbox.train("--updates", "2", "--model", "/dev/full"), "/dev/full: is a device")
    }

    @Test func memoryThatTheSystemRefusesIsToldInOneLine() throws {
      // A sanitizer's shadow of the memory does not fit into the limit: nothing starts.
      if try sandbox.shell("ulimit -v 500000; s2s --version").error.contains("Sanitizer") { return }
      try sandbox.write(String(repeating: "a b c d\n", count: 9_000), to: "big/train.low")
      try sandbox.write(String(repeating: "A B C D\n", count: 9_000), to: "big/train.up")
      expectOneLine(
        try sandbox.shell(
          "ulimit -v 500000; s2s train -q --threads 1 --corpus big --batch 9000 --hidden 512 --updates 1"
        ),
        "refuses", "smaller --batch")
      expectOneLine(
        try sandbox.shell(
          "ulimit -v 500000; s2s train -q --threads 1 --corpus big --hidden 4096 --updates 1"),
        "training needs about", "the process may use")
    }

    @Test func aFileBeyondTheMemoryIsToldInOneLine() throws {
      if try sandbox.shell("ulimit -v 500000; s2s --version").error.contains("Sanitizer") { return }
      let run = "ulimit -v 500000; truncate -s 5G zeros; s2s inspect zeros"
      expectOneLine(try sandbox.shell(run), "zeros: byte 8 of the header")
      // A header that promises 90 MB, which are there.
      expectOneLine(
        try sandbox.shell(
          #"printf '\200\112\135\005\0\0\0\0' | dd of=zeros conv=notrunc 2>&-; "# + run),
        "zeros: needs 686 MiB of memory")
    }
  #endif

  // MARK: - Test sets

  struct BadTestSet: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let source, target: [UInt8]
    let says: String
  }

  static let testSets = [
    BadTestSet(
      testDescription: "empty", source: [], target: [], says: "s: empty"),
    BadTestSet(
      testDescription: "a line too many", source: Array("a\nb\n".utf8), target: Array("A\n".utf8),
      says: "t: 1 line, but s has 2"),
    BadTestSet(
      testDescription: "invalid UTF-8", source: Array("a\n".utf8), target: [0xC3, 0x0A],
      says: "t: line 1 is not valid UTF-8"),
    BadTestSet(
      testDescription: "a NUL", source: Array("a\nb\0\n".utf8), target: Array("A\nB\n".utf8),
      says: "s: line 2 holds a NUL"),
  ]

  @Test(arguments: testSets)
  func aBadTestSetIsRefusedInOneLine(_ test: BadTestSet) throws {
    try sandbox.write(bytes: test.source, to: "s")
    try sandbox.write(bytes: test.target, to: "t")
    expectOneLine(
      try sandbox.s2s("evaluate", "-q", "--source", "s", "--target", "t"), test.says)
  }

  @Test func aFileThatIsNotThereIsMissedInItsFolder() throws {
    expectOneLine(
      try sandbox.s2s("train", "--pairs", "gone"), "gone: no such file; this folder holds letters")
  }

  // MARK: - Lines

  /// A filter continues after bytes that are not text.
  @Test func NULsInLinesAreReadAndLinesKept() throws {
    let lines = Array("a\0b\n\0\nc d\n".utf8)
    let translated = try sandbox.s2s(["translate", "-q"], bytes: lines)
    #expect(translated.status == 0 && translated.outputLines.count == 3)
    let aligned = try sandbox.s2s(["align", "-q"], bytes: lines)
    #expect(aligned.status == 0 && aligned.outputLines.count == 3)
    let scored = try sandbox.s2s(["score", "-q"], bytes: Array("a\0b\tA\0\n\0\t\0\n".utf8))
    #expect(scored.status == 0 && scored.outputLines.count == 2)
  }

  // MARK: - Output

  @Test(arguments: readers + [["help"], ["help", "train"], ["--version"]])
  func aReaderThatLeftIsNoFailureOfAnyCommand(_ words: [String]) throws {
    let found = sandbox.check(
      try sandbox.start(words, outputIsClosed: true).finish(), "\(words)")
    #expect(found.status == 0, "\(words)")
    #expect(found.error == "", "\(words)")
  }

  @Test func aReaderWhoTakesTheFirstLineEndsAnEndlessInput() throws {
    for command in ["translate -k1", "align -k1", "align --show -k1", "score"] {
      let line = "yes \"$(printf 'a b\\tA B')\" | s2s \(command) -q 2>&1 | head -n 1"
      #expect(try sandbox.shell(line).outputLines.count == 1, "\(command)")
    }
  }

  #if os(Linux)
    @Test(arguments: readers + [["help"], ["--version"]])
    func aFullDeviceIsToldByEveryCommand(_ words: [String]) throws {
      let line = (["s2s"] + words.map { "'\($0)'" }).joined(separator: " ")
      expectOneLine(try sandbox.shell(line + " >/dev/full"), "standard output")
    }
  #endif

  /// Whether the program starts at all where no file may grow; with a sanitizer's runtime it may not.
  static let startsUnderALimit: Bool = {
    guard let sandbox = try? Sandbox() else { return false }
    let line = "ulimit -f 0; s2s --version"
    return (try? RunningProgram("/bin/sh", ["-c", line], in: sandbox.folder).finish().status) == 0
  }()

  /// A limit on the size of files stands for a disk that fills up while a run writes to it: the
  /// log, then the state, then the model do not fit.
  @Test(.enabled(if: startsUnderALimit), arguments: [0, 1, 8, 16])
  func aDiskThatFillsUpEndsARunInOneLineAndKeepsTheModel(_ blocks: Int) throws {
    let before = try sandbox.bytes("models/letters-luong.safetensors")
    let train = "s2s train --corpus letters --to up --hidden 8 --embedding 8 --updates 60 -q "
    let found = try sandbox.shell(
      "ulimit -f \(blocks); \(train) --report-every 1 --threads 1")
    expectOneLine(found, "models/letters-luong.", "writing failed")
    #expect(try sandbox.bytes("models/letters-luong.safetensors") == before)
    let left = try sandbox.names(in: "models").filter { !$0.hasPrefix("letters-luong.") }
    #expect(left == [], "nothing half written")
  }
}
