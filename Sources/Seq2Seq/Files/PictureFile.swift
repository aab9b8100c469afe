/// Pictures and pages that the program draws, in files of their own.
package enum PictureFile {
  /// Writes a picture where no file stands, or over another picture.
  ///
  /// - Parameters:
  ///   - text: what begins as pictures of its kind do.
  ///   - start: the first characters of every such picture.
  /// - Throws: `FileError`, where another kind of file stands there among it.
  package static func write(_ text: String, beginning start: String, to path: String) throws {
    if fileExists(path) {
      let found = try OpenFile(path, for: .reading).read(upTo: start.utf8.count)
      guard found.elementsEqual(start.utf8) else {
        throw FileError.foreign(path: path, expected: "picture")
      }
    }
    try AtomicFile.write(to: path) { try $0.write(Array(text.utf8)) }
  }
}
