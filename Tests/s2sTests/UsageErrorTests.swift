import Testing

@Suite struct UsageErrorTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let words: [String]
    /// What the message must hold.
    let says: [String]
    var testDescription: String { "s2s " + words.joined(separator: " ") }

    init(_ line: String, _ says: String...) {
      words = line.split(separator: " ").map { $0 == "''" ? "" : String($0) }
      self.says = says
    }
  }

  static let mistakes = [
    Mistake("trian", "'trian'", "did you mean 'train'?"),
    Mistake("tarnslate", "did you mean 'translate'?"),
    Mistake("hepl", "did you mean 'help'?"),
    Mistake("xyzzy", "'xyzzy'"),
    Mistake("''", "''"),
    Mistake("help trian", "did you mean 'train'?"),
    Mistake("help train translate", "'translate'"),
    Mistake("--version train", "'train'"),
    Mistake("TRANSLATE", "did you mean 'translate'?"),
    Mistake("tran", "did you mean 'translate'?"),
    Mistake("version", "did you mean '--version'?"),
    Mistake("--verbose", "'--verbose'"),
    Mistake("--hlep", "did you mean '--help'?"),
    Mistake("--beam 3", "'--beam'", "s2s COMMAND"),
    Mistake("-k3", "'-k3'"),
    Mistake("-k", "'-k'", "s2s COMMAND"),
    Mistake("train --hiden 8", "'--hiden'", "did you mean '--hidden'?"),
    Mistake("train --atention=luong", "did you mean '--attention'?"),
    Mistake("train --updatse 8", "did you mean '--updates'?"),
    Mistake("translate --nbest 8", "did you mean '--n-best'?"),
    Mistake("train --batch-size 4", "did you mean '--batch'?"),
    Mistake("train --hidden_size=4", "did you mean '--hidden'?"),
    Mistake("train --vocab-size 4", "did you mean '--vocabulary-size'?"),
    Mistake("train --layers 2", "did you mean '--encoder-layers'?"),
    Mistake("train --lr 2", "did you mean '--learning-rate'?"),
    Mistake("train --tok words", "did you mean '--tokenizer'?"),
    Mistake("align -show", "'-show'", "did you mean '--show'?"),
    Mistake("translate --xyzzy", "'--xyzzy'"),
    Mistake("translate --hidden 8", "'--hidden'"),
    Mistake("translate -z", "'-z'"),
    Mistake("translate -qz", "'-z'"),
    Mistake("train --hidden", "--hidden", "needs a value"),
    Mistake("train --quiet --corpus", "--corpus", "needs a value"),
    Mistake("translate -n", "-n", "needs a value"),
    Mistake("train --quiet=yes", "--quiet", "takes no value", "'yes'"),
    Mistake("translate --json=", "--json", "takes no value"),
    Mistake("train --hidden many", "--hidden", "'many'", "a whole number"),
    Mistake("train --hidden 8.5", "--hidden", "'8.5'"),
    Mistake("train --hidden=", "--hidden", "''"),
    Mistake("train --hidden 99999999999999999999", "--hidden"),
    Mistake("train --hidden -1", "--hidden", "'-1'"),
    Mistake("train --dropout 1.5", "--dropout", "'1.5'"),
    Mistake("train --precision half", "--precision", "'half'", "float32, bfloat16, auto"),
    Mistake("train --dropout half", "--dropout", "'half'"),
    Mistake("train --learning-rate nan", "--learning-rate", "'nan'"),
    Mistake("train --clip inf", "--clip", "'inf'"),
    Mistake("train --hidden 0", "--hidden", "'0'", "from 1 to 16384"),
    Mistake("train --embedding -8", "--embedding", "'-8'"),
    Mistake("train --batch 0", "--batch"),
    Mistake("train --updates 0", "--updates"),
    Mistake("train --epochs 0", "--epochs"),
    Mistake("train --patience -1", "--patience"),
    Mistake("train --seed -1", "--seed"),
    Mistake("train --dropout 1", "--dropout", "from 0 to below 1"),
    Mistake("train --label-smoothing 1.5", "--label-smoothing"),
    Mistake("train --learning-rate 0", "--learning-rate", "above 0"),
    Mistake("train --clip -1", "--clip"),
    Mistake("train --held-out 1", "--held-out"),
    Mistake("train --vocabulary-size 3", "--vocabulary-size"),
    Mistake("train --threads 0", "--threads"),
    Mistake("translate --threads 257", "--threads", "256"),
    Mistake("translate --beam 0", "--beam", "'0'", "from 1 to"),
    Mistake("align --beam 0", "--beam"),
    Mistake("evaluate --beam 0", "--beam"),
    Mistake("align --threads 0", "--threads"),
    Mistake("evaluate --threads 0", "--threads"),
    Mistake("score --threads 0", "--threads"),
    Mistake("inspect --threads 0", "--threads"),
    Mistake("score --batch 0", "--batch"),
    Mistake("convert a -m b", "FILE", "--model"),
    Mistake("convert a b", "'b'"),
    Mistake("convert --weights int4 a", "'int4'", "float16", "int8"),
    Mistake("convert --threads 0 a", "--threads"),
    Mistake("align --width 19", "--width", "from 20 to"),
    Mistake("translate --max-length 0", "--max-length"),
    Mistake("translate --length-penalty nan", "--length-penalty", "'nan'"),
    Mistake("train --decay 1.5", "--decay", "'1.5'"),
    Mistake("train --validate-every 0", "--validate-every"),
    Mistake("translate --n-best 0", "--n-best"),
    Mistake("translate --batch 0", "--batch"),
    Mistake("translate --length-penalty -1", "--length-penalty"),
    Mistake("train --attention lung", "--attention", "'lung'", "luong", "bahdanau"),
    Mistake("train --tokenizer letters", "--tokenizer", "words", "characters"),
    Mistake("train --hidden 8 --hidden 16", "--hidden", "twice"),
    Mistake("translate -n 2 --n-best=2", "--n-best", "twice"),
    Mistake("train --resume --restart", "--resume", "--restart", "exclude"),
    Mistake("evaluate --corpus c --pairs p", "--corpus", "--pairs", "exclude"),
    Mistake("train --corpus c --source s --target t", "--corpus", "--source"),
    Mistake("train --pairs p --source s --target t", "--pairs", "--source"),
    Mistake("train --source s", "--source", "--target"),
    Mistake("train --target t", "--target", "--source"),
    Mistake("train --source s --target t --valid-source v", "--valid-source", "--valid-target"),
    Mistake("train --source s --target t --valid-target v", "--valid-target", "--valid-source"),
    Mistake("train --pairs p --valid-pairs v --held-out 0.1", "--valid-pairs", "--held-out"),
    Mistake("train --no-share-embeddings", "--no-share-embeddings", "--shared-vocabulary"),
    Mistake(
      "train --shared-vocabulary --source-merges 9", "--shared-vocabulary", "--source-merges"),
    Mistake("score --columns 1,2 a b", "--columns", "SOURCE"),
    Mistake("align --columns 1,2 a", "--columns", "SOURCE"),
    Mistake("align --beam 3 a b", "--beam", "TARGET"),
    Mistake("align --gold g --prefix a", "--prefix", "--gold"),
    Mistake("align --symmetrize union --reverse-model m --lexicon l", "--lexicon", "--symmetrize"),
    Mistake(
      "align --symmetrize union --forward f --backward b --weights int8", "--weights", "--forward"),
    Mistake("evaluate --seed 3", "--seed", "--confidence"),
    Mistake("inspect m --gradients --hidden 8", "--hidden", "MODEL"),
    Mistake("inspect m --gradients --attention luong", "--attention", "MODEL"),
    Mistake("bench --model m --hidden 8", "--model", "--hidden"),
    Mistake("bench --to fr", "--to", "--corpus"),
    Mistake("bench --decode --batch 8", "--decode", "--batch"),
    Mistake("lm generate --greedy --seed 3", "--greedy", "--seed"),
    Mistake("train letters", "'letters'"),
    Mistake("train -", "'-'"),
    Mistake("train -- --resume", "'--resume'"),
    Mistake("translate --n-best 4 --beam 3", "--n-best", "'4'", "--beam", "3"),
  ]

  @Test(arguments: mistakes)
  func aMistakeIsToldInALineOrTwoWithStatusTwo(_ mistake: Mistake) throws {
    let found = try Sandbox().s2s(mistake.words)
    #expect(found.status == 2)
    #expect(found.output == "")
    #expect((1...2).contains(found.errorLines.count), "\(found.error)")
    #expect(found.error.hasPrefix("s2s: ") && found.error.hasSuffix("\n"))
    for text in mistake.says { #expect(found.error.contains(text), "'\(text)' in \(found.error)") }
  }

  static let numbers = [
    Mistake(
      "train --corpus letters --hidden 3 --embedding 4", "--hidden is '3'", "--unidirectional"),
    Mistake(
      "train --corpus letters --hidden 8 --embedding 4 --tie-embeddings", "--embedding is '4'"),
    Mistake("train --corpus letters --hidden 99999999999", "--hidden is '99999999999'", "16384"),
    Mistake("train --corpus letters --encoder-layers 16", "--encoder-layers is '16'", "1 to 15"),
    Mistake("train --corpus letters --batch 99999999999", "--batch is '99999999999'", "1048576"),
    Mistake("train --corpus letters --learning-rate 1e400", "--learning-rate is '1e400'"),
    Mistake("lm train text --hidden 16385 --tie-embeddings", "--hidden is '16385'"),
    Mistake("lm train text --hidden 8 --embedding 3 --tie-embeddings", "--embedding is '3'"),
    Mistake("lm train text --batch 1048577", "--batch is '1048577'"),
    Mistake("lm train text --sequence-length 99999999999", "--sequence-length is '99999999999'"),
    Mistake("lm train text --held-out 0.6 --test-share 0.6", "--held-out is '0.6", "test share"),
    Mistake("train --corpus letters --held-out 0.1", "--held-out", "valid.*"),
    Mistake("train --corpus letters --bpe-codes c --merges 9", "--merges is '9'", "left out"),
    Mistake("train --corpus letters --bpe-codes c --source-merges 9", "--source-merges is '9'"),
    Mistake("train --corpus letters --plateau 0.5", "--plateau", "--schedule plateau"),
    Mistake("train --corpus letters --schedule linear --decay 0", "--decay", "--schedule plateau"),
    Mistake("lm train text --schedule cosine --decay 0.1", "--decay", "--schedule plateau"),
    Mistake("lm train text --mode lines --sequence-length 9", "--sequence-length", "--mode lines"),
    Mistake("lm generate --top-k 0", "--top-k"), Mistake("lm generate --top-p nan", "--top-p"),
    Mistake("lm generate --beam 99999999999", "--beam"),
    Mistake("bench --seconds 99999999999", "--seconds"), Mistake("bench --seconds ''", "--seconds"),
    Mistake("bench --hidden 3 --seconds 1", "--hidden is '3'"),
    Mistake("align --width 9223372036854775808", "--width"),
  ]

  /// Whether the command line or the library finds it.
  @Test(arguments: numbers)
  func aWrongNumberNamesItsOptionWithStatusTwo(_ mistake: Mistake) throws {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus()
    try sandbox.write("a b c\nd e f\n", to: "text")
    let found = try sandbox.s2s(mistake.words + ["-q"])
    #expect(found.status == 2)
    #expect(found.output == "")
    #expect(found.errorLines.count == 2, "\(found.error)")
    #expect(found.errorLines.last?.hasPrefix("try 's2s help ") == true)
    for text in mistake.says { #expect(found.error.contains(text), "'\(text)' in \(found.error)") }
  }

  @Test(arguments: ["", "a\tb", "x\u{1B}[1m", "\u{202E}en", String(repeating: "e", count: 65)])
  func whatCanNameNoLanguageIsRefusedBeforeTraining(_ name: String) throws {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus()
    let found = try sandbox.s2s(
      ["train", "--source", "letters/train.low", "--target", "letters/train.up", "--from", name]
        + Sandbox.tiny)
    #expect(
      found.status == 2 && found.errorLines.first?.contains("--from") == true, "\(found.error)")
    #expect(try sandbox.names(in: "models") == [])
  }

  @Test func aNameLikeNoOtherIsNotGuessed() throws {
    #expect(!(try Sandbox().s2s("train", "--xyzzy").error.contains("did you mean")))
  }
}
