import Foundation

@testable import Seq2Seq

/// How many cases the fuzzers run: `S2S_FUZZ` times as many as in an ordinary test run.
enum FuzzCases {
  static func count(_ usual: Int) -> Int {
    let times = ProcessInfo.processInfo.environment["S2S_FUZZ"].flatMap { Int($0) } ?? 1
    return usual * max(times, 1)
  }
}

/// One to four changes of bytes, drawn from a seed.
struct ByteDamage {
  var numbers: FileTestNumbers

  init(seed: UInt64) { numbers = FileTestNumbers(state: seed) }

  /// - Parameters:
  ///   - range: where to; later changes may fall behind its end where bytes were put in.
  ///   - keepingLength: bytes are changed, but none put in or taken out.
  mutating func damaged(
    _ bytes: [UInt8], in range: Range<Int>, keepingLength: Bool = false
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &numbers) {
      let range = range.clamped(to: bytes.indices)
      guard !range.isEmpty else { break }
      let place = Int.random(in: range, using: &numbers)
      switch Int.random(in: 0..<(keepingLength ? 4 : 9), using: &numbers) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
      case 2: bytes[place] = UInt8.random(in: 0x30...0x39, using: &numbers)
      case 3: bytes.swapAt(place, Int.random(in: range, using: &numbers))
      case 4: bytes.insert(UInt8.random(in: 0...255, using: &numbers), at: place)
      case 5: bytes.remove(at: place)
      case 6:
        let digits = "99999999999999999999".utf8.prefix(Int.random(in: 1...20, using: &numbers))
        bytes.insert(contentsOf: digits, at: place)
      case 7:
        let end = min(place + Int.random(in: 1...64, using: &numbers), bytes.count)
        bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
      default: bytes.removeSubrange(place..<min(place + 64, bytes.count))
      }
    }
    return bytes
  }
}
