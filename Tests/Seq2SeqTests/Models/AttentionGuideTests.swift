import Testing

@testable import Seq2Seq

/// The guided alignment loss, compared with the Double reference.
@Suite struct AttentionGuideTests {
  /// Two links of one token, tokens without any, the end symbols linked, a pair without links.
  static let links: [[TokenLink]] = [
    [link(0, 0), link(2, 0), link(2, 1)], [link(0, 1)], [link(3, 0)], [],
  ]

  static func link(_ source: Int32, _ target: Int32) -> TokenLink {
    TokenLink(source: source, target: target)
  }

  static let cases = ReferenceTests.small

  @Test(arguments: cases)
  func lossAndEveryGradientMatchTheReference(_ example: ReferenceTests.Case) throws {
    var example = example
    example.lengths = [(3, 2), (1, 4), (4, 1), (2, 2)]
    let (configuration, pairs) = (example.configuration, example.pairs)
    let network = try EncoderDecoder(configuration)
    let reference = ReferenceRun(example.tensors(network.layout), cotangents: ["loss": [1]]) {
      let reference = ReferenceEncoderDecoder(configuration: configuration, tensors: $0)
      let (loss, nll) = reference.loss(pairs, smoothing: 0, links: Self.links, weight: 0.75)
      return ["loss": [loss], "nll": [nll]]
    }
    for setting in KernelSetting.all {
      let bench = ReferenceBench(network.layout, example.tensors(network.layout), setting)
      let loss = network.loss(
        Batch(pairs, links: Self.links, weight: 0.75), smoothing: 0, in: bench.context)
      let label = "\(example) on \(setting)"
      expectClose(
        [Float(loss.loss / Double(loss.tokens)), Float(loss.nll / Double(loss.tokens))],
        [reference.outputs["loss"]![0], reference.outputs["nll"]![0]], relative: 2e-6, label)
      bench.expectGradients(reference, relative: 5e-5, label)
    }
  }

  @Test(arguments: [cases[0], cases[6]])
  func finiteDifferencesConfirmTheReference(_ example: ReferenceTests.Case) throws {
    var tiny = example
    (tiny.lengths, tiny.embedding, tiny.hidden) = ([(3, 2), (1, 1)], 2, 2)
    let network = try EncoderDecoder(tiny.configuration)
    let (configuration, pairs) = (tiny.configuration, tiny.pairs)
    ReferenceRun.expectDifferencesAgree(
      tiny.tensors(network.layout), cotangents: ["loss": [1]], "\(example)"
    ) { tensors in
      let reference = ReferenceEncoderDecoder(configuration: configuration, tensors: tensors)
      let links = [[Self.link(0, 0), Self.link(2, 0), Self.link(1, 1)], []]
      return ["loss": [reference.loss(pairs, smoothing: 0, links: links, weight: 2).loss]]
    }
  }

  /// Where no token has a link, there is nothing to teach.
  @Test func withoutLinksTheLossIsTheOneWithoutAGuide() throws {
    let example = Self.cases[0]
    let network = try EncoderDecoder(example.configuration)
    func gradients(_ batch: Batch) -> (OutputLayer.LossSum, [[Float]]) {
      let bench = ReferenceBench(
        network.layout, example.tensors(network.layout),
        KernelSetting(kernelSet: .preferred, threads: 1))
      let loss = network.loss(batch, smoothing: 0.1, in: bench.context)
      return (loss, network.layout.parameters.map { Array(bench.gradients.values(of: $0)) })
    }
    let plain = gradients(Batch(example.pairs))
    let guided = gradients(
      Batch(example.pairs, links: example.pairs.map { _ in [] }, weight: 1))
    #expect(plain == guided)
  }

  /// Attention that has almost left a linked word gives a large but finite loss.
  @Test func weightsOfZeroGiveAFiniteLossAndGradient() {
    let context = Context(device: Device(threads: 1))
    let guide = AttentionGuide([[Self.link(1, 0)]], weight: 1, PackedSteps(lengths: [1]))
    let alpha = context.zeros(1, 2)
    alpha[0, 0] = 1
    let (loss, dalpha) = guide.loss(of: alpha, in: context)
    #expect(loss > 40 && loss.isFinite)
    #expect(dalpha[0, 0] == 0 && dalpha[0, 1] < 0 && dalpha[0, 1].isFinite)
  }
}
