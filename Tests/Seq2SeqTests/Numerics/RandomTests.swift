import CKernels
import Testing

@testable import Seq2Seq

@Suite struct RandomTests {
  @Test func wordsAreThoseOfThePublishedAnswers() {
    // Philox 4×32-10, from the test vectors of Random123 (Salmon et al. 2011).
    func words(_ counter: [UInt32], _ key: [UInt32]) -> [UInt32] {
      let update = UInt64(counter[3] >> 8) << 32 | UInt64(counter[2])
      var words: [UInt32] = [0, 0, 0, 0]
      ck_random_words(
        ck_random_key(
          seed: UInt64(key[1]) << 32 | UInt64(key[0]), update: update,
          site: UInt8(counter[3] & 255)), counter[1], counter[0], &words)
      return words
    }
    let ones = UInt32.max
    #expect(words([0, 0, 0, 0], [0, 0]) == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
    #expect(
      words([ones, ones, ones, ones], [ones, ones])
        == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
    #expect(
      words([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0])
        == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
  }

  @Test func equalKeysGiveEqualStreamsAndOthersDiffer() {
    func words(_ seed: UInt64, _ use: RandomUse, _ moment: Int) -> [UInt32] {
      var stream = RandomStream(seed: seed, use: use, moment: moment)
      return (0..<9).map { _ in stream.next32() }
    }
    let first = words(7, .shuffle, 3)
    #expect(words(7, .shuffle, 3) == first)
    #expect(Set(first).count == first.count)
    for other in [words(8, .shuffle, 3), words(7, .initialization, 3), words(7, .shuffle, 4)] {
      #expect(Set(other).isDisjoint(with: first))
    }
  }

  @Test func numbersHaveTheirDistribution() {
    let count = 20_000
    var stream = RandomStream(seed: 11, use: .shuffle, moment: 0)
    let uniform = (0..<count).map { _ in Double(stream.uniform()) }
    let normal = (0..<count).map { _ in Double(stream.normal()) }
    func mean(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }
    let spread = 4 / Double(count).squareRoot()  // four deviations
    #expect(uniform.allSatisfy { (0..<1).contains($0) && ($0 * 0x1p24).rounded() == $0 * 0x1p24 })
    #expect(abs(mean(uniform) - 0.5) < spread * 0.29, "seed 11")
    #expect(abs(mean(normal)) < spread, "seed 11")
    #expect(abs(mean(normal.map { $0 * $0 }) - 1) < spread * 1.42, "seed 11")
  }

  @Test(arguments: KernelSet.available)
  func masksFollowTheWordsOfTheirRowOnEveryKernelSet(_ set: KernelSet) {
    let kernels = set.table!.pointee
    let key = ck_random_key(seed: 0x1234_5678_9abc_def0, update: 0x00ab_cdef_0123, site: 17)
    let scale: Float = 2, threshold: UInt32 = 1 << 31
    for n in [1, 3, 15, 16, 17, 63, 64, 65, 130] {
      let rows = 3, firstRow = 5, seed = UInt64(n)
      var numbers = SeededNumbers(seed: seed)
      let values = numbers.floats(rows * n)
      let label = "\(rows)×\(n) on \(set), seed \(seed)"
      let x = GuardedMatrix(rows, n, values), y = GuardedMatrix(undefined: rows, n, edge: .before)
      kernels.dropout(
        rows, n, x.base, x.stride, key, firstRow, threshold, scale, y.base, y.stride)
      let expected = (0..<rows * n).map { place -> Float in
        let (row, j) = (place / n, place % n)
        let (group, element) = (j / 64, j % 64)  // word w of counter l belongs to element 16w + l
        var words: [UInt32] = [0, 0, 0, 0]
        ck_random_words(
          key, UInt32(firstRow + row), UInt32(group * 16 + element % 16), &words)
        return words[element / 16] >= threshold ? values[place] * scale : 0
      }
      #expect(y.values == expected && y.isIntact && x.isIntact, "\(label)")
      kernels.dropout(
        rows, n, x.base, x.stride, key, firstRow, threshold, scale, x.base, x.stride)
      #expect(x.values == expected && x.isIntact, "\(label), in place")
    }
  }

  @Test(arguments: [0.1, 0.5, 0.9] as [Float])
  func theShareThatIsKeptIsAsAsked(probability: Float) {
    let context = Context(device: Device(threads: 2))
    let x = context.matrix(200, 129)
    x.fill(1)
    let mask = DropoutMask(
      seed: 3, update: 9, site: DropoutSite.attentionalVector.number, probability: probability)
    context.dropout(x, mask, into: x)
    let values = x.values
    #expect(values.allSatisfy { $0 == 0 || $0 == 1 / (1 - probability) })
    let kept = Double(values.filter { $0 != 0 }.count) / Double(values.count)
    let p = Double(probability)
    let deviation = (p * (1 - p) / Double(values.count)).squareRoot()
    #expect(abs(kept - (1 - p)) < 4 * deviation, "\(kept) of \(1 - p) kept, seed 3")
  }

  @Test func masksDependOnKeyRowAndColumnAlone() {
    let rows = 40, columns = 200, seed: UInt64 = 21
    var numbers = SeededNumbers(seed: seed)
    let values = numbers.floats(rows * columns)
    func mask(_ seed: UInt64 = seed, _ update: Int = 4, _ site: DropoutSite = .decoderLayer(1))
      -> DropoutMask
    {
      DropoutMask(seed: seed, update: update, site: site.number, probability: 0.3)
    }
    func dropped(_ mask: DropoutMask, threads: Int = 1, pieces: [Range<Int>]) -> [Float] {
      let context = Context(device: Device(threads: threads))
      let x = context.matrix(rows, columns)
      x.fill(from: values)
      for range in pieces {
        context.dropout(
          x.rows(range), mask, firstRow: range.lowerBound, into: x.rows(range))
      }
      return x.values
    }
    let whole = dropped(mask(), pieces: [0..<rows])
    #expect(dropped(mask(), threads: 3, pieces: [0..<rows]) == whole, "seed \(seed)")
    #expect(dropped(mask(), pieces: [17..<40, 0..<1, 1..<17]) == whole, "seed \(seed)")
    #expect(dropped(mask(), pieces: (0..<rows).map { $0..<$0 + 1 }) == whole, "seed \(seed)")
    for other in [
      mask(22), mask(seed, 5), mask(seed, 4, .decoderLayer(2)), mask(seed, 4, .encoderLayer(1)),
    ] {
      #expect(dropped(other, pieces: [0..<rows]) != whole, "seed \(seed)")
    }
    let rowsOfMask = (0..<rows).map { i in (0..<columns).map { whole[i * columns + $0] == 0 } }
    #expect(Set(rowsOfMask).count == rows, "rows have masks of their own, seed \(seed)")
  }
}
