import Synchronization

/// Bytes from `allocatePages`; pages that were not written to yet do not take memory.
let pagesInUse = Atomic<Int>(0)

/// Asks for memory before it is taken from the heap, where a refusal would stop the process.
func requireMemory(_ bytes: Int) {
  if !isMemoryLeft(for: bytes, reserved: pagesInUse.load(ordering: .relaxed)) {
    refuseMemory(bytes)
  }
}

/// Ends the process, since this many bytes cannot be had.
func refuseMemory(_ bytes: Int) -> Never { refusal.withLock { $0 }(bytes) }

// A library can neither continue without the memory nor tell a user: the program decides what is
// done.
private let refusal = Mutex<@Sendable (Int) -> Never> { fatalError("no memory for \($0) bytes") }

/// Sets what is done where the system refuses this many bytes for weights or for a batch; the
/// process cannot continue then. Unless it is set, the process stops as it does when the heap is
/// exhausted.
package func whenMemoryIsRefused(_ action: @escaping @Sendable (_ bytes: Int) -> Never) {
  refusal.withLock { $0 = action }
}
