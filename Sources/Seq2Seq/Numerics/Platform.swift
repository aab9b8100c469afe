#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Synchronization

#if canImport(Glibc)
  import Glibc

  func exp(_ x: Double) -> Double { Glibc.exp(x) }
  func log(_ x: Double) -> Double { Glibc.log(x) }
  func cos(_ x: Double) -> Double { Glibc.cos(x) }
  func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
#elseif canImport(Musl)
  import Musl

  func exp(_ x: Double) -> Double { Musl.exp(x) }
  func log(_ x: Double) -> Double { Musl.log(x) }
  func cos(_ x: Double) -> Double { Musl.cos(x) }
  func pow(_ x: Double, _ y: Double) -> Double { Musl.pow(x, y) }
#else
  import Darwin

  func exp(_ x: Double) -> Double { Darwin.exp(x) }
  func log(_ x: Double) -> Double { Darwin.log(x) }
  func cos(_ x: Double) -> Double { Darwin.cos(x) }
  func pow(_ x: Double, _ y: Double) -> Double { Darwin.pow(x, y) }
#endif

/// The value of an environment variable.
func environmentValue(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

/// Cores that this process may use.
public var availableCores: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

/// Memory for `count` floats in pages of its own, all 0. What the heap would keep for later goes back
/// to the system with `giveBackPages`.
func allocatePages(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
  let size = max(count, 1) * 4
  requireMemory(size)
  let bytes = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
  guard let bytes, bytes != MAP_FAILED else { refusal.withLock { $0 }(size) }
  pagesInUse.add(size, ordering: .relaxed)
  return UnsafeMutableBufferPointer(
    start: bytes.bindMemory(to: Float.self, capacity: count), count: count)
}

func giveBackPages(_ floats: UnsafeMutableBufferPointer<Float>) {
  let size = max(floats.count, 1) * 4
  munmap(floats.baseAddress, size)
  pagesInUse.subtract(size, ordering: .relaxed)
}

/// Bytes of `allocatePages`; those that nothing was written to yet take no memory so far.
private let pagesInUse = Atomic<Int>(0)

/// Asks for memory before it is taken from the heap, where a refusal would stop the process.
func requireMemory(_ bytes: Int) {
  guard isMemoryLeft(for: bytes, reserved: pagesInUse.load(ordering: .relaxed)) else {
    refusal.withLock { $0 }(bytes)
  }
}

// A library can neither go on without the memory nor say so to a user: a program sets what is done.
private let refusal = Mutex<@Sendable (Int) -> Never> { fatalError("no memory for \($0) bytes") }

/// Sets what is done where the system refuses so many bytes for weights or for a batch; the process
/// cannot go on then. Unless it is set, the process stops as it does where the heap is exhausted.
public func whenMemoryIsRefused(_ action: @escaping @Sendable (_ bytes: Int) -> Never) {
  refusal.withLock { $0 = action }
}
