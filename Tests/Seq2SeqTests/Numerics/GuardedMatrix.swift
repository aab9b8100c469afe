#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Memory for a kernel's operand that shows what happens around it: rows are apart, and before,
/// between and after them is one NaN whose bits are known. It ends where a page begins that may be
/// neither read nor written, or begins after such a page.
final class GuardedMatrix {
  enum Edge: CaseIterable { case before, after }

  let rows: Int
  let columns: Int
  let stride: Int
  let base: UnsafeMutablePointer<Float>
  private let memory: UnsafeMutableRawPointer
  private let bytes: Int
  private let floats: UnsafeMutableBufferPointer<Float>

  private static let guardBits: UInt32 = 0x7FC5_A5A5

  init(_ rows: Int, _ columns: Int, _ values: [Float], gap: Int = 3, edge: Edge = .after) {
    precondition(values.count == rows * columns, "\(values.count) values for \(rows)×\(columns)")
    self.rows = rows
    self.columns = columns
    stride = columns + gap
    let page = sysconf(Int32(_SC_PAGESIZE))
    let extent = max(0, rows - 1) * stride + columns
    let inner = ((extent + 64) * 4 + page - 1) / page * page
    bytes = inner + 2 * page
    memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    precondition(memory != UnsafeMutableRawPointer(bitPattern: -1), "no memory for a test")
    mprotect(memory, page, PROT_NONE)
    mprotect(memory + page + inner, page, PROT_NONE)
    let first = (memory + page).bindMemory(to: Float.self, capacity: inner / 4)
    floats = UnsafeMutableBufferPointer(start: first, count: inner / 4)
    floats.update(repeating: Float(bitPattern: Self.guardBits))
    base = edge == .after ? first + inner / 4 - extent : first
    for i in 0..<rows { for j in 0..<columns { base[i * stride + j] = values[i * columns + j] } }
  }

  convenience init(row values: [Float], edge: Edge = .after) {
    self.init(1, values.count, values, edge: edge)
  }

  /// To be overwritten: what is there at first is NaN too.
  convenience init(undefined rows: Int, _ columns: Int, gap: Int = 3, edge: Edge = .after) {
    self.init(rows, columns, Array(repeating: .nan, count: rows * columns), gap: gap, edge: edge)
  }

  deinit { munmap(memory, bytes) }

  var values: [Float] {
    (0..<rows).flatMap { i in (0..<columns).map { base[i * stride + $0] } }
  }
  var bits: [UInt32] { values.map(\.bitPattern) }

  /// Whether nothing was written outside the shape.
  var isIntact: Bool {
    let start = base - floats.baseAddress!
    for i in floats.indices where floats[i].bitPattern != Self.guardBits {
      let place = i - start
      if place < 0 || place / stride >= rows || place % stride >= columns { return false }
    }
    return true
  }
}
