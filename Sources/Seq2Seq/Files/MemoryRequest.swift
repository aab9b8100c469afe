import Synchronization

/// Bytes of `allocatePages`; those that nothing was written to yet take no memory so far.
let pagesInUse = Atomic<Int>(0)

/// Asks for memory before it is taken from the heap, where a refusal would stop the process.
func requireMemory(_ bytes: Int) {
  if !isMemoryLeft(for: bytes, reserved: pagesInUse.load(ordering: .relaxed)) {
    refuseMemory(bytes)
  }
}

/// Ends the process for want of so many bytes.
func refuseMemory(_ bytes: Int) -> Never { refusal.withLock { $0 }(bytes) }

// A library can neither go on without the memory nor say so to a user: a program sets what is done.
private let refusal = Mutex<@Sendable (Int) -> Never> { fatalError("no memory for \($0) bytes") }

/// Sets what is done where the system refuses so many bytes for weights or for a batch; the process
/// cannot go on then. Unless it is set, the process stops as it does where the heap is exhausted.
package func whenMemoryIsRefused(_ action: @escaping @Sendable (_ bytes: Int) -> Never) {
  refusal.withLock { $0 = action }
}
