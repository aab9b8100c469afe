import Testing

@testable import Seq2Seq

@Suite struct PythonStringTests {
  /// What `[c for c in range(0x110000) if chr(c).isspace()]` gives.
  @Test func whiteSpaceIsWhatPythonTakesForIt() {
    let ranges: [ClosedRange<UInt32>] = [
      0x9...0xD, 0x1C...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A,
      0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
    ]
    let found = (UInt32(0)...0x10FFFF).filter {
      Unicode.Scalar($0).map(PythonString.isSpace) ?? false
    }
    #expect(found == ranges.flatMap { Array($0) })
  }

  /// What `str.lower` gives.
  @Test(arguments: [
    ("", ""),
    ("@AZ[ `az{ ÀÖ×", "@az[ `az{ àö×"),
    ("İI\u{131}", "i\u{307}i\u{131}"),
    ("ẞß ǄǅKΩ", "ßß ǆǆkω"),
    ("Σ ΑΣ ΑΣΑ ΑΣΣ", "σ ας ασα ασς"),
    ("Α.Σ.Α Α.Σ. 1Σ", "α.σ.α α.ς. 1σ"),
    ("Α\u{345}Σ \u{345}Σ ΑΣ\u{AD}\u{301}Β", "α\u{345}ς \u{345}σ ασ\u{AD}\u{301}β"),
  ])
  func lowerCaseIsWhatPythonMakes(_ text: String, _ expected: String) {
    let found = PythonString.lowercased(Array(text.unicodeScalars))
    #expect(found.map(\.value) == scalars(expected))
  }
}
