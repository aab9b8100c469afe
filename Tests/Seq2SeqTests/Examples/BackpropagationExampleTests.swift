import Testing

@testable import Seq2Seq

extension BackpropagationExample {
  @Test func theNumbersOfTheArticle() {
    let n = Numbers(), trace = Self.forward(n)
    expectDigits(trace.h[0] + trace.h[1], [0.7616, 0, 0.7068, 0.8811], "h")
    expectDigits(trace.start, [0.8169, 0.4836], "s_0")
    let first = trace.steps[0], second = trace.steps[1]
    expectDigits(first.s + second.s, [0.5773, 0.4557, 0.4327, 0.3327], "s")
    expectDigits(first.alpha + second.alpha, [0.3957, 0.6043, 0.4223, 0.5777], "α")
    expectDigits(first.c + second.c, [0.7285, 0.5325, 0.7299, 0.5091], "c")
    expectDigits(
      first.attentional + second.attentional, [0.0754, 0.6181, 0.1475, 0.5279], "h̃")
    expectDigits(first.p, [0.2071, 0.2929, 0.3842, 0.1159], "p_1")
    expectDigits(second.p, [0.2113, 0.2962, 0.3583, 0.1342], "p_2")
    expectDigits([trace.loss], [1.5908], "loss")
  }

  /// ∂h̃₁ is the sum of both parts; with either alone the rest of the way is wrong.
  @Test func theAttentionalVectorHasTwoGradients() {
    let n = Numbers(), trace = Self.forward(n)
    var d = Self.zeros(n), dh = trace.h.zeros
    let flow = Self.stepBackward(
      trace.steps[1], trace.h, n, from: Flow(), addingTo: &d, dh: &dh)
    expectDigits(flow.attentional, [0.0506, -0.2112], "from step 2")
    expectDigits(flow.s, [-0.0253, -0.1056], "ds_1 from step 2")
    var dx = trace.steps[0].p.scaled(by: 0.5)
    dx[3] -= 0.5
    expectDigits(dx, [0.1035, 0.1464, 0.1921, -0.4421], "dx_1")
    let read = dx.times(n.target)
    expectDigits(read, [-0.1478, 0.7074], "from the output layer")
    expectDigits(read.plus(flow.attentional), [-0.0972, 0.4962], "dh̃_1")
  }

  @Test func differencesConfirmEveryGradient() {
    let n = Numbers(), d = Self.backward(Self.forward(n), n)
    func loss(_ n: Numbers) -> Double { Self.forward(n).loss }
    expectDifferences("E_x", d.source, n, \.source, loss: loss)
    expectDifferences("encoder W_ih", d.encoder.ih, n, \.encoder.ih, loss: loss)
    expectDifferences("encoder W_hh", d.encoder.hh, n, \.encoder.hh, loss: loss)
    expectDifferences("encoder b", d.encoder.b, n, \.encoder.b, loss: loss)
    expectDifferences("W_h", d.bridge.w, n, \.bridge.w, loss: loss)
    expectDifferences("b_h", d.bridge.b, n, \.bridge.b, loss: loss)
    expectDifferences("E_y", d.target, n, \.target, loss: loss)
    expectDifferences("decoder W_ih", d.decoder.ih, n, \.decoder.ih, loss: loss)
    expectDifferences("decoder W_hh", d.decoder.hh, n, \.decoder.hh, loss: loss)
    expectDifferences("decoder b", d.decoder.b, n, \.decoder.b, loss: loss)
    expectDifferences("W_a", d.attention, n, \.attention, loss: loss)
    expectDifferences("W_c", d.readout.w, n, \.readout.w, loss: loss)
    expectDifferences("b_c", d.readout.b, n, \.readout.b, loss: loss)
    expectDifferences("b_y", d.outputBias, n, \.outputBias, loss: loss)
  }

  @Test func theProductionTranslatorComputesTheSame() throws {
    let n = Numbers(), trace = Self.forward(n), d = Self.backward(trace, n)
    var configuration = ModelConfiguration(sourceVocabulary: 4, targetVocabulary: 4)
    (configuration.attention, configuration.cell) = (.luong, .rnn)
    (configuration.embedding, configuration.hidden) = (2, 2)
    (configuration.bidirectional, configuration.tieEmbeddings) = (false, true)
    let network = try EncoderDecoder(configuration)
    let slab = ParameterSlab(network.layout), gradients = ParameterSlab(network.layout)
    let weights = Self.byName(n), expected = Self.byName(d)
    for parameter in network.layout.parameters {
      slab[parameter].fill(from: try #require(weights[parameter.name]).map { Float($0) })
    }
    let context = Context(slab, on: Device(threads: 1), gradients: gradients)
    let pair = (
      source: Self.sourceWords.map { Int32($0) }, target: Self.targetWords.map { Int32($0) }
    )
    let loss = network.loss(Batch([pair]), smoothing: 0, in: context)
    expectClose(
      [Float(loss.loss / Double(loss.tokens))], [trace.loss], relative: 2e-6, "loss")
    #expect(network.layout.parameters.count == expected.count)
    for parameter in network.layout.parameters {
      let name = parameter.name
      expectClose(
        gradients.values(of: parameter), expected[name]!, relative: 5e-6, "gradient of \(name)")
    }
  }

  /// Row after row, by the names of the model's file.
  private static func byName(_ n: Numbers) -> [String: [Double]] {
    [
      "source.embedding": Array(n.source.joined()),
      "encoder.0.forward.weight_ih": Array(n.encoder.ih.joined()),
      "encoder.0.forward.weight_hh": Array(n.encoder.hh.joined()),
      "encoder.0.forward.bias": n.encoder.b,
      "bridge.0.hidden.weight": Array(n.bridge.w.joined()), "bridge.0.hidden.bias": n.bridge.b,
      "target.embedding": Array(n.target.joined()),
      "decoder.0.weight_ih": Array(n.decoder.ih.joined()),
      "decoder.0.weight_hh": Array(n.decoder.hh.joined()), "decoder.0.bias": n.decoder.b,
      "attention.weight": Array(n.attention.joined()),
      "readout.weight": Array(n.readout.w.joined()), "readout.bias": n.readout.b,
      "output.bias": n.outputBias,
    ]
  }
}
