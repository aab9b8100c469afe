/// The merges of a byte-pair encoding, in the order in which they were learned and are applied.
///
/// A word starts as the sequence of its scalars, as symbols. A merge joins two neighboring symbols
/// into one. The end of a word is `</w>`, a part of its last symbol, so that a piece at the end of
/// a word is a different symbol from the same letters elsewhere.
///
/// Source: Sennrich et al. 2016, Neural Machine Translation of Rare Words with Subword Units, §3.2;
/// the text form is that of the codes files of its program, subword-nmt.
package struct BytePairMerges: Sendable, Hashable {
  struct Merge: Sendable, Hashable {
    let left: UTF8Key
    let right: UTF8Key

    init(_ left: String, _ right: String) {
      self.left = UTF8Key(left)
      self.right = UTF8Key(right)
    }

    var joined: String { left.text + right.text }
  }

  /// How the end of a word is written, and what a codes file calls that.
  enum Version: String, Sendable {
    /// `</w>` is a symbol of its own at first.
    case separateEnd = "0.1"
    /// `</w>` is a part of the last scalar's symbol.
    case attachedEnd = "0.2"
  }

  static let wordEnd = "</w>"

  let version: Version
  /// A merge that is repeated later has no effect there.
  let merges: [Merge]

  package var count: Int { merges.count }

  /// Bytes of memory, at most, for each byte of `codes`: a line of four bytes is a merge, in
  /// several tables.
  static let bytesPerByte = 100

  init(_ merges: [Merge], version: Version = .attachedEnd) {
    self.merges = merges
    self.version = version
  }

  /// The codes file as subword-nmt writes it: a line with the version, then one for each merge, its
  /// two symbols separated by a space; each line ends in a line feed.
  package var codes: String {
    var text = "\(Self.header) \(version.rawValue)\n"
    for merge in merges {
      text += merge.left.text
      text += " "
      text += merge.right.text
      text += "\n"
    }
    return text
  }

  private static let header = "#version:"
}

// MARK: - Reading

extension BytePairMerges {
  /// Reads a codes file.
  ///
  /// It accepts what subword-nmt accepts: a first line `#version: 0.2`, `#version: 0.1` or none,
  /// which means 0.1; then two symbols per line, separated by one space, with spaces around them
  /// ignored; empty lines at the end. A merge may be repeated; the first one counts. A file without
  /// merges leaves every word as its scalars.
  ///
  /// - Throws: `CorpusError` where the file cannot be read as text, `BytePairError` for its
  /// contents.
  package init(codesFile path: String) throws {
    _ = try readableSizes(of: [path])
    let file = try TextFileReader(path: path)
    var reader = Reader(path: path)
    while let line = try file.next() { try reader.read(line) }
    self = reader.read
  }

  /// Reads what `codes` holds.
  ///
  /// - Parameter path: where the text comes from, for errors.
  /// - Throws: `BytePairError`.
  package init(codes: String, path: String) throws(BytePairError) {
    var reader = Reader(path: path)
    for line in codes.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      try reader.read(String(Substring(line)))
    }
    self = reader.read
  }

  private struct Reader {
    let path: String
    private var line = 0
    private var version = Version.separateEnd
    private var merges: [Merge] = []
    /// The first of the empty lines that end the text so far.
    private var emptyLine: Int?

    init(path: String) { self.path = path }

    var read: BytePairMerges { BytePairMerges(merges, version: version) }

    mutating func read(_ text: String) throws(BytePairError) {
      line += 1
      if line == 1, text.utf8.starts(with: header.utf8) {
        version = try Self.version(text, path: path)
        return
      }
      let symbols = spacedFields(of: text)
      if symbols.isEmpty {
        emptyLine = emptyLine ?? line
        return
      }
      if let emptyLine { throw .notMerge(path: path, line: emptyLine, found: "") }
      guard symbols.count == 2, !symbols[0].isEmpty, !symbols[1].isEmpty else {
        throw .notMerge(path: path, line: line, found: text)
      }
      merges.makeRoom(for: 1)
      merges.append(Merge(symbols[0], symbols[1]))
    }

    /// Zeros at the end of a version are ignored: 0.2.0 is 0.2.
    private static func version(_ line: String, path: String) throws(BytePairError) -> Version {
      var numbers = (SpacedTokens.split(line).last ?? "").utf8
        .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .map { Int(String(decoding: $0, as: UTF8.self)) }
      while numbers.last == 0 { numbers.removeLast() }
      switch numbers {
      case [0, 1]: return .separateEnd
      case [0, 2]: return .attachedEnd
      default: throw .unknownVersion(path: path, found: line)
      }
    }
  }
}

/// The fields that single spaces separate in a line, without spaces and carriage returns at its
/// ends; none for an empty line.
func spacedFields(of line: String) -> [String] {
  func isAround(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") }
  let bytes = line.utf8
  guard let first = bytes.firstIndex(where: { !isAround($0) }),
    let last = bytes.lastIndex(where: { !isAround($0) })
  else { return [] }
  return bytes[first...last].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    .map { String(Substring($0)) }
}
