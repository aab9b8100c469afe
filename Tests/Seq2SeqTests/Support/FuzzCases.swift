import Foundation
import Testing

@testable import Seq2Seq

/// How many cases the fuzzers run: `S2S_FUZZ` times as many as in an ordinary test run.
enum FuzzCases {
  static func count(_ usual: Int) -> Int {
    let times = ProcessInfo.processInfo.environment["S2S_FUZZ"].flatMap { Int($0) } ?? 1
    return usual * max(times, 1)
  }

  /// Runs a case, which must take no longer than 5 s of this thread's time, whatever is damaged in it.
  static func timed<Result>(_ label: String, _ body: () throws -> Result) rethrows -> Result {
    let began = threadSeconds()
    defer {
      let took = threadSeconds() - began
      if took > 5 { Issue.record("\(label): took \(took) s") }
    }
    return try body()
  }

  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Expects an error of this program's own, of one displayable line.
  static func expectWorded(_ error: any Error, _ label: String) {
    let isOurs =
      error is FileError || error is SafetensorsError || error is ModelFileError
      || error is TrainingError || error is JSONTextError || error is CorpusError
      || error is AlignmentFileError || error is BytePairError || error is LexiconError
    #expect(isOurs, "\(label): \(error)")
    let shown = displayable("\(error)")
    #expect(shown.utf8.elementsEqual("\(error)".utf8) || error is CorpusError, "\(label): \(shown)")
  }
}

/// One to four changes of bytes, drawn from a seed.
struct ByteDamage {
  var numbers: FileTestNumbers

  init(seed: UInt64) { numbers = FileTestNumbers(state: seed) }

  /// - Parameters:
  ///   - range: where to change bytes; later changes may be after its end where bytes were
  ///     inserted.
  ///   - keepingLength: bytes are changed, but none inserted or removed.
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

/// Changes of text, most of them chosen to trouble a JSON reader or a string comparison.
extension ByteDamage {
  /// Combining marks of three classes, none of them in its canonical place: `e` with marks above and
  /// below in turn.
  mutating func marks(_ count: Int) -> String {
    let marks: [Unicode.Scalar] = ["\u{301}", "\u{323}", "\u{327}", "\u{5B0}", "\u{345}"]
    var text = String.UnicodeScalarView()
    text.append("e")
    for _ in 0..<count { text.append(marks[Int.random(in: marks.indices, using: &numbers)]) }
    return String(text)
  }

  private mutating func size() -> Int {
    Int.random(
      in: 1...[10, 100, 1_000, 60_000][Int.random(in: 0..<4, using: &numbers)], using: &numbers)
  }

  mutating func damagedText(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let place = bytes.isEmpty ? 0 : Int.random(in: bytes.indices, using: &numbers)
    func inserted(_ new: String, at place: Int, replacing count: Int = 0) -> String {
      String(
        decoding: bytes[..<place] + Array(new.utf8) + bytes[min(place + count, bytes.count)...],
        as: UTF8.self)
    }
    switch Int.random(in: 0..<7, using: &numbers) {
    case 0: return inserted(marks(size()), at: place)
    case 1:
      let open = ["[", "{\"a\":", "[{\"\":["][Int.random(in: 0..<3, using: &numbers)]
      let deep = String(repeating: open, count: size())
      return Bool.random(using: &numbers) ? deep : inserted(deep, at: place)
    case 2:
      let digits = bytes.indices.filter { 0x30...0x39 ~= bytes[$0] }
      let found = [
        "1e400", "-1e400", "1e300", "-1e308", "1e38", "99999999999999999999", "-0", "NaN",
        "Infinity",
        "9223372036854775807", "-9223372036854775808", "18446744073709551615", "0.5", "-1",
        "1e-400",
        String(repeating: "9", count: size()),
      ]
      let number = found[Int.random(in: found.indices, using: &numbers)]
      guard let digit = digits.randomElement(using: &numbers) else { return number }
      return inserted(number, at: digit, replacing: 1)
    case 3:
      let braces = bytes.indices.filter { bytes[$0] == UInt8(ascii: "{") }
      let keys = (0..<Int.random(in: 1...4, using: &numbers)).map { _ in "\"\(marks(size()))\":1," }
      return inserted(
        keys.joined(), at: braces.randomElement(using: &numbers).map { $0 + 1 } ?? place)
    case 4:
      let hostile = [
        "\u{1B}[31m", "\u{202E}", "\u{2028}", "\n", "\t", "\0", "\u{FEFF}", "\"", "\\",
      ]
      return inserted(hostile[Int.random(in: hostile.indices, using: &numbers)], at: place)
    case 5: return marks(size())
    default:
      guard !bytes.isEmpty else { return "" }
      return String(decoding: damaged(bytes, in: bytes.indices), as: UTF8.self)
    }
  }
}
