/// A text as a dictionary key: equal only when the UTF-8 bytes are, and hashed in time linear in them.
///
/// Swift's `String` takes composed and decomposed letters for equal; two vocabulary entries or two
/// tensors must not be. To find that out it normalizes, which takes quadratic time for a long row of
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
    hasher.combine(0xFF as UInt8)  // not a byte of UTF-8, so no key is another's beginning
  }
}
