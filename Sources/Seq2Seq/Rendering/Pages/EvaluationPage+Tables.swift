extension EvaluationPage {
  // MARK: - Measures

  /// The measures, with intervals and the comparison if there are any.
  var measures: String {
    var head = ["Measure"] + (comparesTwo ? [labels[0]] : ["Score"])
    if !comparisons.isEmpty { head.append("95% interval") }
    if comparesTwo { head += [labels[1], "95% interval", "Difference", "p"] }
    var rows = systems[0].measurements.enumerated().map { place, measurement in
      let measure = measurement.measure
      return Self.row(
        escaped(measure.rawValue)
          + (measure.isErrorRate ? " <span class=\"faint\">lower is better</span>" : ""),
        numbers(place, measurement))
    }
    let missing = head.count - 2
    rows += facts.others.map { name, value in
      Self.row(escaped(name), [escaped(value)] + Array(repeating: "", count: missing))
    }
    let signatures = systems[0].measurements.compactMap { measurement in
      measurement.signature.map {
        "<li><code>\(escaped("\(measurement.measure.rawValue)|\($0)"))</code></li>"
      }
    }
    return section(
      "measures", "Measures",
      table(
        "Measures",
        caption: facts.others.isEmpty ? "In per cent" : "In per cent, except perplexities and AER",
        head, rows),
      """
      \(comparisons.isEmpty ? "" : Self.intervalNote(comparesTwo))\
      <details open><summary>Signatures</summary><ul>\(signatures.joined())</ul></details>
      """)
  }

  private func numbers(_ place: Int, _ measurement: TranslationMeasurement) -> [String] {
    let comparison = comparisons.first { $0.measure == measurement.measure }
    func interval(_ found: ConfidenceInterval?) -> String {
      found.map { "\(fixed($0.mean, 2)) ± \(fixed($0.halfWidth, 2))" } ?? ""
    }
    var numbers = [fixed(measurement.score, 2)]
    if !comparisons.isEmpty { numbers.append(interval(comparison?.interval)) }
    guard comparesTwo else { return numbers }
    let other = systems[1].measurements[place].score
    return numbers + [
      fixed(other, 2), interval(comparison?.baseline?.interval),
      Self.signed(measurement.score - other), comparison?.pValue.map { fixed($0, 4) } ?? "",
    ]
  }

  private static func intervalNote(_ comparesTwo: Bool) -> String {
    "<p class=\"faint\">Intervals are by bootstrap resampling of the sentences"
      + (comparesTwo
        ? "; p is the probability of such a difference by chance, by paired bootstrap" : "")
      + ".</p>"
  }

  // MARK: - Buckets

  var lengths: String {
    let name = LengthBucket.measure.rawValue
    let head =
      ["Words", "Sentences"]
      + (comparesTwo ? labels.map { "\($0) \(name)" } + ["Difference"] : [name])
    let rows = testSet.lengths.map { bucket in
      if bucket.words.last == 0, !severalReferences {  // no word to count
        return Self.row(
          "\(bucket.words)",
          [grouped(bucket.sentences)] + Array(repeating: "–", count: head.count - 2))
      }
      return Self.row(
        "\(bucket.words)", [grouped(bucket.sentences)],
        bars: bucket.scores, comparesTwo ? [Self.difference(bucket.scores)] : [])
    }
    return section(
      "lengths", "By length of the reference",
      table(
        "By length", caption: "\(name) by the number of words in the first reference",
        head, rows))
  }

  var frequencies: String {
    let counted = facts.training.map { "<bdi>\(escaped($0))</bdi>" } ?? "the references"
    let parts =
      comparesTwo ? labels.map { "\($0) F" } + ["Difference"] : ["F", "Precision", "Recall"]
    let rows = testSet.frequencies.map { bucket in
      let found = bucket.matches
      let rest =
        comparesTwo
        ? [Self.difference(found.map(\.fMeasure))]
        : [fixed(found[0].precision, 2), fixed(found[0].recall, 2)]
      return Self.row(
        "\(bucket.frequency)", [grouped(found[0].reference)],
        bars: found.map(\.fMeasure), rest)
    }
    return section(
      "words", "By frequency of the word",
      table(
        "By frequency", caption: "F-measure of words by how often they occur in \(counted)",
        ["Times", "In references"] + parts, rows),
      facts.training == nil
        ? """
        <p class="faint">No training text was given, so words are counted in the references.</p>
        """ : "")
  }

  private static func difference(_ scores: [Double]) -> String { signed(scores[0] - scores[1]) }

  private static func signed(_ number: Double) -> String {
    let text = fixed(abs(number), 2)
    return text == "0.00" ? text : (number < 0 ? "−" : "+") + text
  }

  // MARK: - Elements

  private func section(_ id: String, _ title: String, _ parts: String...) -> String {
    """
    <section aria-labelledby="\(id)">
    <h2 id="\(id)">\(title)</h2>
    \(parts.joined(separator: "\n"))
    </section>
    """
  }

  private func table(
    _ name: String, caption: String, _ head: [String], _ rows: [String]
  ) -> String {
    let cells = head.enumerated().map { place, name in
      "<th scope=\"col\"\(place == 0 ? "" : " class=\"number\"")>\(escaped(name))</th>"
    }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(name)">
      <table><caption>\(caption)</caption>
      <thead><tr>\(cells.joined())</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table>
      </div>
      """
  }

  /// - Parameters:
  ///   - bars: numbers from 0 to 100 that are also drawn as bars.
  private static func row(
    _ heading: String, _ numbers: [String], bars: [Double] = [], _ rest: [String] = []
  ) -> String {
    func cell(_ text: String) -> String { "<td class=\"number\">\(text)</td>" }
    let drawn = bars.map { bar in
      "<td class=\"number bar\" style=\"--share: \(fixed(min(max(bar, 0), 100), 1))%\">"
        + "\(fixed(bar, 2))</td>"
    }
    let cells = numbers.map(cell) + drawn + rest.map(cell)
    return "<tr><th scope=\"row\">\(heading)</th>\(cells.joined())</tr>"
  }
}
