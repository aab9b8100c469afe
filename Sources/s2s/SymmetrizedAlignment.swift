import Seq2Seq

/// `align --symmetrize`: the word alignments of two directions become one.
enum SymmetrizedAlignment {
  static let kind = Option.choice(
    "symmetrize", "KIND", Symmetrization.allCases,
    help: { "join the links of two directions, which are two models or two files: \($0)" })
  static let reverseModel = Option.file(
    "reverse-model",
    "a model of the other direction, which reads each pair with its sides swapped; several: "
      + "an ensemble"
  ).repeatable
  static let agreement = Option.flag(
    "agreement",
    "with two models: link each word where both attend, by the product of their attention without "
      + "the end symbols, instead of by one direction's attention")
  static let forward = Option.file(
    "forward",
    "links i-j of source and target, line by line, instead of a model's; possible ones, ipj, are left "
      + "out")
  static let backward = Option.file(
    "backward", "links j-i of the same pairs, as a model of the other direction aligns them")

  static let options: [any OptionDeclaration] = [
    kind, reverseModel, agreement, forward, backward,
  ]

  /// Refuses options that do not go together.
  static func check(_ arguments: Arguments) throws(UsageError) {
    for option in [reverseModel, agreement, forward, backward] as [any OptionDeclaration] {
      try arguments.require(kind, for: option)
    }
    try arguments.pair(forward, backward)
    try arguments.exclude(
      forward, Options.models, reverseModel, agreement, Options.columns, AlignCommand.everyWord,
      Options.weights, Options.sentenceBatch)
    if !arguments.has(forward) { try arguments.require(reverseModel, for: kind) }
    try arguments.exclude(kind, AlignCommand.show, AlignCommand.svg, AlignCommand.tokens)
    try arguments.exclude(forward, AlignmentReport.summary)
    if !AlignmentReport.isWanted(arguments) { try arguments.exclude(kind, Options.json) }
    guard arguments.has(kind), let sentence = arguments.sentences.first else { return }
    if arguments.has(forward) { throw .unexpectedArgument(sentence) }
    if arguments.sentences.count == 1 { throw .missingArgument("TARGET") }
  }

  // MARK: - Files

  /// Joins two files line by line.
  static func join(
    _ forward: String, _ backward: String, _ symmetrize: Symmetrization, _ arguments: Arguments
  ) throws -> Int32 {
    let reports = AlignmentReport.isWanted(arguments)
    var report = try AlignmentReport(arguments)
    let there = try AlignmentReader(path: forward), back = try AlignmentReader(path: backward)
    while let links = try there.next(), let others = try back.next() {
      let joined = symmetrize(links.sure, turned(others.sure))
      _ = try report.add(joined, nil)
      if !reports { Stream.output.write(text(of: joined)) }
    }
    let lines = try (there.countLines(), back.countLines())
    if lines.0 != lines.1 {
      throw CorpusError.lineCountMismatch(
        source: forward, sourceLines: lines.0, target: backward, targetLines: lines.1)
    }
    try report.finish()
    if reports { try report.write(json: arguments.json) }
    return 0
  }

  private static func turned(_ links: Set<WordLink>) -> Set<WordLink> {
    Set(links.map { WordLink($0.target, $0.source) })
  }

  private static func text(of links: Set<WordLink>) -> String {
    WordAlignment(sure: links).pharaoh + "\n"
  }

  // MARK: - Models

  /// Aligns pairs with two models. Returns the exit status.
  static func align(_ arguments: Arguments, _ symmetrize: Symmetrization) throws -> Int32 {
    let weights = arguments[Options.weights]
    let batch = try DecodingChoice.read(arguments).batch
    let used = try TranslatorsInUse(arguments, weights: weights)
    let other = try TranslatorsInUse(
      arguments, named: arguments[reverseModel], weights: weights)
    let languages = [used.model.source.language, used.model.target.language]
    let turned = [other.model.target.language, other.model.source.language]
    if languages != turned, languages != turned.reversed() || languages[0] != "source" {
      Stream.error.line(
        "s2s: \(displayable(other.path)): translates \(turned[1]) → \(turned[0]), not "
          + "\(languages[1]) → \(languages[0])")
    }
    let sessions = try [used, other].map {
      try $0.session(threads: arguments.threads, weights: weights)
    }
    let everyWord = arguments[AlignCommand.everyWord], agrees = arguments[agreement]
    let reports = AlignmentReport.isWanted(arguments)
    var report = try AlignmentReport(arguments)
    func join(_ lines: [PairInput.Line]) throws {
      let pairs = lines.compactMap(\.pair)
      let there = try used.naming { try sessions[0].align(pairs, batch: batch) }
      let back = try other.naming {
        try sessions[1].align(
          pairs.map { SentencePair(source: $0.target, target: $0.source) }, batch: batch)
      }
      var found = Array(zip(there, back))[...]
      var text = ""
      for line in lines {
        var links: Set<WordLink> = []
        let matrices = line.pair == nil ? nil : found.popFirst()
        // The models' tokenizers may count words differently: such pairs have no links.
        if let (there, back) = matrices,
          let agreed = there.agreement(with: back, everyWord: everyWord)
        {
          links =
            agrees
            ? symmetrize(agreed.forward, agreed.backward)
            : symmetrize(
              there.links(everyWord: everyWord), Self.turned(back.links(everyWord: everyWord)))
        }
        _ = try report.add(
          line.pair == nil ? nil : links, matrices?.0, reverse: matrices?.1)
        text += Self.text(of: links)
      }
      if !reports { Stream.output.write(text) }
    }
    let given = arguments.sentences
    var input = PairInput(
      model: used.model, format: try PairInput.format(arguments), needsTarget: true,
      outcome: "left empty",
      lines: given.isEmpty ? InputLines("pairs", quiet: arguments.quiet) : nil)
    if given.count == 2 {
      try join([input.accept(SentencePair(source: given[0], target: given[1]), "the pair")])
    } else {
      while case let lines = try input.window(most: batch), !lines.isEmpty {
        try join(lines.map(\.line))
      }
    }
    try report.finish()
    let status = input.finish(quiet: arguments.quiet)
    if reports { try report.write(json: arguments.json) }
    return status
  }
}
