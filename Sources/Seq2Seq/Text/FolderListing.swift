#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The names in a folder.
enum FolderListing {
  /// Sorted by UTF-8 bytes, since a file system's own order differs from machine to machine.
  static func names(in folder: String) throws(CorpusError) -> [String] {
    guard let names = namesInFolder(folder) else {
      let manager = FileManager.default
      if !manager.fileExists(atPath: folder) { throw .missingFolder(path: folder) }
      if !manager.fileExists(atPath: folder + "/.") { throw .fileForFolder(path: folder) }
      throw .unreadable(path: folder, reason: "its names cannot be listed")
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The error for a file that is not there, with what its folder holds instead.
  static func missingFile(_ path: String) -> CorpusError {
    let folder = PathParts(path).folder
    return .missingFile(path: path, folder: folder, holds: try? names(in: folder))
  }
}
