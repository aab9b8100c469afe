/// Pictures and pages that the program draws, in files of their own.
package enum PictureFile {
  /// Writes a picture where there is no file, or over another picture.
  ///
  /// - Parameters:
  ///   - text: the picture, which begins with `start`.
  ///   - start: the first characters of every such picture.
  ///   - kind: what errors call it.
  /// - Throws: `FileError`, also where there is another kind of file.
  package static func write(
    _ text: String, beginning start: String, to path: String, kind: String = "picture"
  ) throws {
    try check(path, beginning: start, kind: kind)
    try AtomicFile.write(to: path) { try $0.write(Array(text.utf8)) }
  }

  /// Refuses what `write` would refuse, before a picture is drawn.
  ///
  /// - Throws: `FileError`.
  package static func check(
    _ path: String, beginning start: String, kind: String = "picture"
  ) throws {
    try AtomicFile.checkTargets([path])
    guard fileExists(path) else { return }
    let found = try OpenFile(path, for: .reading).read(upTo: start.utf8.count)
    guard found.elementsEqual(start.utf8) else {
      throw FileError.foreign(path: path, expected: kind)
    }
  }
}
