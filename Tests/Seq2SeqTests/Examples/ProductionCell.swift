import Testing

@testable import Seq2Seq

/// A production cell that reads one sentence from a zero state and back, on the numbers of an example.
struct ProductionCell {
  let kind: CellKind
  /// By the names of the cell's parameters; a bias is one row.
  let weights: [String: [[Double]]]
  let x: [[Double]]

  /// Compares states, dx and the gradients of the weights on every kernel set, given ∂loss/∂h of each
  /// step. Float32 leaves a few units of the seventh digit.
  func expectAgrees(
    h: [[Double]], dh: [[Double]], dx: [[Double]], gradients: [String: [[Double]]],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var layout = ParameterLayout()
    let cell = kind.type.init(
      "cell", input: x[0].count, feed: 0, size: h[0].count, in: &layout)
    var named = ["x": x, "dh": dh]
    for (name, rows) in weights { named["cell.\(name)"] = rows }
    let tensors = ReferenceTensors(named)
    let steps = PackedSteps(lengths: [x.count])
    for setting in KernelSetting.all {
      let bench = ReferenceBench(layout, tensors, setting)
      func expect(_ found: [Float], _ expected: [[Double]], _ name: String) {
        expectClose(
          found, expected.joined(), relative: 2e-6, "\(name) of \(kind) on \(setting)",
          sourceLocation: sourceLocation)
      }
      let x = bench.matrix("x"), states = bench.undefined(h.count, h[0].count)
      let trace = cell.forward(x, .forward, steps, h: states, in: bench.context)
      expect(states.values, h, "h")
      let found = bench.undefined(dx.count, dx[0].count)
      cell.backward(
        dh: bench.matrix("dh"), dc: bench.context.zeros(1, cell.cellStateSize), through: trace,
        x: x, .forward, steps, dx: found, accumulate: false, in: bench.context)
      expect(found.values, dx, "dx")
      for parameter in layout.parameters {
        let name = String(parameter.name.dropFirst("cell.".count))
        expect(
          Array(bench.gradients.values(of: parameter)), gradients[name]!, "gradient of \(name)")
      }
    }
  }
}
