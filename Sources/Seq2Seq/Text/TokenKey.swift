/// A token as a dictionary key: equal only when the UTF-8 bytes are.
///
/// Swift's `String` takes composed and decomposed letters for equal; two vocabulary entries must
/// not be.
struct TokenKey: Hashable, Sendable {
  let token: String

  init(_ token: String) {
    self.token = token
  }

  static func == (left: TokenKey, right: TokenKey) -> Bool {
    left.token.utf8.elementsEqual(right.token.utf8)
  }

  func hash(into hasher: inout Hasher) {
    for byte in token.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)  // not a byte of UTF-8, so no key is another's beginning
  }
}
