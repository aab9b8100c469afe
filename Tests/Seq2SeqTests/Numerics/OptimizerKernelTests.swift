import CKernels
import Testing

@testable import Seq2Seq

@Suite struct OptimizerKernelTests {
  @Test(arguments: KernelSet.available)
  func squaresAreSummedInDouble(_ set: KernelSet) {
    let kernels = set.table!.pointee
    for n in Array(0...35) + [1_000] {
      var numbers = SeededNumbers(seed: UInt64(n))
      // Squares that a Float could not hold.
      let x = numbers.floats(n).enumerated().map { $0 % 5 == 0 ? $1 * 1e30 : $1 }
      let row = GuardedMatrix(row: x, edge: n % 2 == 0 ? .after : .before)
      let expected = x.reduce(0.0) { $0 + Double($1) * Double($1) }
      let found = kernels.sum_squares(n, row.base)
      #expect(abs(found - expected) <= 1e-14 * expected, "\(n) on \(set), seed \(n)")
      #expect(row.isIntact, "\(n) on \(set), seed \(n)")
    }
  }

  @Test(arguments: KernelSet.available)
  func anAverageMovesByItsShare(_ set: KernelSet) {
    let kernels = set.table!.pointee
    for n in [1, 4, 15, 16, 17, 50] {
      var numbers = SeededNumbers(seed: UInt64(n))
      let w = GuardedMatrix(row: numbers.floats(n)), mean = GuardedMatrix(row: numbers.floats(n))
      let expected = zip(w.values, mean.values).map {
        Double($1) + Double(Float(0.3)) * (Double($0) - Double($1))
      }
      kernels.average(n, w.base, mean.base, 0.3)
      expectClose(mean.values, expected, relative: 1e-6, "\(n) on \(set), seed \(n)")
      #expect(w.isIntact && mean.isIntact, "\(n) on \(set)")
    }
  }

  @Test(arguments: KernelSet.available)
  func severalUpdatesMatchAdamInDouble(_ set: KernelSet) {
    let kernels = set.table!.pointee
    for n in [1, 3, 4, 5, 8, 15, 16, 17, 33, 50] {
      let seed = UInt64(n), label = "\(n) weights on \(set), seed \(n)"
      var numbers = SeededNumbers(seed: seed)
      let w = GuardedMatrix(row: numbers.floats(n), edge: n % 2 == 0 ? .after : .before)
      let m = GuardedMatrix(row: Array(repeating: 0, count: n))
      let v = GuardedMatrix(row: Array(repeating: 0, count: n))
      var weights = w.values.map(Double.init)
      var first = Array(repeating: 0.0, count: n), second = first
      let (rate, beta1, beta2, epsilon) = (Float(0.01), Float(0.9), Float(0.999), Float(1e-8))
      let decay: Float = n % 2 == 0 ? 0 : 0.5
      for time in 1...6 {
        var gradient = numbers.floats(n, 2)
        gradient[0] = 0  // a weight without gradient stays
        let g = GuardedMatrix(row: gradient)
        let scale: Float = time % 2 == 0 ? 0.37 : 1
        let corrections = (
          1 - pow(Double(beta1), Double(time)), 1 - pow(Double(beta2), Double(time))
        )
        kernels.adam(
          n, w.base, g.base, m.base, v.base,
          ck_adam_step(
            gradient_scale: scale, learning_rate: rate, beta1: beta1, beta2: beta2,
            epsilon: epsilon, correction1: Float(corrections.0), correction2: Float(corrections.1),
            weight_decay: decay))
        for i in 0..<n {
          let g = Double(gradient[i]) * Double(scale)
          first[i] = Double(beta1) * first[i] + (1 - Double(beta1)) * g
          second[i] = Double(beta2) * second[i] + (1 - Double(beta2)) * g * g
          weights[i] *= 1 - Double(rate) * Double(decay)
          weights[i] -=
            Double(rate) * (first[i] / corrections.0)
            / ((second[i] / corrections.1).squareRoot() + Double(epsilon))
        }
        expectClose(w.values, weights, relative: 1e-6, "w after \(time), \(label)")
        if n > 1 {
          expectClose(m.values, first, relative: 1e-6, "m after \(time), \(label)")
          expectClose(v.values, second, relative: 1e-5, "v after \(time), \(label)")
        }
        #expect(g.values.allSatisfy { $0 == 0 } && g.isIntact, "\(label)")
      }
      #expect(w.isIntact && m.isIntact && v.isIntact, "\(label)")
    }
  }
}
