import Testing

@testable import Seq2Seq

/// The rounded copy of an operand gives the same products as the matrix alone.
@Suite struct OperandTests {
  /// Compares products of `a` with those of the same floats, which the product rounds itself.
  private func expectCurrent(
    _ a: Matrix, _ context: Context, _ label: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(a.bfloat16Rows != nil, "\(label)", sourceLocation: sourceLocation)
    var numbers = SeededNumbers(seed: 5)
    let weight = context.matrix(a.columns, 19)
    weight.fill(from: numbers.floats(a.columns * 19))
    let alone = Matrix(a.base, rows: a.rows, columns: a.columns, stride: a.stride)
    let found = context.matrix(a.rows, 19), expected = context.matrix(a.rows, 19)
    context.multiply(a, context.packed(weight), into: found)
    context.multiply(alone, context.packed(weight), into: expected)
    #expect(found.values == expected.values, "\(label)", sourceLocation: sourceLocation)
  }

  private func withNumbers(_ rows: Int, _ columns: Int, in context: Context) -> Matrix {
    var numbers = SeededNumbers(seed: UInt64(rows * columns))
    let result = context.matrix(rows, columns)
    result.fill(from: numbers.floats(rows * columns))
    return result
  }

  @Test(arguments: KernelSet.available)
  func partsOfAnOperandHaveTheirPartOfWhatIsBesideIt(_ set: KernelSet) {
    let context = Context(device: Device(kernelSet: set, precision: .bfloat16))
    for columns in [1, 2, 7, 40, 1_024] {
      let a = context.operand(of: withNumbers(9, columns, in: context))
      context.roundToBFloat16(a)
      expectCurrent(a, context, "\(columns) columns on \(set)")
      expectCurrent(a.rows(2..<7), context, "\(columns) columns on \(set)")
    }
    let a = context.operand(of: withNumbers(9, 7, in: context))
    context.roundToBFloat16(a)
    for range in [0..<2, 2..<6, 4..<7, 0..<7] {
      expectCurrent(a.columns(range).rows(3..<8), context, "columns \(range) on \(set)")
    }
    for range in [1..<2, 1..<7, 0..<3] {
      #expect(a.columns(range).bfloat16Rows == nil, "columns \(range) would cut a pair")
    }
  }

  @Test func float32HasNothingBesideAnOperand() {
    let context = Context(device: Device(precision: .float32))
    #expect(context.operand(of: context.matrix(3, 4)).bfloat16Rows == nil)
  }

  @Test(arguments: [1, 3])
  func loopsOverElementsKeepOperandsCurrent(_ threads: Int) {
    let context = Context(device: Device(threads: threads, precision: .bfloat16))
    let x = withNumbers(300, 70, in: context)
    let gathered = context.operand(of: context.matrix(500, 70))
    context.gather(x, (0..<500).map { Int32($0 * 7 % 300) }, into: gathered)
    expectCurrent(gathered, context, "gather")
    let mask = DropoutMask(seed: 1, update: 2, site: 1, probability: 0.4)
    let dropped = context.operand(of: context.matrix(300, 70))
    context.dropout(x, mask, into: dropped)
    expectCurrent(dropped, context, "dropout")
    let y = context.operand(of: x)
    context.applyTanh(to: y)
    expectCurrent(y, context, "tanh")
    let dy = context.operand(of: dropped)
    context.scaleByTanhSlope(dy, at: y)
    expectCurrent(dy, context, "tanh's slope")
  }

  @Test(arguments: CellKind.allCases, [7, 12])
  func cellsKeepTheirStatesCurrent(_ cell: CellKind, _ size: Int) {
    var layout = ParameterLayout()
    let layer = cell.type.init("layer", input: 5, feed: 0, size: size, in: &layout)
    let device = Device(threads: 2, precision: .bfloat16)
    let slab = ParameterSlab(layout)
    slab.initialize(seed: 3)
    let context = Context(slab, on: device)
    let steps = PackedSteps(lengths: [6, 6, 3, 1])
    let x = withNumbers(steps.rows, 5, in: context)
    for direction in [ReadingDirection.forward, .backward] {
      let trace = layer.forward(
        x, direction, steps, h: context.matrix(steps.rows, size), in: context)
      expectCurrent(trace.h, context, "\(cell), size \(size), \(direction)")
    }
  }
}
