import CKernels

/// The right factor of products, B [k, n], laid out in panels of columns as the kernels read it.
///
/// There is a type for each number format. It defines how B is packed, how the left factor A [m, k]
/// is read, and their product. Memory for the panels is given, and outlives them.
protocol PackedMatrix: Panels {
  /// Bytes of memory for `columns` columns, in whole panels.
  static func byteCount(k: Int, columns: Int) -> Int

  /// Lays out some panels of B = `source`, or its transpose, on this thread.
  func pack(
    _ source: Matrix, transposed: Bool, panels: Range<Int>, _ kernels: UnsafePointer<ck_kernels>)

  /// A as the product reads it: `a` itself, or its rounded rows.
  func input(of a: Matrix, in context: Context) -> PackedInput

  /// c = start + rows of A times the columns of some panels, on this thread; start is c itself
  /// where it accumulates, else the bias, else 0. c has just those rows and columns, and the bias
  /// those columns.
  func multiply(
    _ a: PackedInput, rows: Range<Int>, panels: Range<Int>, bias: UnsafePointer<Float>?,
    accumulate: Bool, into c: Matrix, _ kernels: UnsafePointer<ck_kernels>)
}

/// What every format keeps.
class Panels {
  let memory: UnsafeMutableRawPointer
  let k: Int
  let n: Int
  let panelColumns: Int

  required init(_ memory: UnsafeMutableRawPointer, k: Int, n: Int, panelColumns: Int) {
    (self.memory, self.k, self.n, self.panelColumns) = (memory, k, n, panelColumns)
  }

  var panelCount: Int { (n + panelColumns - 1) / panelColumns }
  /// Columns of all panels, those past n included.
  var columns: Int { panelCount * panelColumns }

  /// Columns of the matrix from the first of these panels on.
  func columns(from panel: Int) -> Int { n - panel * panelColumns }
}

/// A format that can also be used by products of a backward pass, where Aᵀ is read.
protocol BackwardPackedMatrix: PackedMatrix {
  /// aᵀ for products with `columns` in all.
  static func transposedInput(of a: Matrix, columns: Int, in context: Context) -> PackedInput
}

/// The left factor A [m, k] as the right factor's format reads it.
struct PackedInput {
  let m: Int
  let k: Int
  let base: UnsafeRawPointer
  /// The distances from one row to the next, and from one element of a row to the next, in
  /// elements.
  let stride: Int
  var step = 1
  /// The scale of each row, where rows are whole numbers.
  var scales: UnsafePointer<Float>?

  /// Floats as they lie.
  init(_ a: Matrix) {
    self.init(m: a.rows, k: a.columns, base: UnsafeRawPointer(a.base), stride: a.stride)
  }

  init(m: Int, k: Int, base: UnsafeRawPointer, stride: Int) {
    (self.m, self.k, self.base, self.stride) = (m, k, base, stride)
  }

  func floats(from row: Int) -> UnsafePointer<Float> {
    base.assumingMemoryBound(to: Float.self) + row * stride
  }
}

extension Device {
  /// Memory for B as a format lays it out.
  func byteCount(_ format: any PackedMatrix.Type, k: Int, n: Int) -> Int {
    let width = kernels.pointee.panel_columns
    return format.byteCount(k: k, columns: (n + width - 1) / width * width)
  }

  func packed(
    _ format: any PackedMatrix.Type, k: Int, n: Int, in memory: UnsafeMutableRawPointer
  ) -> any PackedMatrix {
    format.init(memory, k: k, n: n, panelColumns: kernels.pointee.panel_columns)
  }

  /// Lays out B = `source`, or its transpose, for products.
  func pack(_ source: Matrix, transposed: Bool, into packed: any PackedMatrix) {
    precondition(
      transposed
        ? source.rows == packed.n && source.columns == packed.k
        : source.rows == packed.k && source.columns == packed.n,
      "\(source.rows)×\(source.columns) packed as k \(packed.k), n \(packed.n)")
    let chunks = chunks(of: packed.panelCount, size: source.rows * source.columns)
    measured(.packing) {
      parallel(chunks.count) { i in
        packed.pack(source, transposed: transposed, panels: chunks[i], kernels)
      }
    }
  }
}
