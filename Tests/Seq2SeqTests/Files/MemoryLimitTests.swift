import Foundation
import Testing

@testable import Seq2Seq

/// Limits of control groups, read from files as the kernel shows them.
@Suite struct MemoryLimitTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  func limits(_ files: [String: String]) throws -> [Int] {
    for (name, text) in files {
      let place = URL(fileURLWithPath: folder.path + "/" + name).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try folder.write(name, text)
    }
    return containerMemoryLimits(root: folder.path).sorted()
  }

  @Test func aGroupOfVersion2AndItsParentsCount() throws {
    #expect(
      try limits([
        "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/memory.max": "max\n",
        "sys/fs/cgroup/a/memory.max": "536870912\n", "sys/fs/cgroup/c/memory.max": "1\n",
      ]) == [536_870_912])
  }

  @Test func aContainerSeesItsGroupAsTheRoot() throws {
    #expect(
      try limits([
        "proc/self/cgroup": "0::/docker/0123\n", "sys/fs/cgroup/memory.max": "1000000\n",
      ]) == [1_000_000])
  }

  @Test func aGroupOfVersion1AndItsParentsCount() throws {
    #expect(
      try limits([
        "proc/self/cgroup": "5:cpu,cpuacct:/x\n4:hugetlb,memory:/x/y\n0::/\n",
        "sys/fs/cgroup/memory/x/y/memory.limit_in_bytes": "9223372036854771712\n",
        "sys/fs/cgroup/memory/x/memory.limit_in_bytes": "2000000\n",
        "sys/fs/cgroup/cpu/x/memory.limit_in_bytes": "1\n",
      ]) == [2_000_000, 9_223_372_036_854_771_712])
  }

  @Test func withoutGroupsThereIsNoLimitOfOne() throws {
    #expect(try limits([:]) == [])
    #expect(try limits(["proc/self/cgroup": "\nx\n0:\n::\n0::/\n"]) == [])
    #expect(try limits(["sys/fs/cgroup/memory.max": "-\n"]) == [])
  }

  @Test func aProcessOccupiesSomethingAndMayUseMore() {
    #expect(residentMemory() > 0)
    #expect(physicalMemory() > 1 << 20)
  }
}
