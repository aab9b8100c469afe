import Seq2Seq

/// What 's2s corpus' tells of a corpus, for people and for programs.
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
    let place = finding.place(
      in: path(finding.part, finding.side), isShared: isShared(finding.part))
    return displayable(
      "\(finding.kind.level): \(place): \(finding.text(in: self)); \(finding.remedy)")
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

  /// Whether both sides of a part stand in one file.
  private func isShared(_ part: String) -> Bool { path(part, .source) == path(part, .target) }

  /// The path of a side of a part; of both sides the source's.
  func path(_ part: String, _ side: CorpusFinding.Side?) -> String {
    guard let text = parts.first(where: { $0.name == part })?.text else { return part }
    return side == .target ? text.targetPath : text.sourcePath
  }
}

extension CorpusFinding {
  /// The file with the first lines: `train.en:12, 30, 41, … (16 of 29,000)`.
  ///
  /// - Parameter isShared: whether both sides stand in the file.
  fileprivate func place(in file: String, isShared: Bool) -> String {
    let path = file + (isShared ? side.map { ", \($0)" } ?? "" : "")
    if kind == .shifted { return "\(path):\(lines.map { "\($0)" }.joined(separator: "–"))" }
    guard !lines.isEmpty else { return path }
    let numbers = lines.map { "\($0)" }.joined(separator: ", ")
    let more = count > lines.count ? ", …" : ""
    return
      "\(path):\(numbers)\(more) (\(grouped(count))\(total > 0 ? " of \(grouped(total))" : ""))"
  }
}
