/// The order of Bahdanau et al. 2015, A.2: attention with the old state, the recurrence, which reads
/// the context, and the readout.
///
///     α_t = softmax(score(s_{t−1}, h_j))            A.1.2, eq. 6
///     c_t = Σ_j α_tj h_j                            eq. 5
///     s_t = cell([e_t; c_t], s_{t−1})               A.2.2
///     h̃_t = tanh(W_o [s_t; c_t; e_t] + b_o)         A.2.2, from s_t, with tanh in place of maxout
///
/// e_t is the vector of the word y_{t−1}. The next step needs only the recurrence; the readout
/// follows for all steps at once.
struct BahdanauDecoder: DecoderOrder {

  let stack: RecurrentStack
  let attention: any Attention
  let readout: Linear
  let fedBackSize = 0
  static let allowsInputFeeding = false

  init(
    _ sizes: DecoderSizes, cell: CellKind, attention: any Attention.Type, inputFeeding: Bool,
    in layout: inout ParameterLayout
  ) {
    stack = RecurrentStack(
      "decoder", cell: cell, count: sizes.layers, input: sizes.embedding, feed: sizes.encoder,
      size: sizes.decoder, in: &layout)
    self.attention = attention.init(sizes.attention, in: &layout)
    let both = sizes.decoder + sizes.encoder  // [s; c; e], of which c is read first
    readout = Self.readout(
      sizes,
      columns: [sizes.decoder..<both, 0..<sizes.decoder, both..<both + sizes.embedding],
      in: &layout)
  }

  func advance(_ now: DecoderRows, _ source: EncoderOutputs, in context: Context) {
    attend(with: now.sBefore, now, source, in: context)  // α_t, c_t = Σ α_tj h_j
    stack.step(now.recurrent, feed: now.c, in: context)  // s_t = cell([e_t; c_t], s_{t−1})
  }

  func complete(_ rows: DecoderRows, _ source: EncoderOutputs, in context: Context) {
    readOut(  // h̃_t = tanh(W_o [s_t; c_t; e_t] + b_o)
      [rows.c, rows.s, rows.e], rows, in: context)
  }

  func completeBackward(
    _ rows: DecoderRows, _ d: DecoderAdjoint, _ source: EncoderOutputs, in context: Context
  ) {
    readOutBackward(rows, d, dparts: [d.c, d.s, d.e], in: context)  // ∂c_t =, ∂s_t +=, ∂e_t +=
  }

  func advanceBackward(
    _ now: DecoderRows, _ d: DecoderAdjoint, _ source: EncoderOutputs, in context: Context
  ) {
    stack.stepBackward(  // ∂s_{t−1} +=, ∂c_t +=
      now.recurrent, dh: d.h, dc: d.cells, dhBefore: d.hBefore, dfeed: d.c, in: context)
    attendBackward(  // ∂s_{t−1}, ∂h_j += through α_t
      with: now.sBefore, addingTo: d.sBefore, now, d, source, in: context)
  }

  func accumulateGradients(
    _ all: DecoderRows, _ d: DecoderAdjoint, _ source: EncoderOutputs, previous: [Matrix],
    _ steps: PackedSteps, in context: Context
  ) {
    stack.accumulateGradients(all.recurrent, feed: all.c, previous: previous, in: context)
    readout.accumulate(d.output, [all.c, all.s, all.e], in: context)
    accumulateAttention(d, queriesOf: previous[previous.count - 1], source, in: context)
  }
}
