#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The names in a folder, in no order; nil where it cannot be listed. A name that is not UTF-8 is
/// passed over, since no text could lead to its file.
package func namesInFolder(_ path: String) -> [String]? {
  guard !path.utf8.contains(0), let folder = opendir(path) else { return nil }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      // Counted from the pointer alone: an entry is as long as its name, not as its type says.
      let start = UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self)
      let length = strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))
      return String(validating: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
    }
    if let name, name != ".", name != ".." { names.append(name) }
  }
  return names
}
