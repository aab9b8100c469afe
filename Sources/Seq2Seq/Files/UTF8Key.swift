/// A text as a dictionary key: equal only when the UTF-8 bytes are equal, and hashed in linear
/// time.
///
/// Swift's `String` treats composed and decomposed letters as equal; two vocabulary entries or two
/// tensors must not be. It also normalizes to compare, which takes quadratic time for a long run of
/// combining marks.
struct UTF8Key: Hashable, Sendable {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  static func == (left: UTF8Key, right: UTF8Key) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)  // not a byte of UTF-8, so no key is a prefix of another
  }
}
