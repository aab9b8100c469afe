import Testing

@testable import Seq2Seq

@Suite struct ReadoutTests {
  struct Sizes: Sendable, CustomStringConvertible {
    let rows, encoder, decoder, word: Int
    var description: String {
      "\(rows) rows, context \(encoder), state \(decoder), word \(word)"
    }
    var seed: UInt64 { UInt64(rows * 1_000_000 + encoder * 10_000 + decoder * 100 + word) }

    /// The word vectors exist even if the readout does not read them.
    var tensors: (layout: ParameterLayout, Linear, ReferenceTensors) {
      var layout = ParameterLayout()
      let sizes = DecoderSizes(
        embedding: word, encoder: encoder, decoder: decoder, layers: 1, window: 1)
      let readout =
        word == 0
        ? LuongDecoder(
          sizes, cell: .lstm, attention: LuongGeneralAttention.self, inputFeeding: false,
          in: &layout
        ).readout
        : BahdanauDecoder(
          sizes, cell: .lstm, attention: BahdanauAttention.self, inputFeeding: false, in: &layout
        ).readout
      var tensors = ReferenceTensors(seed: seed)
      tensors.draw(layout)
      tensors.draw("c", rows, encoder)
      tensors.draw("s", rows, decoder)
      tensors.draw("e", rows, max(1, word))
      tensors.draw("dh", rows, decoder)
      return (layout, readout, tensors)
    }

    var function: ReferenceRun.Function {
      let (rows, word) = (rows, word)
      return { tensors in
        let h = (0..<rows).flatMap { i in
          let c = tensors["c"]![i], s = tensors["s"]![i], e = tensors["e"]![i]
          let parts = word == 0 ? c.joined(with: s) : s.joined(with: c).joined(with: e)
          return (tensors["readout.weight"]! * parts + tensors["readout.bias"]![0]).map(\.tanh)
        }
        return ["h": h]
      }
    }
  }

  static let sizes = [
    Sizes(rows: 1, encoder: 1, decoder: 1, word: 0),
    Sizes(rows: 1, encoder: 1, decoder: 1, word: 1),
    Sizes(rows: 5, encoder: 3, decoder: 17, word: 0),
    Sizes(rows: 3, encoder: 17, decoder: 33, word: 3),
    Sizes(rows: 17, encoder: 4, decoder: 3, word: 33),
  ]

  @Test(arguments: [0, 2]) func finiteDifferencesConfirmTheReference(word: Int) {
    let sizes = Sizes(rows: 2, encoder: 3, decoder: 2, word: word)
    let (_, _, tensors) = sizes.tensors
    ReferenceRun.expectDifferencesAgree(
      tensors, cotangents: ["h": tensors.floats("dh")], "readout, seed \(sizes.seed)",
      sizes.function)
  }

  @Test(arguments: sizes)
  func attentionalVectorAndGradientsMatchTheReference(_ sizes: Sizes) {
    let (layout, readout, tensors) = sizes.tensors
    let reference = ReferenceRun(
      tensors, cotangents: ["h": tensors.floats("dh")], sizes.function)
    for setting in KernelSetting.all {
      let label = "\(sizes.description), seed \(sizes.seed) on \(setting)"
      let bench = ReferenceBench(layout, tensors, setting)
      let c = bench.matrix("c"), s = bench.matrix("s"), e = bench.matrix("e")
      let h = bench.undefined(sizes.rows, sizes.decoder)
      let parts = Array([c, s, e].prefix(sizes.word > 0 ? 3 : 2))
      let context = bench.context
      readout.forward(parts, into: h, in: context)
      context.applyTanh(to: h)
      expectClose(h.values, reference.outputs["h"]!, relative: 2e-6, "\(label): h")

      let dh = bench.matrix("dh"), dc = bench.undefined(sizes.rows, sizes.encoder)
      let ds = bench.undefined(sizes.rows, sizes.decoder)
      let de = bench.undefined(sizes.rows, max(1, sizes.word))
      ds.fill(0.5)
      de.fill(0.25)
      context.scaleByTanhSlope(dh, at: h)
      readout.backward(dh, into: dc, in: context)
      for (i, part) in [ds, de].prefix(parts.count - 1).enumerated() {
        readout.backward(dh, block: i + 1, addingTo: part, in: context)
      }
      readout.accumulate(dh, parts, in: context)
      bench.expectGradients(reference, relative: 5e-6, label)
      expectClose(dc.values, reference.gradients["c"]!, relative: 5e-6, "\(label): dc")
      expectClose(
        ds.values, reference.gradients["s"]!.map { $0 + 0.5 }, relative: 5e-6, "\(label): ds")
      expectClose(
        de.values, reference.gradients["e"]!.map { $0 + 0.25 }, relative: 5e-6, "\(label): de")
    }
  }
}
