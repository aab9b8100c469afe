import CKernels
import Testing

@testable import Seq2Seq

/// exp, tanh and sigmoid against the system's Double functions: the bounds that ckernels.h states.
@Suite(.serialized) struct KernelFunctionTests {
  /// Arguments over a function's range: every exponent, the middle densely, and the neighbors of
  /// places where formulas change.
  static func arguments(seed: UInt64, within range: ClosedRange<Float>) -> [Float] {
    var numbers = SeededNumbers(seed: seed)
    var result: [Float] = []
    for _ in 0..<30_000 { result.append(numbers.float(10)) }
    for _ in 0..<30_000 { result.append(numbers.float(90)) }
    for exponent in 1..<UInt32(135) {  // up to 2^8
      for _ in 0..<100 {
        let bits = UInt32(truncatingIfNeeded: numbers.next())
        result.append(Float(bitPattern: bits & 0x807F_FFFF | exponent << 23))
      }
    }
    for center in [0.625, 0.3125, 87.33654, 88.72283, 87.3, 0.34657359, 9.01, 16.6] as [Float] {
      for sign in [-1, 1] as [Float] {
        var x = center * sign
        for _ in 0..<20 { x = x.nextDown }
        for _ in 0..<40 {
          result.append(x)
          x = x.nextUp
        }
      }
    }
    return result.filter(range.contains)
  }

  static func tanh(_ x: [Float], _ kernels: ck_kernels) -> [Float] {
    var y = x
    y.withUnsafeMutableBufferPointer { kernels.apply_tanh(1, $0.count, $0.baseAddress!, $0.count) }
    return y
  }

  /// The gates i, f, g, o of one LSTM step with the pre-activations x, each.
  static func gates(_ x: [Float], _ kernels: ck_kernels) -> [[Float]] {
    let n = x.count
    var gates = x + x + x + x, c = x, h = x
    kernels.lstm_forward(1, n, &gates, 4 * n, nil, n, &c, n, &h, n)
    return (0..<4).map { Array(gates[$0 * n..<($0 + 1) * n]) }
  }

  static func sigmoid(_ x: [Float], _ kernels: ck_kernels) -> [Float] { gates(x, kernels)[0] }

  /// exp of x ≤ 0 alone, read from a gradient. Of two scores 0 and x, the gradient for x is
  /// e^x · (scale / sum); if scale equals the sum, that for 0 is exactly 1 − scale.
  static func exp(_ x: Float, _ kernels: ck_kernels) -> Float? {
    let sum = Float(1 + ReferenceFunctions.exp(Double(x)))
    for scale in [sum, sum.nextUp, sum.nextDown] {
      var scores: [Float] = [0, x]
      var nll: Float = 0
      _ = kernels.cross_entropy(2, &scores, 0, 0, scale, &nll)
      if scores[0] == 1 - scale { return scores[1] }
    }
    return nil
  }

  struct Worst {
    var ulps = 0.0
    var at: Float = 0
    mutating func meet(_ found: Float, _ exact: Double, at x: Float) {
      let error = ReferenceFunctions.ulps(found, exact)
      if !(error <= ulps) { (ulps, at) = (error, x) }
    }
  }

  @Test(arguments: KernelSet.available)
  func tanhIsWithinThreeUnitsInTheLastPlace(_ set: KernelSet) {
    let x = Self.arguments(seed: 1, within: -400...400)
    var worst = Worst()
    for (x, y) in zip(x, Self.tanh(x, set.table!.pointee)) {
      worst.meet(y, ReferenceFunctions.tanh(Double(x)), at: x)
    }
    #expect(worst.ulps <= 3, "\(set): \(worst.ulps) ulp at \(worst.at), seed 1")
  }

  @Test(arguments: KernelSet.available)
  func sigmoidIsWithinThreeUnitsInTheLastPlace(_ set: KernelSet) {
    let x = Self.arguments(seed: 2, within: -87.3...400)
    let gates = Self.gates(x, set.table!.pointee)
    var worst = Worst()
    for (x, y) in zip(x, gates[0]) {
      worst.meet(y, ReferenceFunctions.sigmoid(Double(x)), at: x)
    }
    #expect(worst.ulps <= 3, "\(set): \(worst.ulps) ulp at \(worst.at), seed 2")
    #expect(gates[1] == gates[0], "\(set): gates i and f differ")
    #expect(gates[2] == Self.tanh(x, set.table!.pointee), "\(set): gate g is not tanh")
    #expect(gates[3] == gates[0], "\(set): gates i and o differ")
  }

  @Test(arguments: KernelSet.available)
  func expIsWithinTwoUnitsInTheLastPlace(_ set: KernelSet) {
    let kernels = set.table!.pointee
    var worst = Worst(), missed = 0
    for x in Self.arguments(seed: 3, within: -87.3...0) {
      guard let y = Self.exp(x, kernels) else {
        missed += 1
        continue
      }
      worst.meet(y, ReferenceFunctions.exp(Double(x)), at: x)
    }
    #expect(worst.ulps <= 2, "\(set): \(worst.ulps) ulp at \(worst.at), seed 3")
    #expect(missed == 0, "\(set): \(missed) sums are off by more than one place, seed 3")
    for x in [-87.34, -88, -100, -1e10, -Float.greatestFiniteMagnitude, -.infinity] as [Float] {
      #expect(Self.exp(x, kernels) == 0, "\(set): exp(\(x))")
    }
  }

  @Test(arguments: KernelSet.available)
  func extremesAndDenormalsComeOutRight(_ set: KernelSet) {
    let kernels = set.table!.pointee
    let huge = Float.greatestFiniteMagnitude
    let tiny = Float.leastNonzeroMagnitude
    func tanh(_ x: Float) -> Float { Self.tanh([x], kernels)[0] }
    func sigmoid(_ x: Float) -> Float { Self.sigmoid([x], kernels)[0] }
    for (x, sign) in [(huge, 1), (Float.infinity, 1), (-huge, -1), (-Float.infinity, -1)] {
      #expect(tanh(x) == Float(sign), "\(set): tanh(\(x))")
      #expect(sigmoid(x) == (sign > 0 ? 1 : 0), "\(set): sigmoid(\(x))")
    }
    for x in [0, -0.0, tiny, -tiny, 1_000 * tiny, -1_000 * tiny, .leastNormalMagnitude] as [Float] {
      // A denormal number may count as zero.
      #expect(
        abs(tanh(x) - x) <= (x.isNormal ? 0 : x.magnitude), "\(set): tanh(\(x)) is \(tanh(x))")
      #expect(sigmoid(x) == 0.5, "\(set): sigmoid(\(x))")
    }
    for x in [-87.4, -88.7, -88.73, -90, -103, -150] as [Float] {  // results below float's range
      #expect(
        (0...Float.leastNormalMagnitude).contains(sigmoid(x)), "\(set): sigmoid(\(x))")
    }
    #expect(tanh(.nan).isNaN && sigmoid(.nan).isNaN, "\(set): NaN passes through")
  }

  @Test(arguments: KernelSet.available)
  func aValueDoesNotDependOnItsPlaceInAVector(_ set: KernelSet) {
    let kernels = set.table!.pointee
    let x = Array(Self.arguments(seed: 4, within: -20...20).prefix(67))
    let tanh = Self.tanh(x, kernels), sigmoid = Self.sigmoid(x, kernels)
    for (i, x) in x.enumerated() {
      #expect(Self.tanh([x], kernels) == [tanh[i]], "\(set): tanh(\(x)) at \(i), seed 4")
      #expect(Self.sigmoid([x], kernels) == [sigmoid[i]], "\(set): sigmoid(\(x)) at \(i), seed 4")
    }
  }
}
