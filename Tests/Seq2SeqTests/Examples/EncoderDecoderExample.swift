import Testing

@testable import Seq2Seq

private let tanh = ReferenceFunctions.tanh

/// A bidirectional encoder of one Elman unit in each direction, and the bridge to one decoder unit;
/// `Understand/EncoderDecoder.md` follows them.
@Suite struct EncoderDecoderExample {
  /// One Elman unit that reads one number.
  struct Unit {
    var wIH, wHH, b: Double

    func step(_ x: Double, _ before: Double) -> Double { tanh(wIH * x + wHH * before + b) }
  }

  /// h_j = [→h_j; ←h_j], s₀ = tanh(w [→h_S; ←h_1] + b). A gradient has the same shape.
  struct Numbers {
    /// A word vector of one number for each of <unk>, <s>, </s> and two words.
    var embedding = [0.0, 0, 0.5, 1, -1]
    var forward = Unit(wIH: 1, wHH: 0.5, b: 0)
    var backward = Unit(wIH: 0.5, wHH: 1, b: 0)
    var bridge = [1.0, 2]
    var bridgeBias = 0.0

    /// Two words and the end symbol.
    static let source: [Int] = [3, 4, Int(Vocabulary.end)]

    struct Encoding {
      var forward: [Double] = [], backward: [Double] = []
      var start = 0.0
    }

    func encode() -> Encoding {
      let x = Self.source.map { embedding[$0] }
      var result = Encoding()
      for x in x { result.forward.append(forward.step(x, result.forward.last ?? 0)) }
      for x in x.reversed() {
        result.backward.insert(backward.step(x, result.backward.first ?? 0), at: 0)
      }
      let (last, first) = (result.forward.last ?? 0, result.backward.first ?? 0)
      result.start = tanh(bridge[0] * last + bridge[1] * first + bridgeBias)
      return result
    }

    /// dW and db of the bridge, and what flows to →h after the last word and to ←h after the first.
    func bridgeBackward(
      _ h: Encoding, ds: Double
    ) -> (weight: [Double], bias: Double, last: Double, first: Double) {
      let da = ds * (1 - h.start * h.start)  // da = ds ⊙ (1 − s²)
      let weight = [h.forward.last ?? 0, h.backward.first ?? 0].map { da * $0 }  // dW += daᵀ h*
      return (weight, da, da * bridge[0], da * bridge[1])  // dh* += da W
    }

    /// From ds, ∂loss/∂s₀, and ∂loss/∂h_j of each source position, which attention gives.
    func gradient(ds: Double, dForward: [Double], dBackward: [Double]) -> Numbers {
      let h = encode(), source = Self.source, end = source.count - 1
      var d = Numbers(
        embedding: [0, 0, 0, 0, 0], forward: Unit(wIH: 0, wHH: 0, b: 0),
        backward: Unit(wIH: 0, wHH: 0, b: 0), bridge: [0, 0])
      var dForward = dForward, dBackward = dBackward

      let back = bridgeBackward(h, ds: ds)
      (d.bridge, d.bridgeBias) = (back.weight, back.bias)
      dForward[end] += back.last
      dBackward[0] += back.first

      func step(_ j: Int, _ before: Int?, _ unit: Unit, _ h: [Double], _ dh: inout [Double])
        -> Unit
      {
        let da = dh[j] * (1 - h[j] * h[j])
        d.embedding[source[j]] += da * unit.wIH  // dx_j, of both directions
        if let before { dh[before] += da * unit.wHH }
        return Unit(wIH: da * embedding[source[j]], wHH: da * (before.map { h[$0] } ?? 0), b: da)
      }
      for j in source.indices.reversed() {
        d.forward += step(j, j > 0 ? j - 1 : nil, forward, h.forward, &dForward)
      }
      for j in source.indices {
        d.backward += step(j, j < end ? j + 1 : nil, backward, h.backward, &dBackward)
      }
      return d
    }
  }

  /// The loss is s₀ + →h_2 + 2 ←h_2, as if attention looked at the second word.
  static let cotangents = (ds: 1.0, forward: [0.0, 1, 0], backward: [0.0, 2, 0])
  static func loss(_ numbers: Numbers) -> Double {
    let h = numbers.encode()
    return h.start + h.forward[1] + 2 * h.backward[1]
  }
  static func gradient() -> Numbers {
    Numbers().gradient(
      ds: cotangents.ds, dForward: cotangents.forward, dBackward: cotangents.backward)
  }

  @Test func statesAndGradientsAreThoseOfTheArticle() {
    let h = Numbers().encode(), d = Self.gradient()
    expectWritten(h.forward, [0.7616, -0.5506, 0.2210], "→h")
    expectWritten(h.backward, [0.2452, -0.2497, 0.2449], "←h")
    expectWritten([h.start], [0.6116], "s₀")
    expectWritten(d.bridge + [d.bridgeBias], [0.1383, 0.1535, 0.6260], "gradient of the bridge")
    expectWritten(Array(d.embedding[2...]), [1.9954, 0.7782, 2.3936], "dE")
  }

  @Test func theGradientIsThatOfFiniteDifferences() {
    let check = DifferenceCheck(
      numbers: Numbers(), gradient: Self.gradient(), loss: Self.loss)
    check.expectAgrees(\.embedding)
    check.expectAgrees(\.forward)
    check.expectAgrees(\.backward)
    check.expectAgrees(\.bridge)
    check.expectAgrees(\.bridgeBias)
  }

  @Test func theProductionLayersComputeTheSame() {
    let numbers = Numbers(), d = Self.gradient(), h = numbers.encode()
    var configuration = ModelConfiguration(sourceVocabulary: 5, targetVocabulary: 4)
    (configuration.cell, configuration.embedding, configuration.hidden) = (.rnn, 1, 2)
    var layout = ParameterLayout()
    let encoder = Encoder(configuration, in: &layout)
    let bridge = Bridge("bridge", encoder: 2, decoder: 1, in: &layout)
    func named(_ n: Numbers) -> [String: [[Double]]] {
      var named = [
        "source.embedding": n.embedding.map { [$0] }, "bridge.weight": [n.bridge],
        "bridge.bias": [[n.bridgeBias]],
      ]
      for (name, unit) in [("forward", n.forward), ("backward", n.backward)] {
        named["encoder.0.\(name).weight_ih"] = [[unit.wIH]]
        named["encoder.0.\(name).weight_hh"] = [[unit.wHH]]
        named["encoder.0.\(name).bias"] = [[unit.b]]
      }
      return named
    }
    var tensors = named(numbers)
    tensors["dh"] = zip(Self.cotangents.forward, Self.cotangents.backward).map { [$0, $1] }
    tensors["ds"] = [[Self.cotangents.ds]]
    let batch = Batch(sources: [Numbers.source.map { Int32($0) }])
    for setting in KernelSetting.all {
      let bench = ReferenceBench(layout, ReferenceTensors(tensors), setting)
      let trace = encoder.forward(batch, in: bench.context)
      expectClose(
        trace.states.values, zip(h.forward, h.backward).flatMap { [$0, $1] }, relative: 2e-6,
        "h on \(setting)")
      let start = bridge.forward(trace.finalH, in: bench.context)
      expectClose(start.s.values, [h.start], relative: 2e-6, "s₀ on \(setting)")
      let dfinalH = bench.context.zeros(1, 2)
      bridge.backward(bench.matrix("ds"), through: start, dh: dfinalH, in: bench.context)
      encoder.backward(
        dstates: bench.matrix("dh"), dfinalH: dfinalH, dfinalC: bench.context.zeros(1, 0),
        through: trace, batch, in: bench.context)
      for (name, expected) in named(d).sorted(by: { $0.key < $1.key }) {
        let parameter = layout.parameters.first { $0.name == name }!
        expectClose(
          bench.gradients.values(of: parameter), expected.joined(), relative: 2e-6,
          "gradient of \(name) on \(setting)")
      }
    }
  }
}

extension EncoderDecoderExample.Unit: DoubleValues {
  var doubles: [Double] {
    get { [wIH, wHH, b] }
    set { (wIH, wHH, b) = (newValue[0], newValue[1], newValue[2]) }
  }

  static func += (left: inout Self, right: Self) {
    left.wIH += right.wIH
    left.wHH += right.wHH
    left.b += right.b
  }
}
