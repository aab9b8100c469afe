import CKernels

/// What computes: a kernel set, a thread team, and the number format of products.
final class Device {
  let kernelSet: KernelSet
  let kernels: UnsafePointer<ck_kernels>
  /// The number format that products round weights to, and in bfloat16 and int8 also what weights
  /// are multiplied with.
  let precision: NumberFormat
  let team: ThreadTeam
  var profile: Profile?

  convenience init(
    threads: Int = 1, kernelSet: KernelSet = .preferred, precision: NumberFormat = .float32
  ) {
    self.init(kernelSet, precision, ThreadTeam(threads: threads))
  }

  /// The same threads, with another precision.
  convenience init(_ other: Device, precision: NumberFormat) {
    self.init(other.kernelSet, precision, other.team)
  }

  private init(_ kernelSet: KernelSet, _ precision: NumberFormat, _ team: ThreadTeam) {
    guard let table = kernelSet.table else {
      preconditionFailure("this machine has no \(kernelSet) kernels")
    }
    self.kernelSet = kernelSet
    kernels = table
    self.precision = precision
    self.team = team
  }

  /// A loop is shared among threads above this many multiply-adds, or other work that takes as
  /// long.
  private static let sharedLoopSize = 100_000

  /// Runs `body(0)` … `body(count - 1)`, each once, on the team's threads in any order. Denormals
  /// count as zero inside.
  func parallel(_ count: Int, _ body: (Int) -> Void) { team.parallel(count, body) }

  /// Cuts `count` items into even ranges: one where the whole work is small, else a few per thread.
  func chunks(of count: Int, size: Int) -> Chunks {
    let isShared = team.threads > 1 && size >= Self.sharedLoopSize
    return Chunks(items: count, count: isShared ? min(count, team.threads * 2) : 1)
  }

  /// Blocks of at most `most` rows, equally many for each thread.
  func forRowBlocks(of rows: Int, most: Int, _ body: (Range<Int>) -> Void) {
    let round = most * team.threads
    let chunks = Chunks(items: rows, count: (rows + round - 1) / round * team.threads)
    parallel(chunks.count) { body(chunks[$0]) }
  }
}

/// `items` cut into `count` even ranges, without an array.
struct Chunks {
  let items: Int
  let count: Int

  subscript(_ i: Int) -> Range<Int> { i * items / count..<(i + 1) * items / count }
}
