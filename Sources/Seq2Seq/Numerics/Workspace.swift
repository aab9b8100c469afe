import CKernels

/// What a computation works in: an arena of floats, a thread team and a kernel set.
///
/// The arena hands out 64-byte-aligned matrices by moving a mark and takes all of them back at
/// `reset`. It grows while it meets larger batches; then a batch allocates nothing.
final class Workspace {
  let kernelSet: KernelSet
  let kernels: UnsafePointer<ck_kernels>
  /// Of the factors of products.
  let precision: Precision
  let team: ThreadTeam
  var profile: Profile?

  private var chunks: [UnsafeMutableBufferPointer<Float>] = []
  private var used = 0  // floats of the last chunk

  init(
    threads: Int = 1, kernelSet: KernelSet = .preferred, precision: Precision = .float32
  ) {
    guard let table = kernelSet.table else {
      preconditionFailure("this machine has no \(kernelSet) kernels")
    }
    self.kernelSet = kernelSet
    kernels = table
    self.precision = precision
    team = ThreadTeam(threads: threads)
  }

  deinit { for chunk in chunks { giveBackPages(chunk) } }

  /// Takes back everything that was handed out, and joins what was allocated in pieces.
  func reset() {
    if chunks.count > 1 {
      let total = chunks.reduce(0) { $0 + $1.count }
      for chunk in chunks { giveBackPages(chunk) }
      chunks = [allocatePages(total)]
    }
    used = 0
  }

  /// Runs `body` and takes back what it was handed out, so nothing of that may be returned.
  func scratch<Result>(_ body: () throws -> Result) rethrows -> Result {
    let mark = (chunks.count, used)
    defer { if chunks.count == mark.0 { used = mark.1 } }
    return try body()
  }

  /// A matrix of undefined content. Rows of whole 4 KiB would all begin in one set of the first
  /// cache, which holds fewer of them than a product's tile has: they stand a line further apart.
  func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    let stride = rows > 1 && columns % 1024 == 0 ? columns + 16 : columns
    return Matrix(floats(rows * stride), rows: rows, columns: columns, stride: stride)
  }

  /// A matrix of zeros.
  func zeros(_ rows: Int, _ columns: Int) -> Matrix {
    let result = matrix(rows, columns)
    let count = rows * result.stride
    let shares = shares(of: count, size: count)
    parallel(shares.count) { i in
      (result.base + shares[i].lowerBound).update(repeating: 0, count: shares[i].count)
    }
    return result
  }

  /// Floats in all chunks: the most that a batch needed, within a chunk.
  var capacity: Int { chunks.reduce(0) { $0 + $1.count } }

  private func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
    let size = alignedCount(count)
    if chunks.isEmpty || used + size > chunks[chunks.count - 1].count {
      chunks.append(allocatePages(max(size, capacity / 2, 1 << 16)))
      used = 0
    }
    defer { used += size }
    return chunks[chunks.count - 1].baseAddress! + used
  }

  /// Runs `body(0)` … `body(count - 1)`, each once, on the team's threads in any order. Denormals
  /// count as zero inside.
  func parallel(_ count: Int, _ body: (Int) -> Void) { team.parallel(count, body) }
}

/// `count` rounded up to whole cache lines.
func alignedCount(_ count: Int) -> Int { (count + 15) & ~15 }

/// Memory for `count` floats that begins a cache line; given back by `deallocate()`.
func allocateFloats(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
  requireMemory(max(count, 1) * 4)
  let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * 4, alignment: 64)
  return UnsafeMutableBufferPointer(
    start: bytes.bindMemory(to: Float.self, capacity: count), count: count)
}
