import Testing

@testable import Seq2Seq

/// Every cell over packed sentences, in both directions, from zero or from given states.
@Suite struct CellSequenceTests {
  struct Case: Sendable, CustomStringConvertible {
    let kind: CellKind
    let input, size: Int
    let lengths: [Int]
    var backwards = false
    var startsGiven = false
    var description: String {
      "\(kind.rawValue), \(input) → \(size), lengths \(lengths)"
        + "\(backwards ? ", backward" : "")\(startsGiven ? ", going on" : "")"
    }
    var seed: UInt64 { UInt64(input * 1_000 + size * 10 + lengths.count) }
    var rows: Int { lengths.reduce(0, +) }

    /// x, dh and dc are packed; dc, h0 and c0 have a row for each sentence.
    var tensors: (layout: ParameterLayout, any RecurrentCell, ReferenceTensors) {
      var layout = ParameterLayout()
      let cell = kind.type.init("cell", input: input, feed: 0, size: size, in: &layout)
      var tensors = ReferenceTensors(seed: seed)
      tensors.draw(layout, 1.2)
      tensors.draw("x", rows, input)
      tensors.draw("dh", rows, size)
      tensors.draw("dc", lengths.count, cell.cellStateSize)
      if startsGiven {
        tensors.draw("h0", lengths.count, size)
        tensors.draw("c0", lengths.count, cell.cellStateSize)
      }
      return (layout, cell, tensors)
    }

    /// h packed, and c after the last word that each sentence's direction reads.
    var function: ReferenceRun.Function {
      let example = self
      return { tensors in
        let places = packedPlaces(example.lengths)
        let cell = ReferenceCell(kind: example.kind, name: "cell", tensors: tensors)
        let states = example.lengths.indices.map { sentence in
          cell.states(
            places.indices.filter { places[$0].sentence == sentence }.map { tensors["x"]![$0] },
            backwards: example.backwards,
            from: example.startsGiven
              ? (
                tensors["h0"]![sentence],
                example.kind.hasCellState ? tensors["c0"]![sentence] : []
              ) : nil)
        }
        return [
          "h": places.flatMap { states[$0.sentence][$0.step].h },
          "final": states.flatMap { (example.backwards ? $0.first! : $0.last!).c },
        ]
      }
    }

    func cotangents(_ tensors: ReferenceTensors) -> [String: [Float]] {
      ["h": tensors.floats("dh"), "final": tensors.floats("dc")]
    }
  }

  static let cases = CellKind.allCases.flatMap { kind in
    [
      Case(kind: kind, input: 1, size: 1, lengths: [1]),
      Case(kind: kind, input: 3, size: 1, lengths: [5], startsGiven: true),
      Case(kind: kind, input: 2, size: 3, lengths: [4, 4, 2, 1, 1]),
      Case(kind: kind, input: 2, size: 3, lengths: [4, 4, 2, 1, 1], backwards: true),
      Case(kind: kind, input: 3, size: 17, lengths: [3, 3], startsGiven: true),
      Case(kind: kind, input: 17, size: 5, lengths: [3, 2, 2], backwards: true),
      Case(kind: kind, input: 5, size: 33, lengths: [2, 1]),
    ]
  }

  @Test(arguments: CellKind.allCases)
  func finiteDifferencesConfirmTheReference(_ kind: CellKind) {
    let example = Case(kind: kind, input: 2, size: 2, lengths: [3, 1], startsGiven: true)
    let (_, _, tensors) = example.tensors
    ReferenceRun.expectDifferencesAgree(
      tensors, cotangents: example.cotangents(tensors), example.description, example.function)
  }

  @Test(arguments: cases)
  func statesAndGradientsMatchTheReference(_ example: Case) {
    let (layout, cell, tensors) = example.tensors
    let reference = ReferenceRun(
      tensors, cotangents: example.cotangents(tensors), example.function)
    let steps = PackedSteps(lengths: example.lengths)
    let direction: ReadingDirection = example.backwards ? .backward : .forward
    for setting in KernelSetting.all {
      let label = "\(example.description), seed \(example.seed) on \(setting)"
      let bench = ReferenceBench(layout, tensors, setting)
      let x = bench.matrix("x"), dh = bench.matrix("dh")
      let start =
        example.startsGiven ? CellState(h: bench.matrix("h0"), c: bench.matrix("c0")) : nil
      let h = bench.undefined(example.rows, example.size)
      let trace = cell.forward(x, direction, steps, from: start, h: h, in: bench.context)
      expectClose(h.values, reference.outputs["h"]!, relative: 2e-6, "\(label): h")

      let dx = bench.undefined(example.rows, example.input)
      cell.backward(
        dh: dh, dc: bench.matrix("dc"), through: trace, x: x, direction, steps, from: start,
        dx: dx, accumulate: false, in: bench.context)
      bench.expectGradients(reference, relative: 1e-5, label)
      expectClose(dx.values, reference.gradients["x"]!, relative: 1e-5, "\(label): dx")
    }
  }
}

/// One step of every cell as in the decoder: with a feed, and with states to continue from for the
/// first rows only.
@Suite struct CellStepTests {
  struct Case: Sendable, CustomStringConvertible {
    let kind: CellKind
    let rows, going, input, feed, size: Int
    var description: String {
      "\(kind.rawValue), \(rows) rows, \(going) going on, \(input) + \(feed) → \(size)"
    }
    var seed: UInt64 { UInt64(rows * 10_000 + going * 1_000 + input + feed * 10 + size * 100) }
  }

  static let cases = CellKind.allCases.flatMap { kind in
    [
      Case(kind: kind, rows: 1, going: 1, input: 1, feed: 2, size: 1),
      Case(kind: kind, rows: 5, going: 2, input: 3, feed: 17, size: 17),
      Case(kind: kind, rows: 3, going: 0, input: 17, feed: 1, size: 5),
      Case(kind: kind, rows: 17, going: 16, input: 1, feed: 2, size: 33),
    ]
  }

  @Test(arguments: cases)
  func stateAndGradientsMatchTheReference(_ example: Case) {
    let (rows, going, size, kind) = (example.rows, example.going, example.size, example.kind)
    var layout = ParameterLayout()
    let cell = kind.type.init(
      "cell", input: example.input, feed: example.feed, size: size, in: &layout)
    var tensors = ReferenceTensors(seed: example.seed)
    tensors.draw(layout, 1.2)
    tensors.draw("x", rows, example.input)
    tensors.draw("fed", rows, example.feed)
    tensors.draw("h′", max(1, going), size)
    tensors.draw("c′", max(1, going), cell.cellStateSize)
    tensors.draw("dh", rows, size)
    let reference = ReferenceRun(tensors, cotangents: ["h": tensors.floats("dh")]) { tensors in
      let cell = ReferenceCell(kind: kind, name: "cell", tensors: tensors)
      let states = (0..<rows).map { i in
        cell.step(
          tensors["x"]![i].joined(with: tensors["fed"]![i]),
          i < going ? (tensors["h′"]![i], kind.hasCellState ? tensors["c′"]![i] : []) : cell.zero)
      }
      return ["h": states.flatMap(\.h)]
    }
    for setting in KernelSetting.all {
      let label = "\(example.description), seed \(example.seed) on \(setting)"
      let bench = ReferenceBench(layout, tensors, setting)
      let context = bench.context
      let x = bench.matrix("x"), fed = bench.matrix("fed")
      let h1 = going > 0 ? bench.matrix("h′") : nil, c1 = going > 0 ? bench.matrix("c′") : nil
      let gates = bench.undefined(rows, cell.gateColumns)
      let h = bench.undefined(rows, size), c = bench.undefined(rows, cell.cellStateSize)
      cell.project(x, into: gates, in: bench.context)
      cell.step(gates: gates, feed: fed, h: h1, c: c1, c: c, h: h, in: bench.context)
      expectClose(h.values, reference.outputs["h"]!, relative: 2e-6, "\(label): h")

      let before = context.zeros(rows, size), dbefore = context.zeros(max(1, going), size)
      if let h1 { before.rows(0..<going).copy(h1) }
      cell.stepBackward(
        gates: gates, h: h1, c: c1, c: c, h: h, dh: bench.matrix("dh"),
        dc: context.zeros(
          rows, cell.cellStateSize), dhBefore: going > 0 ? dbefore : nil, in: bench.context)
      cell.accumulateGradients(gates, x: [x, fed], h: before, in: context)
      bench.expectGradients(reference, relative: 1e-5, label)
      let dx = bench.undefined(rows, example.input), dfed = context.zeros(rows, example.feed)
      cell.inputBackward(gates, into: dx, in: bench.context)
      cell.feedBackward(gates, addingTo: dfed, in: bench.context)
      expectClose(dx.values, reference.gradients["x"]!, relative: 1e-5, "\(label): dx")
      expectClose(dfed.values, reference.gradients["fed"]!, relative: 1e-5, "\(label): dfeed")
      if going > 0 {
        expectClose(dbefore.values, reference.gradients["h′"]!, relative: 1e-5, "\(label): dh′")
      }
    }
  }
}
