import CKernels

/// Loops over the elements of matrices. Rows are shared among threads where the matrix is large
/// enough; rows never depend on each other, so the result does not depend on how. The loops also
/// make the rounded copies that products read, except `add`, which is never the last to write what
/// a product reads.
extension Context {
  /// Runs `body` for chunks of rows, in parallel where their `size` is worth it, and makes the
  /// rounded copies that products read once the result's rows are written.
  func forChunks(
    of rows: Int, size: Int, writing result: Matrix? = nil, _ body: (Range<Int>) -> Void
  ) {
    let chunks = chunks(of: rows, size: size)
    parallel(chunks.count) { i in
      body(chunks[i])
      if let result { roundToBFloat16(result.rows(chunks[i])) }
    }
  }

  /// The same for the rows of a matrix.
  func forRows(
    _ matrix: Matrix, writing result: Matrix? = nil, _ body: (Range<Int>) -> Void
  ) {
    forChunks(
      of: matrix.rows, size: matrix.rows * matrix.columns * 16, writing: result, body)
  }

  /// Row i of `result` becomes row `indices[i]` of `x`.
  func gather(_ x: Matrix, _ indices: [Int32], into result: Matrix) {
    precondition(indices.count == result.rows, "\(indices.count) rows into \(result.rows)")
    forRows(result, writing: result) { result.rows($0).gather(x, indices[$0]) }
  }

  /// Row `indices[i]` of `result` becomes row i of x; no two indices are the same.
  func scatter(_ x: Matrix, to indices: [Int32], into result: Matrix) {
    precondition(indices.count == x.rows, "\(indices.count) places for \(x.rows) rows")
    forRows(x) { result.scatter(x.rows($0), to: indices[$0]) }
  }

  /// y += x.
  func add(_ x: Matrix, to y: Matrix) {
    precondition(x.rows == y.rows && x.columns == y.columns, "shapes differ")
    let add = kernels.pointee.add
    forRows(x) { rows in
      let first = rows.lowerBound
      add(rows.count, x.columns, x.row(first), x.stride, y.row(first), y.stride)
    }
  }

  /// x = tanh(x).
  func applyTanh(to x: Matrix) {
    let apply = kernels.pointee.apply_tanh
    forRows(x, writing: x) { apply($0.count, x.columns, x.row($0.lowerBound), x.stride) }
  }

  /// dy ⊙= 1 − y², the slope of tanh where its value is y.
  func scaleByTanhSlope(_ dy: Matrix, at y: Matrix) {
    precondition(dy.rows == y.rows && dy.columns == y.columns, "shapes differ")
    let scale = kernels.pointee.scale_by_tanh_slope
    forRows(y, writing: dy) {
      scale(
        $0.count, y.columns, y.row($0.lowerBound), y.stride, dy.row($0.lowerBound), dy.stride)
    }
  }

  /// sum += Σ rows of x, rows ascending. Shapes: x `[rows, n]`, sum `[1, n]`.
  func sumRows(of x: Matrix, addingTo sum: Matrix) {
    precondition(sum.rows == 1 && sum.columns == x.columns, "sum for \(x.columns) columns")
    let add = kernels.pointee.sum_rows
    let blocks = (x.columns + 63) / 64
    let chunks = chunks(of: blocks, size: x.rows * x.columns * 4)
    parallel(chunks.count) { i in
      let first = chunks[i].lowerBound * 64
      let last = min(chunks[i].upperBound * 64, x.columns)
      add(x.rows, last - first, x.base + first, x.stride, sum.base + first)
    }
  }

  /// y = x ⊙ mask, where the mask keeps an element with probability 1 − p and scales it by
  /// 1/(1 − p). The mask depends on the key, the row counted from `firstRow`, and the column alone.
  func dropout(_ x: Matrix, _ mask: DropoutMask, firstRow: Int = 0, into y: Matrix) {
    precondition(x.rows == y.rows && x.columns == y.columns, "shapes differ")
    forRows(x, writing: y) { device.drop(x, mask, firstRow: firstRow, rows: $0, into: y) }
  }
}

extension Device {
  /// The same for a weight.
  func dropout(_ x: Matrix, _ mask: DropoutMask, firstRow: Int, into y: Matrix) {
    let chunks = chunks(of: x.rows, size: x.rows * x.columns * 16)
    parallel(chunks.count) { drop(x, mask, firstRow: firstRow, rows: chunks[$0], into: y) }
  }

  fileprivate func drop(
    _ x: Matrix, _ mask: DropoutMask, firstRow: Int, rows: Range<Int>, into y: Matrix
  ) {
    kernels.pointee.dropout(
      rows.count, x.columns, x.row(rows.lowerBound), x.stride, mask.key,
      firstRow + rows.lowerBound, mask.threshold, mask.scale, y.row(rows.lowerBound), y.stride)
  }
}
