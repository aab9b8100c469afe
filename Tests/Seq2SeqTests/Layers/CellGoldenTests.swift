import Foundation
import Testing

@testable import Seq2Seq

/// Every cell compared with PyTorch: states, every gradient, and one step of each optimizer.
@Suite struct CellGoldenTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let kernelSet: KernelSet
    var testDescription: String { "\(name) on \(kernelSet)" }
  }

  static let cases = CellKind.allCases.flatMap { kind in
    ["cell-\(kind.rawValue)", "cell-\(kind.rawValue)-wide"].flatMap { name in
      KernelSet.available.map { Case(name: name, kernelSet: $0) }
    }
  }

  @Test(arguments: cases)
  func statesGradientsAndOptimizerStepsMatchPyTorch(_ example: Case) throws {
    let url = try #require(
      Bundle.module.url(forResource: "Goldens/\(example.name)", withExtension: "safetensors"))
    let file = try SafetensorsFile(path: url.path)
    func number(_ key: String) throws -> Int { try #require(Int(file.metadata[key] ?? "")) }
    let kind = try #require(CellKind(rawValue: file.metadata["kind"] ?? ""))
    let (input, size) = (try number("input"), try number("size"))
    let steps = PackedSteps(
      lengths: Array(repeating: try number("time"), count: try number("batch")))

    var layout = ParameterLayout()
    let cell = kind.type.init("cell", input: input, feed: 0, size: size, in: &layout)
    let slab = ParameterSlab(layout), gradients = ParameterSlab(layout)
    func short(_ parameter: Parameter) -> Substring { parameter.name.dropFirst("cell.".count) }
    for parameter in layout.parameters {
      slab[parameter].fill(from: try file.floats("weight.\(short(parameter))"))
    }
    let device = Device(threads: 2, kernelSet: example.kernelSet)
    let context = Context(slab, on: device, gradients: gradients)
    func matrix(_ name: String, _ columns: Int) throws -> Matrix {
      let values = try file.floats(name)
      let result = context.matrix(values.count / columns, columns)
      result.fill(from: values)
      return result
    }
    func expect(_ found: [Float], _ name: String, relative: Double) throws {
      expectClose(
        found, try file.floats(name).map(Double.init), relative: relative,
        "\(name) of \(example.testDescription)")
    }
    let start = CellState(
      h: try matrix("h0", size),
      c: kind.hasCellState ? try matrix("c0", size) : context.matrix(steps.sentences, 0))
    let x = try matrix("x", input), dx = context.matrix(steps.rows, input)
    let h = context.matrix(steps.rows, size)
    let trace = cell.forward(x, .forward, steps, from: start, h: h, in: context)
    try expect(h.values, "h", relative: 3e-6)
    cell.backward(
      dh: try matrix("dh", size), dc: context.zeros(steps.sentences, cell.cellStateSize),
      through: trace, x: x, .forward, steps, from: start, dx: dx, accumulate: false, in: context)
    try expect(dx.values, "gradient.x", relative: 5e-6)
    for parameter in layout.parameters {
      try expect(
        gradients[parameter].values, "gradient.\(short(parameter))", relative: 5e-6)
    }
    let weights = Array(slab.floats), gradient = Array(gradients.floats)
    let optimizers: [(String, any Optimizer)] = [("adam", Adam(layout)), ("sgd", SGD())]
    for (name, optimizer) in optimizers {
      _ = slab.floats.update(fromContentsOf: weights)
      _ = gradients.floats.update(fromContentsOf: gradient)
      optimizer.update(
        slab, gradients, SlabPieces(layout), time: 1, learningRate: 0.01, scale: 1,
        on: context.device)
      #expect(gradients.floats.allSatisfy { $0 == 0 }, "cleared for the next sum")
      for parameter in layout.parameters {
        try expect(slab[parameter].values, "\(name).\(short(parameter))", relative: 2e-6)
      }
    }
  }
}
