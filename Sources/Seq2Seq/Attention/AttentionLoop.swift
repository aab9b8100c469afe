/// The encoder's states as attention reads them: one sentence after another, without padding.
struct EncoderOutputs {
  /// `[source rows, encoder]`
  let states: Matrix
  /// `[source rows, size]`
  let keys: Matrix
  /// The first row of each sentence, and the number of rows at the end.
  let starts: [Int]

  func rows(of sentence: Int) -> Range<Int> { starts[sentence]..<starts[sentence + 1] }
  var longest: Int { zip(starts.dropFirst(), starts).map { $0 - $1 }.max() ?? 0 }
}

/// The softmax over a sentence's scores, and the context: α = softmax(score), c = Σ α_j h_j
/// (Luong et al. 2015, §3.1; Bahdanau et al. 2015, eq. 5-6).
struct AttentionLoop {
  let attention: any Attention
  let source: EncoderOutputs

  /// Rows of queries, and what attention makes of each.
  struct Rows {
    /// The sentence and the step of each row.
    let places: ArraySlice<RowPlace>
    /// `[rows, querySize]`
    let queries: Matrix
    /// α `[rows, longest source]`, of which a row uses its sentence's length.
    let alpha: Matrix
    /// The history of the weights before these rows' steps, in α's shape; nil where none is kept.
    let history: Matrix?

    fileprivate func query(
      _ row: Int, of sentence: Int, _ source: EncoderOutputs
    ) -> AttentionQuery {
      let rows = source.rows(of: sentence)
      return AttentionQuery(
        vector: UnsafePointer(queries.row(row)),
        step: Int(places[places.startIndex + row].step), sourceLength: rows.count,
        positions: 0..<rows.count, keys: source.keys.rows(rows),
        history: history.map { UnsafePointer($0.row(row)) })
    }
  }

  /// Writes α and the contexts `[rows, encoder]`.
  func forward(_ rows: Rows, contextVectors: Matrix, in context: Context) {
    precondition(rows.places.count == rows.queries.rows, "a place for each query")
    let weightedSum = context.kernels.pointee.weighted_sum
    let first = rows.places.startIndex
    context.forChunks(
      of: rows.queries.rows,
      size: rows.queries.rows * source.longest * source.states.columns, writing: contextVectors
    ) { chunk in
      for row in chunk {
        let sentence = Int(rows.places[first + row].sentence)
        let all = rows.query(row, of: sentence, source)
        let weights = rows.alpha.row(row)
        let window = attention.window(all), count = window.count
        let query = all.over(window)
        weights.update(repeating: 0, count: window.lowerBound)
        (weights + window.upperBound).update(
          repeating: 0, count: all.sourceLength - window.upperBound)
        let alpha = weights + window.lowerBound
        let h = source.states.row(source.starts[sentence] + window.lowerBound)
        softmaxOfScores(query, into: alpha, in: context)
        if attention.reweights { attention.reweight(alpha, query, in: context) }
        weightedSum(
          count, source.states.columns, alpha, h, source.states.stride, contextVectors.row(row))
      }
    }
  }

  private func softmaxOfScores(
    _ query: AttentionQuery, into alpha: UnsafeMutablePointer<Float>, in context: Context
  ) {
    attention.scores(query, into: alpha, in: context)
    context.kernels.pointee.softmax(query.positions.count, alpha)
  }

  /// Gradients of what `forward` read.
  struct Adjoint {
    /// `[source rows, …]`, added to.
    let states, keys: Matrix
    /// `[target rows, …]`, overwritten.
    let queries, parameters: Matrix
    /// What flows to the weights of earlier steps `[sentences, longest source]`, from one step to
    /// the one before; nil where no history is kept.
    let history: Matrix?

    /// The part for some target rows.
    func rows(_ range: Range<Int>) -> Adjoint {
      Adjoint(
        states: states, keys: keys, queries: queries.rows(range),
        parameters: parameters.rows(range), history: history)
    }
  }

  /// The adjoint for the rows of `steps`, a sentence at a time, since a sentence's rows share keys.
  ///
  /// dcontext is read; `dalpha`, if given, is a gradient on α itself (of an alignment loss), in α's
  /// shape. All matrices with target rows have the rows of these steps.
  func backward(
    dcontext: Matrix, dalpha: Matrix? = nil, through rows: Rows, steps range: Range<Int>,
    of steps: PackedSteps, into d: Adjoint, in context: Context
  ) {
    let kernels = context.kernels.pointee
    let sentences = steps.count(at: range.lowerBound)
    context.scratch {
      let work = context.matrix(sentences, source.longest)
      let softmax = attention.reweights ? context.matrix(sentences, source.longest) : nil
      context.forChunks(
        of: sentences,
        size: sentences * range.count * source.longest * source.states.columns * 2
      ) { chunk in
        for sentence in chunk {
          for t in range.reversed() where t < steps.lengths[sentence] {
            let row = steps.row(of: sentence, at: t) - steps.offsets[range.lowerBound]
            let all = rows.query(row, of: sentence, source)
            let window = attention.window(all), count = window.count
            let query = all.over(window)
            let place = source.starts[sentence] + window.lowerBound
            let positions = place..<place + count
            let h = source.states.rows(positions), dh = d.states.rows(positions)
            let alpha = rows.alpha.row(row) + window.lowerBound, dc = dcontext.row(row)
            let dscores = work.row(sentence)
            let history = d.history.map { $0.row(sentence) + window.lowerBound }
            let adjoint = AttentionQuery.Adjoint(
              keys: d.keys.rows(positions), query: d.queries.row(row),
              parameters: d.parameters.row(row), history: history)

            kernels.dots(count, h.columns, dc, h.base, h.stride, dscores)  // dα_j = dc · h_j
            if let dalpha {  // dα_j += ∂(alignment loss)/∂α_j
              kernels.add(1, count, dalpha.row(row) + window.lowerBound, count, dscores, count)
            }
            if let history {  // dα_j += what flows back from later steps' scores
              kernels.add(1, count, history, count, dscores, count)
              if attention.history == .previous {
                d.history?.row(sentence).update(repeating: 0, count: all.sourceLength)
              }
            }
            kernels.add_outer(  // dh_j += α_j dc
              count, h.columns, alpha, dc, dh.base, dh.stride)
            if let softmax {
              let before = softmax.row(sentence)
              softmaxOfScores(query, into: before, in: context)
              attention.reweightBackward(
                before, dalpha: dscores, query, adjoint, in: context)
              // dscore_j = y_j (dy_j − Σ_i y_i dy_i), where y is the softmax before `reweight`
              kernels.softmax_backward(count, before, dscores)
            } else {  // dscore_j = α_j (dα_j − Σ_i α_i dα_i)
              kernels.softmax_backward(count, alpha, dscores)
            }
            attention.scoresBackward(query, dscores: dscores, adjoint, in: context)
          }
        }
      }
    }
  }
}

extension AttentionLoop.Adjoint {
  /// Zeros for a source, and memory for the rows of `steps`.
  init(
    _ attention: any Attention, _ steps: PackedSteps, _ source: EncoderOutputs, in context: Context
  ) {
    self.init(
      states: context.zeros(source.states.rows, source.states.columns),
      keys: context.zeros(source.keys.rows, source.keys.columns),
      queries: context.matrix(steps.rows, attention.querySize),
      parameters: context.matrix(steps.rows, attention.gradientSize),
      history: attention.history == .none
        ? nil : context.zeros(steps.sentences, source.longest))
  }
}
