import CKernels

/// The left factor of products, A [m, k], as the kernels read it.
struct LeftFactor {
  enum Rows {
    /// k columns, or in bfloat16 a column for each pair of them.
    case words(Matrix)
    /// Aᵀ as it lies, `[k, m]`.
    case turned(Matrix)
    case bytes(QuantizedRows)
  }

  let rows: Rows
  let m: Int
  let k: Int
}

extension Context {
  /// `a` itself, its words, or its rows in bytes, as products with b read it.
  func leftFactor(_ a: Matrix, for b: PackedMatrix) -> LeftFactor {
    let rows: LeftFactor.Rows =
      switch b.panels {
      case .bytes: .bytes(rounded(a))
      case .floats where device.precision == .bfloat16: .words(words(of: a))
      case .floats, .halves: .words(a)
      }
    return LeftFactor(rows: rows, m: a.rows, k: a.columns)
  }

  /// A matrix of undefined content that products will read as their left factor, see `withWords`.
  func factor(_ rows: Int, _ columns: Int) -> Matrix { withWords(matrix(rows, columns)) }

  /// `a` with room for its words, if products of the device read them. Who writes rows of it
  /// calls `makeWords` after that, while they are in the cache, and products need not go over them.
  func withWords(_ a: Matrix) -> Matrix {
    guard device.precision == .bfloat16 else { return a }
    let words = matrix(a.rows, device.precision.words(a.columns))
    return Matrix(
      a.base, rows: a.rows, columns: a.columns, stride: a.stride,
      words: Matrix.Words(base: words.base, stride: words.stride))
  }

  /// Rounds rows, on this thread alone; does nothing where there is no room for words.
  func makeWords(of rows: Matrix) {
    guard let words = rows.words else { return }
    kernels.pointee.pair(
      rows.rows, rows.columns, rows.base, rows.stride, words.base, words.stride)
  }

  /// Those that were made, or else new ones.
  private func words(of a: Matrix) -> Matrix {
    if let words = a.words {
      assert(areCurrent(words, of: a), "rows were written without their words")
      return Matrix(
        words.base, rows: a.rows, columns: device.precision.words(a.columns), stride: words.stride)
    }
    let a = withWords(a)
    let chunks = chunks(of: a.rows, size: a.rows * a.columns)
    measured(.packing) {
      parallel(chunks.count) { i in makeWords(of: a.rows(chunks[i])) }
    }
    return words(of: a)
  }

  private func areCurrent(_ words: Matrix.Words, of a: Matrix) -> Bool {
    let count = device.precision.words(a.columns)
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { made in
      (0..<a.rows).allSatisfy { row in
        kernels.pointee.pair(1, a.columns, a.row(row), a.stride, made.baseAddress!, count)
        let kept = words.base + row * words.stride
        return (0..<count).allSatisfy { made[$0].bitPattern == kept[$0].bitPattern }
      }
    }
  }

  /// aᵀ for products with `columns` in all. Many rows lie on more pages than the core can find at
  /// once; turning them pays where enough columns read them.
  func transposedLeftFactor(_ a: Matrix, columns: Int) -> LeftFactor {
    if device.precision == .float32 && (a.rows <= 256 || columns < 256) {
      return LeftFactor(rows: .turned(a), m: a.columns, k: a.rows)
    }
    let words = matrix(a.columns, device.precision.words(a.rows))
    let transpose =
      switch device.precision {
      case .float32: kernels.pointee.transpose
      case .bfloat16: kernels.pointee.transpose_bfloat16
      }
    let chunks = chunks(of: a.columns, size: a.rows * a.columns)
    measured(.packing) {
      parallel(chunks.count) { i in
        transpose(
          a.rows, a.base, a.stride, chunks[i].lowerBound, chunks[i].upperBound, words.base,
          words.stride)
      }
    }
    return LeftFactor(rows: .words(words), m: a.columns, k: a.rows)
  }
}
