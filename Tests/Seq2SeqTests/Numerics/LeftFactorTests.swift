import Testing

@testable import Seq2Seq

/// Words that are made beside a matrix give the products that the matrix alone would.
@Suite struct LeftFactorTests {
  /// Compares products of `a` with those of the same floats, whose words are made by the product.
  private func expectCurrentWords(
    _ a: Matrix, _ workspace: Workspace, _ label: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(a.words != nil, "\(label)", sourceLocation: sourceLocation)
    var numbers = SeededNumbers(seed: 5)
    let weight = workspace.matrix(a.columns, 19)
    weight.fill(from: numbers.floats(a.columns * 19))
    let alone = Matrix(a.base, rows: a.rows, columns: a.columns, stride: a.stride)
    let found = workspace.matrix(a.rows, 19), expected = workspace.matrix(a.rows, 19)
    workspace.multiply(a, workspace.packed(weight), into: found)
    workspace.multiply(alone, workspace.packed(weight), into: expected)
    #expect(found.values == expected.values, "\(label)", sourceLocation: sourceLocation)
  }

  private func withNumbers(_ rows: Int, _ columns: Int, _ workspace: Workspace) -> Matrix {
    var numbers = SeededNumbers(seed: UInt64(rows * columns))
    let result = workspace.matrix(rows, columns)
    result.fill(from: numbers.floats(rows * columns))
    return result
  }

  @Test(arguments: KernelSet.available)
  func partsOfAMatrixHaveTheirPartOfItsWords(_ set: KernelSet) {
    let workspace = Workspace(kernelSet: set, precision: .bfloat16)
    for columns in [1, 2, 7, 40, 1_024] {
      let a = workspace.withWords(withNumbers(9, columns, workspace))
      workspace.makeWords(of: a)
      expectCurrentWords(a, workspace, "\(columns) columns on \(set)")
      expectCurrentWords(a.rows(2..<7), workspace, "\(columns) columns on \(set)")
    }
    let a = workspace.withWords(withNumbers(9, 7, workspace))
    workspace.makeWords(of: a)
    for range in [0..<2, 2..<6, 4..<7, 0..<7] {
      expectCurrentWords(a.columns(range).rows(3..<8), workspace, "columns \(range) on \(set)")
    }
    for range in [1..<2, 1..<7, 0..<3] {
      #expect(a.columns(range).words == nil, "columns \(range) would cut a word")
    }
  }

  @Test func float32HasNoWords() {
    let workspace = Workspace(precision: .float32)
    #expect(workspace.withWords(workspace.matrix(3, 4)).words == nil)
  }

  @Test(arguments: [1, 3])
  func loopsOverElementsMakeWords(_ threads: Int) {
    let workspace = Workspace(threads: threads, precision: .bfloat16)
    let x = withNumbers(300, 70, workspace)
    let gathered = workspace.withWords(workspace.matrix(500, 70))
    workspace.gather(x, (0..<500).map { Int32($0 * 7 % 300) }, into: gathered)
    expectCurrentWords(gathered, workspace, "gather")
    let mask = DropoutMask(seed: 1, update: 2, site: .targetEmbedding, probability: 0.4)
    let dropped = workspace.withWords(workspace.matrix(300, 70))
    workspace.dropout(x, mask, into: dropped)
    expectCurrentWords(dropped, workspace, "dropout")
    let y = workspace.withWords(x)
    workspace.applyTanh(to: y)
    expectCurrentWords(y, workspace, "tanh")
    let dy = workspace.withWords(dropped)
    workspace.scaleByTanhSlope(dy, at: y)
    expectCurrentWords(dy, workspace, "tanh's slope")
  }

  @Test(arguments: CellKind.allCases, [7, 12])
  func cellsMakeWordsOfTheirStates(_ cell: CellKind, _ size: Int) {
    var layout = ParameterLayout()
    let layer = cell.type.init("layer", input: 5, feed: 0, size: size, in: &layout)
    let workspace = Workspace(threads: 2, precision: .bfloat16)
    let slab = ParameterSlab(layout)
    slab.initialize(seed: 3)
    let pass = Pass(weights: Weights(slab, workspace), workspace: workspace)
    let steps = PackedSteps(lengths: [6, 6, 3, 1])
    let x = withNumbers(steps.rows, 5, workspace)
    for direction in [ReadingDirection.forward, .backward] {
      let trace = layer.forward(
        x, direction, steps, h: workspace.matrix(steps.rows, size), pass)
      expectCurrentWords(trace.h, workspace, "\(cell), size \(size), \(direction)")
    }
  }
}
