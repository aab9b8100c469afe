import Seq2Seq

/// A choice of a translator's vocabularies.
enum VocabularySide: String, CaseIterable { case source, target, both }

/// The word vectors of a model, with the names under which they are shown.
struct WordSpaces {
  /// The model's name in messages.
  let model: String
  let spaces: [(name: String, space: WordSpace)]

  static let side = Option.choice("side", "SIDE", VocabularySide.allCases) {
    "which of a translator's vocabularies: \($0)"
  }.or(.both)

  /// The sides of a translator that are asked for; if both have one embedding, it is shown once.
  static func translator(_ arguments: Arguments) throws -> WordSpaces {
    let used = try ModelInUse<TranslationModel>(arguments, named: InspectCommand.named(arguments))
    let (source, target) = used.model.wordSpaces, side = arguments[side]
    var spaces: [(String, WordSpace)] = []
    if used.model.configuration.shareEmbeddings, side == .both {
      spaces = [("\(source.language) and \(target.language)", source)]
    } else {
      if side != .target { spaces.append(("source \(source.language)", source)) }
      if side != .source { spaces.append(("target \(target.language)", target)) }
    }
    return WordSpaces(model: used.path, spaces: spaces)
  }

  static func languageModel(_ arguments: Arguments) throws -> WordSpaces {
    let used = try ModelInUse<LanguageModel>(arguments, named: InspectCommand.named(arguments))
    return WordSpaces(model: used.path, spaces: [("text", used.model.wordSpace)])
  }
}

/// `--near`: the words whose vectors are nearest to a word's.
enum NearInspection {
  static let near = Option.text(
    "near", "WORD",
    "list the words whose vectors are nearest to WORD's, by cosine; a word of several tokens is their mean"
  ).repeatable
  static let count = Option.integer(
    "count", "N", "for \(near): number of words to list", in: 1...100_000
  )
  .or(10)

  static func run(_ arguments: Arguments, _ vectors: WordSpaces) throws {
    typealias Found = (name: String, place: WordSpace.Place, neighbors: [WordSpace.Neighbor])
    let all = try arguments[near].map { word in
      guard word.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
        throw UsageError.badValue(option: "\(near)", found: word, expected: "a word")
      }
      let found = vectors.spaces.compactMap { name, space -> Found? in
        space.place(of: word).map {
          (name, $0, space.neighbors(of: $0, count: arguments[count]))
        }
      }
      if found.isEmpty {
        let candidates = vectors.spaces.flatMap(\.space.tokens)
        throw CommandError.unknownWord(
          word, model: vectors.model, near: nearest(to: word, among: candidates))
      }
      return (word: word, found: found)
    }
    if arguments.json {
      let reports = all.map { word, found in
        Report([
          "word": word,
          "sides": found.map { name, place, neighbors in
            Report([
              "side": name, "pieces": place.pieces,
              "neighbors": neighbors.map { Report(["token": $0.token, "cosine": $0.cosine]) },
            ])
          },
        ])
      }
      try Stream.output.line(jsonText(Report(["words": reports])))
      return
    }
    for (place, (word, found)) in all.enumerated() {
      for (number, one) in found.enumerated() {
        if place + number > 0 { Stream.output.line("") }
        let pieces =
          one.place.pieces.count > 1
          ? ", the mean of " + one.place.pieces.map { "'\($0)'" }.joined(separator: " ") : ""
        Stream.output.line(displayable("\(one.name): '\(word)'\(pieces)"))
        for neighbor in one.neighbors {
          Stream.output.line(
            "\(right(fixed(neighbor.cosine, 3), 7))  \(displayable(neighbor.token))")
        }
      }
      let missing = vectors.spaces.map(\.name).filter { name in
        !found.contains { $0.name == name }
      }
      if !missing.isEmpty, !arguments.quiet {
        Stream.error.line(
          "s2s: '\(displayable(word, limit: 80))' is not a word of \(missing.joined(separator: ", "))"
        )
      }
    }
  }
}

/// `--map`: a page with the most frequent words on a plane.
enum MapInspection {
  static let map = Option.file(
    "map", "write a page with a map of the most frequent words into this file")
  static let words = Option.integer(
    "words", "N", "for \(map): number of words to show", in: 3...20_000
  ).or(
    500)

  static func run(_ arguments: Arguments, _ vectors: WordSpaces) throws {
    guard let file = try PageFile(map, arguments) else { return }
    try arguments.exclude(map, Options.json)
    let page = try WordMapPage(
      model: vectors.model,
      vectors.spaces.map { name, space in
        let map = space.map(of: arguments[words])
        return .init(name: name, words: map.words, places: map.places, shares: map.shares)
      })
    try file.write(page.text)
  }
}

/// `inspect --near` for translators.
enum TranslatorNear: Inspection {
  static let option: any OptionDeclaration = NearInspection.near
  static let others: [any OptionDeclaration] = [WordSpaces.side, NearInspection.count]
  static func run(_ arguments: Arguments) throws {
    try NearInspection.run(arguments, .translator(arguments))
  }
}

enum TranslatorMap: Inspection {
  static let option: any OptionDeclaration = MapInspection.map
  static let others: [any OptionDeclaration] = [
    WordSpaces.side, MapInspection.words, LogInspection.force,
  ]
  static func run(_ arguments: Arguments) throws {
    try MapInspection.run(arguments, .translator(arguments))
  }
}

/// `lm inspect --near` for language models.
enum LanguageModelNear: Inspection {
  static let option: any OptionDeclaration = NearInspection.near
  static let others: [any OptionDeclaration] = [NearInspection.count]
  static func run(_ arguments: Arguments) throws {
    try NearInspection.run(arguments, .languageModel(arguments))
  }
}

enum LanguageModelMap: Inspection {
  static let option: any OptionDeclaration = MapInspection.map
  static let others: [any OptionDeclaration] = [MapInspection.words, LogInspection.force]
  static func run(_ arguments: Arguments) throws {
    try MapInspection.run(arguments, .languageModel(arguments))
  }
}
