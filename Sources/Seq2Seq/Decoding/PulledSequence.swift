/// An asynchronous sequence that a function fills when the next element is asked for, and not
/// before. It throws `CancellationError` where the asking task is cancelled.
struct PulledSequence<Element: Sendable>: AsyncSequence, Sendable {
  /// Returns the next elements, none at the end.
  typealias Pull = @Sendable () async throws -> [Element]

  /// Begins again for each iterator.
  let begin: @Sendable () -> Pull

  init(_ begin: @escaping @Sendable () -> Pull) { self.begin = begin }

  func makeAsyncIterator() -> Iterator { Iterator(pull: begin()) }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate let pull: Pull
    private var pulled: ArraySlice<Element> = []

    fileprivate init(pull: @escaping Pull) { self.pull = pull }

    mutating func next() async throws -> Element? {
      try Task.checkCancellation()
      if pulled.isEmpty { pulled = try await pull()[...] }
      return pulled.popFirst()
    }
  }
}

/// Reads lines ahead of their consumer, as far as its buffer has room. Stops when it is released.
final class LineSource: Sendable {
  let buffer: LineBuffer
  private let task: Task<Void, Never>?

  init(_ lines: [String]) {
    buffer = LineBuffer(lines)
    task = nil
  }

  init<Lines: AsyncSequence & Sendable>(_ lines: Lines, atMost capacity: Int)
  where Lines.Element == String {
    let buffer = LineBuffer(capacity: capacity)
    self.buffer = buffer
    task = Task {
      do {
        for try await line in lines {
          guard await buffer.put(line) else { return }
        }
        await buffer.close(.success(()))
      } catch {
        await buffer.close(.failure(error))
      }
    }
  }

  deinit { task?.cancel() }
}

/// Lines between the task that reads them and the one that takes them.
actor LineBuffer {
  private let capacity: Int
  private var lines: ArraySlice<String>
  private var end: Result<Void, any Error>?
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// A buffer that holds all its lines from the start.
  init(_ lines: [String]) {
    capacity = lines.count
    self.lines = lines[...]
    end = .success(())
  }

  init(capacity: Int) {
    self.capacity = capacity
    lines = []
  }

  /// Waits for room. False where no more lines are wanted.
  func put(_ line: String) async -> Bool {
    while lines.count >= capacity, end == nil { await change() }
    if end != nil { return false }
    lines.append(line)
    wake()
    return true
  }

  /// Waits for a line. Returns the lines that are there, at most `most`; none at the end.
  func take(_ most: Int) async throws -> [String] {
    while lines.isEmpty, end == nil { await change() }
    if lines.isEmpty { try end?.get() }
    defer { wake() }
    let taken = Array(lines.prefix(most))
    lines = lines.dropFirst(taken.count)
    return taken
  }

  func close(_ result: Result<Void, any Error>) {
    if end == nil { end = result }
    wake()
  }

  private func wake() {
    for continuation in waiting { continuation.resume() }
    waiting = []
  }

  /// Returns when something has changed, or when the waiting task was cancelled, which ends
  /// everything.
  private func change() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiting.append($0) }
    } onCancel: {
      Task { await close(.failure(CancellationError())) }
    }
  }
}
