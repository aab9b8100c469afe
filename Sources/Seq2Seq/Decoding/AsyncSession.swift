import Dispatch

/// A session for tasks: an actor that owns a `TranslationSession`, a `LanguageModelSession` or a
/// `Trainer`, which by itself can be used by only one thread at a time.
///
/// ```swift
/// let translator = AsyncSession { TranslationSession(model) }
/// for try await translations in translator.translations(of: lines) {
///   print(translations[0].text)
/// }
/// ```
///
/// It works on a queue of its own. Its work takes long and does not suspend; on the threads that
/// all tasks share, of which there are as many as cores, it would hold up unrelated work.
public actor AsyncSession<Session> {
  private let queue = SessionQueue()
  private let make: @Sendable () throws -> Session
  private var made: Session?

  /// - Parameter make: makes the session on the queue, when it is first needed. The first use
  ///   throws what it throws.
  public init(_ make: @escaping @Sendable () throws -> Session) { self.make = make }

  /// The queue on which the session works.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    queue.asUnownedSerialExecutor()
  }

  /// Calls a function with the session, on the queue: `try await session.use { try $0.score(pairs) }`.
  ///
  /// - Throws: what `body` throws, and what making the session throws.
  public func use<Result: Sendable>(
    _ body: @Sendable (Session) throws -> Result
  ) throws -> Result {
    try body(session())
  }

  func session() throws -> Session {
    if let made { return made }
    let session = try make()
    made = session
    return session
  }
}

/// Runs the jobs of one actor, one after another, on threads that the system provides.
private final class SessionQueue: SerialExecutor {
  private let queue = DispatchQueue(label: "Seq2Seq.AsyncSession")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}

extension AsyncSession where Session == TranslationSession {
  /// The translations of each line, in the lines' order, as soon as they are ready: the same as
  /// `TranslationSession.translate` gives.
  ///
  /// When the next translations are asked for, and not before, `options.batch` lines are translated
  /// together. If the asking task is cancelled, the lines that are being translated are the last,
  /// and the sequence throws `CancellationError`.
  ///
  /// - Throws: in the sequence, what `TranslationSession.translate` throws.
  public nonisolated func translations(
    of lines: [String], _ options: DecodingOptions = DecodingOptions()
  ) -> some AsyncSequence<[Translation], any Error> & Sendable {
    translations(options) { LineSource(lines) }
  }

  /// The same for lines that come over time: those that have come are translated, at most
  /// `options.batch` together. As many more lines and one are read ahead, so a sequence that
  /// produces lines on demand is never far ahead of the reader of the translations.
  ///
  /// - Throws: in the sequence, what `TranslationSession.translate` throws, and what `lines` throws,
  ///   after the translations of the lines before.
  public nonisolated func translations<Lines: AsyncSequence & Sendable>(
    of lines: Lines, _ options: DecodingOptions = DecodingOptions()
  ) -> some AsyncSequence<[Translation], any Error> & Sendable where Lines.Element == String {
    translations(options) { LineSource(lines, atMost: max(options.batch, 1)) }
  }

  private nonisolated func translations(
    _ options: DecodingOptions, _ open: @escaping @Sendable () -> LineSource
  ) -> PulledSequence<[Translation]> {
    PulledSequence {
      let reader = open(), count = LineCount()
      return {
        try options.validate()
        return try await self.translate(reader.buffer.take(options.batch), options, count)
      }
    }
  }

  /// The number of lines that an iterator has taken; only `translate` uses it, on this actor.
  private final class LineCount: Sendable {
    nonisolated(unsafe) var lines = 0
  }

  private func translate(
    _ lines: [String], _ options: DecodingOptions, _ count: LineCount
  ) throws -> [[Translation]] {
    var options = options
    options.linesBefore += count.lines
    count.lines += lines.count
    var all: [[Translation]] = []
    try session().translate(lines, options, beforeSearch: Task.checkCancellation) { all += $0 }
    return all
  }
}

extension AsyncSession where Session == LanguageModelSession {
  /// The pieces by which texts that continue a prompt grow: the same as
  /// `LanguageModelSession.generate` reports. The next token of a text is drawn when its piece is
  /// asked for, and not before.
  ///
  /// Other uses of the session may come in between. If the task that asks for the pieces is
  /// cancelled, no more tokens are drawn, and the sequence throws `CancellationError`.
  ///
  /// - Throws: in the sequence, what `LanguageModelSession.generate` throws.
  public nonisolated func pieces(
    after prompt: String, _ options: GenerationOptions = GenerationOptions()
  ) -> some AsyncSequence<(sample: Int, text: String), any Error> & Sendable {
    PulledSequence {
      let generation = Generation()
      return { try await self.advance(generation, prompt, options) }
    }
  }

  /// A generation in progress, held by its iterator. Unsafe to the compiler; safe, since only
  /// `advance` uses it, and that runs on this actor alone.
  private final class Generation: Sendable {
    nonisolated(unsafe) var sampling: TextSampling?
    nonisolated(unsafe) var isDone = false
  }

  private func advance(
    _ generation: Generation, _ prompt: String, _ options: GenerationOptions
  ) throws -> [(sample: Int, text: String)] {
    if generation.isDone { return [] }
    if let sampling = generation.sampling { return try sampling.next() ?? [] }
    try options.validate()
    if options.beam != nil {
      generation.isDone = true
      return try session().generate(prompt, options).map { (0, $0) }
    }
    let session = try session().sibling()
    let sampling = TextSampling(session, after: session.opened(prompt), options)
    generation.sampling = sampling
    return try sampling.next() ?? []
  }
}
