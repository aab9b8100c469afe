/// Typed reading of a file's metadata, with an error that names the key.
struct MetadataReader {
  let path: String
  let values: SafetensorsMetadata

  func refused(_ key: String, _ reason: String) -> ModelFileError {
    .badMetadata(path: path, key: key, reason: reason)
  }

  /// What `body` makes from a key's value. Any error of `body` becomes one that says what is wrong
  /// with the value.
  func making<Value>(
    _ key: String, orElse flaw: String, _ body: () throws -> Value
  ) throws(ModelFileError) -> Value {
    do { return try body() } catch { throw refused(key, "\(flaw) (\(error))") }
  }

  /// - Parameter limit: the most bytes that the text may have.
  func text(_ key: String, limit: Int = .max) throws(ModelFileError) -> String {
    guard let text = values[key] else {
      throw refused(key, "is missing")
    }
    guard text.utf8.count <= limit else {
      throw refused(key, "is longer than \(limit) bytes")
    }
    return text
  }

  /// A text of one short line, such as a name or a digest.
  func name(_ key: String) throws(ModelFileError) -> String { try text(key, limit: 1 << 10) }

  func json<Value: Decodable>(_ key: String, _ type: Value.Type) throws(ModelFileError) -> Value {
    let text = try text(key)
    guard let value = jsonValue(type, text) else {
      throw refused(
        key, JSONFlaw(in: text)?.description ?? "does not read as what it should hold")
    }
    return value
  }

  /// Refuses files of other programs, and those of versions of this program that are newer or too
  /// old.
  func checkFormat(known: Int, oldest: Int = 1, kind: String) throws(ModelFileError) {
    guard let text = values["format"], let found = values["kind"] else {
      throw .notOurs(path: path, expected: kind)
    }
    if UTF8Key(found) != UTF8Key(kind) {
      throw .otherKind(path: path, expected: kind, found: found)
    }
    guard let format = Int(text), format > 0 else {
      throw refused("format", "is not a version number")
    }
    if format > known { throw .newerFormat(path: path, found: format, known: known) }
    if format < oldest { throw .olderFormat(path: path, found: format, oldest: oldest) }
  }
}

extension TextSide {
  /// Reads the keys that begin with `name`; the vocabulary must hold `expected` entries.
  ///
  /// - Parameter other: the side that was read before, whose vocabulary and merges are reused where
  ///   they are the same.
  init(
    _ name: String, _ metadata: MetadataReader, expected: Int,
    sharingWith other: (name: String, side: TextSide)? = nil
  ) throws {
    func isShared(_ key: String) -> Bool {
      guard let other, let text = metadata.values["\(name).\(key)"],
        let others = metadata.values["\(other.name).\(key)"]
      else { return false }
      return UTF8Key(text) == UTF8Key(others)
    }
    let vocabulary: Vocabulary
    if let other, isShared("vocabulary") {
      vocabulary = other.side.vocabulary
    } else {
      vocabulary = try Vocabulary("\(name).vocabulary", metadata)
    }
    if vocabulary.count != expected {
      throw ModelFileError.vocabularySize(
        path: metadata.path, side: name, expected: expected, found: vocabulary.count)
    }
    let language = try metadata.name("\(name).language")
    guard TextSide.isLanguage(language) else {
      throw metadata.refused("\(name).language", "is not the name of a language")
    }
    let tokenizer =
      if let other, isShared("tokenizer"), isShared("merges") { other.side.tokenizer } else {
        try Tokenizer(name, metadata)
      }
    let words = metadata.values["\(name).words"]
    try requireMemory(for: (words?.utf8.count ?? 0) * SeenWords.bytesPerByte, path: metadata.path)
    self.init(
      language: language, tokenizer: tokenizer, vocabulary: vocabulary,
      seenWords: words.map { SeenWords(serialized: $0) })
  }

  /// What `init` reads.
  func metadata(_ name: String) throws -> SafetensorsMetadata {
    var metadata: SafetensorsMetadata = [
      "\(name).language": language, "\(name).tokenizer": try jsonText(tokenizer),
      "\(name).vocabulary": vocabulary.serialized,
    ]
    if let merges = tokenizer.merges { metadata.merge(["\(name).merges": merges.codes]) }
    if let seenWords { metadata.merge(["\(name).words": seenWords.serialized]) }
    return metadata
  }
}

extension Vocabulary {
  fileprivate init(_ key: String, _ metadata: MetadataReader) throws {
    let text = try metadata.text(key)
    let tokens = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    try requireMemory(for: text.utf8.count + tokens * Self.bytesPerToken, path: metadata.path)
    self = try metadata.making(key, orElse: "is damaged") { try Vocabulary(serialized: text) }
  }
}

extension Tokenizer {
  /// Reads the tokenizer of a side, with the merges that it learned.
  fileprivate init(_ name: String, _ metadata: MetadataReader) throws {
    let key = "\(name).merges"
    let unlearned = try metadata.json("\(name).tokenizer", Tokenizer.self)
    self = try unlearned.learning { _ in
      let codes = try metadata.text(key)
      try requireMemory(for: BytePairMerges.bytesPerByte * codes.utf8.count, path: metadata.path)
      return try metadata.making(key, orElse: "is damaged") {
        try BytePairMerges(codes: codes, path: key)
      }
    }
  }
}
