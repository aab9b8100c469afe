/// Sizes of a decoder: of word vectors, of the encoder's states, of its own states, its layers, and
/// D of its attention.
struct DecoderSizes: Sendable {
  let embedding, encoder, decoder, layers, window: Int

  var attention: AttentionSizes {
    AttentionSizes(encoder: encoder, decoder: decoder, window: window)
  }
}

/// A decoder step in one order of operations: what is read, what attends, what is combined, what is
/// fed back. The state s_t is that of the top layer; what is fed back goes to the first.
///
/// A step has two parts. `advance` computes what the next step needs; `complete` computes the rest,
/// for the rows of one step or of all steps at once. Words are read before both, for any number of
/// steps (`read`).
protocol DecoderOrder: Sendable {
  /// Whether h̃ can be fed into the next step.
  static var allowsInputFeeding: Bool { get }
  /// - Parameter inputFeeding: whether h̃ is fed into the next step.
  init(
    _ sizes: DecoderSizes, cell: CellKind, attention: any Attention.Type, inputFeeding: Bool,
    in layout: inout ParameterLayout)

  var stack: RecurrentStack { get }
  var attention: any Attention { get }
  /// W and b of h̃ = tanh(W [parts] + b).
  var readout: Linear { get }
  /// Columns of h̃ that the next step reads: all of them or none.
  var fedBackSize: Int { get }

  func advance(_ now: DecoderRows, _ source: EncoderOutputs, in context: Context)
  func complete(_ rows: DecoderRows, _ source: EncoderOutputs, in context: Context)

  /// The adjoint of `complete`.
  func completeBackward(
    _ rows: DecoderRows, _ d: DecoderAdjoint, _ source: EncoderOutputs, in context: Context)
  /// The adjoint of `advance` at one step, after those of all later steps.
  func advanceBackward(
    _ now: DecoderRows, _ d: DecoderAdjoint, _ source: EncoderOutputs, in context: Context)

  /// The gradients of the weights, except those of `read`, over all rows. `previous` is h′ of each
  /// layer.
  func accumulateGradients(
    _ all: DecoderRows, _ d: DecoderAdjoint, _ source: EncoderOutputs, previous: [Matrix],
    _ steps: PackedSteps, in context: Context)
}

extension DecoderOrder {
  /// a = W e + b of the first layer, for any number of steps at once.
  func read(_ rows: DecoderRows, in context: Context) {
    stack.project(rows.recurrent, in: context)
  }

  /// One step.
  func step(_ now: DecoderRows, _ source: EncoderOutputs, in context: Context) {
    read(now, in: context)
    advance(now, source, in: context)
    complete(now, source, in: context)
  }

  // MARK: - What the orders have in common

  /// α and c = Σ α_j h_j for the query made from s, and the history that later steps read.
  func attend(with s: Matrix, _ rows: DecoderRows, _ source: EncoderOutputs, in context: Context) {
    context.measured(.attention) {
      if let queries = rows.queries { attention.project(s, into: queries, in: context) }
      AttentionLoop(attention: attention, source: source).forward(
        rows.attended(with: s), contextVectors: rows.c, in: context)
      if let history = rows.history, let before = rows.historyBefore {
        history.copy(rows.alpha)
        if attention.history == .sum { context.add(before, to: history) }
      }
    }
  }

  /// Its adjoint: adds to ds what flows to the query's state, and to dh_j and dkeys their part.
  func attendBackward(
    with s: Matrix, addingTo ds: Matrix, _ rows: DecoderRows, _ d: DecoderAdjoint,
    _ source: EncoderOutputs, in context: Context
  ) {
    context.measured(.attention) {
      AttentionLoop(attention: attention, source: source).backward(
        dcontext: d.c, dalpha: d.alpha, through: rows.attended(with: s), steps: d.steps,
        of: d.packing, into: d.attention, in: context)
      attention.queriesBackward(d.attention.queries, ds: ds, in: context)
    }
  }

  /// The gradients of attention's weights, and what flows from the keys to the source. s is the
  /// state that queries were made from, of all rows.
  func accumulateAttention(
    _ d: DecoderAdjoint, queriesOf s: Matrix, _ source: EncoderOutputs, in context: Context
  ) {
    context.measured(.attention) {
      attention.accumulateGradients(
        d.attention, queriesOf: s, keysOf: source.states, in: context)
    }
  }

  /// W and b of the attentional vector.
  ///
  /// - Parameter columns: W's columns for each part.
  static func readout(
    _ sizes: DecoderSizes, columns: [Range<Int>], in layout: inout ParameterLayout
  ) -> Linear {
    // The parts are small at first. Without the gain, attention becomes useful late, and then often
    // looks at a neighbor whose state holds the word rather than at the word itself.
    let weight = layout.reserve(
      "readout.weight", [sizes.decoder, columns.reduce(0) { $0 + $1.count }],
      .glorot(gates: 1, gain: 4))
    let bias = layout.reserve("readout.bias", [sizes.decoder], .zero)
    return Linear(weight, bias: bias, columns: columns, in: &layout)
  }

  /// h̃ = tanh(W [parts] + b), and h̃ after dropout, which the output layer reads and which may be
  /// fed back.
  func readOut(_ parts: [Matrix], _ rows: DecoderRows, in context: Context) {
    readout.forward(parts, into: rows.attentional, in: context)
    context.applyTanh(to: rows.attentional)
    guard let mask = context.mask(at: .attentionalVector) else { return }
    context.dropout(
      rows.attentional, mask, firstRow: rows.recurrent.first, into: rows.output)
  }

  /// Its adjoint: ∂h̃ becomes ∂a. Overwrites ∂c, the first of `dparts`, and adds to the others.
  func readOutBackward(
    _ rows: DecoderRows, _ d: DecoderAdjoint, dparts: [Matrix], in context: Context
  ) {
    context.drop(d.output, at: .attentionalVector, firstRow: rows.recurrent.first)
    context.scaleByTanhSlope(d.output, at: rows.attentional)  // ∂a = ∂h̃ ⊙ (1 − h̃²)
    readout.backward(d.output, into: dparts[0], in: context)  // ∂c = ∂a W[c]
    for i in dparts.indices.dropFirst() {  // ∂s += ∂a W[s], ∂e += ∂a W[e]
      readout.backward(d.output, block: i, addingTo: dparts[i], in: context)
    }
  }
}
