/// The order of Luong et al. 2015: the recurrence, attention with its new state, the attentional
/// vector from both, which is fed back.
///
///     s_t = cell([e_t; h̃_{t−1}], s_{t−1})     §3.3, input feeding; without it cell(e_t, s_{t−1})
///     α_t = softmax(score(s_t, h_j))          eq. 7
///     c_t = Σ_j α_tj h_j                      §3.1
///     h̃_t = tanh(W_c [c_t; s_t] + b_c)        eq. 5, with a bias
///
/// e_t is the vector of the word y_{t−1}. With input feeding the next step needs all of this one;
/// without, it needs only the recurrence, and the rest follows for all steps at once.
struct LuongDecoder: DecoderOrder {

  let stack: RecurrentStack
  let attention: any Attention
  let readout: Linear
  static let allowsInputFeeding = true
  let feedsBack: Bool
  var fedBackSize: Int { feedsBack ? stack.size : 0 }
  /// Whether the next step needs all of this one.
  private var attendsEachStep: Bool { feedsBack || attention.history != .none }

  init(
    _ sizes: DecoderSizes, cell: CellKind, attention: any Attention.Type, inputFeeding: Bool,
    in layout: inout ParameterLayout
  ) {
    feedsBack = inputFeeding
    stack = RecurrentStack(
      "decoder", cell: cell, count: sizes.layers, input: sizes.embedding,
      feed: feedsBack ? sizes.decoder : 0, size: sizes.decoder, in: &layout)
    self.attention = attention.init(sizes.attention, in: &layout)
    let width = sizes.encoder + sizes.decoder  // [c; s]
    readout = Self.readout(
      sizes, columns: [0..<sizes.encoder, sizes.encoder..<width], in: &layout)
  }

  func advance(_ now: DecoderRows, _ source: EncoderOutputs, in context: Context) {
    stack.step(  // s_t = cell([e_t; h̃_{t−1}], s_{t−1})
      now.recurrent, feed: now.fedBack, in: context)
    if attendsEachStep { combine(now, source, in: context) }
  }

  func complete(_ rows: DecoderRows, _ source: EncoderOutputs, in context: Context) {
    if !attendsEachStep { combine(rows, source, in: context) }
  }

  private func combine(_ rows: DecoderRows, _ source: EncoderOutputs, in context: Context) {
    attend(  // α_t, c_t = Σ α_tj h_j
      with: rows.s, rows, source, in: context)
    readOut([rows.c, rows.s], rows, in: context)  // h̃_t = tanh(W_c [c_t; s_t] + b_c)
  }

  private func combineBackward(
    _ rows: DecoderRows, _ d: DecoderAdjoint, _ source: EncoderOutputs, in context: Context
  ) {
    readOutBackward(  // ∂c_t = ∂a W_c[c], ∂s_t += ∂a W_c[s]
      rows, d, dparts: [d.c, d.s], in: context)
    attendBackward(  // ∂s_t, ∂h_j += through α_t
      with: rows.s, addingTo: d.s, rows, d, source, in: context)
  }

  func completeBackward(
    _ rows: DecoderRows, _ d: DecoderAdjoint, _ source: EncoderOutputs, in context: Context
  ) {
    if !attendsEachStep { combineBackward(rows, d, source, in: context) }
  }

  func advanceBackward(
    _ now: DecoderRows, _ d: DecoderAdjoint, _ source: EncoderOutputs, in context: Context
  ) {
    if attendsEachStep { combineBackward(now, d, source, in: context) }
    stack.stepBackward(  // ∂s_{t−1}, ∂h̃_{t−1} +=
      now.recurrent, dh: d.h, dc: d.cells, dhBefore: d.hBefore, dfeed: d.fedBack, in: context)
  }

  func accumulateGradients(
    _ all: DecoderRows, _ d: DecoderAdjoint, _ source: EncoderOutputs, previous: [Matrix],
    _ steps: PackedSteps, in context: Context
  ) {
    let fed = feedsBack ? steps.shiftedLater(all.output, first: nil, in: context) : nil
    stack.accumulateGradients(all.recurrent, feed: fed, previous: previous, in: context)
    readout.accumulate(d.output, [all.c, all.s], in: context)
    accumulateAttention(d, queriesOf: all.s, source, in: context)
  }
}
