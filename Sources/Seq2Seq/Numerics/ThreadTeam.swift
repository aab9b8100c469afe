import CKernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Threads that stand ready to share loops. A worker spins for a moment after its work, then
/// sleeps. The calling thread works too, so `threads` of 1 starts none.
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
    state.wake { $0.stopping.store(true, ordering: .relaxed) }
    for worker in workers { pthread_join(worker, nil) }
  }

  /// Runs `body(0)` … `body(count - 1)`, each once, in any order, and returns when all are done.
  /// Which thread runs which is not fixed, so nothing that `body` writes may depend on it.
  func parallel(_ count: Int, _ body: (Int) -> Void) {
    let floatState = ck_flush_denormals()
    defer { ck_restore_denormals(floatState) }
    guard count > 1, !workers.isEmpty else {
      for i in 0..<count { body(i) }
      return
    }
    withoutActuallyEscaping(body) { body in
      state.body = body
      state.count = count
      state.next.store(0, ordering: .relaxed)
      state.busy.store(workers.count, ordering: .relaxed)
      state.wake { _ in }
      state.runShare()
      state.waitUntilIdle()
      state.body = nil
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
    // The system has no more threads to give: the team is smaller, its results are the same.
    Unmanaged<State>.fromOpaque(argument).release()
  }

  /// What the threads of a team share.
  ///
  /// Unchecked because `body` and `count` are plain: the caller writes them before it publishes a
  /// new `round` (release), workers read them after they saw it (acquire), and the caller waits
  /// until `busy` is 0 before it touches them again.
  fileprivate final class State: @unchecked Sendable {
    var body: ((Int) -> Void)?
    var count = 0
    let next = Atomic<Int>(0)
    let busy = Atomic<Int>(0)
    let round = Atomic<Int>(0)
    let stopping = Atomic<Bool>(false)
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

    func wake(_ change: (State) -> Void) {
      pthread_mutex_lock(mutex)
      change(self)
      round.wrappingAdd(1, ordering: .releasing)
      pthread_cond_broadcast(condition)
      pthread_mutex_unlock(mutex)
    }

    /// Returns once `round` is past `seen`: spinning at first, since the next loop of a time step
    /// usually follows within microseconds.
    func waitForRound(after seen: Int) {
      for _ in 0..<4_000 {
        if round.load(ordering: .acquiring) != seen { return }
        ck_pause()
      }
      pthread_mutex_lock(mutex)
      while round.load(ordering: .acquiring) == seen { pthread_cond_wait(condition, mutex) }
      pthread_mutex_unlock(mutex)
    }

    /// Returns once no worker is busy. Where threads outnumber free cores, the core is given up.
    func waitUntilIdle() {
      var spins = 0
      while busy.load(ordering: .acquiring) > 0 {
        spins += 1
        if spins < 10_000 { ck_pause() } else { sched_yield() }
      }
    }

    func runShare() {
      guard let body else { return }
      while true {
        let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if i >= count { return }
        body(i)
      }
    }
  }
}

private func workerMain(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  let state = Unmanaged<ThreadTeam.State>.fromOpaque(argument).takeRetainedValue()
  _ = ck_flush_denormals()
  var seen = 0
  while true {
    state.waitForRound(after: seen)
    seen += 1
    if state.stopping.load(ordering: .relaxed) { return nil }
    state.runShare()
    state.busy.wrappingSubtract(1, ordering: .releasing)
  }
}
