import CKernels

/// The right factor of products, B [k, n], laid out in panels of columns as the kernels read it.
struct PackedMatrix {
  /// Floats, halves, or whole numbers with the scale and the sum of each column.
  enum Panels {
    case floats(UnsafeMutablePointer<Float>)
    case halves(UnsafeMutablePointer<UInt16>)
    case bytes(Int8Panels)
  }

  let panels: Panels
  let k: Int
  let n: Int
  let panelColumns: Int

  var panelCount: Int { (n + panelColumns - 1) / panelColumns }

  static func floats(k: Int, n: Int, panelColumns: Int, _ precision: Precision) -> Int {
    (n + panelColumns - 1) / panelColumns * panelColumns * precision.words(k)
  }

  /// Some panels as a matrix of their own.
  func columns(ofPanels range: Range<Int>, _ precision: Precision) -> PackedMatrix {
    let first = range.lowerBound * panelColumns
    let panels: Panels =
      switch panels {
      case .floats(let floats): .floats(floats + first * precision.words(k))
      case .halves(let halves): .halves(halves + first * k)
      case .bytes(let bytes):
        .bytes(
          Int8Panels(
            numbers: bytes.numbers + first * ((k + 3) / 4 * 4), scales: bytes.scales + first,
            sums: bytes.sums + first))
      }
    return PackedMatrix(
      panels: panels, k: k, n: min(range.upperBound * panelColumns, n) - first,
      panelColumns: panelColumns)
  }
}

extension Device {
  /// Lays out B = `source`, or its transpose, for products.
  func pack(_ source: Matrix, transposed: Bool, into packed: PackedMatrix) {
    precondition(
      transposed
        ? source.rows == packed.n && source.columns == packed.k
        : source.rows == packed.k && source.columns == packed.n,
      "\(source.rows)×\(source.columns) packed as k \(packed.k), n \(packed.n)")
    let pack =
      switch precision {
      case .float32: kernels.pointee.pack
      case .bfloat16: kernels.pointee.pack_bfloat16
      }
    let chunks = chunks(of: packed.panelCount, size: source.rows * source.columns)
    measured(.packing) {
      parallel(chunks.count) { i in
        let (first, last) = (chunks[i].lowerBound, chunks[i].upperBound)
        switch packed.panels {
        case .floats(let panels):
          pack(
            packed.k, packed.n, source.base, source.stride, transposed ? 1 : 0, first, last, panels)
        case .halves(let panels):
          packHalves(source, transposed: transposed, packed, first..<last, into: panels)
        case .bytes(let panels):
          precondition(transposed, "only weights for y = x Wᵀ are rounded")
          kernels.pointee.pack_int8(
            packed.k, packed.n, source.base, source.stride, first, last, panels.numbers,
            panels.scales, panels.sums)
        }
      }
    }
  }
}

extension Context {
  /// `source` or its transpose in panels of the device's precision, for one use.
  func packed(_ source: Matrix, transposed: Bool = false) -> PackedMatrix {
    let k = transposed ? source.columns : source.rows
    let n = transposed ? source.rows : source.columns
    let width = kernels.pointee.panel_columns
    let count = PackedMatrix.floats(k: k, n: n, panelColumns: width, device.precision)
    let result = PackedMatrix(
      panels: .floats(matrix(1, count).base), k: k, n: n, panelColumns: width)
    device.pack(source, transposed: transposed, into: result)
    return result
  }

  /// c = a B + bias, or c += a B. Shapes: a `[m, k]`, B `[k, n]`, bias `[n]`, c `[m, n]`.
  /// Each element is one chain of multiply-adds, k ascending, whatever m, n and the threads; a and B
  /// are rounded to the device's precision first.
  func multiply(
    _ a: Matrix, _ b: PackedMatrix, bias: Matrix? = nil, accumulate: Bool = false, into c: Matrix
  ) {
    scratch {
      multiply(leftFactor(a, for: b), b, bias: bias, accumulate: accumulate, into: c)
    }
  }

  private func multiply(
    _ a: LeftFactor, _ b: PackedMatrix, bias: Matrix? = nil, accumulate: Bool, into c: Matrix
  ) {
    forBlocks(a.m, a.k, b, bias: bias, into: c) { rows, some in
      multiply(
        a, rows: rows, b, panels: some, bias: bias, accumulate: accumulate,
        into: c.rows(rows))
    }
  }

  /// The product of some rows of a and the columns of some panels of b, on this thread alone while
  /// the others do the like. c has those rows of a, and all columns of b.
  func multiplyAlone(
    _ a: LeftFactor, rows: Range<Int>, _ b: PackedMatrix, bias: Matrix? = nil, into c: Matrix
  ) {
    let began = device.profile.map { _ in ContinuousClock.now }
    multiply(a, rows: rows, b, panels: 0..<b.panelCount, bias: bias, accumulate: false, into: c)
    if let profile = device.profile, let began {
      profile.add(
        rows: rows.count, Profile.ProductKind(k: b.k, n: b.n),
        seconds: (ContinuousClock.now - began).inSeconds / Double(device.team.threads))
    }
  }

  private func multiply(
    _ a: LeftFactor, rows: Range<Int>, _ b: PackedMatrix, panels some: Range<Int>, bias: Matrix?,
    accumulate: Bool, into c: Matrix
  ) {
    let product =
      switch device.precision {
      case .float32: kernels.pointee.product
      case .bfloat16: kernels.pointee.product_bfloat16
      }
    switch (a.rows, b.panels) {
    case (.words(let words), .floats(let panels)):
      product(
        rows.count, b.n, b.k, words.row(rows.lowerBound), words.stride, 1, panels, some.lowerBound,
        some.upperBound, bias?.base, accumulate ? 1 : 0, c.base, c.stride)
    case (.turned(let words), .floats(let panels)):
      product(
        rows.count, b.n, b.k, words.base + rows.lowerBound, 1, words.stride, panels,
        some.lowerBound, some.upperBound, bias?.base, accumulate ? 1 : 0, c.base, c.stride)
    case (.words(let words), .halves(let panels)):
      kernels.pointee.product_float16(
        rows.count, b.n, b.k, words.row(rows.lowerBound), words.stride, panels, some.lowerBound,
        some.upperBound, bias?.base, accumulate ? 1 : 0, c.base, c.stride)
    case (.bytes(let rounded), .bytes(let panels)):
      kernels.pointee.product_int8(
        rows.count, b.n, b.k, rounded.row(rows.lowerBound), rounded.stride,
        rounded.scales + rows.lowerBound, panels.numbers, panels.scales, panels.sums,
        some.lowerBound, some.upperBound, bias?.base, accumulate ? 1 : 0, c.base, c.stride)
    default: preconditionFailure("factors that do not go together")
    }
  }

  /// Shares a product of m rows among threads: blocks of rows, ranges of b's panels.
  private func forBlocks(
    _ m: Int, _ k: Int, _ b: PackedMatrix, bias: Matrix?, into c: Matrix,
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
    // Tall products are cut by rows too, so that a share's rows of the left factor stay in cache; and
    // those of few panels, which alone would not be even shares.
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
      let turned = transposedLeftFactor(a, columns: products.reduce(0) { $0 + $1.b.columns })
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
}

extension Device {
  /// Some panels of halves, by way of floats of one panel.
  private func packHalves(
    _ source: Matrix, transposed: Bool, _ packed: PackedMatrix, _ range: Range<Int>,
    into panels: UnsafeMutablePointer<UInt16>
  ) {
    let width = packed.panelColumns, size = packed.k * width
    withUnsafeTemporaryAllocation(of: Float.self, capacity: size) { floats in
      for p in range {
        let start = p * width, columns = min(width, packed.n - start)
        let (first, distance) = (
          transposed ? source.row(start) : source.base + start, source.stride)
        kernels.pointee.pack(
          packed.k, columns, first, distance, transposed ? 1 : 0, 0, 1, floats.baseAddress!)
        for i in 0..<size { panels[p * size + i] = Float16Bits.nearestNormal(floats[i]) }
      }
    }
  }
}
