import CKernels

/// Panels of pairs of bfloat16, [panel][⌈k/2⌉][column]. Products read pairs of the left factor's rows,
/// see `Matrix.bfloat16Rows`.
final class BFloat16Panels: Panels, BackwardPackedMatrix {
  private var panels: UnsafeMutablePointer<Float> { memory.assumingMemoryBound(to: Float.self) }

  static func byteCount(k: Int, columns: Int) -> Int { 4 * bfloat16Pairs(k) * columns }

  func pack(
    _ source: Matrix, transposed: Bool, panels range: Range<Int>,
    _ kernels: UnsafePointer<ck_kernels>
  ) {
    kernels.pointee.pack_bfloat16(
      k, n, source.base, source.stride, transposed ? 1 : 0, range.lowerBound, range.upperBound,
      panels)
  }

  func input(of a: Matrix, in context: Context) -> PackedInput {
    let pairs = context.bfloat16Rows(of: a)
    return PackedInput(
      m: a.rows, k: a.columns, base: UnsafeRawPointer(pairs.base), stride: pairs.stride)
  }

  static func transposedInput(of a: Matrix, columns: Int, in context: Context) -> PackedInput {
    let result = context.matrix(a.columns, bfloat16Pairs(a.rows))
    context.transpose(a, into: result, by: context.kernels.pointee.transpose_bfloat16)
    return PackedInput(
      m: a.columns, k: a.rows, base: UnsafeRawPointer(result.base), stride: result.stride)
  }

  func multiply(
    _ a: PackedInput, rows: Range<Int>, panels range: Range<Int>, bias: UnsafePointer<Float>?,
    accumulate: Bool, into c: Matrix, _ kernels: UnsafePointer<ck_kernels>
  ) {
    kernels.pointee.product_bfloat16(
      rows.count, columns(from: range.lowerBound), k, a.floats(from: rows.lowerBound), a.stride, 1,
      panels + range.lowerBound * panelColumns * bfloat16Pairs(k), 0, range.count, bias,
      accumulate ? 1 : 0, c.base, c.stride)
  }
}

/// Pairs that a row of k values takes, each of the size of a float; an odd k is padded with zero.
func bfloat16Pairs(_ k: Int) -> Int { (k + 1) / 2 }

extension Context {
  /// A matrix of undefined content that products will read as their left factor.
  ///
  /// The rounded copy that products read is made by the operations that write its rows, while these
  /// are in the cache: loops over elements, `forRows` and `forChunks`. Rows that something else
  /// wrote must not be multiplied.
  func operand(_ rows: Int, _ columns: Int) -> Matrix { operand(of: matrix(rows, columns)) }

  /// The same for an existing matrix; what was written to it before does not count.
  func operand(of a: Matrix) -> Matrix {
    guard device.precision == .bfloat16 else { return a }
    let pairs = matrix(a.rows, bfloat16Pairs(a.columns))
    return Matrix(
      a.base, rows: a.rows, columns: a.columns, stride: a.stride,
      bfloat16Rows: Matrix.BFloat16Rows(base: pairs.base, stride: pairs.stride))
  }

  /// Rounds rows that were just written, on this thread, if products read them rounded.
  func roundToBFloat16(_ rows: Matrix) {
    guard let pairs = rows.bfloat16Rows else { return }
    kernels.pointee.pair(
      rows.rows, rows.columns, rows.base, rows.stride, pairs.base, pairs.stride)
  }

  /// The rounded rows that exist, or new ones.
  fileprivate func bfloat16Rows(of a: Matrix) -> Matrix.BFloat16Rows {
    if let pairs = a.bfloat16Rows {
      assert(areCurrent(pairs, of: a), "rows were written without what products read of them")
      return pairs
    }
    let a = operand(of: a)
    measured(.packing) { forChunks(of: a.rows, size: a.rows * a.columns, writing: a) { _ in } }
    return bfloat16Rows(of: a)
  }

  private func areCurrent(_ pairs: Matrix.BFloat16Rows, of a: Matrix) -> Bool {
    let count = bfloat16Pairs(a.columns)
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { made in
      (0..<a.rows).allSatisfy { row in
        kernels.pointee.pair(1, a.columns, a.row(row), a.stride, made.baseAddress!, count)
        let kept = pairs.base + row * pairs.stride
        return (0..<count).allSatisfy { made[$0].bitPattern == kept[$0].bitPattern }
      }
    }
  }
}
