import Synchronization
import Testing

@testable import Seq2Seq

/// Training in a task is training.
@Suite struct AsyncTrainingTests {
  @Test func aRunInATaskGivesTheSameModel() async throws {
    let options = TrainingExample.options()
    let corpus = try TrainingExample.corpus(options)
    let expected = try Trainer(corpus: corpus, options: options, threads: 1).run()
    let session = AsyncSession { try Trainer(corpus: corpus, options: options, threads: 1) }
    let events = Mutex<[TrainingEvent]>([])
    let found = try await session.run { event in events.withLock { $0.append(event) } }
    #expect(found.bestPerplexity == expected.bestPerplexity && found.end == expected.end)
    let model = try #require(found.model), other = try #require(expected.model)
    #expect(Array(model.slab.floats) == Array(other.slab.floats))
    #expect(events.withLock { $0 }.count { if case .progress = $0 { true } else { false } } == 9)
  }

  @Test func aCancelledRunIsSavedAndResumed() async throws {
    let options = TrainingExample.options()
    let corpus = try TrainingExample.corpus(options)
    let run = try RunFolder(), undisturbed = try RunFolder()
    try undisturbed.train(options)
    let path = run.files.model
    let task = Task {
      try await AsyncSession {
        try Trainer(corpus: corpus, options: options, savingTo: path, threads: 1)
      }.run { event in
        if case .progress(let report) = event, report.update == 4 {
          withUnsafeCurrentTask { $0?.cancel() }
        }
      }
    }
    let first = try await task.value
    #expect(first.end == .interrupted && first.update == 4)
    let second = try await AsyncSession {
      try Trainer(corpus: corpus, options: options, savingTo: path, start: .resume, threads: 1)
    }.run()
    #expect(second.end != .interrupted && second.update == 9)
    #expect(try run.contents().model == undisturbed.contents().model)
  }

  @Test func whatTheTrainerThrowsTheRunThrows() async throws {
    var options = TrainingExample.options()
    let corpus = try TrainingExample.corpus(options)
    options.clip = -1
    let session = AsyncSession { [options] in try Trainer(corpus: corpus, options: options) }
    await #expect(throws: TrainingError.self) { try await session.run() }
  }
}
