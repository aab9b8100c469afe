/// A view of floats in row-major order; it owns nothing. Rows are `stride` floats apart, so a view
/// can be some columns of another.
///
/// A view is valid as long as the arena or slab that it points into is. It is not `Sendable`:
/// threads see it only inside `Device.parallel`, whose body does not escape.
struct Matrix {
  let base: UnsafeMutablePointer<Float>
  let rows: Int
  let columns: Int
  let stride: Int
  /// The same values in pairs of bfloat16, if this is an operand of products that read them.
  let bfloat16Rows: BFloat16Rows?

  /// Rows of pairs are `stride` floats apart, and hold two columns in the space of each float.
  struct BFloat16Rows {
    let base: UnsafeMutablePointer<Float>
    let stride: Int
  }

  init(
    _ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int? = nil,
    bfloat16Rows: BFloat16Rows? = nil
  ) {
    self.base = base
    self.rows = rows
    self.columns = columns
    self.stride = stride ?? columns
    self.bfloat16Rows = bfloat16Rows
  }

  /// Where row `i` begins.
  func row(_ i: Int) -> UnsafeMutablePointer<Float> { base + i * stride }

  subscript(_ i: Int, _ j: Int) -> Float {
    get { base[i * stride + j] }
    nonmutating set { base[i * stride + j] = newValue }
  }

  /// Rows `range`, all columns.
  func rows(_ range: Range<Int>) -> Matrix {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)×\(columns)")
    return Matrix(
      row(range.lowerBound), rows: range.count, columns: columns, stride: stride,
      bfloat16Rows: bfloat16Rows.map {
        BFloat16Rows(base: $0.base + range.lowerBound * $0.stride, stride: $0.stride)
      })
  }

  /// All rows, columns `range`; without pairs where it would cut one.
  func columns(_ range: Range<Int>) -> Matrix {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= columns,
      "columns \(range) of \(rows)×\(columns)")
    let cutsPair =
      range.lowerBound % 2 != 0 || range.upperBound % 2 != 0 && range.upperBound < columns
    return Matrix(
      base + range.lowerBound, rows: rows, columns: range.count, stride: stride,
      bfloat16Rows: cutsPair
        ? nil
        : bfloat16Rows.map {
          BFloat16Rows(base: $0.base + range.lowerBound / 2, stride: $0.stride)
        })
  }

  func fill(_ value: Float) {
    for i in 0..<rows { row(i).update(repeating: value, count: columns) }
  }

  /// Overwrites this view with `other` of the same shape.
  func copy(_ other: Matrix) {
    precondition(
      other.rows == rows && other.columns == columns,
      "\(other.rows)×\(other.columns) into \(rows)×\(columns)")
    for i in 0..<rows { row(i).update(from: other.row(i), count: columns) }
  }

  /// Row i of this view becomes row `indices[i]` of `other`.
  func gather(_ other: Matrix, _ indices: some Collection<Int32>) {
    precondition(
      indices.count == rows && other.columns == columns,
      "\(indices.count) rows of \(other.columns) into \(rows)×\(columns)")
    for (i, index) in indices.enumerated() {
      row(i).update(from: other.row(Int(index)), count: columns)
    }
  }

  /// Row `indices[i]` of this view becomes row i of `other`.
  func scatter(_ other: Matrix, to indices: some Collection<Int32>) {
    precondition(
      indices.count == other.rows && other.columns == columns,
      "\(other.rows)×\(other.columns) into columns \(columns)")
    for (i, index) in indices.enumerated() {
      row(Int(index)).update(from: other.row(i), count: columns)
    }
  }
}
