import CKernels

/// Panels of whole numbers, [panel][⌈k/4⌉][column][4], with the scale and the sum of each column; the
/// left factor's rows are rounded likewise.
final class Int8Panels: Panels, PackedMatrix {
  private var numbers: UnsafeMutablePointer<Int8> { memory.assumingMemoryBound(to: Int8.self) }
  private var scales: UnsafeMutablePointer<Float> {
    (memory + Self.padded(k) * columns).assumingMemoryBound(to: Float.self)
  }
  private var sums: UnsafeMutablePointer<Int32> {
    (memory + (Self.padded(k) + 4) * columns).assumingMemoryBound(to: Int32.self)
  }

  static func byteCount(k: Int, columns: Int) -> Int { (padded(k) + 8) * columns }

  /// Numbers of a column, padded to whole groups of four.
  private static func padded(_ k: Int) -> Int { (k + 3) / 4 * 4 }

  func pack(
    _ source: Matrix, transposed: Bool, panels: Range<Int>, _ kernels: UnsafePointer<ck_kernels>
  ) {
    precondition(transposed, "weights are rounded by output")
    kernels.pointee.pack_int8(
      k, n, source.base, source.stride, panels.lowerBound, panels.upperBound, numbers, scales, sums)
  }

  func input(of a: Matrix, in context: Context) -> PackedInput {
    let stride = Self.padded(a.columns)
    let bytes = UnsafeMutableRawPointer(context.matrix(1, a.rows * stride / 4).base)
      .assumingMemoryBound(to: UInt8.self)
    let scales = context.matrix(1, a.rows).base
    let quantize = context.kernels.pointee.quantize_rows
    let chunks = context.chunks(of: a.rows, size: a.rows * a.columns * 4)
    context.parallel(chunks.count) { i in
      let first = chunks[i].lowerBound
      quantize(
        chunks[i].count, a.columns, a.row(first), a.stride, bytes + first * stride, stride,
        scales + first)
    }
    var input = PackedInput(m: a.rows, k: a.columns, base: UnsafeRawPointer(bytes), stride: stride)
    input.scales = UnsafePointer(scales)
    return input
  }

  func multiply(
    _ a: PackedInput, rows: Range<Int>, panels: Range<Int>, bias: UnsafePointer<Float>?,
    accumulate: Bool, into c: Matrix, _ kernels: UnsafePointer<ck_kernels>
  ) {
    guard let rowScales = a.scales else { return }
    let first = panels.lowerBound * panelColumns
    kernels.pointee.product_int8(
      rows.count, n - first, k,
      a.base.assumingMemoryBound(to: UInt8.self) + rows.lowerBound * a.stride, a.stride,
      rowScales + rows.lowerBound, numbers + first * Self.padded(k), scales + first, sums + first,
      0,
      panels.count, bias, accumulate ? 1 : 0, c.base, c.stride)
  }
}
