import Testing

@testable import Seq2Seq

@Suite struct ArenaTests {
  @Test(arguments: 0..<5 as Range<UInt64>)
  func matricesBeginCacheLinesAndDoNotOverlap(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let context = Context(device: Device())
    for _ in 0..<2 {  // in pieces at first, then in one
      let matrices = (0..<60).map { _ in
        context.matrix(numbers.integer(0..<40), numbers.integer(0..<120))
      }
      for (i, matrix) in matrices.enumerated() {
        #expect(UInt(bitPattern: matrix.base) % 64 == 0, "matrix \(i), seed \(seed)")
        matrix.fill(Float(i))
      }
      for (i, matrix) in matrices.enumerated() {
        let intact = (0..<matrix.rows).allSatisfy { row in
          (0..<matrix.columns).allSatisfy { matrix[row, $0] == Float(i) }
        }
        #expect(intact, "matrix \(i), seed \(seed)")
      }
      context.arena.reset()
    }
  }

  @Test func zerosAreZeroWhateverWasThere() {
    let context = Context(device: Device())
    context.matrix(9, 9).fill(.nan)
    context.arena.reset()
    #expect(context.zeros(9, 9).values.allSatisfy { $0 == 0 })
  }

  @Test func scratchGivesMemoryBackAndKeepsWhatWasThere() {
    let context = Context(device: Device())
    let kept = context.matrix(3, 5)
    kept.fill(7)
    func next() -> UnsafeMutablePointer<Float> { context.scratch { context.matrix(1, 1).base } }
    let mark = next()
    #expect(next() == mark)
    for i in 0..<100 {
      context.scratch {
        context.matrix(10, 10).fill(Float(i))
        context.scratch { context.matrix(20, 10).fill(.nan) }
        context.matrix(4, 4).fill(1)
      }
    }
    #expect(next() == mark)
    #expect(kept.values.allSatisfy { $0 == 7 })
    struct Stop: Error {}
    try? context.scratch {
      _ = context.matrix(2, 2)
      throw Stop()
    }
    #expect(next() == mark)
  }

  @Test func scratchThatOutgrowsTheArenaIsBoundedAndSettles() {
    let context = Context(device: Device())
    let kept = context.matrix(1, 60_000)
    kept.fill(3)
    for _ in 0..<50 { context.scratch { context.matrix(1, 50_000).fill(.nan) } }
    let capacity = context.arena.capacity
    #expect(capacity < 500_000)
    for _ in 0..<50 { context.scratch { context.matrix(1, 50_000).fill(.nan) } }
    #expect(context.arena.capacity == capacity)
    #expect(kept.values.allSatisfy { $0 == 3 })
  }

  @Test(arguments: ReferenceTests.small)
  func passesOverOneBatchStopTakingMemory(_ example: ReferenceTests.Case) throws {
    var example = example
    example.lengths = [(9, 12), (4, 7), (12, 9)]
    let network = try EncoderDecoder(example.configuration)
    let bench = ReferenceBench(
      network.layout, example.tensors(network.layout),
      KernelSetting(kernelSet: .preferred, threads: 2))
    func place() -> UnsafeMutablePointer<Float> {
      bench.context.arena.reset()
      return bench.context.scratch { bench.context.matrix(1, 1).base }
    }
    func pass() {
      _ = network.loss(
        Batch(example.pairs), smoothing: 0.1, in: bench.context)
    }
    pass()
    let start = place(), capacity = bench.context.arena.capacity
    for _ in 0..<3 {
      pass()
      #expect(bench.context.arena.capacity == capacity, "\(example)")
      #expect(place() == start, "\(example)")
    }
  }

  @Test func viewsShareTheirMatrix() {
    let context = Context(device: Device())
    let x = context.matrix(4, 6)
    x.fill(from: (0..<24).map(Float.init))
    let view = x.rows(1..<3).columns(2..<5)
    #expect(view.values == [8, 9, 10, 14, 15, 16])
    view[1, 0] = -1
    #expect(x[2, 2] == -1)
    let picked = context.matrix(3, 3)
    picked.gather(x.columns(0..<3), [3, 0, 3])
    #expect(picked.values == [18, 19, 20, 0, 1, 2, 18, 19, 20])
    let spread = context.zeros(4, 3)
    spread.columns(0..<3).scatter(picked.rows(0..<2), to: [2, 0] as [Int32])
    #expect(spread.values == [0, 1, 2, 0, 0, 0, 18, 19, 20, 0, 0, 0])
  }
}
