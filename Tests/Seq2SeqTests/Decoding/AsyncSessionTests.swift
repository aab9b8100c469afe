import Dispatch
import Synchronization
import Testing

@testable import Seq2Seq

/// Sessions shared by tasks give the same results as plain sessions, in order, and no more than is
/// asked for.
@Suite struct AsyncSessionTests {
  static let lines = TranslationSessionTests.lines

  func translator() throws -> (AsyncSession<TranslationSession>, TranslationModel) {
    let model = try TranslationSessionTests().model(.luong)
    return (AsyncSession { TranslationSession(model, threads: 1) }, model)
  }

  /// Lines that count how many of them were asked for, and may end in an error.
  final class CountedLines: AsyncSequence, Sendable {
    struct Broken: Error {}
    let lines: [String]
    let breaks: Bool
    let count = Mutex(0)

    init(_ lines: [String], breaks: Bool = false) {
      self.lines = lines
      self.breaks = breaks
    }

    struct Iterator: AsyncIteratorProtocol {
      let source: CountedLines
      mutating func next() async throws -> String? {
        let place = source.count.withLock { count in
          defer { count += 1 }
          return count
        }
        if place < source.lines.count { return source.lines[place] }
        if source.breaks { throw Broken() }
        return nil
      }
    }

    func makeAsyncIterator() -> Iterator { Iterator(source: self) }
    var asked: Int { count.withLock { $0 } }
  }

  final class Counter: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
  }

  @Test(arguments: [1, 3, 64])
  func translationsAreThoseOfASession(_ batch: Int) async throws {
    let (session, model) = try translator()
    var options = DecodingOptions()
    (options.batch, options.nBest, options.aligns) = (batch, 2, true)
    let expected = try TranslationSession(model, threads: 2).translate(Self.lines, options)
    var found: [[Translation]] = []
    for try await translations in session.translations(of: Self.lines, options) {
      found.append(translations)
    }
    #expect(found == expected)
    found = []
    for try await translations in session.translations(of: CountedLines(Self.lines), options) {
      found.append(translations)
    }
    #expect(found == expected)
    for try await _ in session.translations(of: [], options) { Issue.record("of no line") }
  }

  @Test func aLineIsTranslatedBeforeTheNextOneComes() async throws {
    let (session, model) = try translator()
    let (lines, input) = AsyncStream.makeStream(of: String.self)
    let expected = try TranslationSession(model, threads: 1).translate(Self.lines)
    var found: [[Translation]] = []
    input.yield(Self.lines[0])
    for try await translations in session.translations(of: lines) {
      found.append(translations)
      if found.count < Self.lines.count {
        input.yield(Self.lines[found.count])
      } else {
        input.finish()
      }
    }
    #expect(found == expected)
  }

  /// A line that was not asked for was not translated.
  @Test func noLineIsReadFarAheadOrAfterCancellation() async throws {
    let (session, _) = try translator()
    let source = CountedLines((0..<10_000).map { Self.lines[$0 % Self.lines.count] })
    var options = DecodingOptions()
    options.batch = 2
    let bound = Mutex(0)
    let task = Task { [options] in
      var taken = 0
      for try await _ in session.translations(of: source, options) {
        taken += 1
        // Two are translated together, two more wait, and the reader holds one.
        let ahead = source.asked - taken
        bound.withLock { $0 = max($0, ahead) }
        if taken == 20 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(bound.withLock { $0 } <= 5)
    #expect((20...26).contains(source.asked), "\(source.asked)")
    // The session is free for others.
    #expect(try await session.use { try $0.translate(["dry"]).count } == 1)
    try await Task.sleep(for: .milliseconds(20))
    #expect(source.asked <= 26, "lines are read after the end")
  }

  @Test func linesThatNobodyWaitsForAnyMoreAreNotRead() async throws {
    let (session, _) = try translator()
    let source = CountedLines(Self.lines + Self.lines)
    var options = DecodingOptions()
    options.batch = 1
    for try await _ in session.translations(of: source, options) { break }
    try await Task.sleep(for: .milliseconds(20))
    #expect(source.asked <= 4, "\(source.asked)")
  }

  @Test func aTaskThatWaitsForALineIsCancelled() async throws {
    let (session, _) = try translator()
    let (lines, input) = AsyncStream.makeStream(of: String.self)
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      for try await _ in session.translations(of: lines) { start.yield() }
    }
    input.yield("dry")
    for await _ in started { break }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    input.finish()
  }

  @Test func errorsPassThroughAfterTheLinesBefore() async throws {
    let (session, _) = try translator()
    var found = 0
    await #expect(throws: CountedLines.Broken.self) {
      for try await _ in session.translations(of: CountedLines(Self.lines, breaks: true)) {
        found += 1
      }
    }
    #expect(found == Self.lines.count)
    var options = DecodingOptions()
    options.batch = 0
    let refused = session.translations(of: Self.lines, options)
    await #expect(throws: ModelError.self) { for try await _ in refused {} }
    let missing = AsyncSession { TranslationSession(try TranslationModel(path: "/no/such")) }
    await #expect(throws: FileError.missing(path: "/no/such")) {
      for try await _ in missing.translations(of: Self.lines) {}
    }
    #expect(try await session.use { $0.model.parameterCount } > 0)
  }

  // MARK: - Generation

  @Test func piecesAreThoseOfASession() async throws {
    for mode in LanguageModelMode.allCases {
      let model = try LanguageModelExample.model(mode)
      let session = AsyncSession { LanguageModelSession(model, threads: 1) }
      for change: @Sendable (inout GenerationOptions) -> Void in [
        { $0.samples = 3 }, { $0.temperature = 0 }, { $0.beam = 3 }, { $0.lines = 2 },
      ] {
        var options = GenerationOptions()
        options.length = 30
        change(&options)
        let expected = try LanguageModelSession(model, threads: 1).generate("the crow", options)
        var texts = expected.map { _ in "" }
        var pieces = 0
        for try await piece in session.pieces(after: "the crow", options) {
          texts[piece.sample] += piece.text
          pieces += 1
          // Another use in between does not change the result.
          if pieces == 5 { _ = try await session.use { try $0.predict("the", count: 2) } }
        }
        #expect(texts == expected, "\(mode)")
      }
    }
  }

  @Test func aGenerationEndsWhereItsTaskIsCancelled() async throws {
    let model = try LanguageModelExample.model()
    let session = AsyncSession { LanguageModelSession(model, threads: 1) }
    var options = GenerationOptions()
    options.length = 1_000_000
    let pieces = Mutex(0)
    let task = Task { [options] in
      for try await _ in session.pieces(after: "", options) {
        if pieces.withLock({
          $0 += 1; return $0
        }) == 10 {
          withUnsafeCurrentTask { $0?.cancel() }
        }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(pieces.withLock { $0 } == 10)
    options.topP = 0
    let refused = session.pieces(after: "", options)
    await #expect(throws: ModelError.self) { for try await _ in refused {} }
  }

  /// More sessions are kept busy than there are cores, and tasks without a session still get their
  /// turn.
  @Test func theThreadsOfAllTasksStayFree() async throws {
    let model = try TranslationSessionTests().model(.luong)
    let count = 2 * availableCores + 2
    let gate = DispatchSemaphore(value: 0), inside = Counter()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<count {
        let session = AsyncSession { TranslationSession(model, threads: 1) }
        group.addTask {
          try await session.use { _ in
            inside.add()
            return gate.wait(timeout: .now() + 20) == .success
          }
        }
      }
      while inside.value < count { try await Task.sleep(for: .milliseconds(1)) }
      for _ in 0..<count { gate.signal() }
      for try await isInTime in group { #expect(isInTime) }
    }
  }
}
