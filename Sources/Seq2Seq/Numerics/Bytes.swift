import CKernels

/// Panels of a weight's columns as whole numbers, [panel][⌈k/4⌉][column][4], with the scale and the
/// sum of each column.
struct Int8Panels {
  let numbers: UnsafeMutablePointer<Int8>
  let scales: UnsafeMutablePointer<Float>
  let sums: UnsafeMutablePointer<Int32>

  static func allocate(k: Int, n: Int, panelColumns: Int) -> Int8Panels {
    let columns = (n + panelColumns - 1) / panelColumns * panelColumns
    func memory<Element>(_ type: Element.Type, _ count: Int) -> UnsafeMutablePointer<Element> {
      let bytes = max(count, 1) * MemoryLayout<Element>.stride
      requireMemory(bytes)
      return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        .bindMemory(to: type, capacity: max(count, 1))
    }
    return Int8Panels(
      numbers: memory(Int8.self, (k + 3) / 4 * 4 * columns), scales: memory(Float.self, columns),
      sums: memory(Int32.self, columns))
  }

  func deallocate() {
    numbers.deallocate()
    scales.deallocate()
    sums.deallocate()
  }
}

/// Rows as whole numbers of a scale each, in an arena.
struct QuantizedRows {
  let bytes: UnsafeMutablePointer<UInt8>
  /// Bytes from one row to the next.
  let stride: Int
  let scales: UnsafeMutablePointer<Float>

  func row(_ i: Int) -> UnsafeMutablePointer<UInt8> { bytes + i * stride }
}

extension Context {
  func rounded(_ a: Matrix) -> QuantizedRows {
    let stride = (a.columns + 3) / 4 * 4
    let bytes = UnsafeMutableRawPointer(matrix(1, a.rows * stride / 4).base)
      .assumingMemoryBound(to: UInt8.self)
    let result = QuantizedRows(bytes: bytes, stride: stride, scales: matrix(1, a.rows).base)
    let round = kernels.pointee.quantize_rows
    let chunks = chunks(of: a.rows, size: a.rows * a.columns * 4)
    parallel(chunks.count) { i in
      let first = chunks[i].lowerBound
      round(
        chunks[i].count, a.columns, a.row(first), a.stride, result.row(first), stride,
        result.scales + first)
    }
    return result
  }
}
