@testable import Seq2Seq

/// A clean corpus of English and French sentences, into which a test plants faults.
struct PlantedCorpus {
  private static let subjects = [
    ("The old farmer", "Le vieux fermier"), ("My younger sister", "Ma petite sœur"),
    ("A red fox", "Un renard roux"), ("The king of the valley", "Le roi de la vallée"),
    ("Every child in the village", "Chaque enfant du village"), ("He", "Il"),
    ("The tired miller", "Le meunier fatigué"), ("A grey heron", "Un héron gris"),
    ("The wife of the baker", "La femme du boulanger"), ("She", "Elle"),
    ("Nobody in this house", "Personne dans cette maison"), ("The shepherd", "Le berger"),
  ]
  private static let deeds = [
    ("has lost the key of the barn", "a perdu la clé de la grange"),
    ("was looking for water", "cherchait de l'eau"), ("slept", "dormait"),
    ("told a long story about the wolf", "racontait une longue histoire sur le loup"),
    ("sold two sheep at the market", "vendait deux moutons au marché"),
    ("counted the stars", "comptait les étoiles"), ("knows the way home", "connaît le chemin"),
    ("had never seen such a large fish", "n'avait jamais vu un si grand poisson"),
    ("hid the bread under the stairs", "cachait le pain sous l'escalier"),
    ("opened the window and sang", "ouvrait la fenêtre et chantait"),
  ]
  private static let ends = [
    ("", ""), (" this morning", " ce matin"),
    (" because it was raining hard outside", " parce qu'il pleuvait fort dehors"),
    (" before the first snow fell on the hills", " avant que la première neige ne tombe"),
    (" with a quiet smile", " avec un sourire tranquille"),
    (
      " while the others were still talking about the price of the grain",
      " pendant que les autres parlaient encore du prix du blé"
    ),
  ]

  /// The sides, by line − 1.
  var sources: [String] = []
  var targets: [String] = []

  /// Lines of the training part.
  static let count = 240

  /// Distinct sentences; every part has its own.
  init(_ places: Range<Int> = 0..<count) {
    let all = Self.subjects.count * Self.deeds.count * Self.ends.count
    for i in places {
      let n = i * 7 % all
      let subject = Self.subjects[n % 12], deed = Self.deeds[n / 12 % 10], end = Self.ends[n / 120]
      sources.append("\(subject.0) \(deed.0)\(end.0).")
      targets.append("\(subject.1) \(deed.1)\(end.1).")
    }
  }

  static let valid = PlantedCorpus(300..<360)
  static let test = PlantedCorpus(400..<440)

  mutating func swap(_ line: Int) {
    (sources[line - 1], targets[line - 1]) = (targets[line - 1], sources[line - 1])
  }

  /// What is found in it, read from files.
  static func findings(
    _ train: PlantedCorpus, valid: PlantedCorpus = valid, test: PlantedCorpus = test,
    tokenizer: TokenizerKind = .words, lineEnd: String = "\n", maximumLength: Int = 100
  ) throws -> [CorpusFinding] {
    let folder = try ScratchFolder()
    var parts: [CorpusCheck.Part] = []
    for (name, part) in [("train", train), ("valid", valid), ("test", test)] {
      let text = try ParallelText(
        sourcePath: folder.write("\(name).en", part.sources.map { $0 + lineEnd }.joined()),
        targetPath: folder.write("\(name).fr", part.targets.map { $0 + lineEnd }.joined()))
      parts.append(CorpusCheck.Part(name: name, text: text))
    }
    var options = TrainingOptions()
    options.bothSides.tokenizer = tokenizer
    let corpus = try TrainingCorpus(
      train: parts[0].text.pairs, valid: parts[1].text.pairs, sourceLanguage: "en",
      targetLanguage: "fr", options: options)
    return CorpusCheck(
      parts, source: CorpusCheck.Reading(corpus.source), target: CorpusCheck.Reading(corpus.target),
      maximumLength: maximumLength
    ).findings
  }
}
