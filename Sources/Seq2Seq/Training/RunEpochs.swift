/// An epoch of a run, or several consecutive ones: a line of its table.
package struct RunEpochs: Sendable, Equatable {
  package let epochs: ClosedRange<Int>
  /// The last update that was logged.
  package let update: Int
  /// exp of the mean −log p of a token.
  package let trainingPerplexity: Double?
  /// The perplexity of the last validation.
  package let validationPerplexity: Double?
  /// The rate at the end.
  package let learningRate: Float
  package let tokensPerSecond: Double?
  /// Whether the weights were the best so far in one of its validations.
  package let isBest: Bool
}

extension RunLog {
  /// The run epoch by epoch or, where there are more than `rows` epochs, in groups of 2, 5, 10, 20,
  /// …
  package func epochs(rows: Int = .max) -> [RunEpochs] {
    let last = max(reports.last?.epoch ?? 1, validations.last?.epoch ?? 1)
    var size = 1, next = 0
    while (last - 1) / size >= max(rows, 1) {
      size = size / [1, 2, 5][next] * [2, 5, 10][next]
      next = (next + 1) % 3
    }
    var weights: [Double] = []  // updates that a report covers
    for (place, report) in reports.enumerated() {
      weights.append(Double(report.update - (place > 0 ? reports[place - 1].update : 0)))
    }
    var found: [RunEpochs] = []
    var (report, validation, rate) = (0, 0, 0)
    while report < reports.count || validation < validations.count {
      let epoch = min(
        report < reports.count ? reports[report].epoch : .max,
        validation < validations.count ? validations[validation].epoch : .max)
      let first = (epoch - 1) / size * size + 1
      let epochs = first...min(first + size - 1, max(last, first))
      let reported = report..<reports[report...].prefix { $0.epoch <= epochs.upperBound }.endIndex
      let validated =
        validation..<validations[validation...].prefix { $0.epoch <= epochs.upperBound }.endIndex
      (report, validation) = (reported.upperBound, validated.upperBound)
      let update = max(
        reports[reported].last?.update ?? 0, validations[validated].last?.update ?? 0)
      while rate + 1 < rates.count, rates[rate + 1].update <= update { rate += 1 }
      found.append(
        RunEpochs(
          epochs: epochs, update: update,
          trainingPerplexity: mean(reported, weights) { log($0.perplexity) }.map(exp),
          validationPerplexity: validations[validated].last?.perplexity,
          learningRate: rates[rate].rate,
          // Every update has about as many tokens, so that times add up.
          tokensPerSecond: mean(reported, weights) { $0.tokensPerSecond.map { 1 / $0 } }.flatMap {
            $0.isFinite ? 1 / $0 : nil
          },
          isBest: validations[validated].contains(where: \.isBest)))
    }
    return found
  }

  private func mean(
    _ range: Range<Int>, _ weights: [Double], _ value: (Report) -> Double?
  ) -> Double? {
    var sum = 0.0, weight = 0.0
    for place in range {
      guard let found = value(reports[place]) else { continue }
      sum += weights[place] * found
      weight += weights[place]
    }
    return weight > 0 ? sum / weight : nil
  }
}
