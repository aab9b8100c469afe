import CKernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Threads that are ready to share loops. A worker spins for a moment after its work, then sleeps.
/// The calling thread works too, so `threads` of 1 starts none. It does not wait for a worker that
/// has not begun, so a core that is busy elsewhere costs its share of the speed and no more.
final class ThreadTeam {
  let threads: Int
  private let state: State
  private var workers: [pthread_t] = []

  init(threads: Int) {
    self.threads = max(1, threads)
    state = State()
    for _ in 1..<max(1, self.threads) { startWorker() }
  }

  deinit {
    state.stop()
    for worker in workers { pthread_join(worker, nil) }
  }

  /// Runs `body(0)` … `body(count - 1)`, each once, in any order, and returns when all are done.
  /// Which thread runs which is not fixed, so nothing that `body` writes may depend on it.
  func parallel(_ count: Int, _ body: (Int) -> Void) {
    flushingDenormals { share(count, body) }
  }

  /// Denormal numbers count as zero on this thread while `body` runs. Loops inside need not set
  /// that again, which would cost as much as a short loop.
  func flushingDenormals<Result>(_ body: () throws -> Result) rethrows -> Result {
    let state = ck_flush_denormals()
    defer { ck_restore_denormals(state) }
    return try body()
  }

  private func share(_ count: Int, _ body: (Int) -> Void) {
    guard count > 1, !workers.isEmpty else {
      for i in 0..<count { body(i) }
      return
    }
    withoutActuallyEscaping(body) { body in
      state.open(body, count)
      state.runShare()
      state.close()
    }
  }

  private func startWorker() {
    let argument = Unmanaged.passRetained(state).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let failed = pthread_create(&thread, nil, { workerMain($0) }, argument)
      if failed == 0, let thread { workers.append(thread); return }
    #else
      var thread = pthread_t()
      let failed = pthread_create(&thread, nil, { workerMain($0!) }, argument)
      if failed == 0 { workers.append(thread); return }
    #endif
    // The system gives no more threads: the team is smaller, and its results are the same.
    Unmanaged<State>.fromOpaque(argument).release()
  }

  /// What the threads of a team share.
  ///
  /// Unchecked because `body` and `count` are plain: the caller writes them while no worker is
  /// inside and before it opens the gate (release), workers read them after they have entered
  /// (acquire), and the caller waits until all have left before it touches them again.
  fileprivate final class State: @unchecked Sendable {
    /// The loop's number, whether it may be entered, and how many workers are inside.
    struct Gate: Equatable {
      static let openBit = 1 << 16
      var bits: Int
      var round: Int { bits >> 17 }
      var isOpen: Bool { bits & Self.openBit != 0 }
      var inside: Int { bits & (Self.openBit - 1) }
    }

    private var body: ((Int) -> Void)?
    private var count = 0
    private let next = Atomic<Int>(0)
    private let gate = Atomic<Int>(0)
    private let stopping = Atomic<Bool>(false)
    /// Threads that sleep, or are about to, until the gate changes.
    private let sleepers = Atomic<Int>(0)
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
      pthread_mutex_init(mutex, nil)
      pthread_cond_init(condition, nil)
    }

    deinit {
      pthread_cond_destroy(condition)
      pthread_mutex_destroy(mutex)
      condition.deallocate()
      mutex.deallocate()
    }

    private var now: Gate { Gate(bits: gate.load(ordering: .sequentiallyConsistent)) }

    // MARK: The caller's side

    func open(_ body: @escaping (Int) -> Void, _ count: Int) {
      self.body = body
      self.count = count
      next.store(0, ordering: .relaxed)
      gate.store((now.round + 1) << 17 | Gate.openBit, ordering: .sequentiallyConsistent)
      wakeSleepers()
    }

    /// No worker enters any more. Returns once those inside have left.
    func close() {
      gate.bitwiseAnd(~Gate.openBit, ordering: .sequentiallyConsistent)
      for _ in 0..<10_000 {
        if now.inside == 0 { break }
        ck_pause()
      }
      // A worker that lost its core is inside; by sleeping, this thread offers it its own.
      sleep { now.inside > 0 }
      body = nil
    }

    func stop() {
      stopping.store(true, ordering: .sequentiallyConsistent)
      wakeSleepers()
    }

    // MARK: A worker's side

    /// Waits for a loop after number `seen` and enters it; nil when the team is dissolved. It spins
    /// at first, since the next loop of a time step usually follows within microseconds.
    func enter(after seen: Int) -> Int? {
      while !stopping.load(ordering: .sequentiallyConsistent) {
        for _ in 0..<4_000 {
          var found = now
          while found.isOpen, found.round != seen {
            let (entered, changed) = gate.compareExchange(
              expected: found.bits, desired: found.bits + 1, ordering: .sequentiallyConsistent)
            if entered { return found.round }
            found = Gate(bits: changed)
          }
          ck_pause()
        }
        let round = now.round
        sleep {
          now.round == round && !(now.isOpen && round != seen)
            && !stopping.load(ordering: .sequentiallyConsistent)
        }
      }
      return nil
    }

    func leave() {
      let left = Gate(
        bits: gate.wrappingSubtract(1, ordering: .sequentiallyConsistent).newValue)
      if !left.isOpen, left.inside == 0 { wakeSleepers() }
    }

    func runShare() {
      guard let body else { return }
      while true {
        let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if i >= count { return }
        body(i)
      }
    }

    // MARK: Sleep

    /// To be called after changing what others wait for. All that this and `sleep` read and write
    /// is in one order, so either this sees the sleeper, or the sleeper sees the change.
    private func wakeSleepers() {
      guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
      pthread_mutex_lock(mutex)
      pthread_cond_broadcast(condition)
      pthread_mutex_unlock(mutex)
    }

    private func sleep(while mustWait: () -> Bool) {
      guard mustWait() else { return }
      pthread_mutex_lock(mutex)
      sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
      while mustWait() { pthread_cond_wait(condition, mutex) }
      sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
      pthread_mutex_unlock(mutex)
    }
  }
}

private func workerMain(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  let state = Unmanaged<ThreadTeam.State>.fromOpaque(argument).takeRetainedValue()
  _ = ck_flush_denormals()
  var seen = 0
  while let round = state.enter(after: seen) {
    seen = round
    state.runShare()
    state.leave()
  }
  return nil
}
