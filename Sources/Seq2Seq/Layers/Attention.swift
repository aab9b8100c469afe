struct AttentionSizes: Sendable {
  let encoder: Int
  let decoder: Int
}

/// How a decoder state and an encoder state make a score.
///
/// Keys belong to the source rows and are made once for a batch; queries belong to the target
/// rows. The scores of one query, their softmax α and the context Σ α h are the same for every
/// attention (`AttentionLoop`); the functions for one query run side by side on threads and may
/// write only what they are handed.
protocol Attention: Sendable {
  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout)

  /// Columns of keys and queries.
  var size: Int { get }
  /// Floats of parameter gradient that each query makes; 0 if none.
  var gradientSize: Int { get }

  /// Keys `[source rows, size]` of the encoder states h.
  func keys(_ states: Matrix, in context: Context) -> Matrix
  /// Whether queries are made of decoder states, or are the states themselves.
  var projectsQueries: Bool { get }
  /// Queries `[rows, size]` of the decoder states s, if they are made.
  func projectQueries(_ states: Matrix, into queries: Matrix, in context: Context)

  /// score_j for the keys of a query's sentence.
  func scores(
    _ query: UnsafePointer<Float>, keys: Matrix, into: UnsafeMutablePointer<Float>,
    in context: Context)
  /// Its adjoint: adds to dkeys, overwrites dquery and the query's parameter gradient.
  func scoresBackward(
    _ query: UnsafePointer<Float>, keys: Matrix, dscores: UnsafePointer<Float>, dkeys: Matrix,
    dquery: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    in context: Context)

  /// ds += what flows from dqueries to the states that they were made of.
  func queriesBackward(_ dqueries: Matrix, ds: Matrix, in context: Context)
  /// Adds the gradients of all parameters, and to the encoder's states what flows from the keys.
  ///
  /// Shapes: s, of which queries were made, has all target rows, h all source rows, as the adjoints.
  func accumulateGradients(
    _ d: AttentionLoop.Gradients, queriesOf s: Matrix, keysOf h: Matrix, in context: Context)
}

/// The encoder's states as attention reads them: sentence after sentence, each without padding.
struct EncoderOutputs {
  /// `[source rows, encoder]`
  let states: Matrix
  /// `[source rows, size]`
  let keys: Matrix
  /// First row of each sentence; one more at the end.
  let starts: [Int]

  func rows(of sentence: Int) -> Range<Int> { starts[sentence]..<starts[sentence + 1] }
  var longest: Int { zip(starts.dropFirst(), starts).map { $0 - $1 }.max() ?? 0 }
}

/// The softmax over a sentence's scores, and the context: α = softmax(score), c = Σ α_j h_j
/// (Luong et al. 2015, §3.1; Bahdanau et al. 2015, eq. 5-6).
struct AttentionLoop {
  let attention: any Attention
  let memory: EncoderOutputs

  /// Shapes: queries `[rows, size]`, alpha `[rows, longest source]` of which a row uses its
  /// sentence's length, context `[rows, encoder]`.
  func forward(
    _ queries: Matrix, sentences: ArraySlice<Int32>, alpha: Matrix, contextVectors: Matrix,
    in context: Context
  ) {
    precondition(sentences.count == queries.rows, "a sentence for each query")
    let sum = context.kernels.pointee.weighted_sum
    let softmax = context.kernels.pointee.softmax
    let first = sentences.startIndex
    context.forChunks(
      of: queries.rows, size: queries.rows * memory.longest * memory.states.columns,
      writing: contextVectors
    ) { rows in
      for row in rows {
        let source = memory.rows(of: Int(sentences[first + row]))
        let h = memory.states.rows(source)
        let weights = alpha.row(row)
        attention.scores(
          queries.row(row), keys: memory.keys.rows(source), into: weights, in: context)
        softmax(source.count, weights)
        sum(source.count, h.columns, weights, h.base, h.stride, contextVectors.row(row))
      }
    }
  }

  /// Gradients of what `forward` read.
  struct Gradients {
    /// `[source rows, …]`, added to.
    let states, keys: Matrix
    /// `[target rows, …]`, overwritten.
    let queries, parameters: Matrix

    /// Those of some target rows.
    func rows(_ range: Range<Int>) -> Gradients {
      Gradients(
        states: states, keys: keys, queries: queries.rows(range),
        parameters: parameters.rows(range))
    }
  }

  /// The adjoint for the rows of `steps`, a sentence at a time, since its rows share keys.
  ///
  /// dcontext is read; `dalpha`, if given, is a gradient on α itself (an alignment loss), of α's
  /// shape. All matrices of target rows have those of these steps.
  func backward(
    dcontext: Matrix, dalpha: Matrix? = nil, queries: Matrix, alpha: Matrix,
    steps range: Range<Int>, of steps: PackedSteps, into gradients: Gradients, in context: Context
  ) {
    context.scratch {
      let work = context.matrix(steps.count(at: range.lowerBound), memory.longest)
      backward(
        dcontext: dcontext, dalpha: dalpha, queries: queries, alpha: alpha, steps: range,
        of: steps, into: gradients, dscores: work, in: context)
    }
  }

  private func backward(
    dcontext: Matrix, dalpha: Matrix?, queries: Matrix, alpha: Matrix, steps range: Range<Int>,
    of steps: PackedSteps, into gradients: Gradients, dscores work: Matrix, in context: Context
  ) {
    let kernels = context.kernels.pointee
    let sentences = work.rows
    let chunks = context.chunks(
      of: sentences,
      size: sentences * range.count * memory.longest * memory.states.columns * 2)
    context.parallel(chunks.count) { chunk in
      for sentence in chunks[chunk] {
        let source = memory.rows(of: sentence)
        let h = memory.states.rows(source), dh = gradients.states.rows(source)
        let dscores = work.row(sentence)
        for t in range.reversed() where t < steps.lengths[sentence] {
          let row = steps.row(of: sentence, at: t) - steps.offsets[range.lowerBound]
          let dc = dcontext.row(row), weights = alpha.row(row)
          kernels.dots(source.count, h.columns, dc, h.base, h.stride, dscores)  // dα_j = dc · h_j
          if let dalpha {
            kernels.add(1, source.count, dalpha.row(row), dalpha.stride, dscores, source.count)
          }
          kernels.add_outer(                                                    // dh_j += α_j dc
            source.count, h.columns, weights, dc, dh.base, dh.stride)
          kernels.softmax_backward(source.count, weights, dscores)
          attention.scoresBackward(
            queries.row(row), keys: memory.keys.rows(source), dscores: dscores,
            dkeys: gradients.keys.rows(source), dquery: gradients.queries.row(row),
            gradient: gradients.parameters.row(row), in: context)
        }
      }
    }
  }
}

extension AttentionLoop.Gradients {
  /// Zeros for a source, and memory for target rows.
  init(_ attention: any Attention, rows: Int, _ source: EncoderOutputs, in context: Context) {
    self.init(
      states: context.zeros(source.states.rows, source.states.columns),
      keys: context.zeros(source.keys.rows, source.keys.columns),
      queries: context.matrix(rows, attention.size),
      parameters: context.matrix(rows, attention.gradientSize))
  }
}
