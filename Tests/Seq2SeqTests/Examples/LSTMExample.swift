import Testing

@testable import Seq2Seq

private let tanh = ReferenceFunctions.tanh
private let sigmoid = ReferenceFunctions.sigmoid

/// One LSTM unit that reads two numbers; `Understand/LSTM.md` follows it.
@Suite struct LSTMExample {
  /// Four weights each, in the order i, f, g, o. A gradient has the same shape.
  struct Numbers {
    var weightIH = [1.0, 0, 1, 0]
    var weightHH = [0.0, 1, 1, 1]
    var bias = [0.0, 1, 0, 0]
    var x = [1.0, -1]

    struct Step {
      let i, f, g, o, c, h: Double
    }

    /// c = f c′ + i g, h = o tanh(c).
    func step(_ x: Double, h before: Double, c cBefore: Double) -> Step {
      let a = (0..<4).map { weightIH[$0] * x + weightHH[$0] * before + bias[$0] }
      let i = sigmoid(a[0]), f = sigmoid(a[1]), g = tanh(a[2]), o = sigmoid(a[3])
      let c = f * cBefore + i * g
      return Step(i: i, f: f, g: g, o: o, c: c, h: o * tanh(c))
    }

    /// da, and dc′ for the step before. `dc` comes from the step after.
    static func stepBackward(
      _ s: Step, c cBefore: Double, dh: Double, dc: Double
    ) -> (da: [Double], dcBefore: Double) {
      let u = tanh(s.c)
      let d = dc + dh * s.o * (1 - u * u)  // all of ∂loss/∂c
      let da = [
        d * s.g * s.i * (1 - s.i),
        d * cBefore * s.f * (1 - s.f),
        d * s.i * (1 - s.g * s.g),
        dh * u * s.o * (1 - s.o),
      ]
      return (da, d * s.f)
    }

    func steps() -> [Step] {
      var steps: [Step] = []
      for x in x { steps.append(step(x, h: steps.last?.h ?? 0, c: steps.last?.c ?? 0)) }
      return steps
    }

    /// The gradients of the weights and of x, from `dh`, ∂loss/∂h of each step.
    func gradient(_ dh: [Double]) -> Numbers {
      let steps = steps()
      var d = Numbers(
        weightIH: [0, 0, 0, 0], weightHH: [0, 0, 0, 0], bias: [0, 0, 0, 0], x: x)
      var dh = dh, dc = 0.0
      for t in x.indices.reversed() {
        let (before, cBefore) = t > 0 ? (steps[t - 1].h, steps[t - 1].c) : (0, 0)
        let (da, dcBefore) = Self.stepBackward(steps[t], c: cBefore, dh: dh[t], dc: dc)
        for k in 0..<4 {
          d.weightIH[k] += da[k] * x[t]
          d.weightHH[k] += da[k] * before
          d.bias[k] += da[k]
        }
        d.x[t] = (0..<4).reduce(0) { $0 + da[$1] * weightIH[$1] }
        if t > 0 { dh[t - 1] += (0..<4).reduce(0) { $0 + da[$1] * weightHH[$1] } }
        dc = dcBefore
      }
      return d
    }
  }

  /// The loss is h after the last step.
  static let dh: [Double] = [0, 1]
  static func loss(_ numbers: Numbers) -> Double { numbers.steps()[1].h }

  @Test func gatesAndGradientsAreThoseOfTheArticle() {
    let s = Numbers().steps(), d = Numbers().gradient(Self.dh)
    expectWritten(
      [s[0].i, s[0].f, s[0].g, s[0].o], [0.7311, 0.7311, 0.7616, 0.5], "gates of step 1")
    expectWritten([s[0].c, s[0].h], [0.5568, 0.2528], "c₁ and h₁")
    expectWritten(
      [s[1].i, s[1].f, s[1].g, s[1].o], [0.2689, 0.7778, -0.6335, 0.5629], "gates of step 2")
    expectWritten([s[1].c, s[1].h], [0.2627, 0.1445], "c₂ and h₂")
    let (da, dc) = Numbers.stepBackward(s[1], c: s[0].c, dh: 1, dc: 0)
    expectWritten(da, [-0.0655, 0.0506, 0.0847, 0.0632], "da₂")
    expectWritten([dc], [0.4089], "dc₁")
    expectWritten(d.weightIH, [0.1378, -0.0506, 0.0636, -0.0381], "dW_ih")
    expectWritten(d.weightHH, [-0.0166, 0.0128, 0.0214, 0.0160], "dW_hh")
    expectWritten(d.bias, [0.0068, 0.0506, 0.2329, 0.0883], "db")
  }

  @Test func theGradientIsThatOfFiniteDifferences() {
    let check = DifferenceCheck(
      numbers: Numbers(), gradient: Numbers().gradient(Self.dh), loss: Self.loss)
    check.expectAgrees(\.weightIH)
    check.expectAgrees(\.weightHH)
    check.expectAgrees(\.bias)
    check.expectAgrees(\.x)
  }

  @Test func theProductionLayerComputesTheSame() {
    let numbers = Numbers(), d = numbers.gradient(Self.dh)
    func column(_ values: [Double]) -> [[Double]] { values.map { [$0] } }
    ProductionCell(
      kind: .lstm,
      weights: [
        "weight_ih": column(numbers.weightIH), "weight_hh": column(numbers.weightHH),
        "bias": [numbers.bias],
      ], x: column(numbers.x)
    ).expectAgrees(
      h: column(numbers.steps().map(\.h)), dh: column(Self.dh), dx: column(d.x),
      gradients: [
        "weight_ih": column(d.weightIH), "weight_hh": column(d.weightHH), "bias": [d.bias],
      ])
  }

  @Test func theCellStateKeepsAsMuchOfAGradientAsTheForgetGateKeepsOfTheState() {
    // Nothing but the forget gate's bias: f is σ(4) = 0.982 at each step.
    var numbers = Numbers(weightIH: [0, 0, 0, 0], weightHH: [0, 0, 0, 0], bias: [0, 4, 0, 0])
    numbers.x = Array(repeating: 0, count: 21)
    var dc = 1.0
    for s in numbers.steps().dropFirst() {
      dc = Numbers.stepBackward(s, c: 0, dh: 0, dc: dc).dcBefore
    }
    #expect(abs(dc - pow(sigmoid(4), 20)) < 1e-12)
    expectWritten([dc], [0.6956], "dc after 20 steps back")
  }
}
