/// Words cut into pieces by the merges of a byte-pair encoding; `@@` follows a piece that does not
/// end its word.
///
/// Words are those of `WordTokens`, whose symbols are never cut, or what white space separates. A
/// piece that the vocabulary lacks is cut further, down to its scalars, and a scalar that it lacks
/// is spelled in its UTF-8 bytes, `<0xE2>`, with `</w>` after them where they end a word and a bare
/// `￭` where there is no space next to it. So no character is lost, as with the byte fallback of
/// SentencePiece.
///
///     unhappily.  →  un@@ happ@@ ily ￭.
struct BytePairTokens: Segmentation {
  static let keepsWhiteSpace = false

  /// nil: words stay whole.
  let merges: BytePairMerges?
  /// Whether words are what white space separates, as in subword-nmt.
  let cutsAtSpaceAlone: Bool
  private let encoder: BytePairEncoder?

  init() { self.init(nil) }

  init(_ merges: BytePairMerges?, cutsAtSpaceAlone: Bool = false) {
    self.merges = merges
    self.cutsAtSpaceAlone = cutsAtSpaceAlone
    encoder = merges.map { BytePairEncoder($0) }
  }

  private var words: any Segmentation { cutsAtSpaceAlone ? SpacedTokens() : WordTokens() }

  func split(_ text: String) -> [String] { words.split(text) }

  var subwords: (any SubwordSegmentation)? {
    encoder.map { Subwords(encoder: $0, cutsAtSpaceAlone: cutsAtSpaceAlone) }
  }

  /// Whether a token of `split` may be cut.
  func isWord(_ token: String) -> Bool {
    Subwords.isWord(token, cutsAtSpaceAlone: cutsAtSpaceAlone)
  }

  func joiner() -> any TokenJoiner {
    Joiner(
      words: words.joiner(), marksJoins: !cutsAtSpaceAlone,
      reader: PieceReader(escapesMarks: !cutsAtSpaceAlone))
  }

  func whole(at place: Int, in tokens: [String]) -> String {
    var reader = PieceReader(escapesMarks: !cutsAtSpaceAlone)
    let pieces = tokens.map { reader.read($0) }
    let first = pieces[...place].lastIndex { !$0.continuesWord } ?? 0
    let last = pieces[(place + 1)...].firstIndex { !$0.continuesWord } ?? pieces.count
    return pieces[first..<last].map(\.text).joined()
  }

  func wordStarts(_ tokens: [String]) -> [Bool] {
    var reader = PieceReader(escapesMarks: !cutsAtSpaceAlone)
    if cutsAtSpaceAlone { return tokens.map { !reader.read($0).continuesWord } }
    var isGlued = true
    return tokens.map { token in
      let piece = reader.read(token)
      let marked = MarkedToken(piece.text)
      defer { if !piece.text.isEmpty { isGlued = marked.joinsRight } }
      return !piece.continuesWord && !isGlued && !marked.joinsLeft
    }
  }

  static func == (left: BytePairTokens, right: BytePairTokens) -> Bool {
    left.merges == right.merges && left.cutsAtSpaceAlone == right.cutsAtSpaceAlone
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(merges)
    hasher.combine(cutsAtSpaceAlone)
  }

  // MARK: - Bytes

  /// The tokens that spell what no other token does.
  static let byteTokens =
    (0..<256).map { byteToken(UInt8($0)) } + [BytePairMerges.wordEnd, String(TokenMarks.joiner)]

  fileprivate static func byteToken(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "<0x\(digits.utf8.count < 2 ? "0" : "")\(digits)>"
  }

  /// Whether a piece that ends a word would be read as something else than its text.
  fileprivate static func isMark(_ piece: String) -> Bool {
    byte(piece) != nil || piece.utf8.elementsEqual(BytePairMerges.wordEnd.utf8)
      || piece.withoutContinuation.utf8.count < piece.utf8.count
  }

  fileprivate static func byte(_ token: String) -> UInt8? {
    let text = token.utf8
    guard text.count == 6, text.starts(with: "<0x".utf8), text.last == UInt8(ascii: ">") else {
      return nil
    }
    return UInt8(String(decoding: text.dropFirst(3).dropLast(), as: UTF8.self), radix: 16)
  }
}

/// Encoded without the merges, which a model's file holds separately.
extension BytePairTokens: Codable {
  private enum CodingKeys: CodingKey { case cutsAtSpaceAlone }

  init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      nil,
      cutsAtSpaceAlone: try container.decodeIfPresent(Bool.self, forKey: .cutsAtSpaceAlone)
        ?? false)
  }

  func encode(to encoder: any Swift.Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if cutsAtSpaceAlone { try container.encode(true, forKey: .cutsAtSpaceAlone) }
  }
}

// MARK: - Cutting

private struct Subwords: SubwordSegmentation {
  let encoder: BytePairEncoder
  let cutsAtSpaceAlone: Bool

  static func isWord(_ token: String, cutsAtSpaceAlone: Bool) -> Bool {
    guard let first = token.unicodeScalars.first else { return false }
    return cutsAtSpaceAlone || ScalarClass(first) != .symbol
  }

  func symbols(of token: String) -> [String] {
    Self.isWord(token, cutsAtSpaceAlone: cutsAtSpaceAlone) ? encoder.symbols(of: token) : [token]
  }

  func pieces(of token: String, isKnown: (String) -> Bool) -> [String] {
    let isWord = Self.isWord(token, cutsAtSpaceAlone: cutsAtSpaceAlone)
    var pieces = isWord ? encoder.pieces(of: token) : [token]
    // A whole word that reads like a mark, such as "lo@@" or "<0x41>".
    if isWord, let last = pieces.last, BytePairTokens.isMark(last) {
      pieces = pieces.dropLast() + encoder.splittingUnknown([last]) { !BytePairTokens.isMark($0) }
    }
    guard !pieces.allSatisfy(isKnown) else { return pieces }
    let known = isWord ? encoder.splittingUnknown(pieces, isKnown: isKnown) : pieces
    return known.flatMap { isKnown($0) ? [$0] : bytes(of: $0, isWord: isWord) }
  }

  /// A piece that the vocabulary lacks, in bytes.
  private func bytes(of piece: String, isWord: Bool) -> [String] {
    func spelled(_ text: String) -> [String] { text.utf8.map { BytePairTokens.byteToken($0) } }
    if isWord {
      let text = String(piece.withoutContinuation)
      return spelled(text) + (text.utf8.count < piece.utf8.count ? [] : [BytePairMerges.wordEnd])
    }
    let symbol = MarkedToken(piece)
    var text = ""
    TokenMarks.append(unescaping: symbol.core, to: &text)
    let joiner = String(TokenMarks.joiner)
    return (symbol.joinsLeft ? [joiner] : []) + spelled(text) + [BytePairMerges.wordEnd]
      + (symbol.joinsRight ? [joiner] : [])
  }
}

extension String {
  /// A piece without the mark that its word continues.
  fileprivate var withoutContinuation: Substring {
    let mark = BytePairEncoder.continuation
    let ends = utf8.count > mark.utf8.count && utf8.suffix(mark.utf8.count).elementsEqual(mark.utf8)
    return ends ? self[..<utf8.index(endIndex, offsetBy: -mark.utf8.count)] : self[...]
  }
}

// MARK: - Joining

/// Reads the pieces of words one after another.
private struct PieceReader {
  struct Piece {
    /// The text without piece marks; for a byte token, the scalar that the byte completes.
    let text: String
    /// Whether the token continues the word, or the scalar, of the token before.
    let continuesWord: Bool
    /// Whether there is no space before the text.
    let joins: Bool

    /// The text as a token without a space before it.
    var joined: String {
      text.unicodeScalars.first == TokenMarks.joiner ? text : "\(TokenMarks.joiner)\(text)"
    }
  }

  let escapesMarks: Bool
  private var isInWord = false
  /// Bytes of a scalar that is not complete.
  private var bytes: [UInt8] = []
  /// Whether there is no space before that scalar.
  private var bytesJoin = false

  init(escapesMarks: Bool) { self.escapesMarks = escapesMarks }

  mutating func read(_ token: String) -> Piece {
    let continues = isInWord
    let joins = bytes.isEmpty ? isInWord : bytesJoin
    if let byte = BytePairTokens.byte(token) {
      bytes.append(byte)
      bytesJoin = joins
      isInWord = true
      // A scalar has at most four bytes.
      guard bytes.count == 4 || String(validating: bytes, as: UTF8.self) != nil else {
        return Piece(text: "", continuesWord: continues, joins: joins)
      }
      defer { bytes = [] }
      return Piece(text: text(of: bytes), continuesWord: continues, joins: joins)
    }
    let broken = bytes.isEmpty ? "" : "\u{FFFD}"
    bytes = []
    if token.utf8.elementsEqual(BytePairMerges.wordEnd.utf8) {
      isInWord = false
      return Piece(text: broken, continuesWord: continues, joins: joins)
    }
    let text = token.withoutContinuation
    isInWord = text.utf8.count < token.utf8.count
    return Piece(text: broken + text, continuesWord: continues, joins: joins)
  }

  /// No word may hold white space, such as a line feed, though a model may spell it.
  private func text(of bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let scalar = ScalarClass(scalar) == .space ? "\u{FFFD}" : scalar
      escapesMarks ? TokenMarks.append(escaping: scalar, to: &text) : text.append(scalar)
    }
    return String(text)
  }
}

private struct Joiner: TokenJoiner {
  var words: any TokenJoiner
  /// Whether marks show where words join without a space.
  let marksJoins: Bool
  var reader: PieceReader

  mutating func append(_ token: String) -> String {
    let piece = reader.read(token)
    if piece.text.isEmpty { return "" }
    if marksJoins { return words.append(piece.joins ? piece.joined : piece.text) }
    if piece.joins { return piece.text }
    return words.append(piece.text)
  }
}
