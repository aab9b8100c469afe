import CKernels

/// The right factor of products, B [k, n], laid out in panels of columns as the kernels read it.
struct PackedMatrix {
  /// Floats, or whole numbers with the scale and the sum of each column.
  enum Panels {
    case floats(UnsafeMutablePointer<Float>)
    case bytes(BytePanels)
  }

  let panels: Panels
  let k: Int
  let n: Int
  let panelColumns: Int

  var panelCount: Int { (n + panelColumns - 1) / panelColumns }

  static func floats(k: Int, n: Int, panelColumns: Int) -> Int {
    (n + panelColumns - 1) / panelColumns * panelColumns * k
  }
}

/// A loop over a product's tiles is shared among threads above this many multiply-adds.
private let sharedProductSize = 100_000

extension Workspace {
  /// Lays out B = `source`, or its transpose, for products.
  func pack(_ source: Matrix, transposed: Bool, into packed: PackedMatrix) {
    precondition(
      transposed
        ? source.rows == packed.n && source.columns == packed.k
        : source.rows == packed.k && source.columns == packed.n,
      "\(source.rows)×\(source.columns) packed as k \(packed.k), n \(packed.n)")
    let kernels = kernels.pointee
    let shares = shares(of: packed.panelCount, size: source.rows * source.columns)
    measured(.packing) {
      parallel(shares.count) { i in
        let (first, last) = (shares[i].lowerBound, shares[i].upperBound)
        switch packed.panels {
        case .floats(let panels):
          kernels.pack(
            packed.k, packed.n, source.base, source.stride, transposed ? 1 : 0, first, last, panels)
        case .bytes(let panels):
          precondition(transposed, "only weights for y = x Wᵀ are rounded")
          kernels.pack_bytes(
            packed.k, packed.n, source.base, source.stride, first, last, panels.numbers,
            panels.scales, panels.sums)
        }
      }
    }
  }

  /// `source` or its transpose in panels of this workspace, for one use.
  func packed(_ source: Matrix, transposed: Bool = false) -> PackedMatrix {
    let k = transposed ? source.columns : source.rows
    let n = transposed ? source.rows : source.columns
    let width = kernels.pointee.panel_columns
    let count = PackedMatrix.floats(k: k, n: n, panelColumns: width)
    let result = PackedMatrix(
      panels: .floats(matrix(1, count).base), k: k, n: n, panelColumns: width)
    pack(source, transposed: transposed, into: result)
    return result
  }

  /// c = a B + bias, or c += a B. Shapes: a `[m, k]`, B `[k, n]`, bias `[n]`, c `[m, n]`.
  /// Each element is one chain of multiply-adds, k ascending, whatever m, n and the threads.
  func multiply(
    _ a: Matrix, _ b: PackedMatrix, bias: Matrix? = nil, accumulate: Bool = false, into c: Matrix
  ) {
    precondition(
      a.columns == b.k && c.rows == a.rows && c.columns == b.n,
      "\(a.rows)×\(a.columns) times \(b.k)×\(b.n) into \(c.rows)×\(c.columns)")
    precondition(bias.map { $0.columns == b.n && $0.rows == 1 } ?? true, "bias for \(b.n) columns")
    let began = profile.map { _ in ContinuousClock.now }
    defer {
      if let profile, let began {
        profile.add(
          rows: a.rows, Profile.ProductKind(k: b.k, n: b.n),
          seconds: (ContinuousClock.now - began).inSeconds)
      }
    }
    switch b.panels {
    case .floats(let panels):
      let product = kernels.pointee.product
      forBlocks(of: a, b) { rows, some in
        product(
          rows.count, b.n, b.k, a.row(rows.lowerBound), a.stride, panels, some.lowerBound,
          some.upperBound, bias?.base, accumulate ? 1 : 0, c.row(rows.lowerBound), c.stride)
      }
    case .bytes(let panels):
      let product = kernels.pointee.product_bytes
      scratch {
        let rounded = rounded(a)
        forBlocks(of: a, b) { rows, some in
          product(
            rows.count, b.n, b.k, rounded.row(rows.lowerBound), rounded.stride,
            rounded.scales + rows.lowerBound, panels.numbers, panels.scales, panels.sums,
            some.lowerBound, some.upperBound, bias?.base, accumulate ? 1 : 0,
            c.row(rows.lowerBound), c.stride)
        }
      }
    }
  }

  /// Shares a product among threads: blocks of a's rows, ranges of b's panels.
  private func forBlocks(
    of a: Matrix, _ b: PackedMatrix, _ body: (_ rows: Range<Int>, _ panels: Range<Int>) -> Void
  ) {
    // Tall products are cut by rows too, so that a share's rows of `a` stay in cache.
    let blockRows = 192
    let blocks = max(1, (a.rows + blockRows / 2) / blockRows)
    let columns = shares(of: b.panelCount, size: a.rows * b.k * b.n)
    parallel(blocks * columns.count) { i in
      let block = i % blocks
      body(block * a.rows / blocks..<(block + 1) * a.rows / blocks, columns[i / blocks])
    }
  }

  /// c += aᵀ b, the gradient of a weight, for each b. Shapes: a `[k, m]`, b `[k, n]`, c `[m, n]`.
  func accumulate(transposed a: Matrix, _ products: [(b: Matrix, into: Matrix)]) {
    guard a.rows > 0 else { return }
    scratch {
      let turned = transposed(a)
      for (b, c) in products {
        precondition(
          a.rows == b.rows && c.rows == a.columns && c.columns == b.columns,
          "(\(a.rows)×\(a.columns))ᵀ times \(b.rows)×\(b.columns) into \(c.rows)×\(c.columns)")
        scratch { multiply(turned, packed(b), accumulate: true, into: c) }
      }
    }
  }

  func accumulate(transposed a: Matrix, _ b: Matrix, into c: Matrix) {
    accumulate(transposed: a, [(b, c)])
  }

  private func transposed(_ a: Matrix) -> Matrix {
    let result = matrix(a.columns, a.rows)
    let transpose = kernels.pointee.transpose
    let shares = shares(of: a.columns, size: a.rows * a.columns)
    measured(.packing) {
      parallel(shares.count) { i in
        transpose(
          a.rows, a.base, a.stride, shares[i].lowerBound, shares[i].upperBound, result.base,
          result.stride)
      }
    }
    return result
  }

  /// Cuts `count` items into even ranges: one where the whole work is small, else a few a thread.
  func shares(of count: Int, size: Int) -> Shares {
    Shares(items: count, count: size < sharedProductSize ? 1 : min(count, team.threads * 2))
  }
}

/// `items` cut into `count` even ranges, without an array.
struct Shares {
  let items: Int
  let count: Int

  subscript(_ i: Int) -> Range<Int> { i * items / count..<(i + 1) * items / count }
}
