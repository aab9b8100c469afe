#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The value of an environment variable.
func environmentValue(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

/// Memory for `count` floats in pages of its own, all 0. `giveBackPages` returns it to the system,
/// where the heap would keep it for later.
func allocatePages(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
  let size = max(count, 1) * 4
  requireMemory(size)
  let bytes = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
  guard let bytes, bytes != MAP_FAILED else { refuseMemory(size) }
  #if os(Linux)
    // A weight is read row by row: a few large pages are mapped and found faster than many small
    // ones.
    madvise(bytes, size, MADV_HUGEPAGE)
  #endif
  pagesInUse.add(size, ordering: .relaxed)
  return UnsafeMutableBufferPointer(
    start: bytes.bindMemory(to: Float.self, capacity: count), count: count)
}

func giveBackPages(_ floats: UnsafeMutableBufferPointer<Float>) {
  let size = max(floats.count, 1) * 4
  munmap(floats.baseAddress, size)
  pagesInUse.subtract(size, ordering: .relaxed)
}
