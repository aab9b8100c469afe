/// The places of texts, found by hash: 16 bytes per line. The caller compares the texts themselves.
struct TextPlaces {
  private struct Entry {
    let hash: UInt64
    let place: Int32
  }
  /// By hash, then by place.
  private let entries: [Entry]

  init(_ hashes: [UInt64]) {
    requireMemory(hashes.count * MemoryLayout<Entry>.stride)
    entries = hashes.enumerated()
      .map { Entry(hash: $1, place: Int32(truncatingIfNeeded: $0)) }
      .sorted { ($0.hash, $0.place) < ($1.hash, $1.place) }
  }

  /// The places of a hash, ascending.
  func places(_ hash: UInt64) -> some Sequence<Int> {
    var low = 0, high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    return entries[low...].lazy.prefix { $0.hash == hash }.map { Int($0.place) }
  }

  /// Groups of more than one place with the same hash, ordered by their first place.
  var groups: [[Int]] {
    var result: [[Int]] = []
    var start = 0
    for end in 1...max(entries.count, 1) {
      if end < entries.count, entries[end].hash == entries[start].hash { continue }
      if end - start > 1 { result.append(entries[start..<end].map { Int($0.place) }) }
      start = end
    }
    return result.sorted { $0[0] < $1[0] }
  }
}

/// A text's hash, without white space at its ends.
///
/// FNV-1a of 64 bits, then mixed, since its high bits are weak.
func textHash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
  var state: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in trimmed(bytes) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return mixed(state)
}

/// The mixing function of SplitMix64.
func mixed(_ value: UInt64) -> UInt64 {
  var z = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}

/// Without ASCII white space at both ends.
func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let start = bytes.drop { $0 <= 0x20 }
  return start.lastIndex { $0 > 0x20 }.map { start[...$0] } ?? []
}
