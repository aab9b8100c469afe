/// What the lines of a part hold, each side by itself.
struct PartScan {
  /// A side of a part.
  struct Side {
    /// Characters of each line, by pair.
    private(set) var characters: [Int32] = []
    private(set) var tokens: [Int32] = []
    private(set) var words = 0
    private(set) var wordLines = 0
    private(set) var attachedStops = 0
    private(set) var spacedStops = 0
    private(set) var letters = 0
    private(set) var scripts = [Int](repeating: 0, count: Script.allCases.count)
    private(set) var marks: [CorpusFinding.Kind: FoundLines] = [:]

    fileprivate mutating func add(_ scan: LineScan, tokens count: Int, line: Int) {
      characters.append(Int32(clamping: scan.scalars))
      tokens.append(Int32(clamping: count))
      words += scan.words
      if scan.words == 1 { wordLines += 1 }
      attachedStops += scan.attachedStops
      spacedStops += scan.spacedStops
      letters += scan.letters
      for i in scripts.indices { scripts[i] += scan.scripts[i] }
      for mark in scan.marks {
        marks[mark.kind, default: FoundLines()].add(line, example: mark.example)
      }
    }

    var summary: CorpusCheck.SideSummary {
      CorpusCheck.SideSummary(
        tokens: tokens.reduce(0) { $0 + Int($1) },
        characters: characters.reduce(0) { $0 + Int($1) },
        tokensPerLine: Quantiles(tokens), charactersPerLine: Quantiles(characters))
    }

    /// The script of nine letters in ten; nil where there is none.
    var mainScript: Script? {
      scripts.indices.first { letters > 0 && scripts[$0] * 10 >= letters * 9 }
        .flatMap { Script(rawValue: $0) }
    }

    /// Share of full stops and commas that stand alone; nil where there are too few.
    var spacing: Double? {
      let all = attachedStops + spacedStops
      return all < 20 ? nil : Double(spacedStops) / Double(all)
    }
  }

  let part: CorpusCheck.Part
  /// Source and target.
  private(set) var sides = [Side(), Side()]
  private var tooLong = FoundLines()

  /// - Parameters:
  ///   - readings: of source and target.
  ///   - maximumLength: the most tokens that a side may have.
  init(
    _ part: CorpusCheck.Part, _ readings: [CorpusCheck.Reading], maximumLength: Int
  ) {
    self.part = part
    for (place, pair) in part.text.pairs.enumerated() {
      let line = part.text.line(of: place)
      let x = readings[0].tokenCount(pair.source)
      let y = readings[1].tokenCount(pair.target)
      sides[0].add(LineScan(pair.source), tokens: x, line: line)
      sides[1].add(LineScan(pair.target), tokens: y, line: line)
      if max(x, y) > maximumLength, readings.allSatisfy({ $0.side != nil }) {
        tooLong.add(line, example: "\(max(x, y))")
      }
    }
  }

  /// If at least this share of the lines is cut into subwords, the whole side counts as cut.
  private static let wholeShare = 0.2

  /// Findings about single lines.
  var findings: [CorpusFinding] {
    let pairs = part.text.pairs.count
    var found: [CorpusFinding?] = [tooLong.finding(.tooLong, in: part.name, of: pairs)]
    var empty = FoundLines()
    for line in part.text.skippedLines { empty.add(line) }
    found.append(empty.finding(.emptySide, in: part.name, of: pairs + empty.count))
    let endings = zip(CorpusFinding.Side.allCases, part.text.carriageReturns)
    for (side, ending) in endings where ending.count > 0 {
      found.append(
        CorpusFinding(
          .carriageReturnLineFeed, in: part.name, side, count: ending.count,
          lines: [ending.first]))
    }
    for (name, side) in zip(CorpusFinding.Side.allCases, sides) {
      for kind in CorpusFinding.Kind.allCases {
        guard let lines = side.marks[kind] else { continue }
        let isWhole =
          kind == .subwordMarks && Double(lines.count) >= Self.wholeShare * Double(pairs)
        found.append(lines.finding(isWhole ? .subwords : kind, in: part.name, name, of: pairs))
      }
    }
    return found.compactMap { $0 }
  }

  // MARK: - Sides as a whole

  /// With fewer lines, letters or punctuation marks, a side as a whole is not judged.
  private static let fewest = 20

  /// Findings about the sides as a whole.
  func sideFindings(_ readings: [CorpusCheck.Reading]) -> [CorpusFinding] {
    let pairs = part.text.pairs.count
    var found: [CorpusFinding] = []
    if pairs < 1_000 { found.append(CorpusFinding(.fewPairs, in: part.name, count: pairs)) }
    for (name, side) in zip(CorpusFinding.Side.allCases, sides) {
      let cutsAtSpaces = readings[name == .source ? 0 : 1].cutsAtSpaces
      let isWordLines = side.wordLines * 20 >= pairs * 19 && pairs >= Self.fewest
      let spaceless = side.scripts.indices.filter {
        Script(rawValue: $0)?.isWrittenWithoutSpaces ?? false
      }
      let letters = spaceless.reduce(0) { $0 + side.scripts[$1] }
      let isSpaceless =
        letters >= Self.fewest && letters * 10 >= side.letters * 3 && letters > 6 * side.words
      if cutsAtSpaces, isSpaceless {
        let most = spaceless.max { side.scripts[$0] < side.scripts[$1] }
        found.append(
          CorpusFinding(
            .noSpaces, in: part.name, name, count: letters, of: side.letters,
            example: most.flatMap { Script(rawValue: $0)?.name } ?? ""))
      } else if cutsAtSpaces, isWordLines {
        found.append(
          CorpusFinding(.wordLines, in: part.name, name, count: side.wordLines, of: pairs))
      }
      if let spacing = side.spacing, spacing >= 0.9 {
        found.append(
          CorpusFinding(
            .tokenized, in: part.name, name, count: side.spacedStops,
            of: side.spacedStops + side.attachedStops))
      }
    }
    return found
  }

  /// Findings about sides of another part that are spaced differently from these.
  func spacingFindings(against other: PartScan) -> [CorpusFinding] {
    zip(CorpusFinding.Side.allCases, zip(sides, other.sides)).compactMap { name, sides in
      guard let own = sides.0.spacing, let others = sides.1.spacing,
        own >= 0.9 && others <= 0.1 || own <= 0.1 && others >= 0.9
      else { return nil }
      return CorpusFinding(
        .otherSpacing, in: other.part.name, name, count: sides.1.spacedStops,
        of: sides.1.spacedStops + sides.1.attachedStops,
        example: own > others ? "attached" : "spaced")
    }
  }
}
