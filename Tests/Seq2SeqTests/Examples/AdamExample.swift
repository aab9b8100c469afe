import Testing

@testable import Seq2Seq

/// Adam, clipping and an average of one or two weights; `Understand/AdamAndClipping.md` follows them.
@Suite struct AdamExample {
  /// One weight with its moments.
  struct Weight {
    var w: Double
    var m = 0.0, v = 0.0

    /// Update number t, from 1.
    mutating func update(_ g: Double, t: Int, rate: Double) {
      m = 0.9 * m + 0.1 * g
      v = 0.999 * v + 0.001 * g * g
      let mean = m / (1 - pow(0.9, Double(t)))
      let square = v / (1 - pow(0.999, Double(t)))
      w -= rate * mean / (square.squareRoot() + 1e-8)
    }
  }

  /// g · min(1, bound / ‖g‖).
  static func clipped(_ g: [Double], to bound: Double) -> [Double] {
    let norm = g.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return norm > bound ? g.map { $0 * bound / norm } : g
  }

  /// Of two weights, in three updates.
  static let gradients: [[Double]] = [[3, 0.04], [1, -0.04], [-2, 0.04]]

  @Test func threeUpdatesAreThoseOfTheArticle() {
    var weight = Weight(w: 1)
    var w: [Double] = [], m: [Double] = [], v: [Double] = []
    for (t, g) in Self.gradients.enumerated() {
      weight.update(g[0], t: t + 1, rate: 0.1)
      w.append(weight.w)
      m.append(weight.m)
      v.append(weight.v)
    }
    expectWritten(m, [0.3, 0.37, 0.133], "m")
    expectWritten(v, [0.009, 0.0100, 0.0140], "v")
    expectWritten(w, [0.9, 0.8129, 0.7902], "w")
  }

  @Test func theFirstUpdateIsAsLargeAsTheRateWhateverTheGradient() {
    for g in [1e-3, 1, 1e3, -5] {
      var weight = Weight(w: 0)
      weight.update(g, t: 1, rate: 0.1)
      #expect(abs(weight.w - (g > 0 ? -0.1 : 0.1)) < 1e-5, "g = \(g)")
    }
  }

  @Test func ofAConstantGradientTheCorrectedMomentsAreExactAtOnce() {
    var weight = Weight(w: 0)
    for t in 1...50 {
      weight.update(4, t: t, rate: 0.1)
      #expect(abs(weight.m / (1 - pow(0.9, Double(t))) - 4) < 1e-12, "m, t = \(t)")
      #expect(abs(weight.v / (1 - pow(0.999, Double(t))) - 16) < 1e-10, "v, t = \(t)")
    }
  }

  @Test func withoutCorrectionStepsAreTooLarge() {
    func size(_ t: Double) -> Double { (1 - pow(0.9, t)) / (1 - pow(0.999, t)).squareRoot() }
    expectWritten([size(1), size(10), size(1000)], [3.1623, 6.5279, 1.2576], "m / √v")
  }

  @Test func aClippedGradientKeepsItsDirection() {
    #expect(Self.clipped([3, 4], to: 1) == [0.6, 0.8])
    #expect(Self.clipped([0.3, 0.4], to: 1) == [0.3, 0.4])
  }

  @Test(arguments: KernelSet.available)
  func theProductionOptimizerComputesTheSame(_ set: KernelSet) {
    var layout = ParameterLayout()
    let parameter = layout.reserve("w", [2], .zero)
    let (weights, gradients) = (ParameterSlab(layout), ParameterSlab(layout))
    let device = Device(kernelSet: set), pieces = SlabPieces(layout), adam = Adam(layout)
    weights[parameter].fill(from: [1, -1])
    var expected = [Weight(w: 1), Weight(w: -1)]
    for (t, g) in Self.gradients.enumerated() {
      gradients[parameter].fill(from: g.map { Float($0) })
      let norm = pieces.norm(of: gradients, on: device)  // √(g₁² + g₂²)
      adam.update(
        weights, gradients, pieces, time: t + 1, learningRate: 0.1,
        scale: norm > 1 ? Float(1 / norm) : 1, on: device)
      let clipped = Self.clipped(g, to: 1)
      for i in 0..<2 { expected[i].update(clipped[i], t: t + 1, rate: 0.1) }
      // 1 − β₂ is 0.001 to five digits only, since β₂ is a Float.
      expectClose(
        weights[parameter].values, expected.map(\.w), relative: 5e-6, "w after \(t + 1) on \(set)")
    }
  }

  /// w̄ after each of `weights`, which were 0 before: w̄ ← w̄ + (1 − β)(w − w̄).
  static func average(_ weights: [Double], decay: Double) -> [Double] {
    var mean = 0.0
    return weights.map { w in
      mean += (1 - decay) * (w - mean)
      return mean
    }
  }

  @Test(arguments: KernelSet.available)
  func anAverageFollowsTheWeightsSlowly(_ set: KernelSet) {
    let weights = [8.0, 8, 0, 8]
    let expected = Self.average(weights, decay: 0.75)
    #expect(expected == [2, 3.5, 2.625, 3.968_75])
    var layout = ParameterLayout()
    let parameter = layout.reserve("w", [1], .zero)
    let (slab, mean) = (ParameterSlab(layout), ParameterSlab(layout))
    for (w, expected) in zip(weights, expected) {
      slab[parameter].fill(Float(w))
      SlabPieces(layout).average(slab, into: mean, share: 0.25, on: Device(kernelSet: set))
      #expect(mean[parameter].values == [Float(expected)], "\(set)")
    }
  }

  @Test func schedulesAreThoseOfTheArticle() {
    var options = RunOptions()
    (options.warmup, options.decay) = (2, 0)
    func rates(_ kind: LearningRateKind) -> [Double] {
      options.schedule = kind
      let schedule = LearningRateSchedule(options: options)
      return (1...8).map { Double(schedule.rate(at: $0, of: 8, plateau: 1)) }
    }
    expectWritten(
      rates(.inverseSquareRoot), [0.5, 1, 0.8165, 0.7071, 0.6325, 0.5774, 0.5345, 0.5],
      "inverse square root")
    expectWritten(rates(.cosine), [0.5, 1, 1, 0.9330, 0.75, 0.5, 0.25, 0.0670], "cosine")
    expectWritten(rates(.linear), [0.5, 1, 1, 0.8333, 0.6667, 0.5, 0.3333, 0.1667], "line")
  }
}
