import Seq2Seq

/// A file that an option names for a page: it never replaces anything but such a page, and only if
/// `--force` is given.
struct PageFile {
  private let path: String
  private let quiet: Bool

  /// nil where no page is asked for. A file that must not be replaced is refused before any work is
  /// done.
  init?(_ option: Option<String>, _ arguments: Arguments) throws {
    guard let path = arguments[option] else { return nil }
    self.path = path
    quiet = arguments.quiet
    try PictureFile.check(path, beginning: HTMLPage.beginning, kind: "page")
    if fileExists(path), !arguments[ConvertCommand.force] {
      throw CommandError.exists(path: path, option: "\(option)")
    }
  }

  func write(_ text: String) throws {
    try PictureFile.write(text, beginning: HTMLPage.beginning, to: path, kind: "page")
    if !quiet { Stream.error.line("wrote \(displayable(path))") }
  }
}
