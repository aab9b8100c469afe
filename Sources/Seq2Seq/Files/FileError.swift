#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file could not be read or written.
public enum FileError: Error, Equatable, CustomStringConvertible {
  /// What was being done when it failed.
  package enum Action: String, Sendable {
    case reading, writing, removing
  }

  /// There is no file at the path.
  case missing(path: String)
  /// A file cannot be written, since its folder does not exist.
  case missingFolder(path: String, folder: String)
  /// A part of the path before the last one is a file.
  case partIsNoFolder(path: String)
  /// There is a folder where a file was expected.
  case isDirectory(path: String)
  /// There is a device, a pipe or a socket where a file was expected.
  case notRegular(path: String)
  /// The system forbids it; `action` is what was being done: "reading".
  case permissionDenied(path: String, action: String)
  /// The device is full, or the user's share of it.
  case noSpace(path: String)
  /// The file has more bytes than `limit`.
  case tooLarge(path: String, limit: Int)
  /// The process cannot have the memory that the file needs.
  case noMemory(path: String, neededBytes: Int)
  /// Another process, or another part of this one, holds the file's lock.
  case locked(path: String)
  /// There is something else where a file of this program would be written.
  case foreign(path: String, expected: String)
  /// A path is empty.
  case emptyName
  /// A path holds a NUL, at which the system would end it.
  case nameHoldsNUL(path: String)
  /// A symbolic link leads to a name that a `String` cannot hold unchanged.
  case linkIsNotUTF8(path: String)
  /// Any other failure, by its `errno`; `action` is what was being done: "writing".
  case failed(path: String, action: String, code: Int32)

  /// Chooses the most specific case for an `errno`.
  ///
  /// "No such file or directory" means the file itself when reading, and its folder when writing,
  /// because writing would have created the file; if the folder exists nevertheless, it takes no
  /// files, like `/proc`.
  package init(path: String, action: Action, code: Int32) {
    switch code {
    case ENOENT where action == .writing && access(PathParts(path).folder, F_OK) != 0:
      self = .missingFolder(path: path, folder: PathParts(path).folder)
    case ENOENT where action != .writing: self = .missing(path: path)
    case ENOTDIR: self = .partIsNoFolder(path: path)
    case EISDIR: self = .isDirectory(path: path)
    case EACCES, EPERM: self = .permissionDenied(path: path, action: action.rawValue)
    case ENOSPC, EDQUOT: self = .noSpace(path: path)
    default: self = .failed(path: path, action: action.rawValue, code: code)
    }
  }

  /// What the operating system says, in brief.
  var reason: String {
    switch self {
    case .permissionDenied: String(cString: strerror(EACCES))
    case .partIsNoFolder: String(cString: strerror(ENOTDIR))
    case .failed(_, _, let code): String(cString: strerror(code))
    default: description
    }
  }

  /// One line: what was found where, and what to do. Control characters are escaped.
  public var description: String {
    switch self {
    case .missing(let path):
      "\(displayable(path)): no such file; check the name"
    case .missingFolder(let path, let folder):
      "\(displayable(path)): no such folder '\(displayable(folder))'; create it, or write elsewhere"
    case .partIsNoFolder(let path):
      "\(displayable(path)): a part of this path is a file, not a folder; check the name"
    case .isDirectory(let path):
      "\(displayable(path)): is a directory, but a file was expected; name a file inside it"
    case .notRegular(let path):
      "\(displayable(path)): is a device, pipe or socket, but a regular file was expected; name another"
    case .permissionDenied(let path, let action):
      "\(displayable(path)): permission denied while \(action); "
        + "check the rights of the file and of its folder"
    case .noSpace(let path):
      "\(displayable(path)): no space left on the device; free some, or write elsewhere"
    case .tooLarge(let path, let limit):
      "\(displayable(path)): holds more than the \(limit) bytes that can be read at once; split it"
    case .locked(let path):
      "\(displayable(path)): another process is training or writing this model; wait until that has "
        + "ended, or name another file"
    case .foreign(let path, let expected):
      "\(displayable(path)): exists and is not a \(expected) of s2s, so it is not overwritten; move it "
        + "away, or name another file"
    case .noMemory(let path, let needed):
      "\(displayable(path)): needs \(max(needed >> 20, 1)) MiB of memory, more than this process may have; "
        + "raise its limit, or take a smaller file"
    case .emptyName:
      "the name of a file is empty; give one"
    case .linkIsNotUTF8(let path):
      "\(displayable(path)): is a link to a name that is not UTF-8; name another file"
    case .nameHoldsNUL(let path):
      "\(displayable(path)): a file name cannot hold a NUL; check the name"
    case .failed(let path, let action, _):
      "\(displayable(path)): \(action) failed (\(reason)); "
        + "check the disk and the path"
    }
  }
}
