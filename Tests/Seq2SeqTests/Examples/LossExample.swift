import Testing

@testable import Seq2Seq

/// The loss of a token by hand: a vocabulary of three words, of which the first is the true one.
@Suite struct LossExample {
  /// Logits, of the token and of a second pass over it with another dropout mask.
  struct Numbers {
    var x = [2.0, 1.0, 0.0]
    var other = [1.0, 1.0, 0.0]
  }

  static let target = 0
  static let smoothing = 0.3

  /// log Σ_k exp(x_k).
  static func logSumExp(_ x: [Double]) -> Double {
    let most = x.max()!
    return most + ReferenceFunctions.log(x.reduce(0) { $0 + ReferenceFunctions.exp($1 - most) })
  }

  /// log p_k = x_k − log Σ exp x.
  static func logProbabilities(_ x: [Double]) -> [Double] {
    let logSum = logSumExp(x)
    return x.map { $0 - logSum }
  }

  /// q = (1 − ε)·onehot(y) + ε/|V|.
  static func smoothed(_ count: Int, _ target: Int, _ smoothing: Double) -> [Double] {
    (0..<count).map { ($0 == target ? 1 - smoothing : 0) + smoothing / Double(count) }
  }

  /// −Σ_k q_k log p_k.
  static func crossEntropy(_ x: [Double], _ target: Int, _ smoothing: Double) -> Double {
    -dot(smoothed(x.count, target, smoothing), logProbabilities(x))
  }

  /// dx = p − q.
  static func crossEntropyBackward(
    _ x: [Double], _ target: Int, _ smoothing: Double
  ) -> [Double] {
    let q = smoothed(x.count, target, smoothing)
    return zip(softmax(x), q).map { $0 - $1 }
  }

  /// KL(p₁‖p₂) = Σ_k p₁_k (log p₁_k − log p₂_k), of the softmaxes of x and y.
  static func divergence(_ x: [Double], _ y: [Double]) -> Double {
    let ratio = zip(logProbabilities(x), logProbabilities(y)).map { $0 - $1 }
    return dot(softmax(x), ratio)
  }

  /// Half of ∂(KL(p₁‖p₂) + KL(p₂‖p₁))/∂x: p₁ ⊙ (log(p₁/p₂) − KL(p₁‖p₂)), and p₁ − p₂.
  static func divergenceBackward(_ x: [Double], _ y: [Double]) -> [Double] {
    let p1 = softmax(x), p2 = softmax(y), kl = divergence(x, y)
    let ratio = zip(logProbabilities(x), logProbabilities(y)).map { $0 - $1 }
    return p1.indices.map { k in
      let first = p1[k] * (ratio[k] - kl), second = p1[k] - p2[k]
      return (first + second) / 2
    }
  }

  @Test func theNumbersOfTheArticle() {
    let x = Numbers().x
    expectDigits(softmax(x), [0.6652, 0.2447, 0.0900], "p")
    expectDigits([Self.logSumExp(x)], [2.4076], "log Σ exp")
    expectDigits(Self.logProbabilities(x), [-0.4076, -1.4076, -2.4076], "log p")
    expectDigits([Self.crossEntropy(x, 0, 0)], [0.4076], "without smoothing")
    expectDigits(Self.crossEntropyBackward(x, 0, 0), [-0.3348, 0.2447, 0.0900], "dx")
    expectDigits(Self.smoothed(3, 0, 0.3), [0.8, 0.1, 0.1], "q")
    expectDigits([Self.crossEntropy(x, 0, 0.3)], [0.7076], "with smoothing")
    expectDigits(Self.crossEntropyBackward(x, 0, 0.3), [-0.1348, 0.1447, -0.0100], "dx")
    let mean = (Self.crossEntropy(x, 0, 0) + Self.crossEntropy([0, 0, 0], 1, 0)) / 2
    expectDigits([mean, ReferenceFunctions.exp(mean)], [0.7531, 2.1236], "perplexity")
  }

  /// ∂p_i/∂x_k = p_i (δ_ik − p_k), column by column.
  @Test func differencesConfirmTheJacobianOfTheSoftmax() {
    let x = Numbers(), p = softmax(x.x)
    for i in p.indices {
      let row = p.indices.map { k in p[i] * ((i == k ? 1 : 0) - p[k]) }
      expectDifferences("p_\(i)", row, x, \.x) { softmax($0.x)[i] }
      var onehot = [0.0, 0.0, 0.0]
      onehot[i] = 1
      expectDigits(softmaxBackward(onehot, at: p), row, "the row by the adjoint")
    }
  }

  @Test(arguments: [0, smoothing])
  func differencesConfirmTheGradient(_ smoothing: Double) {
    let x = Numbers()
    expectDifferences(
      "x", Self.crossEntropyBackward(x.x, Self.target, smoothing), x, \.x
    ) { Self.crossEntropy($0.x, Self.target, smoothing) }
  }

  @Test func differencesConfirmTheGradientOfTheDivergence() {
    let x = Numbers()
    func loss(_ x: Numbers) -> Double {
      (Self.divergence(x.x, x.other) + Self.divergence(x.other, x.x)) / 2
    }
    expectDifferences("x", Self.divergenceBackward(x.x, x.other), x, \.x, loss: loss)
    expectDifferences("y", Self.divergenceBackward(x.other, x.x), x, \.other, loss: loss)
  }

  /// The production output layer where W_y is the identity, so that h̃ is the logits.
  private static func production(
    _ logits: [[Double]], consistency: Float
  ) -> (loss: OutputLayer.LossSum, dh: [Float]) {
    var layout = ParameterLayout()
    let output = OutputLayer(size: 3, vocabulary: 3, tied: nil, in: &layout)
    let slab = ParameterSlab(layout)
    for parameter in layout.parameters {
      let isWeight = parameter.name == "output.weight"
      slab[parameter].fill(from: isWeight ? [1, 0, 0, 0, 1, 0, 0, 0, 1] : [0, 0, 0])
    }
    let context = Context(slab, on: Device(threads: 1), gradients: ParameterSlab(layout))
    let h = context.matrix(logits.count, 3), dh = context.matrix(logits.count, 3)
    h.fill(from: logits.joined().map { Float($0) })
    let loss = output.loss(
      h, targets: logits.map { _ in Int32(target) }, smoothing: Float(smoothing),
      consistency: consistency, dh: dh, in: context)
    return (loss, dh.values)
  }

  @Test func theProductionLayerComputesTheSame() {
    let x = Numbers().x, found = Self.production([x], consistency: 0)
    expectClose(
      [Float(found.loss.loss), Float(found.loss.nll)],
      [Self.crossEntropy(x, 0, Self.smoothing), Self.crossEntropy(x, 0, 0)], relative: 2e-6,
      "loss and nll")
    expectClose(
      found.dh, Self.crossEntropyBackward(x, 0, Self.smoothing), relative: 2e-6, "dx")
  }

  /// The loss is the mean of both passes.
  @Test func theProductionLayerComputesTheSameDivergence() {
    let x = Numbers(), weight = 2.0
    let found = Self.production([x.x, x.other], consistency: Float(weight))
    let loss =
      Self.crossEntropy(x.x, 0, Self.smoothing) + Self.crossEntropy(x.other, 0, Self.smoothing)
      + weight * (Self.divergence(x.x, x.other) + Self.divergence(x.other, x.x)) / 2
    expectClose([Float(found.loss.loss)], [loss / 2], relative: 2e-6, "loss")
    #expect(found.loss.tokens == 1)
    let dx = [(x.x, x.other), (x.other, x.x)].flatMap { x, y in
      Self.crossEntropyBackward(x, 0, Self.smoothing)
        .plus(Self.divergenceBackward(x, y).scaled(by: weight)).scaled(by: 0.5)
    }
    expectClose(found.dh, dx, relative: 2e-6, "dx")
  }

  /// What the decoder reads is the true target, one token late; what it should say is the target.
  @Test func theDecoderReadsTheTrueTargetOneTokenLate() {
    let batch = Batch([(source: [7, 2], target: [4, 5, 2])])
    #expect(batch.targetInputs == [Vocabulary.begin, 4, 5])
    #expect(batch.targets == [4, 5, Vocabulary.end])
  }
}
