import Testing

@testable import Seq2Seq

/// An LSTM over packed sentences, in both directions, each from zero states.
@Suite struct LSTMSequenceTests {
  struct Case: Sendable, CustomStringConvertible {
    let input, size: Int
    let lengths: [Int]
    let backwards: Bool
    var description: String {
      "\(input) → \(size), lengths \(lengths), \(backwards ? "backward" : "forward")"
    }
    var seed: UInt64 {
      UInt64(input * 1_000 + size * 10 + lengths.count) * 2 + (backwards ? 1 : 0)
    }
    var rows: Int { lengths.reduce(0, +) }

    /// x, dh and dc are packed; dc has a row for each sentence.
    var tensors: (layout: ParameterLayout, LSTM, ReferenceTensors) {
      var layout = ParameterLayout()
      let lstm = LSTM("lstm", input: input, feed: 0, size: size, in: &layout)
      var tensors = ReferenceTensors(seed: seed)
      tensors.draw(layout, 1.2)
      tensors.draw("x", rows, input)
      tensors.draw("dh", rows, size)
      tensors.draw("dc", lengths.count, size)
      return (layout, lstm, tensors)
    }

    /// h and c packed, and c after the last word that each sentence's direction reads.
    var function: ReferenceRun.Function {
      let (lengths, backwards) = (lengths, backwards)
      return { tensors in
        let places = packedPlaces(lengths)
        let weights = ReferenceEquations.LSTMWeights("lstm", tensors)
        let states = lengths.indices.map { sentence in
          ReferenceEquations.lstm(
            places.indices.filter { places[$0].sentence == sentence }.map { tensors["x"]![$0] },
            backwards: backwards, weights)
        }
        return [
          "h": places.flatMap { states[$0.sentence][$0.step].h },
          "c": places.flatMap { states[$0.sentence][$0.step].c },
          "final": states.flatMap { (backwards ? $0.first! : $0.last!).c },
        ]
      }
    }

    func cotangents(_ tensors: ReferenceTensors) -> [String: [Float]] {
      ["h": tensors.floats("dh"), "final": tensors.floats("dc")]
    }
  }

  static let cases = [false, true].flatMap { backwards in
    [
      Case(input: 1, size: 1, lengths: [1], backwards: backwards),
      Case(input: 3, size: 1, lengths: [5], backwards: backwards),
      Case(input: 2, size: 3, lengths: [4, 4, 2, 1, 1], backwards: backwards),
      Case(input: 17, size: 3, lengths: [3, 1], backwards: backwards),
      Case(input: 3, size: 17, lengths: [3, 2, 2], backwards: backwards),
      Case(input: 5, size: 33, lengths: [2, 1], backwards: backwards),
    ]
  }

  @Test(arguments: [false, true])
  func finiteDifferencesConfirmTheReference(backwards: Bool) {
    let example = Case(input: 2, size: 2, lengths: [3, 1], backwards: backwards)
    let (_, _, tensors) = example.tensors
    ReferenceRun.expectDifferencesAgree(
      tensors, cotangents: example.cotangents(tensors),
      "\(example.description), seed \(example.seed)", example.function)
  }

  @Test(arguments: cases)
  func statesAndGradientsMatchTheReference(_ example: Case) {
    let (layout, lstm, tensors) = example.tensors
    let reference = ReferenceRun(
      tensors, cotangents: example.cotangents(tensors), example.function)
    let steps = PackedSteps(lengths: example.lengths)
    let direction: ReadingDirection = example.backwards ? .backward : .forward
    for (setting, accumulate) in KernelSetting.all.flatMap({ [($0, false), ($0, true)] }) {
      let label = "\(example.description), seed \(example.seed) on \(setting)"
      let bench = ReferenceBench(layout, tensors, setting)
      let x = bench.matrix("x")
      let h = bench.undefined(example.rows, example.size)
      let trace = lstm.forward(x, direction, steps, h: h, in: bench.context)
      expectClose(h.values, reference.outputs["h"]!, relative: 2e-6, "\(label): h")
      expectClose(trace.c.values, reference.outputs["c"]!, relative: 2e-6, "\(label): c")

      let dx = bench.undefined(example.rows, example.input)
      if accumulate { dx.fill(0.5) }
      lstm.backward(
        dh: bench.matrix("dh"), dc: bench.matrix("dc"), through: trace, x: x, direction, steps,
        dx: dx, accumulate: accumulate, in: bench.context)
      bench.expectGradients(reference, relative: 1e-5, label)
      expectClose(
        dx.values, reference.gradients["x"]!.map { accumulate ? $0 + 0.5 : $0 }, relative: 1e-5,
        "\(label): dx")
    }
  }
}

/// One step as in the decoder: with a feed, and with states to continue from for the first rows
/// only.
@Suite struct LSTMStepTests {
  struct Case: Sendable, CustomStringConvertible {
    let rows, going, input, feed, size: Int
    var description: String {
      "\(rows) rows, \(going) going on, \(input) + \(feed) → \(size)"
    }
    var seed: UInt64 { UInt64(rows * 10_000 + going * 1_000 + input + feed * 10 + size * 100) }

    var tensors: (layout: ParameterLayout, LSTM, ReferenceTensors) {
      var layout = ParameterLayout()
      let lstm = LSTM("lstm", input: input, feed: feed, size: size, in: &layout)
      var tensors = ReferenceTensors(seed: seed)
      tensors.draw(layout, 1.2)
      tensors.draw("x", rows, input)
      tensors.draw("fed", rows, max(1, feed))
      tensors.draw("h′", max(1, going), size)
      tensors.draw("c′", max(1, going), size, 2)
      tensors.draw("dh", rows, size)
      tensors.draw("dc", rows, size)
      return (layout, lstm, tensors)
    }

    var function: ReferenceRun.Function {
      let (rows, going, feed) = (rows, going, feed)
      return { tensors in
        let weights = ReferenceEquations.LSTMWeights("lstm", tensors)
        let states = (0..<rows).map { i in
          let x = tensors["x"]![i]
          return ReferenceEquations.lstm(
            feed > 0 ? x.joined(with: tensors["fed"]![i]) : x,
            i < going ? (tensors["h′"]![i], tensors["c′"]![i]) : weights.zero, weights)
        }
        return ["h": states.flatMap(\.h), "c": states.flatMap(\.c)]
      }
    }

    func cotangents(_ tensors: ReferenceTensors) -> [String: [Float]] {
      ["h": tensors.floats("dh"), "c": tensors.floats("dc")]
    }
  }

  static let cases = [
    Case(rows: 1, going: 1, input: 1, feed: 0, size: 1),
    Case(rows: 4, going: 4, input: 2, feed: 3, size: 3),
    Case(rows: 5, going: 2, input: 3, feed: 17, size: 17),
    Case(rows: 3, going: 0, input: 17, feed: 1, size: 5),
    Case(rows: 17, going: 16, input: 1, feed: 2, size: 33),
    Case(rows: 2, going: 1, input: 33, feed: 0, size: 16),
  ]

  @Test func finiteDifferencesConfirmTheReference() {
    let example = Case(rows: 3, going: 2, input: 2, feed: 1, size: 2)
    let (_, _, tensors) = example.tensors
    ReferenceRun.expectDifferencesAgree(
      tensors, cotangents: example.cotangents(tensors),
      "\(example.description), seed \(example.seed)", example.function)
  }

  @Test(arguments: cases)
  func stateAndGradientsMatchTheReference(_ example: Case) {
    let (layout, lstm, tensors) = example.tensors
    let reference = ReferenceRun(
      tensors, cotangents: example.cotangents(tensors), example.function)
    let (rows, going, size) = (example.rows, example.going, example.size)
    for setting in KernelSetting.all {
      let label = "\(example.description), seed \(example.seed) on \(setting)"
      let bench = ReferenceBench(layout, tensors, setting)
      let context = bench.context
      let x = bench.matrix("x"), fed = example.feed > 0 ? bench.matrix("fed") : nil
      let h1 = going > 0 ? bench.matrix("h′") : nil, c1 = going > 0 ? bench.matrix("c′") : nil
      let gates = bench.undefined(rows, 4 * size)
      let h = bench.undefined(rows, size), c = bench.undefined(rows, size)
      lstm.project(x, into: gates, in: bench.context)
      lstm.step(gates: gates, feed: fed, h: h1, c: c1, c: c, h: h, in: bench.context)
      expectClose(h.values, reference.outputs["h"]!, relative: 2e-6, "\(label): h")
      expectClose(c.values, reference.outputs["c"]!, relative: 2e-6, "\(label): c")

      let dc = bench.matrix("dc")
      let before = context.zeros(rows, size), dbefore = context.zeros(max(1, going), size)
      lstm.stepBackward(
        gates: gates, h: h1, c: c1, c: c, h: h, dh: bench.matrix("dh"), dc: dc,
        dhBefore: going > 0 ? dbefore : nil, in: context)
      if let h1 { before.rows(0..<going).copy(h1) }
      lstm.accumulateGradients(
        gates, x: [x] + (fed.map { [$0] } ?? []), h: before, in: context)
      bench.expectGradients(reference, relative: 1e-5, label)
      if going > 0 {
        expectClose(
          dc.rows(0..<going).values, reference.gradients["c′"]!, relative: 1e-5, "\(label): dc′")
      }
      func flown(_ name: String, _ found: Matrix) {
        expectClose(found.values, reference.gradients[name]!, relative: 1e-5, "\(label): d\(name)")
      }
      let dx = bench.undefined(rows, example.input), dfed = context.zeros(rows, example.feed)
      lstm.inputBackward(gates, into: dx, in: context)
      lstm.feedBackward(gates, addingTo: dfed, in: context)
      flown("x", dx)
      if example.feed > 0 { flown("fed", dfed) }
      if going > 0 { flown("h′", dbefore) }
    }
  }
}
