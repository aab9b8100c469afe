import CKernels
import Testing

@testable import Seq2Seq

@Suite struct LossKernelTests {
  @Test(arguments: KernelSet.available)
  func crossEntropyAndItsGradientMatchDouble(_ set: KernelSet) {
    let kernels = set.table!.pointee
    for n in [1, 2, 3, 8, 15, 16, 17, 33, 64, 100] {
      for smoothing in [0, 0.1, 0.5] as [Float] {
        let seed = UInt64(n)
        var numbers = SeededNumbers(seed: seed)
        let label = "\(n) scores, smoothing \(smoothing) on \(set), seed \(seed)"
        let values = numbers.floats(n, 6), target = numbers.integer(0..<n), scale: Float = 0.125
        let greatest = Double(values.max()!)
        let sum = values.reduce(0.0) { $0 + ReferenceFunctions.exp(Double($1) - greatest) }
        let logP = values.map { Double($0) - greatest - ReferenceFunctions.log(sum) }
        let share = Double(smoothing)
        let q = (0..<n).map { ($0 == target ? 1 - share : 0) + share / Double(n) }
        let loss = -zip(q, logP).reduce(0) { $0 + $1.0 * $1.1 }
        let lse = greatest + ReferenceFunctions.log(sum)

        let edge: GuardedMatrix.Edge = n % 2 == 0 ? .after : .before
        let x = GuardedMatrix(row: values, edge: edge)
        var most: Float = .nan
        #expect(abs(Double(kernels.log_sum_exp(n, x.base, &most)) - lse) <= 2e-6, "\(label)")
        #expect(most == values.max(), "\(label)")
        var nll: Float = .nan
        let alone = kernels.cross_entropy(n, x.base, target, smoothing, 0, &nll)
        #expect(x.values == values, "\(label): scale 0 leaves the scores")
        let found = kernels.cross_entropy(n, x.base, target, smoothing, scale, &nll)
        #expect(found == alone, "\(label)")
        #expect(abs(Double(found) - loss) <= 4e-6, "\(label): \(found), expected \(loss)")
        #expect(abs(Double(nll) + logP[target]) <= 4e-6, "\(label)")
        for (j, dx) in x.values.enumerated() {
          let expected = Double(scale) * (ReferenceFunctions.exp(logP[j]) - q[j])
          #expect(
            abs(Double(dx) - expected) <= 5e-7 * Double(scale),
            "\(label), [\(j)]: \(dx), expected \(expected)")
        }
        #expect(x.isIntact, "\(label)")
      }
    }
  }

  @Test(arguments: KernelSet.available)
  func lossBearsExtremeScores(_ set: KernelSet) {
    let kernels = set.table!.pointee
    let x = GuardedMatrix(row: [1e4, -1e4, 0])
    var nll: Float = 0
    #expect(kernels.cross_entropy(3, x.base, 1, 0, 1, &nll) == 2e4, "\(set)")
    #expect(nll == 2e4 && x.values == [1, -1, 0], "\(set)")
    var most: Float = 0
    #expect(kernels.log_sum_exp(2, [-1e30, -1e30], &most) == -1e30, "\(set)")
    #expect(kernels.log_sum_exp(2, [1, .nan], &most).isNaN && most == 1, "\(set)")
    let bad = GuardedMatrix(row: [1, .nan, 2])
    #expect(kernels.cross_entropy(3, bad.base, 0, 0, 1, &nll).isNaN, "\(set)")
  }

  /// A softmax does not see what is added to all of its scores.
  @Test(arguments: KernelSet.available)
  func twoPassesWithLowScoresHaveTheLossOfHighOnes(_ set: KernelSet) {
    let kernels = set.table!.pointee
    func loss(_ shift: Float) -> (loss: Float, gradients: [Float]) {
      let x = GuardedMatrix(row: [1, 0, -1].map { $0 + shift })
      let y = GuardedMatrix(row: [1, 1, -2].map { $0 + shift })
      var nll: Float = 0
      let loss = kernels.consistent_cross_entropy(3, x.base, y.base, 0, 0.1, 1, 1, &nll)
      return (loss, x.values + y.values)
    }
    let high = loss(0), low = loss(-128)
    expectClose([low.loss], [Double(high.loss)], relative: 1e-4, "loss on \(set)")
    expectClose(
      low.gradients, high.gradients.map { Double($0) }, relative: 1e-4, "dx, dy on \(set)")
  }

  @Test(arguments: KernelSet.available)
  func theGreatestComeFirstAndEqualOnesByPlace(_ set: KernelSet) {
    let kernels = set.table!.pointee
    for n in Array(1...40) + [64, 65, 200] {
      var numbers = SeededNumbers(seed: UInt64(n))
      for kind in 0..<3 {
        let x = (0..<n).map { _ -> Float in
          switch kind {
          case 0: numbers.float(5)
          case 1: Float(numbers.integer(0..<3))  // many ties
          default: numbers.integer(0..<4) == 0 ? .nan : Float(numbers.integer(-2..<3))
          }
        }
        let order = x.indices.sorted { a, b in
          if x[a].isNaN != x[b].isNaN { return x[b].isNaN }
          if x[a] != x[b], !x[a].isNaN { return x[a] > x[b] }
          return a < b
        }
        for k in [1, 2, 5, n, n + 3] {
          let label = "\(k) of \(n), kind \(kind) on \(set), seed \(n)"
          let row = GuardedMatrix(row: x, edge: n % 2 == 0 ? .after : .before)
          let values = GuardedMatrix(undefined: 1, k)
          var places = Array(repeating: Int32(-1), count: k + 2)
          let found = kernels.top_k(n, row.base, 0, 0, k, &places, values.base)
          let expected = Array(order.prefix(k))
          #expect(found == min(k, n), "\(label)")
          #expect(places.prefix(found).map(Int.init) == expected, "\(label)")
          #expect(places.suffix(from: found).allSatisfy { $0 == -1 }, "\(label)")
          for (value, place) in zip(values.values, expected) where !x[place].isNaN {
            #expect(value == x[place], "\(label)")
          }
          #expect(values.isIntact && row.isIntact, "\(label)")

          // In two parts, the second going on from the first.
          let cut = n / 3
          var parts = Array(repeating: Int32(-1), count: k + 2)
          let first = kernels.top_k(cut, row.base, 0, 0, k, &parts, values.base)
          let all = kernels.top_k(
            n - cut, row.base + cut, cut, first, k, &parts, values.base)
          #expect(all == found && parts == places, "\(label), cut at \(cut)")
          #expect(values.isIntact, "\(label)")
        }
      }
    }
  }
}
