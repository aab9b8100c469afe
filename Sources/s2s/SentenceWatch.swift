import Seq2Seq

/// `train --watch`: a sentence's translation and alignment from validation to validation.
///
/// Each validation has a line with the translation. The strip, which shows attention appear,
/// follows at the end; on a terminal it is below the lines from the first validation on, and grows
/// in place.
final class SentenceWatch {
  static let option = Option.text(
    "watch", "SENTENCE",
    "translate it after each validation, and show how its attention appears; with a translation after "
      + "a tab, or ||| between blanks, watch that one instead; the corpus's translation is used if it has the sentence"
  ).repeatable

  struct Sentence {
    let source: String
    /// The target for forced decoding, if there is one; else the alignment is that of the
    /// translation.
    let reference: String?
  }

  private var strips: [[AttentionStrip.Row]]
  private let sentences: [Sentence]
  private let threads: Int
  private let isLive = Stream.error.isLiveTerminal
  private let style: HeatmapStyle = Stream.error.hasColor ? .color : .ascii
  /// The number of lines of the strip at the bottom of the terminal.
  private var drawn = 0

  /// The most rows of a strip at the end, and while the run continues.
  private static let mostRows = 30, liveRows = 8

  /// nil where there is nothing to watch.
  init?(_ sentences: [Sentence], threads: Int) {
    if sentences.isEmpty { return nil }
    self.sentences = sentences
    self.threads = threads
    strips = sentences.map { _ in [] }
  }

  /// - Throws: `UsageError` for what is not a sentence.
  static func sentences(
    _ arguments: Arguments, _ text: CorpusChoice.Text, _ corpus: TrainingCorpus
  ) throws -> [Sentence] {
    try arguments[option].map { word in
      let given = try PairInput.sentence(word, of: option, corpus.source, corpus.target)
      return Sentence(
        source: given.source, reference: given.target ?? reference(of: given.source, in: text))
    }
  }

  private static func reference(of source: String, in text: CorpusChoice.Text) -> String? {
    for pairs in [text.valid?.pairs, text.train.pairs].compactMap({ $0 }) {
      if let pair = pairs.first(where: { $0.source.utf8.elementsEqual(source.utf8) }) {
        return pair.target
      }
    }
    return nil
  }

  // MARK: - Showing

  /// A line for each sentence.
  func show(_ model: TranslationModel, _ report: TrainingReport) {
    let session = TranslationSession(model, threads: threads)
    var options = DecodingOptions()
    options.aligns = true
    for (place, sentence) in sentences.enumerated() {
      let name = sentences.count > 1 ? "watch \(place + 1): " : "watch: "
      do {
        let translation = try session.translate([sentence.source], options)[0][0]
        var matrix = translation.alignment ?? .empty
        var perplexity = "ppl \(perplexityText(translation.perplexity, 2))"
        if let reference = sentence.reference {
          let pair = SentencePair(source: sentence.source, target: reference)
          matrix = try session.align([pair])[0]
          let score = try session.score([pair])[0].perplexity
          perplexity = "ppl of the reference \(perplexityText(score, 2))"
        }
        Stream.error.line(
          "\(name)update \(grouped(report.update))  \(perplexity)  \(translation.text)")
        strips[place].append(AttentionStrip.Row(label: grouped(report.update), matrix))
      } catch {  // which is not a reason to end training
        Stream.error.line("s2s: \(name)not translated: \(message(for: error))")
      }
    }
    draw()
  }

  /// Removes the strip where a validation's line will be, or leaves it where it is if it is above
  /// another.
  func makeRoom(for event: TrainingEvent) {
    if case .validation = event { erase() }
    drawn = 0
  }

  /// Draws the strip of all validations.
  func finish() {
    erase()
    for line in lines(mostRows: Self.mostRows) { Stream.error.draw(line + "\n") }
  }

  private func erase() {
    if drawn > 0 { Stream.error.draw("\r\u{1B}[\(drawn)A\u{1B}[J") }
    drawn = 0
  }

  /// Draws the strip if the terminal has room for it.
  private func draw() {
    guard isLive else { return }
    let lines = lines(mostRows: Self.liveRows)
    guard lines.count + 2 < Stream.error.height else { return }
    for line in lines { Stream.error.draw(line + "\n") }
    drawn = lines.count
  }

  private func lines(mostRows: Int) -> [String] {
    let width = (isLive ? Stream.error.width : 80) - 1
    return zip(sentences, strips).filter { !$1.isEmpty }.flatMap { sentence, rows in
      Self.heading(sentence, width)
        + AttentionStrip(rows, width: width, style: style, most: mostRows).lines
    }
  }

  /// Columns of both sentences of a heading, which has several lines where they have no room in one.
  private static let leastHeading = 40

  /// What is watched, with quotes that are closed where a sentence is cut:
  /// `'SOURCE' → 'TARGET': attention by update`.
  private static func heading(_ sentence: Sentence, _ width: Int) -> [String] {
    let end = ": attention by update"
    let room = max(width - displayWidth(" → \(end)"), leastHeading)
    var target = "its translation"
    var source = quoted(sentence.source, to: room - displayWidth(target))
    if let reference = sentence.reference {
      // What one of them leaves of its half is the other's.
      source = quoted(sentence.source, to: max(room / 2, room - displayWidth(reference) - 2))
      target = quoted(reference, to: room - displayWidth(source))
    }
    let line = "\(source) → \(target)\(end)"
    return displayWidth(line) <= width ? [line] : wrapped(line, to: width, isList: false)
  }
}
