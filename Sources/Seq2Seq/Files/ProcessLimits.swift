#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Cores that this process may use.
public var availableCores: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

/// The bytes of memory that this process may use: the least of the machine's memory, the process's
/// own limits (RLIMIT_AS, RLIMIT_DATA) and its container's limit. Looked up once.
package func physicalMemory() -> Int { processLimit }

private let processLimit =
  (resourceLimits() + containerMemoryLimits())
  .reduce(Int(clamping: ProcessInfo.processInfo.physicalMemory), min)

private func resourceLimits() -> [Int] {
  var limits: [Int] = []
  for resource in [RLIMIT_AS, RLIMIT_DATA] {
    var limit = rlimit()
    #if canImport(Glibc)
      let isKnown = getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0
    #else
      let isKnown = getrlimit(resource, &limit) == 0
    #endif
    // RLIM_INFINITY is beyond every number of bytes.
    if isKnown { limits.append(Int(clamping: limit.rlim_cur)) }
  }
  return limits
}

/// What the control groups of the process and their parents allow, in version 2 (`memory.max`) and
/// in version 1 (`memory.limit_in_bytes`). A container may see its own group as the root, so a
/// group that does not exist is skipped.
///
/// - Parameter root: the path before `/proc` and `/sys`. Where these do not exist, as on Darwin,
///   which has no such groups, there are no limits.
func containerMemoryLimits(root: String = "") -> [Int] {
  func text(_ path: String) -> String? {
    (try? readWholeFile(root + path, limit: 1 << 20)).map { String(decoding: $0, as: UTF8.self) }
  }
  guard let groups = text("/proc/self/cgroup") else { return [] }
  var limits: [Int] = []
  for line in groups.split(separator: "\n") {
    // hierarchy:controllers:path
    let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else { continue }
    let isUnified = fields[1].isEmpty
    guard isUnified || fields[1].split(separator: ",").contains("memory") else { continue }
    let mounts =
      isUnified ? ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"] : ["/sys/fs/cgroup/memory"]
    let file = isUnified ? "memory.max" : "memory.limit_in_bytes"
    var parts = fields[2].split(separator: "/")
    while true {
      for mount in mounts {
        let path = ([mount] + parts.map { String($0) } + [file]).joined(separator: "/")
        // `max` is not a number.
        if let limit = text(path)?.split(separator: "\n").first.flatMap({ Int($0) }) {
          limits.append(limit)
        }
      }
      if parts.popLast() == nil { break }
    }
  }
  return limits
}

/// Whether the process could have this many more bytes now. A heap allocation that the system
/// refuses stops the process, so memory whose size depends on a file or an option is asked for
/// first.
///
/// - Parameter reserved: bytes that were asked for and may not be in use yet.
func isMemoryLeft(for bytes: Int, reserved: Int = 0) -> Bool {
  guard bytes >= smallAllocation else { return true }
  let (total, overflow) = bytes.addingReportingOverflow(spareMemory)
  guard !overflow, total <= physicalMemory() - max(residentMemory(), reserved) else { return false }
  let place = mmap(nil, total, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
  guard let place, place != MAP_FAILED else { return false }
  munmap(place, total)
  return true
}

/// - Throws: `FileError.noMemory`.
func requireMemory(for bytes: Int, path: String) throws(FileError) {
  guard isMemoryLeft(for: bytes) else { throw .noMemory(path: path, neededBytes: bytes) }
}

/// Bytes that are not worth asking for.
private let smallAllocation = 1 << 20
/// Bytes that are left for small allocations.
private let spareMemory = 16 << 20

/// The bytes of memory that the process uses now; 0 where the system does not say.
func residentMemory() -> Int {
  #if canImport(Darwin)
    var info = mach_task_basic_info()
    var count = mach_msg_type_number_t(
      MemoryLayout<mach_task_basic_info>.size / MemoryLayout<natural_t>.size)
    let result = withUnsafeMutablePointer(to: &info) {
      $0.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
        task_info(mach_task_self_, task_flavor_t(MACH_TASK_BASIC_INFO), $0, &count)
      }
    }
    return result == KERN_SUCCESS ? Int(clamping: info.resident_size) : 0
  #else
    // Pages of the address space, then those that are resident.
    guard let text = try? readWholeFile("/proc/self/statm", limit: 1 << 12) else { return 0 }
    let fields = text.split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else {
      return 0
    }
    return pages * max(sysconf(Int32(_SC_PAGESIZE)), 0)
  #endif
}
