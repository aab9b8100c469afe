import Foundation
import Testing

/// A folder of its own for one test, the working directory of what runs in it. Goes with the test.
final class Sandbox: Sendable {
  let folder: String

  /// With an empty `models/`.
  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("s2s-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder + "/models", withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  // MARK: - Files

  func path(_ name: String) -> String { folder + "/" + name }

  func write(_ text: String, to name: String) throws {
    try write(bytes: Array(text.utf8), to: name)
  }

  func write(bytes: [UInt8], to name: String) throws {
    let place = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: place)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func names(in name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }

  /// Sets when a file was last written, in seconds after a fixed moment.
  func date(_ name: String, _ seconds: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000 + seconds)],
      ofItemAtPath: path(name))
  }

  // MARK: - Corpora

  static let sources = ["a b", "c d", "a c", "b d", "d a b", "c b a"]
  static let targets = ["A B", "C D", "A C", "B D", "D A B", "C B A"]

  /// Six pairs, the first two of them for validation as well.
  func writeCorpus(_ name: String = "letters", valid: Bool = true) throws {
    try write(Self.sources.map { $0 + "\n" }.joined(), to: "\(name)/train.low")
    try write(Self.targets.map { $0 + "\n" }.joined(), to: "\(name)/train.up")
    guard valid else { return }
    try write("a b\nc d\n", to: "\(name)/valid.low")
    try write("A B\nC D\n", to: "\(name)/valid.up")
  }

  /// Sizes at which an update takes a moment even without optimization.
  static let tiny = ["--hidden", "8", "--embedding", "8", "--threads", "1"]
  /// Options that so few pairs as those of a sandbox are not trained with by default.
  static let plain = [
    "--dropout", "0.2", "--schedule", "plateau", "--warmup", "0", "--average-decay", "0",
  ]

  func train(_ more: String...) throws -> Finished {
    try s2s(["train", "--corpus", "letters", "--to", "up"] + Self.tiny + more)
  }

  // MARK: - Running

  func s2s(_ arguments: String..., input: String = "") throws -> Finished {
    try s2s(arguments, input: input)
  }

  func s2s(_ arguments: [String], input: String = "") throws -> Finished {
    try s2s(arguments, bytes: Array(input.utf8))
  }

  func s2s(_ arguments: [String], bytes: [UInt8]) throws -> Finished {
    let program = try start(arguments)
    program.send(bytes: bytes)
    return check(program.finish(), "s2s " + arguments.joined(separator: " "))
  }

  func start(_ arguments: [String], outputIsClosed: Bool = false) throws -> RunningProgram {
    try RunningProgram(Program.path, arguments, in: folder, outputIsClosed: outputIsClosed)
  }

  /// A line as a shell runs it, with the program in its search path.
  func shell(_ line: String) throws -> Finished {
    check(try RunningProgram("/bin/sh", ["-c", line], in: folder).finish(), line)
  }

  /// Holds for every run: it ends in time, by itself, and never with a crash report.
  func check(_ found: Finished, _ label: String) -> Finished {
    let status = found.hasTimedOut ? nil : found.status
    #expect(status != nil, "\(label): took too long")
    if let status { #expect(status < 128 || [129, 130, 143].contains(status), "\(label)") }
    for word in ["Fatal error", "Backtrac", "runtime failure", "Thread 0"] {
      #expect(!found.error.contains(word), "\(label): \(found.error.prefix(500))")
    }
    return found
  }
}

/// Expects a failure that is reported in exactly one line, which holds all of `words`.
func expectOneLine(
  _ found: Finished, _ words: String..., at place: SourceLocation = #_sourceLocation
) {
  #expect(found.status == 1, sourceLocation: place)
  #expect(found.output == "", sourceLocation: place)
  #expect(found.errorLines.count == 1, "\(found.error)", sourceLocation: place)
  #expect(found.error.hasPrefix("s2s: ") && found.error.hasSuffix("\n"), sourceLocation: place)
  for word in words {
    #expect(found.error.contains(word), "'\(word)' in \(found.error)", sourceLocation: place)
  }
}

/// The values of a line of JSON that is one object.
func jsonObject(_ line: String) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
}
