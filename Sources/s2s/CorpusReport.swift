import Seq2Seq

/// What 's2s corpus' reports about a corpus, for people and for programs.
struct CorpusReport {
  let parts: [CorpusCheck.Part]
  /// Source and target.
  let languages: [String]
  let check: CorpusCheck
  let vocabularies: [Int]?

  private var sides: [CorpusCheck.SideSummary] { [check.source, check.target] }
  private var unknown: [VocabularyCoverage]? { check.unknown.map { [$0.source, $0.target] } }

  // MARK: - For people

  var lines: [String] {
    let width = max(12, languages.map { displayWidth($0) + 2 }.max() ?? 0)
    func row(_ name: String, _ values: [String]) -> String {
      "  " + name + String(repeating: " ", count: max(0, 22 - displayWidth(name)))
        + values.map { right($0, width) }.joined()
    }
    func counts(_ name: String, _ value: (CorpusCheck.SideSummary) -> Int) -> String {
      row(name, sides.map { grouped(value($0)) })
    }
    var lines = parts.map { part in
      let skipped = part.text.skipped
      return "\(part.name): \(counted(part.text.pairs.count, "pair"))"
        + (skipped > 0 ? ", \(grouped(skipped)) with an empty side left out" : "")
    }
    lines += [
      "", row("", languages), counts("tokens") { $0.tokens },
      counts("  median line") { $0.tokensPerLine.median },
      counts("  95 % of lines up to") { $0.tokensPerLine.most95 },
      counts("  longest line") { $0.tokensPerLine.longest },
      counts("characters") { $0.characters },
      counts("  median line") { $0.charactersPerLine.median },
      counts("  95 % of lines up to") { $0.charactersPerLine.most95 },
      counts("  longest line") { $0.charactersPerLine.longest },
    ]
    if let vocabularies { lines.append(row("vocabulary", vocabularies.map { grouped($0) })) }
    if let unknown {
      lines.append(row("unknown in valid", unknown.map { fixed(100 * $0.share, 1) + " %" }))
    }
    lines.append("")
    if check.findings.isEmpty { lines.append("nothing was found to be wrong") }
    return lines + check.findings.map(line)
  }

  private func line(_ finding: CorpusFinding) -> String {
    displayable(
      "\(finding.kind.level): \(place(of: finding)): \(finding.text(in: self)); \(finding.remedy)")
  }

  // MARK: - For programs

  var json: Report {
    var report = Report([
      "parts": parts.map { part in
        Report([
          "name": part.name, "pairs": part.text.pairs.count, "empty": part.text.skipped,
          "source": part.text.sourcePath, "target": part.text.targetPath,
        ])
      },
      "findings": check.findings.map { finding in
        Report([
          "kind": finding.kind.name, "level": finding.kind.level, "part": finding.part,
          "side": finding.side?.rawValue ?? "both", "file": path(finding.part, finding.side),
          "count": finding.count, "of": finding.total, "lines": finding.lines,
          "other-lines": finding.others, "example": finding.example,
          "text": finding.text(in: self), "remedy": finding.remedy,
        ])
      },
    ])
    for (i, name) in ["source", "target"].enumerated() {
      let side = sides[i]
      var told = Report([
        "language": languages[i], "tokens": side.tokens, "characters": side.characters,
        "tokens-per-line": side.tokensPerLine, "characters-per-line": side.charactersPerLine,
      ])
      if let vocabularies { told.others.append(("vocabulary", .plain(vocabularies[i]))) }
      if let unknown { told.others.append(("unknown-in-valid", .number(unknown[i].share, 6))) }
      report.others.append((name, .plain(told)))
    }
    return report
  }

  private func text(_ part: String) -> ParallelText? { parts.first { $0.name == part }?.text }

  /// The path of a side of a part; for both sides the source's path.
  func path(_ part: String, _ side: CorpusFinding.Side?) -> String {
    guard let text = text(part) else { return part }
    return side == .target ? text.targetPath : text.sourcePath
  }

  /// Line numbers of a part, each after its file's name if there are several files: `a.tsv:12`.
  func names(
    ofLines lines: [Int], in part: String, _ side: CorpusFinding.Side? = nil
  ) -> [String] {
    guard let text = text(part), text.hasSeveralFiles else { return lines.map { "\($0)" } }
    return lines.map { line in
      let (path, line) = text.place(ofLine: line, inTarget: side == .target)
      return "\(path):\(line)"
    }
  }

  /// The file with the first line numbers: `train.en:12, 30, 41, … (16 of 29,000)`.
  private func place(of finding: CorpusFinding) -> String {
    let text = text(finding.part)
    let isShared = text?.sourcePath == text?.targetPath  // both sides are in one file
    let side = isShared ? finding.side.map { ", \($0)" } ?? "" : ""
    let path = path(finding.part, finding.side) + side
    if finding.lines.isEmpty { return path }
    let lines = names(ofLines: finding.lines, in: finding.part, finding.side)
    let start = text?.hasSeveralFiles == true ? "" : "\(path):"
    if finding.kind == .shifted { return start + lines.joined(separator: "–") }
    let more = finding.count > lines.count ? ", …" : ""
    let total = finding.total > 0 ? " of \(grouped(finding.total))" : ""
    return
      "\(start)\(lines.joined(separator: ", "))\(more)\(start.isEmpty ? side : "") "
      + "(\(grouped(finding.count))\(total))"
  }
}
