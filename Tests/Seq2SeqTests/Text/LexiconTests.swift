import Testing

@testable import Seq2Seq

@Suite struct LexiconTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func side(_ lowercase: Bool = false, form: NormalForm = .nfc) throws -> TextSide {
    TextSide(
      language: "en",
      tokenizer: Tokenizer(kind: .words, lowercase: lowercase, normalForm: form),
      vocabulary: try Vocabulary(tokens: ["the"]))
  }

  private func lexicon(_ text: String, _ side: TextSide) throws -> Lexicon {
    try Lexicon(path: folder.write("lexicon.tsv", text), for: side)
  }

  @Test func aWordIsLookedUpExactlyInTheModelsNormalForm() throws {
    let text = "cafe\u{301}\tcoffee house\n\n Paris \t Paname \nﬁn\tend\n"
    let found = try lexicon(text, side())
    #expect(found.count == 3)
    #expect(found.translation(of: "caf\u{E9}") == "coffee house")
    #expect(found.translation(of: "cafe\u{301}") == nil, "words come in the normal form")
    #expect(found.translation(of: "Paris") == "Paname" && found.translation(of: "paris") == nil)
    #expect(found.translation(of: "fin") == nil)
    #expect(try lexicon(text, side(form: .nfkc)).translation(of: "fin") == "end")
  }

  @Test func whereCaseIsFoldedTheExactWordIsPreferred() throws {
    let text = "Apple\tMac\napple\tpomme\nROME\tVille\n"
    let found = try lexicon(text, side(true))
    #expect(found.translation(of: "apple") == "pomme")
    #expect(found.translation(of: "rome") == "Ville")
    #expect(found.repeated.count == 0 && found.phrases.count == 0)
    #expect(try lexicon(text, side()).translation(of: "rome") == nil)
  }

  @Test func theFirstTranslationOfAWordCounts() throws {
    let found = try lexicon("a\tx\nb\ty\na\tx\na\tz\nb\tw\n", side())
    #expect(found.translation(of: "a") == "x" && found.translation(of: "b") == "y")
    #expect(found.repeated == (2, 4), "the same line again is no other translation")
    #expect(try lexicon("a\tx y\na b\tx\nb c\ty\n", side()).phrases == (2, 2))
  }

  @Test(arguments: [
    ("a\tx\nb\n", LexiconError.columns(path: "", line: 2, found: 1)),
    ("a\tx\ty\n", .columns(path: "", line: 1, found: 3)),
    ("a\t \n", .emptySide(path: "", line: 1)), ("\tb\n", .emptySide(path: "", line: 1)),
  ])
  func aLineThatIsNoEntryIsNamed(_ text: String, _ expected: LexiconError) throws {
    do {
      _ = try lexicon(text, side())
      Issue.record("accepted")
    } catch let error as LexiconError {
      let path = folder.path + "/lexicon.tsv"
      switch expected {
      case .columns(_, let line, let found):
        #expect(error == .columns(path: path, line: line, found: found))
      case .emptySide(_, let line): #expect(error == .emptySide(path: path, line: line))
      }
      #expect("\(error)".contains("line ") && "\(error)".contains("tab"))
    }
  }

  @Test func bytesThatAreNoTextAreRefusedByLine() throws {
    let path = try folder.write("lexicon.tsv", [0x61, 0x09, 0x62, 0x0A, 0x63, 0x09, 0xFF, 0x0A])
    #expect(throws: CorpusError.invalidUTF8(path: path, line: 2)) {
      try Lexicon(path: path, for: side())
    }
  }

  /// Units of both sides: what stands in the text is not always one token there.
  @Test(
    arguments: TokenizerKind.allCases, TokenizerKind.allCases)
  func aTranslationIsWrittenAsItStandsInAnyUnits(_ from: TokenizerKind, _ to: TokenizerKind) throws
  {
    let source = Tokenizer(kind: from), target = Tokenizer(kind: to)
    let word = from == .characters ? "ß" : "Zorblax"
    for translation in ["d'Arc", "New  York", "a\u{FFED}b", "100 %", "\u{FFEE}0", "x\u{2581}y"] {
      let found = try lexicon("\(word)\t\(translation)\n", side())
      let tokens = source.tokenize(word)
      let copy = target.copy(of: 0, in: tokens, by: source, lexicon: found)
      let expected = SpacedTokens.join(SpacedTokens.split(translation))
      #expect(target.detokenize([copy]).utf8.elementsEqual(expected.utf8), "\(copy)")
      let none = try lexicon("other\tx\n", side())
      let plain = target.copy(of: 0, in: tokens, by: source, lexicon: none)
      #expect(target.detokenize([plain]) == word)
    }
  }

  @Test func aCopiedWordOfOtherUnitsHasNoMarksInIt() {
    let spaced = Tokenizer(kind: .none), words = Tokenizer(kind: .words)
    let copy = words.copy(of: 0, in: ["l'Aquila"], by: spaced)
    #expect(words.detokenize([copy]) == "l'Aquila")
  }

  @Test func damagedFilesAreReadOrRefusedInOneLine() throws {
    let whole = Array("Zorblax\tZorblaxe\nAquila\tl'Aigle\n\ncafé\tcoffee house\nx\ty\n".utf8)
    var damage = ByteDamage(seed: 6)
    let side = try side(true)
    var read = 0
    let rounds = FuzzCases.count(300)
    for round in 0..<rounds {
      let label = "seed 6 round \(round)"
      let bytes =
        round % 10 == 9
        ? Array("\(damage.marks(round % 100 == 99 ? 40_000 : 60))\tx\n".utf8) + whole
        : damage.damaged(whole, in: whole.indices)
      let path = try folder.write("damaged.tsv", bytes)
      FuzzCases.timed(label) {
        do {
          let found = try Lexicon(path: path, for: side)
          read += 1
          #expect(found.count <= bytes.count, "\(label)")
          _ = found.translation(of: "zorblax")
        } catch {
          #expect(error is CorpusError || error is LexiconError, "\(label): \(error)")
          #expect(!"\(error)".unicodeScalars.contains { $0.value < 32 }, "\(label): \(error)")
        }
      }
    }
    #expect((rounds / 20..<rounds).contains(read), "\(read) read")
  }
}
