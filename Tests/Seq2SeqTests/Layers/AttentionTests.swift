import Testing

@testable import Seq2Seq

/// Every attention through `AttentionLoop`, with a gradient on the context and one on α itself.
@Suite struct AttentionTests {
  struct Case: Sendable, CustomStringConvertible {
    let kind: AttentionKind
    let encoder, decoder: Int
    let sources, targets: [Int]  // lengths; targets never increase
    /// Narrower than most sources.
    static let window = 2
    var description: String {
      "\(kind), \(encoder) → \(decoder), sources \(sources), targets \(targets)"
    }
    var seed: UInt64 { UInt64(encoder * 1_000 + decoder * 10 + sources.count) }
    var sourceRows: Int { sources.reduce(0, +) }
    var rows: Int { targets.reduce(0, +) }
    var longest: Int { sources.max()! }

    /// h has one sentence after another; s and the cotangents are packed target rows.
    var tensors: (layout: ParameterLayout, any Attention, ReferenceTensors) {
      var layout = ParameterLayout()
      let sizes = AttentionSizes(encoder: encoder, decoder: decoder, window: Self.window)
      let attention = kind.score.init(sizes, in: &layout)
      var tensors = ReferenceTensors(seed: seed)
      tensors.draw(layout, 2)
      tensors.draw("h", sourceRows, encoder)
      tensors.draw("s", rows, decoder)
      tensors.draw("dcontext", rows, encoder)
      tensors.draw("dalpha", rows, longest)
      return (layout, attention, tensors)
    }

    var function: ReferenceRun.Function {
      let (kind, sources, targets) = (kind, sources, targets)
      return { tensors in
        var starts = [0]
        for length in sources { starts.append(starts.last! + length) }
        var alphas: [Traced] = [], contexts: [Traced] = []
        for (row, place) in packedPlaces(targets).enumerated() {
          let h = (starts[place.sentence]..<starts[place.sentence + 1]).map { tensors["h"]![$0] }
          let s = tensors["s"]![row]
          let (alpha, contextVectors) = ReferenceEquations.attend(
            kind, s, h, after: [], step: place.step, window: Self.window, tensors)
          alphas += alpha
          contexts += contextVectors
        }
        return ["alpha": alphas, "context": contexts]
      }
    }

    /// Those of `values` `[rows, longest]` that belong to the source of each row.
    func used(_ values: [Float]) -> [Float] {
      packedPlaces(targets).enumerated().flatMap { row, place in
        values[row * longest..<row * longest + sources[place.sentence]]
      }
    }

    func cotangents(_ tensors: ReferenceTensors, alpha: Bool) -> [String: [Float]] {
      var result = ["context": tensors.floats("dcontext")]
      if alpha { result["alpha"] = used(tensors.floats("dalpha")) }
      return result
    }
  }

  static let cases = AttentionKind.allCases.flatMap { kind in
    [
      (1, 1, [1], [1]), (2, 3, [2, 5, 1], [4, 2, 2]), (17, 5, [17, 3], [2, 1]),
      (3, 33, [4, 33, 16], [1, 1, 1]),
    ].map { encoder, decoder, sources, targets in
      let encoder = kind == .luongDot ? decoder : encoder  // it compares the states
      return Case(
        kind: kind, encoder: encoder, decoder: decoder, sources: sources, targets: targets)
    }
  }

  @Test(arguments: AttentionKind.allCases)
  func finiteDifferencesConfirmTheReference(_ kind: AttentionKind) {
    let example = Case(kind: kind, encoder: 2, decoder: 2, sources: [3, 1], targets: [2, 1])
    let (_, _, tensors) = example.tensors
    ReferenceRun.expectDifferencesAgree(
      tensors, cotangents: example.cotangents(tensors, alpha: true),
      "\(example.description), seed \(example.seed)", example.function)
  }

  @Test(arguments: cases)
  func contextWeightsAndGradientsMatchTheReference(_ example: Case) {
    let (layout, attention, tensors) = example.tensors
    for withAlpha in [false, true] {
      let reference = ReferenceRun(
        tensors, cotangents: example.cotangents(tensors, alpha: withAlpha), example.function)
      for setting in KernelSetting.all {
        let label =
          "\(example.description), \(withAlpha ? "dalpha, " : "")seed \(example.seed) on \(setting)"
        let bench = ReferenceBench(layout, tensors, setting)
        check(example, attention, bench, reference, dalpha: withAlpha, stepwise: false, label)
      }
      let bench = ReferenceBench(
        layout, tensors, KernelSetting(kernelSet: .preferred, threads: 2))
      check(
        example, attention, bench, reference, dalpha: withAlpha, stepwise: true,
        "\(example.description), seed \(example.seed), step by step")
    }
  }

  private func check(
    _ example: Case, _ attention: any Attention, _ bench: ReferenceBench, _ reference: ReferenceRun,
    dalpha withAlpha: Bool, stepwise: Bool, _ label: String
  ) {
    let context = bench.context
    let steps = PackedSteps(lengths: example.targets)
    let h = bench.matrix("h"), s = bench.matrix("s")
    let source = EncoderOutputs(
      states: h, keys: attention.keys(h, in: context),
      starts: example.sources.reduce(into: [0]) { $0.append($0.last! + $1) })
    let queries = attention.queries(s.rows, in: context) ?? s
    attention.project(s, into: queries, in: context)
    let loop = AttentionLoop(attention: attention, source: source)
    let alpha = bench.undefined(s.rows, source.longest)
    func rows(_ touched: Range<Int>) -> AttentionLoop.Rows {
      AttentionLoop.Rows(
        places: steps.places[touched], queries: queries.rows(touched), alpha: alpha.rows(touched),
        history: nil)
    }
    let contextVectors = bench.undefined(s.rows, example.encoder)
    let ranges = stepwise ? (0..<steps.steps).map { $0..<$0 + 1 } : [0..<steps.steps]
    for range in ranges {
      let touched = steps.offsets[range.lowerBound]..<steps.offsets[range.upperBound]
      loop.forward(
        rows(touched), contextVectors: contextVectors.rows(touched), in: context)
    }
    expectClose(
      example.used(alpha.values), reference.outputs["alpha"]!, relative: 5e-6, "\(label): α")
    expectClose(contextVectors.values, reference.outputs["context"]!, relative: 5e-6, "\(label): c")

    let gradients = AttentionLoop.Adjoint(
      states: context.zeros(h.rows, h.columns),
      keys: context.zeros(source.keys.rows, source.keys.columns),
      queries: bench.undefined(s.rows, attention.querySize),
      parameters: context.matrix(s.rows, attention.gradientSize), history: nil)
    let dalpha = withAlpha ? bench.matrix("dalpha") : nil
    let dcontext = bench.matrix("dcontext")
    for range in ranges.reversed() {
      let touched = steps.offsets[range.lowerBound]..<steps.offsets[range.upperBound]
      loop.backward(
        dcontext: dcontext.rows(touched), dalpha: dalpha?.rows(touched), through: rows(touched),
        steps: range, of: steps, into: gradients.rows(touched), in: context)
    }
    let ds = bench.undefined(s.rows, s.columns)
    ds.fill(0.5)
    attention.queriesBackward(gradients.queries, ds: ds, in: context)
    attention.accumulateGradients(gradients, queriesOf: s, keysOf: h, in: context)
    bench.expectGradients(reference, relative: 2e-5, label)
    expectClose(
      ds.values, reference.gradients["s"]!.map { $0 + 0.5 }, relative: 1e-5, "\(label): ds")
    expectClose(
      gradients.states.values, reference.gradients["h"]!, relative: 1e-5, "\(label): dh")
  }
}
