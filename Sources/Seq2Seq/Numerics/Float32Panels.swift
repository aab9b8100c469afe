import CKernels

/// Panels of floats, [panel][k][column].
final class Float32Panels: Panels, BackwardPackedMatrix {
  private var panels: UnsafeMutablePointer<Float> { memory.assumingMemoryBound(to: Float.self) }

  static func byteCount(k: Int, columns: Int) -> Int { 4 * k * columns }

  func pack(
    _ source: Matrix, transposed: Bool, panels range: Range<Int>,
    _ kernels: UnsafePointer<ck_kernels>
  ) {
    kernels.pointee.pack(
      k, n, source.base, source.stride, transposed ? 1 : 0, range.lowerBound, range.upperBound,
      panels)
  }

  func input(of a: Matrix, in context: Context) -> PackedInput { PackedInput(a) }

  /// Many rows lie on more pages than the core can find at once; transposing them pays where enough
  /// columns read them.
  static func transposedInput(of a: Matrix, columns: Int, in context: Context) -> PackedInput {
    guard a.rows > 256 && columns >= 256 else {
      var input = PackedInput(
        m: a.columns, k: a.rows, base: UnsafeRawPointer(a.base), stride: 1)
      input.step = a.stride
      return input
    }
    let result = context.matrix(a.columns, a.rows)
    context.transpose(a, into: result, by: context.kernels.pointee.transpose)
    return PackedInput(result)
  }

  func multiply(
    _ a: PackedInput, rows: Range<Int>, panels range: Range<Int>, bias: UnsafePointer<Float>?,
    accumulate: Bool, into c: Matrix, _ kernels: UnsafePointer<ck_kernels>
  ) {
    kernels.pointee.product(
      rows.count, columns(from: range.lowerBound), k, a.floats(from: rows.lowerBound), a.stride,
      a.step, panels + range.lowerBound * panelColumns * k, 0, range.count, bias,
      accumulate ? 1 : 0, c.base, c.stride)
  }
}

extension Context {
  /// Rows of `result` are the columns of `a`, as a kernel writes them.
  func transpose(
    _ a: Matrix, into result: Matrix,
    by kernel: (Int, UnsafePointer<Float>, Int, Int, Int, UnsafeMutablePointer<Float>, Int) -> Void
  ) {
    let chunks = chunks(of: a.columns, size: a.rows * a.columns)
    measured(.packing) {
      parallel(chunks.count) { i in
        kernel(
          a.rows, a.base, a.stride, chunks[i].lowerBound, chunks[i].upperBound, result.base,
          result.stride)
      }
    }
  }
}
