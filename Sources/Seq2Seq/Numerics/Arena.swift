/// Working memory of floats, handed out as 64-byte-aligned matrices by moving a mark, and all taken
/// back at `reset`. It grows as larger batches come; after that a batch allocates nothing.
final class Arena {
  private var blocks: [UnsafeMutableBufferPointer<Float>] = []
  private var used = 0  // floats of the last block

  deinit { for block in blocks { giveBackPages(block) } }

  /// Takes back everything that was handed out, and joins separate blocks into one.
  func reset() {
    if blocks.count > 1 {
      let total = blocks.reduce(0) { $0 + $1.count }
      for block in blocks { giveBackPages(block) }
      blocks = [allocatePages(total)]
    }
    used = 0
  }

  /// Runs `body` and takes back the memory that it was handed, so `body` may return none of it.
  func scratch<Result>(_ body: () throws -> Result) rethrows -> Result {
    let mark = (blocks.count, used)
    defer { if blocks.count == mark.0 { used = mark.1 } }
    return try body()
  }

  /// A matrix of undefined content. Rows of a multiple of 4 KiB would all begin in one set of the
  /// first cache, which holds fewer of them than a product's tile has; they are placed one line
  /// further apart.
  func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    let stride = rows > 1 && columns % 1024 == 0 ? columns + 16 : columns
    return Matrix(floats(rows * stride), rows: rows, columns: columns, stride: stride)
  }

  /// Floats in all blocks: about the most that a batch needed.
  var capacity: Int { blocks.reduce(0) { $0 + $1.count } }

  private func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
    let size = alignedCount(count)
    if blocks.isEmpty || used + size > blocks[blocks.count - 1].count {
      blocks.append(allocatePages(max(size, capacity / 2, 1 << 16)))
      used = 0
    }
    defer { used += size }
    return blocks[blocks.count - 1].baseAddress! + used
  }
}

/// `count` rounded up to whole cache lines.
func alignedCount(_ count: Int) -> Int { (count + 15) & ~15 }

/// Memory that starts at a cache line; to be given back by `deallocate()`.
func allocateBytes(_ count: Int) -> UnsafeMutableRawPointer {
  requireMemory(count)
  return .allocate(byteCount: max(count, 1), alignment: 64)
}
