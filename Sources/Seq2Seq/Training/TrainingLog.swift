/// The log of a run: a line with a JSON object for each report and each validation.
final class TrainingLog {
  private let path: String
  private var file: LogFile
  /// Lines that the run had written and that were missing when the file was opened.
  private(set) var lost: TrainingEvent?

  /// Opens the log, and cuts it back to what the run had written when its state was saved.
  ///
  /// - Throws: `FileError`.
  init(path: String, keepingLines lines: Int) throws {
    self.path = path
    file = try LogFile(path: path, keepingLines: lines)
    noticeLoss(expected: lines)
  }

  /// Refuses a file that is not a training log.
  static func requireReplaceable(_ path: String) throws {
    guard try LogFile.begins(path, withAnyOf: LogLine.beginnings, holding: LogLine.key) else {
      throw FileError.foreign(path: path, expected: "training log")
    }
  }

  var lineCount: Int { file.lineCount }

  func append(_ report: TrainingReport) throws {
    var line = LogLine(report)
    line.loss = report.loss
    line.perplexity = report.perplexity
    line.tokensPerSecond = report.tokensPerSecond.rounded()
    line.gradientNorm = report.gradientNorm
    try file.append(try jsonText(line))
  }

  /// Appends a validation, and the learning rate that follows from it.
  func append(
    _ report: TrainingReport, validationPerplexity: Double, _ scores: [Measure: Double] = [:],
    isBest: Bool
  ) throws {
    var line = LogLine(report)
    line.validationPerplexity = validationPerplexity
    if !scores.isEmpty {
      line.validationScores = Dictionary(
        uniqueKeysWithValues: scores.map { ($0.key.rawValue, $0.value) })
    }
    line.best = isBest
    try file.append(try jsonText(line))
  }

  /// Appends a line that the learning rate was changed to that of a report.
  func append(newLearningRate report: TrainingReport) throws {
    var line = LogLine(report)
    line.newLearningRate = true
    try file.append(try jsonText(line))
  }

  /// Waits until the device holds every line. A log that was removed in the meantime is begun
  /// again.
  ///
  /// - Returns: what was lost with the log, if anything.
  func synchronize() throws -> TrainingEvent? {
    lost = nil
    if !file.isInPlace {
      let lines = file.lineCount
      try Self.requireReplaceable(path)
      file = try LogFile(path: path, keepingLines: lines)
      noticeLoss(expected: lines)
    }
    try file.synchronize()
    return lost
  }

  private func noticeLoss(expected: Int) {
    guard file.lineCount < expected else { return }
    lost = .logBegunAgain(path: path, expectedLines: expected, foundLines: file.lineCount)
  }
}

/// A line of the log: a report, or a validation and the learning rate that follows from it.
struct LogLine: Codable {
  /// How a line of a log begins, a report's or a validation's, since the keys are sorted.
  static let beginnings = ["{\"epoch\":", "{\"best\":"].map { Array($0.utf8) }
  /// A key that every line holds.
  static let key = Array("\"step\":".utf8)

  let step: Int
  let epoch: Int
  let learningRate: Float
  var loss, perplexity, tokensPerSecond, gradientNorm: Double?
  var validationPerplexity: Double?
  /// Scores, by the measure's name.
  var validationScores: [String: Double]?
  var best: Bool?
  /// Whether the learning rate was set to a new value.
  var newLearningRate: Bool?

  /// The part that both kinds of lines have.
  init(_ report: TrainingReport) {
    step = report.update
    epoch = report.epoch
    learningRate = report.learningRate
  }

  enum CodingKeys: String, CodingKey {
    case step, epoch, loss, perplexity, best
    case tokensPerSecond = "tokens_per_second"
    case learningRate = "learning_rate"
    case newLearningRate = "new_learning_rate"
    case gradientNorm = "gradient_norm"
    case validationPerplexity = "validation_perplexity"
    case validationScores = "validation_scores"
  }
}
