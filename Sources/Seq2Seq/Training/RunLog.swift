/// The contents of a run's log: reports, validations, and the learning rate over the updates.
package struct RunLog: Sendable, Equatable {
  /// Means since the report before.
  package struct Report: Sendable, Equatable {
    package let update: Int
    package let epoch: Int
    package let loss: Double
    package let perplexity: Double
    package let tokensPerSecond: Double?
    package let gradientNorm: Double?
    package let learningRate: Float
  }

  package struct Validation: Sendable, Equatable {
    package let update: Int
    package let epoch: Int
    package let perplexity: Double
    /// The scores, by the measure's name.
    package let scores: [String: Double]
    package let isBest: Bool
  }

  package private(set) var reports: [Report] = []
  package private(set) var validations: [Validation] = []
  /// The learning rate from each update on, ascending.
  package private(set) var rates: [(update: Int, rate: Float)] = []

  /// The most lines that are read.
  package static let mostLines = 500_000
  /// The most bytes of a line: far more than training writes.
  private static let longestLine = 1 << 14

  /// Reads the log of a run, which may still be running: a last line that is only partly written is
  /// left out.
  ///
  /// - Throws: `FileError`, `RunLogError`.
  package init(path: String) throws {
    var file = try ByteLines(path: path, longest: Self.longestLine)
    // Thrown once it is known that the line is not the last one.
    var flaw: RunLogError?
    let tooLong = try file.forEach { bytes, number in
      if let flaw { throw flaw }
      guard number <= Self.mostLines else { throw RunLogError.tooManyLines(path, Self.mostLines) }
      flaw = add(bytes, path, number)
    }
    if let flaw, !file.endsUnfinished { throw flaw }
    if let tooLong { throw RunLogError.noLine(path, line: tooLong) }
    if rates.isEmpty { throw RunLogError.empty(path) }
  }

  /// Takes a line, or says what is wrong with it.
  private mutating func add(_ bytes: ArraySlice<UInt8>, _ path: String, _ number: Int)
    -> RunLogError?
  {
    guard let text = String(validating: bytes, as: UTF8.self),
      let line = jsonValue(LogLine.self, text), line.isPossible
    else { return .noLine(path, line: number) }
    if let last = rates.last?.update, line.step < last {
      return .goesBack(path, line: number, update: line.step, after: last)
    }
    if rates.last?.update == line.step { rates.removeLast() }
    rates.append((line.step, line.learningRate))
    if let loss = line.loss, let perplexity = line.perplexity {
      reports.append(
        Report(
          update: line.step, epoch: line.epoch, loss: loss, perplexity: perplexity,
          tokensPerSecond: line.tokensPerSecond, gradientNorm: line.gradientNorm,
          learningRate: line.learningRate))
    }
    if let perplexity = line.validationPerplexity {
      validations.append(
        Validation(
          update: line.step, epoch: line.epoch, perplexity: perplexity,
          scores: line.validationScores ?? [:], isBest: line.best ?? false))
    }
    return nil
  }

  /// The last update in the log.
  package var lastUpdate: Int { rates.last?.update ?? 0 }

  package static func == (left: RunLog, right: RunLog) -> Bool {
    left.reports == right.reports && left.validations == right.validations
      && left.rates.elementsEqual(right.rates) { $0 == $1 }
  }
}

extension LogLine {
  /// Whether training can have written it.
  fileprivate var isPossible: Bool {
    let isReport = loss != nil && perplexity != nil
    let perplexities = [perplexity, validationPerplexity].compactMap { $0 }
    return (0..<1 << 53).contains(step) && (1..<1 << 53).contains(epoch) && learningRate >= 0
      && (isReport || validationPerplexity != nil || newLearningRate == true)
      && perplexities.allSatisfy { $0 > 0 } && (gradientNorm ?? 0) >= 0
      && (tokensPerSecond ?? 0) >= 0
  }
}

/// Why a file is not the log of a run.
package enum RunLogError: Error, Equatable, CustomStringConvertible {
  case noLine(_ path: String, line: Int)
  case goesBack(_ path: String, line: Int, update: Int, after: Int)
  case tooManyLines(_ path: String, Int)
  case empty(_ path: String)

  package var description: String {
    switch self {
    case .noLine(let path, let line):
      "\(displayable(path)): line \(grouped(line)) is not a line of a training log, an object with step, "
        + "epoch and learning_rate; name a log that training wrote, NAME.log.jsonl"
    case .goesBack(let path, let line, let update, let after):
      "\(displayable(path)): line \(grouped(line)) is of update \(grouped(update)), but one of update "
        + "\(grouped(after)) comes before it; give each run a file of its own"
    case .tooManyLines(let path, let most):
      "\(displayable(path)): has a line \(grouped(most + 1)), and \(grouped(most)) are read at most; "
        + "give a part of it"
    case .empty(let path):
      "\(displayable(path)): holds no report of a run yet; try again when some updates are done"
    }
  }
}
