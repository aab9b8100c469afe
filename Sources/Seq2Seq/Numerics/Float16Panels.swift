import CKernels

/// Panels of float16, [panel][k][column], none of them denormal or infinite; the left factor stays
/// float32.
final class Float16Panels: Panels, PackedMatrix {
  private var panels: UnsafeMutablePointer<UInt16> {
    memory.assumingMemoryBound(to: UInt16.self)
  }

  static func byteCount(k: Int, columns: Int) -> Int { 2 * k * columns }

  /// Packs each panel as floats first, then rounds it.
  func pack(
    _ source: Matrix, transposed: Bool, panels range: Range<Int>,
    _ kernels: UnsafePointer<ck_kernels>
  ) {
    let size = k * panelColumns
    withUnsafeTemporaryAllocation(of: Float.self, capacity: size) { floats in
      for p in range {
        let start = p * panelColumns
        kernels.pointee.pack(
          k, min(panelColumns, n - start), transposed ? source.row(start) : source.base + start,
          source.stride, transposed ? 1 : 0, 0, 1, floats.baseAddress!)
        for i in 0..<size { panels[p * size + i] = Float16Bits.nearestNormal(floats[i]) }
      }
    }
  }

  func input(of a: Matrix, in context: Context) -> PackedInput { PackedInput(a) }

  func multiply(
    _ a: PackedInput, rows: Range<Int>, panels range: Range<Int>, bias: UnsafePointer<Float>?,
    accumulate: Bool, into c: Matrix, _ kernels: UnsafePointer<ck_kernels>
  ) {
    kernels.pointee.product_float16(
      rows.count, columns(from: range.lowerBound), k, a.floats(from: rows.lowerBound), a.stride,
      panels + range.lowerBound * panelColumns * k, 0, range.count, bias, accumulate ? 1 : 0,
      c.base, c.stride)
  }
}
