/// A path split at its last slash. Bytes decide: a slash followed by a combining mark is one
/// `Character`, yet still a slash.
package struct PathParts: Equatable {
  /// What to open for the folder: `.` where the path names none.
  package let folder: String
  package let name: String
  /// The path up to and including its last slash: empty where it has none.
  let prefix: String

  package init(_ path: String) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let start = slash.map { path.utf8.index(after: $0) } ?? path.startIndex
    prefix = String(path[..<start])
    name = String(path[start...])
    folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  /// The beginning of the names of hidden files that belong to this one, `.NAME.`, with room for
  /// more within the 255 bytes that a name may have.
  var hiddenName: String { ".\(String(decoding: name.utf8.prefix(160), as: UTF8.self))." }
}
