import CKernels

/// Chooses next tokens from the distribution of one model, or from the mean of several models'
/// probabilities: p(y) = Σ_m p_m(y) / M.
struct NextTokenChoice {
  let outputs: [(layer: OutputLayer, context: Context)]
  let options: DecodingOptions
  /// The constraints of each sentence that is searched.
  let sentences: [TokenConstraints]

  /// Rows whose whole distributions are in memory at once, and rows that a thread takes at a time.
  private static let chunk = 64
  private static let block = 16

  /// The symbol that begins sentences never occurs in one.
  private var excluded: [Int32] {
    options.forbidsUnknown ? [Vocabulary.unknown, Vocabulary.begin] : [Vocabulary.begin]
  }

  /// Whether anything but `excluded` limits the next tokens of a single model.
  private var isConstrained: Bool {
    options.minimumLength > 0 || options.maximumOutput != nil || options.noRepeatNGram != nil
      || !options.prefix.isEmpty
  }

  /// The most probable next tokens of each row, `count` of them.
  ///
  /// - Parameter h: the decoder output of each model, `[rows, n]`.
  func best(_ h: [Matrix], _ step: BeamSearch.Step, count: Int) -> BeamSearch.NextTokens {
    if outputs.count == 1, !isConstrained {
      return outputs[0].layer.nextTokens(
        of: h[0], count: count, without: excluded,
        scored: options.beam > 1 || options.scores || options.tokenScores,
        in: outputs[0].context)
    }
    let kernels = outputs[0].context.kernels
    return chosen(h, count: count) { row, distribution, words, logs in
      let place = step.places[row], constraints = sentences[Int(place.sentence)]
      if let only = constraints.only(at: Int(place.step)) {
        (words[0], logs[0]) = (only, distribution.logProbability(of: only))
        return
      }
      let history = step.histories.isEmpty ? [] : step.histories[row]
      let end = distribution.logProbability(of: Vocabulary.end)
      let forbidden = constraints.forbidden(after: history, at: Int(place.step)) + excluded
      for token in forbidden { distribution.values[Int(token)] = -.infinity }
      let found = kernels.pointee.top_k(
        distribution.values.count, distribution.values.baseAddress!, 0, 0, count,
        words.baseAddress!, logs.baseAddress!)
      for k in 0..<count {
        if k < found, logs[k] > -.infinity {
          logs[k] = distribution.logProbability(of: words[k])
        } else {
          words[k] = -1
        }
      }
      // Where no token may follow, or the best value is not a number, the sentence ends.
      if words[0] < 0 { (words[0], logs[0]) = (Vocabulary.end, end) }
    }
  }

  /// A next token for each row, drawn with its sentence's random stream.
  func drawn(
    _ h: [Matrix], _ step: BeamSearch.Step, _ random: inout [RandomStream]
  ) -> BeamSearch.NextTokens {
    let sampler = TokenSampler(
      temperature: options.temperature, topK: options.topK, topP: options.topP)
    return random.withUnsafeMutableBufferPointer { random in
      let streams = random
      return chosen(h, count: 1) { row, distribution, words, logs in
        let place = step.places[row], constraints = sentences[Int(place.sentence)]
        var token = constraints.only(at: Int(place.step))
        let end = distribution.logProbability(of: Vocabulary.end)
        if token == nil {
          let history = step.histories.isEmpty ? [] : step.histories[row]
          distribution.makeLogarithms()
          for token in constraints.forbidden(after: history, at: Int(place.step)) + excluded {
            distribution.values[Int(token)] = -.infinity
          }
          // A stream belongs to one row, so no two threads touch it.
          token = sampler.pick(distribution.values, &streams[Int(place.sentence)])
        }
        words[0] = token ?? Vocabulary.end
        logs[0] =
          words[0] == Vocabulary.end ? end : distribution.logProbability(of: words[0])
      }
    }
  }

  /// How probable a token was, and the most probable other tokens.
  struct Alternatives {
    let logProbability: Float
    /// Best first.
    let others: [(token: Int32, logProbability: Float)]
  }

  /// How probable the given token of each row is, and `count` other tokens, or as many as there
  /// are. Of the limits of a search, only the one on what may never occur in a translation applies.
  func alternatives(_ h: [Matrix], to given: [Int32], count: Int) -> [Alternatives] {
    let kernels = outputs[0].context.kernels
    let stride = count + 1
    let found = chosen(h, count: stride) { row, distribution, words, logs in
      (words[0], logs[0]) = (given[row], distribution.logProbability(of: given[row]))
      for token in excluded + [given[row]] { distribution.values[Int(token)] = -.infinity }
      guard let firstWord = words.baseAddress, let firstLog = logs.baseAddress else { return }
      let most = kernels.pointee.top_k(
        distribution.values.count, distribution.values.baseAddress!, 0, 0, count, firstWord + 1,
        firstLog + 1)
      for k in 1..<stride {
        if k <= most, logs[k] > -.infinity {
          logs[k] = distribution.logProbability(of: words[k])
        } else {
          words[k] = -1
        }
      }
    }
    return given.indices.map { row in
      let places = row * stride..<(row + 1) * stride
      return Alternatives(
        logProbability: found.logProbabilities[places.lowerBound],
        others: places.dropFirst().filter { found.words[$0] >= 0 }
          .map { (found.words[$0], found.logProbabilities[$0]) })
    }
  }

  /// The next tokens of a row are written to `words`, their log-probabilities to `logs`.
  private typealias Choose = (
    _ row: Int, _ distribution: TokenDistribution, _ words: UnsafeMutableBufferPointer<Int32>,
    _ logs: UnsafeMutableBufferPointer<Float>
  ) -> Void

  /// Calls `choose` with the distribution of each row, on any thread.
  private func chosen(_ h: [Matrix], count: Int, _ choose: Choose) -> BeamSearch.NextTokens {
    let rows = h[0].rows
    var words = [Int32](repeating: -1, count: rows * count)
    var logs = [Float](repeating: 0, count: rows * count)
    words.withUnsafeMutableBufferPointer { words in
      logs.withUnsafeMutableBufferPointer { logs in
        let (words, logs) = (words, logs)
        scratch(outputs.map(\.context)[...]) {
          for range in (0..<rows).chunks(of: Self.chunk) {
            forEach(range, h) { row, distribution in
              let place = row * count..<(row + 1) * count
              choose(
                row, distribution, UnsafeMutableBufferPointer(rebasing: words[place]),
                UnsafeMutableBufferPointer(rebasing: logs[place]))
            }
          }
        }
      }
    }
    return BeamSearch.NextTokens(count: count, words: words, logProbabilities: logs)
  }

  private func forEach(
    _ rows: Range<Int>, _ h: [Matrix], _ body: (_ row: Int, TokenDistribution) -> Void
  ) {
    let context = outputs[0].context, kernels = context.kernels.pointee
    let vocabulary = outputs[0].layer.linear.size
    scratch(outputs.map(\.context)[...]) {
      let products = outputs.map { $0.layer.linear.rowProduct(in: $0.context) }
      let inputs = zip(products, h).map { $0.input(of: $1.rows(rows)) }
      let logits = outputs.map { _ in context.matrix(rows.count, vocabulary) }
      let normalizers = context.matrix(rows.count, outputs.count)
      let mean = outputs.count > 1 ? context.matrix(rows.count, vocabulary) : nil
      let softmax = outputs.count > 1 ? context.matrix(rows.count, vocabulary) : nil
      let sums = context.matrix(
        rows.count, (vocabulary - 1) / OutputLayer.vocabularyBlock + 1)
      context.device.forRowBlocks(of: rows.count, most: Self.block) { block in
        for (m, product) in products.enumerated() {
          product(inputs[m], rows: block, into: logits[m].rows(block))
        }
        for row in block {
          for (m, logits) in logits.enumerated() {
            normalizers[row, m] = OutputLayer.logSumExp(
              UnsafePointer(logits.row(row)), vocabulary, sums: sums.row(row), kernels)
          }
          let distribution = TokenDistribution(
            row: row, logits: logits, normalizers: normalizers, mean: mean)
          if let softmax { distribution.average(softmax, kernels) }
          body(rows.lowerBound + row, distribution)
        }
      }
    }
  }

  private func scratch(_ contexts: ArraySlice<Context>, _ body: () -> Void) {
    guard let first = contexts.first else { return body() }
    first.scratch { scratch(contexts.dropFirst(), body) }
  }
}

/// The distribution of the next token after a row.
struct TokenDistribution {
  fileprivate let row: Int
  /// The logits of each model, `[rows, vocabulary]`, and log Σ exp of each of their rows,
  /// `[rows, models]`.
  fileprivate let logits: [Matrix]
  fileprivate let normalizers: Matrix
  /// Sums of several models' probabilities.
  fileprivate let mean: Matrix?

  /// The values that rank the tokens: one model's logits, or sums of several models' probabilities.
  /// They are changed where a token is not allowed.
  var values: UnsafeMutableBufferPointer<Float> {
    let matrix = mean ?? logits[0]
    return UnsafeMutableBufferPointer(start: matrix.row(row), count: matrix.columns)
  }

  /// log p of a token: log (Σ_m exp(log p_m) / M); with one model, log p itself.
  func logProbability(of token: Int32) -> Float {
    let logs = logits.indices.map { logits[$0][row, Int(token)] - normalizers[row, $0] }
    return TokenDistribution.mean(of: logs)
  }

  /// The logarithm of the mean of probabilities; the greatest one is factored out of the sum.
  static func mean(of logs: [Float]) -> Float {
    guard logs.count > 1, let greatest = logs.max(), greatest.isFinite else {
      return logs.allSatisfy { $0 == -.infinity } ? -.infinity : logs.reduce(0, +)
    }
    let sum = logs.reduce(0) { $0 + exp(Double($1) - Double(greatest)) }
    return Float(Double(greatest) + log(sum / Double(logs.count)))
  }

  /// Fills `mean`, the models in their order.
  fileprivate func average(_ softmax: Matrix, _ kernels: ck_kernels) {
    let values = values
    guard let sums = values.baseAddress else { return }
    let one = softmax.row(row)
    for (m, logits) in logits.enumerated() {
      let probabilities = m == 0 ? sums : one
      probabilities.update(from: logits.row(row), count: values.count)
      kernels.softmax(values.count, probabilities)
      if m > 0 { for j in 0..<values.count { sums[j] += one[j] } }
    }
  }

  /// Turns sums of probabilities into the logarithms of their means.
  fileprivate func makeLogarithms() {
    guard mean != nil else { return }
    let values = values
    for j in values.indices { values[j] = Float(log(Double(values[j]) / Double(logits.count))) }
  }
}
