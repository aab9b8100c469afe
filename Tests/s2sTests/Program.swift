import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The built program, which is beside the test bundle.
enum Program {
  static let folder: URL = {
    #if os(macOS)
      Bundle(for: Marker.self).bundleURL.deletingLastPathComponent()
    #else
      Bundle.main.bundleURL
    #endif
  }()

  static var path: String { folder.appendingPathComponent("s2s").path }

  private final class Marker {}
}

/// What a finished process has left behind.
struct Finished: Sendable {
  /// The exit status; 1000 + the number of the signal where one killed it.
  let status: Int32
  let outputBytes: [UInt8]
  let errorBytes: [UInt8]
  let hasTimedOut: Bool

  var output: String { String(decoding: outputBytes, as: UTF8.self) }
  var error: String { String(decoding: errorBytes, as: UTF8.self) }
  var outputLines: [String] { lines(of: output) }
  var errorLines: [String] { lines(of: error) }
}

/// Ended by line feeds alone, as a filter's lines are; a last one without it counts.
func lines(of text: String) -> [String] {
  var parts = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  if parts.last == "" { parts.removeLast() }
  return parts
}

/// A process with a pipe to each of its streams, driven from one thread: nothing blocks but `poll`,
/// and that no longer than the time limit.
final class RunningProgram {
  /// Small, so that a writer whose output is no longer read soon waits: see `InterruptionTests`.
  private static let block = 1024

  private let process = Process()
  private let ended = DispatchSemaphore(value: 0)
  private let limit: ContinuousClock.Instant
  private var input: FileHandle?
  private var outputs: [FileHandle?]
  private var received: [[UInt8]] = [[], []]
  private var pending: ArraySlice<UInt8> = []
  private var closesInput = false
  private var hasTimedOut = false

  /// - Parameter outputIsClosed: nobody reads standard output from the start.
  init(
    _ executable: String, _ arguments: [String], in folder: String, seconds: Int = 60,
    outputIsClosed: Bool = false
  ) throws {
    signal(SIGPIPE, SIG_IGN)
    limit = .now + .seconds(seconds)
    let pipes = (input: Pipe(), output: Pipe(), error: Pipe())
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = Program.folder.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    environment["S2S_MODELS"] = nil
    process.environment = environment
    process.standardInput = pipes.input
    process.standardOutput = pipes.output
    process.standardError = pipes.error
    process.terminationHandler = { [ended] _ in ended.signal() }
    if outputIsClosed { try pipes.output.fileHandleForReading.close() }
    try Self.withoutBlockedSignals { [process] in try process.run() }
    input = pipes.input.fileHandleForWriting
    outputs = [
      outputIsClosed ? nil : pipes.output.fileHandleForReading, pipes.error.fileHandleForReading,
    ]
    for handle in [input] + outputs {
      guard let handle else { continue }
      let flags = fcntl(handle.fileDescriptor, F_GETFL)
      _ = fcntl(handle.fileDescriptor, F_SETFL, flags | O_NONBLOCK)
    }
  }

  var output: String { String(decoding: received[0], as: UTF8.self) }
  var error: String { String(decoding: received[1], as: UTF8.self) }

  func send(_ text: String) { send(bytes: Array(text.utf8)) }

  func send(bytes: [UInt8]) { pending.append(contentsOf: bytes) }

  func closeInput() { closesInput = true }

  /// Sends a signal to the process.
  func signalled(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Moves bytes until `isDone` or both outputs have ended. False when time runs out before.
  @discardableResult
  func pump(until isDone: () -> Bool) -> Bool {
    while !isDone() {
      if outputs.allSatisfy({ $0 == nil }) { return isDone() }
      if pending.isEmpty, closesInput { endInput() }
      let left = limit - .now
      guard left > .zero else { return false }
      var waiting: [pollfd] = []
      if let input, !pending.isEmpty {
        waiting.append(pollfd(fd: input.fileDescriptor, events: Int16(POLLOUT), revents: 0))
      }
      for case let handle? in outputs {
        waiting.append(pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0))
      }
      _ = poll(&waiting, nfds_t(waiting.count), Int32(left.components.seconds + 1) * 1000)
      writeSome()
      for index in outputs.indices { readSome(index) }
    }
    return true
  }

  /// Closes standard input when all is sent, reads to the end, and kills what outlives its time.
  func finish() -> Finished {
    closeInput()
    pump(until: { false })
    endInput()
    let left = max(limit - .now, .zero).components.seconds
    if ended.wait(timeout: .now() + .seconds(Int(left))) == .timedOut {
      hasTimedOut = true
      signalled(SIGKILL)
      ended.wait()
    }
    for case let handle? in outputs { try? handle.close() }
    let status = process.terminationStatus
    return Finished(
      status: process.terminationReason == .exit ? status : 1000 + status,
      outputBytes: received[0], errorBytes: received[1], hasTimedOut: hasTimedOut)
  }

  /// A new process blocks the signals that its creator's thread does, and threads of a pool block
  /// those of the terminal.
  private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  private func endInput() {
    try? input?.close()
    input = nil
  }

  private func writeSome() {
    guard let input, !pending.isEmpty else { return }
    let count = pending.withUnsafeBytes { write(input.fileDescriptor, $0.baseAddress, $0.count) }
    if count > 0 {
      pending = pending.dropFirst(count)
    } else if errno != EAGAIN, errno != EINTR {
      pending = []
      endInput()
    }
  }

  private func readSome(_ index: Int) {
    guard let handle = outputs[index] else { return }
    var block = [UInt8](repeating: 0, count: Self.block)
    let count = block.withUnsafeMutableBytes {
      read(handle.fileDescriptor, $0.baseAddress, $0.count)
    }
    if count > 0 {
      received[index].append(contentsOf: block[..<count])
    } else if count == 0 || errno != EAGAIN && errno != EINTR {
      try? handle.close()
      outputs[index] = nil
    }
  }
}
