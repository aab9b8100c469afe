import CKernels

extension Context {
  /// `source` or its transpose as products of a backward pass read it, for one use.
  func packed(_ source: Matrix, transposed: Bool = false) -> any PackedMatrix {
    let k = transposed ? source.columns : source.rows
    let n = transposed ? source.rows : source.columns
    let format = device.precision.packedBackward
    let memory = matrix(1, device.byteCount(format, k: k, n: n) / 4).base
    let result = device.packed(format, k: k, n: n, in: UnsafeMutableRawPointer(memory))
    device.pack(source, transposed: transposed, into: result)
    return result
  }

  /// c = a B + bias, or c += a B. Shapes: a `[m, k]`, B `[k, n]`, bias `[n]`, c `[m, n]`.
  /// Each element is one chain of multiply-adds, k ascending, whatever m, n and the threads; a and B
  /// are rounded to B's format first.
  func multiply(
    _ a: Matrix, _ b: any PackedMatrix, bias: Matrix? = nil, accumulate: Bool = false,
    into c: Matrix
  ) {
    scratch { multiply(b.input(of: a, in: self), b, bias: bias, accumulate: accumulate, into: c) }
  }

  private func multiply(
    _ a: PackedInput, _ b: any PackedMatrix, bias: Matrix? = nil, accumulate: Bool, into c: Matrix
  ) {
    forBlocks(a.m, a.k, b, bias: bias, into: c) { rows, panels in
      let first = panels.lowerBound * b.panelColumns
      b.multiply(
        a, rows: rows, panels: panels, bias: bias.map { UnsafePointer($0.base + first) },
        accumulate: accumulate,
        into: Matrix(
          c.row(rows.lowerBound) + first, rows: rows.count, columns: c.columns - first,
          stride: c.stride), kernels)
    }
  }

  /// Shares a product of m rows among threads: blocks of rows, ranges of b's panels.
  private func forBlocks(
    _ m: Int, _ k: Int, _ b: any PackedMatrix, bias: Matrix?, into c: Matrix,
    _ body: (_ rows: Range<Int>, _ panels: Range<Int>) -> Void
  ) {
    precondition(
      k == b.k && c.rows == m && c.columns == b.n,
      "\(m)×\(k) times \(b.k)×\(b.n) into \(c.rows)×\(c.columns)")
    precondition(bias.map { $0.columns == b.n && $0.rows == 1 } ?? true, "bias for \(b.n) columns")
    let began = device.profile.map { _ in ContinuousClock.now }
    defer {
      if let profile = device.profile, let began {
        profile.add(
          rows: m, Profile.ProductKind(k: b.k, n: b.n),
          seconds: (ContinuousClock.now - began).inSeconds)
      }
    }
    // Tall products are cut by rows too, so that a share's rows of the left factor stay in cache;
    // so are products of few panels, which would not make even shares.
    let blockRows = 192
    let columns = chunks(of: b.panelCount, size: m * k * b.n)
    let isUneven = columns.count > 1 && b.panelCount < 2 * columns.count
    let blocks = max(
      (m + blockRows / 2) / blockRows, isUneven ? min(device.team.threads, m / 8) : 1, 1)
    parallel(blocks * columns.count) { i in
      let block = i % blocks
      body(block * m / blocks..<(block + 1) * m / blocks, columns[i / blocks])
    }
  }

  /// c += aᵀ b, the gradient of a weight, for each b. Shapes: a `[k, m]`, b `[k, n]`, c `[m, n]`.
  func accumulate(transposed a: Matrix, _ products: [(b: Matrix, into: Matrix)]) {
    guard a.rows > 0 else { return }
    scratch {
      let transposed = device.precision.packedBackward.transposedInput(
        of: a, columns: products.reduce(0) { $0 + $1.b.columns }, in: self)
      for (b, c) in products {
        precondition(
          a.rows == b.rows && c.rows == a.columns && c.columns == b.columns,
          "(\(a.rows)×\(a.columns))ᵀ times \(b.rows)×\(b.columns) into \(c.rows)×\(c.columns)")
        scratch { multiply(transposed, packed(b), accumulate: true, into: c) }
      }
    }
  }

  func accumulate(transposed a: Matrix, _ b: Matrix, into c: Matrix) {
    accumulate(transposed: a, [(b, c)])
  }
}

/// A product whose rows are computed by threads in a loop of their own: y = x B + bias.
struct RowProduct {
  let b: any PackedMatrix
  let bias: Matrix?
  let context: Context

  /// Columns of a panel.
  var panelColumns: Int { b.panelColumns }

  /// x as the product reads it; made before the loop.
  func input(of x: Matrix) -> PackedInput { b.input(of: x, in: context) }

  /// Computes rows of y, or some of their columns in whole panels. y has just those rows and
  /// columns.
  func callAsFunction(
    _ x: PackedInput, rows: Range<Int>, columns: Range<Int>? = nil, into y: Matrix
  ) {
    let profile = context.device.profile
    let began = profile.map { _ in ContinuousClock.now }
    let columns = columns ?? 0..<b.n
    let panels =
      columns.lowerBound / panelColumns..<(columns.upperBound + panelColumns - 1) / panelColumns
    b.multiply(
      x, rows: rows, panels: panels,
      bias: bias.map { UnsafePointer($0.base + columns.lowerBound) }, accumulate: false, into: y,
      context.kernels)
    if let profile, let began {
      profile.add(
        rows: rows.count, Profile.ProductKind(k: b.k, n: columns.count),
        seconds: (ContinuousClock.now - began).inSeconds / Double(context.device.team.threads))
    }
  }

  /// The same for rows that this thread has just written; x is an operand.
  func callAsFunction(written x: Matrix, into y: Matrix) {
    context.roundToBFloat16(x)
    self(input(of: x), rows: 0..<x.rows, into: y)
  }
}
