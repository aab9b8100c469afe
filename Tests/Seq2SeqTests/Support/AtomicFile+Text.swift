@testable import Seq2Seq

extension AtomicFile.Writer {
  /// Writes the text as UTF-8, scalar by scalar as it stands.
  mutating func write(_ text: String) throws {
    try write([UInt8](text.utf8))
  }
}
