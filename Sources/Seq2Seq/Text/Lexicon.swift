/// Translations of words: where a translation has an unknown word, its source word is looked up
/// here before it is copied.
///
/// A word is looked up in the model's normal form, first as it is; then, where the model folds
/// case, without regard to case.
/// Source: the dictionary of Luong et al. 2015b, "Addressing the Rare Word Problem in Neural Machine
/// Translation", §3.
package struct Lexicon: Sendable, Equatable {
  private var exact: [UTF8Key: String] = [:]
  /// Empty where the model tells upper and lower case apart.
  private var folded: [UTF8Key: String] = [:]
  /// Lines that repeat a word with a different translation, of which the first one counts; and the
  /// number of the first such line, from 1.
  package private(set) var repeated = (count: 0, first: 0)
  /// Lines with several words before the tab, which are never looked up.
  package private(set) var phrases = (count: 0, first: 0)

  /// Reads a file with a word, a tab and its translation in each line; blank lines are skipped.
  ///
  /// - Parameter side: the source of the model that translates.
  /// - Throws: `CorpusError` where the file cannot be read as text, `LexiconError` for its
  ///   contents.
  package init(path: String, for side: TextSide) throws {
    _ = try readableSizes(of: [path])
    let file = try TextFileReader(path: path)
    let exactForm = TextNormalizer(form: side.tokenizer.normalForm)
    let foldedForm = side.tokenizer.lowercase ? side.tokenizer.normalizer : nil
    while let line = try file.next() {
      if SpacedTokens.isEmpty(line) { continue }
      let columns = line.unicodeScalars.split(separator: "\t", omittingEmptySubsequences: false)
      guard columns.count == 2 else {
        throw LexiconError.columns(path: path, line: file.linesRead, found: columns.count)
      }
      let words = columns.map { SpacedTokens.split(String($0)) }
      if words[0].count > 1 {
        if phrases.count == 0 { phrases.first = file.linesRead }
        phrases.count += 1
      }
      let sides = words.map { SpacedTokens.join($0) }
      guard !sides[0].isEmpty, !sides[1].isEmpty else {
        throw LexiconError.emptySide(path: path, line: file.linesRead)
      }
      if exact.count % 16_384 == 16_383 { requireMemory(max(256 * exact.count, 2 << 20)) }
      add(sides[0], sides[1], exactForm, foldedForm, line: file.linesRead)
    }
  }

  private mutating func add(
    _ word: String, _ translation: String, _ exactForm: TextNormalizer,
    _ foldedForm: TextNormalizer?, line: Int
  ) {
    let key = UTF8Key(exactForm.normalize(word))
    if let first = exact[key] {
      guard !first.utf8.elementsEqual(translation.utf8) else { return }
      if repeated.count == 0 { repeated.first = line }
      repeated.count += 1
      return
    }
    exact[key] = translation
    if let foldedForm {
      let key = UTF8Key(foldedForm.normalize(word))
      if folded[key] == nil { folded[key] = translation }
    }
  }

  package var count: Int { exact.count }

  /// The translation of a word in the model's normal form; nil where there is none.
  package func translation(of word: String) -> String? {
    let key = UTF8Key(word)
    return exact[key] ?? folded[key]
  }

  package static func == (left: Lexicon, right: Lexicon) -> Bool {
    left.exact == right.exact && left.folded == right.folded
  }
}

/// Why a file is not a lexicon. Lines count from 1.
package enum LexiconError: Error, Equatable, CustomStringConvertible {
  case columns(path: String, line: Int, found: Int)
  case emptySide(path: String, line: Int)

  package var description: String {
    switch self {
    case .columns(let path, let line, 1):
      "\(path): line \(line) has no tab; expected a word, a tab and its translation"
    case .columns(let path, let line, let found):
      "\(path): line \(line) has \(grouped(found)) columns; expected a word, a tab and its translation"
    case .emptySide(let path, let line):
      "\(path): line \(line) lacks a word on one side of the tab; expected a word, a tab and its "
        + "translation"
    }
  }
}
