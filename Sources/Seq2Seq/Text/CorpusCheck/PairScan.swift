/// What is wrong with the pairs of a part: both sides are compared with each other and with what is
/// usual in training.
struct PairScan {
  private(set) var findings: [CorpusFinding] = []

  /// - Parameter ratios: nil where training has too few pairs.
  init(
    _ part: CorpusCheck.Part, _ scan: PartScan, _ letters: LetterModel, _ ratios: LengthRatios?,
    isTraining: Bool
  ) {
    let (x, y) = (scan.sides[0], scan.sides[1])
    var excess = FoundLines(), same = FoundLines(), numbers = FoundLines(), swapped = FoundLines()
    var foreign = [FoundLines(), FoundLines()], scripts = [FoundLines(), FoundLines()]
    var whole = [LetterModel.Evidence(), LetterModel.Evidence()]
    for (place, pair) in part.text.pairs.enumerated() {
      let line = part.text.line(of: place)
      let source = LineScan(pair.source), target = LineScan(pair.target)
      if let times = ratios?.excess(x.characters[place], y.characters[place]) {
        excess.add(line, example: Self.rounded(times))
      }
      if source.hasDigits, target.hasDigits,
        let difference = NumbersInText.difference(pair.source, pair.target)
      {
        numbers.add(line, example: difference)
      }
      for (i, (scan, side)) in [(source, x), (target, y)].enumerated() {
        if let script = Self.otherScript(scan, side) { scripts[i].add(line, example: script.name) }
      }
      if Self.isSame(part.text.pairs, place, source) {
        same.add(line, example: pair.source)
        continue  // of one text, the letters speak for one side and against the other
      }
      let evidence = [
        letters.evidence(pair.source, learned: isTraining ? (place, .source) : nil),
        letters.evidence(pair.target, learned: isTraining ? (place, .target) : nil),
      ]
      for i in 0..<2 { whole[i] += evidence[i] }
      let sourceIsForeign = Self.isClear(evidence[0], -1),
        targetIsForeign = Self.isClear(evidence[1], 1)
      if Self.isSwapped(evidence) {
        swapped.add(line, example: pair.source)
      } else if sourceIsForeign, evidence[1].mean < 0 {
        foreign[0].add(line, example: pair.source)
      } else if targetIsForeign, evidence[0].mean > 0 {
        foreign[1].add(line, example: pair.target)
      }
    }
    let pairs = part.text.pairs.count
    var found: [CorpusFinding?] = [
      excess.finding(.lengthRatio, in: part.name, of: pairs),
      same.finding(.untranslated, in: part.name, of: pairs),
      numbers.finding(.numbers, in: part.name, of: pairs),
    ]
    if !isTraining, whole.allSatisfy({ $0.trigrams >= 200 }), whole[0].mean < -0.3,
      whole[1].mean > 0.3
    {
      found.append(CorpusFinding(.swappedPart, in: part.name, count: pairs, of: pairs))
    } else {
      found.append(swapped.finding(.swappedSides, in: part.name, of: pairs))
      for (i, name) in CorpusFinding.Side.allCases.enumerated() {
        found.append(foreign[i].finding(.otherLanguage, in: part.name, name, of: pairs))
      }
    }
    for (i, name) in CorpusFinding.Side.allCases.enumerated() {
      found.append(scripts[i].finding(.otherScript, in: part.name, name, of: pairs))
    }
    for shift in ShiftedLines.find(x.characters, y.characters) {
      found.append(
        CorpusFinding(
          .shifted, in: part.name, count: shift.places.count, of: pairs,
          lines: [
            part.text.line(of: shift.places.lowerBound),
            part.text.line(of: shift.places.upperBound - 1),
          ], example: "\(shift.offset)"))
    }
    findings = found.compactMap { $0 }
  }

  /// Whether letters speak clearly, in nats: sign 1 for the source's language, −1 against it.
  private static func isClear(_ evidence: LetterModel.Evidence, _ sign: Double) -> Bool {
    sign * evidence.sum >= 40 && sign * evidence.mean >= 0.8
  }

  /// Each side must speak for the other language, and both together clearly.
  private static func isSwapped(_ evidence: [LetterModel.Evidence]) -> Bool {
    evidence[0].mean <= -0.6 && evidence[1].mean >= 0.6
      && evidence[0].sum <= -8 && evidence[1].sum >= 8 && evidence[1].sum - evidence[0].sum >= 30
  }

  /// The script of a line, where it is not its side's.
  private static func otherScript(_ line: LineScan, _ side: PartScan.Side) -> Script? {
    guard let usual = side.mainScript, line.letters >= 5, let script = line.mainScript,
      script != usual, line.scripts[usual.rawValue] * 2 < line.letters
    else { return nil }
    return script
  }

  /// Whether both sides are the same text of some words; names alone may well be the same.
  private static func isSame(_ pairs: SentencePairs, _ place: Int, _ source: LineScan) -> Bool {
    guard source.words >= 3, source.letters >= 8 else { return false }
    return trimmed(pairs.utf8(place).source).elementsEqual(trimmed(pairs.utf8(place).target))
  }

  private static func rounded(_ times: Double) -> String {
    let tenths = Int((min(times, 1e6) * 10).rounded())
    return times >= 10 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
