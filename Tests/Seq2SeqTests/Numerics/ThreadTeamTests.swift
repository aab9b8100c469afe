import CKernels
import Synchronization
import Testing

@testable import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite(.serialized) struct ThreadTeamTests {
  /// How often each index was run.
  private func runs(_ team: ThreadTeam, _ count: Int) -> [Int32] {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(1, count)) { runs in
      runs.initialize(repeating: 0)
      team.parallel(count) { runs[$0] += 1 }
      return Array(runs.prefix(count))
    }
  }

  @Test(arguments: 1...5)
  func everyIndexIsRunOnce(threads: Int) {
    let team = ThreadTeam(threads: threads)
    for count in Array(0...17) + [64, 100, 1_000, 4_097] {
      #expect(runs(team, count).allSatisfy { $0 == 1 }, "\(count) on \(threads) threads")
    }
  }

  @Test(arguments: 1...5)
  func thousandsOfShortLoopsFollowEachOther(threads: Int) {
    let team = ThreadTeam(threads: threads)
    let loops = threads <= 2 ? 20_000 : 2_000
    var expected = Array(repeating: 0, count: 8)
    var wrong = 0
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 8) { sums in
      sums.initialize(repeating: 0)
      for i in 0..<loops {
        let count = i % 8 + 1
        team.parallel(count) { sums[$0] += i }
        for place in 0..<count { expected[place] += i }
        // What a loop wrote can be read at once.
        for place in 0..<8 where sums[place] != expected[place] { wrong += 1 }
      }
    }
    #expect(wrong == 0, "\(threads) threads")
  }

  @Test(arguments: [2, 3])
  func loopsInsideOfLoopsOfOneThreadEach(threads: Int) {
    // A body may use a team of its own.
    let outer = ThreadTeam(threads: threads)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 4) { sums in
      sums.initialize(repeating: 0)
      outer.parallel(4) { i in
        let inner = ThreadTeam(threads: 2)
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 10) { parts in
          parts.initialize(repeating: 0)
          inner.parallel(10) { parts[$0] = $0 }
          sums[i] = parts.reduce(0, +)
        }
      }
      #expect(Array(sums) == [45, 45, 45, 45], "\(threads) threads")
    }
  }

  @Test func aTeamThatFellAsleepWakes() {
    let team = ThreadTeam(threads: 3)
    for pause in [0, 20_000, 1_000, 20_000] as [UInt32] {
      usleep(pause)
      #expect(runs(team, 50).allSatisfy { $0 == 1 }, "after \(pause) µs")
    }
  }

  @Test func teamsComeAndGo() {
    for threads in 1...5 {
      for _ in 0..<20 {
        let team = ThreadTeam(threads: threads)
        #expect(runs(team, 9).allSatisfy { $0 == 1 }, "\(threads) threads")
        _ = ThreadTeam(threads: threads)  // never used
      }
    }
  }

  @Test func fewerThanOneThreadIsOne() {
    #expect(ThreadTeam(threads: 0).threads == 1)
    #expect(runs(ThreadTeam(threads: -3), 4) == [1, 1, 1, 1])
  }

  /// Whether denormal numbers count as zero on this thread. A kernel adds them, since the compiler
  /// may do arithmetic of its own before or after the state is changed.
  private func flushes() -> Bool {
    let x = Float(bitPattern: 1 << 20)
    var y = x
    withUnsafePointer(to: x) { KernelSet.portable.table!.pointee.add(1, 1, $0, 1, &y, 1) }
    return y.bitPattern == 0
  }

  @Test(arguments: 1...4)
  func denormalsAreFlushedOnEveryThreadOfALoopAndNotAfterIt(threads: Int) {
    let team = ThreadTeam(threads: threads)
    #expect(!flushes(), "before")
    for _ in 0..<3 {
      let arrived = Atomic<Int>(0)
      withUnsafeTemporaryAllocation(of: Bool.self, capacity: threads) { flushed in
        flushed.initialize(repeating: false)
        team.parallel(threads) { i in
          // Each thread waits for the others, so that none runs two of them.
          arrived.wrappingAdd(1, ordering: .relaxed)
          var patience = 2_000_000
          while arrived.load(ordering: .relaxed) < threads, patience > 0 {
            sched_yield()
            patience -= 1
          }
          flushed[i] = patience > 0 && flushes()
        }
        #expect(flushed.allSatisfy { $0 }, "\(threads) threads")
      }
      #expect(!flushes(), "after, \(threads) threads")
    }
    let state = ck_flush_denormals()
    team.parallel(3) { _ in }
    let stillFlushes = flushes()
    ck_restore_denormals(state)
    #expect(stillFlushes, "a caller that flushed still does, \(threads) threads")
    #expect(!flushes(), "restored, \(threads) threads")
  }

  @Test(arguments: KernelSet.available)
  func kernelsInsideALoopFlushDenormals(_ set: KernelSet) {
    let kernels = set.table!.pointee
    let tiny = Array(repeating: Float.leastNormalMagnitude / 4, count: 35)
    for threads in [1, 2] {
      let x = GuardedMatrix(row: tiny)
      let y = GuardedMatrix(row: tiny)
      Device(threads: threads, kernelSet: set).parallel(2) { i in
        let first = i * 17, count = i == 0 ? 17 : 18
        kernels.add(1, count, x.base + first, x.stride, y.base + first, y.stride)
      }
      #expect(y.values.allSatisfy { $0 == 0 }, "\(set), \(threads) threads")
    }
  }
}
