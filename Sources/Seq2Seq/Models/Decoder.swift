/// Layers of a recurrent cell (here LSTM) over the target, with attention at the top and its outcome
/// fed to the bottom.
///
/// Luong:      s_t = LSTM([e_t; h̃_{t−1}], s_{t−1}), c_t = attend(s_t), h̃_t = readout(c_t, s_t).
/// Bahdanau:   c_t = attend(s_{t−1}), s_t = LSTM([e_t; c_t], s_{t−1}), h̃_t = readout(s_t, c_t, e_t).
///
/// e_t is the word y_{t−1}. Without input feeding Luong's recurrence reads e_t alone, and attention
/// follows for all steps at once.
struct Decoder: Sendable {
  let embedding: Embedding
  let layers: [any RecurrentCell]
  let attention: any Attention
  let attendsBefore: Bool
  let feedsAttentionalVector: Bool
  let readout: Readout
  let size: Int

  init(_ configuration: ModelConfiguration, in layout: inout ParameterLayout) {
    let hidden = configuration.hidden
    size = hidden
    attendsBefore = configuration.attention.type.attendsBeforeRecurrence
    feedsAttentionalVector = configuration.feedsAttentionalVector
    embedding = Embedding(
      "target.embedding", vocabulary: configuration.targetVocabulary,
      size: configuration.embedding, in: &layout)
    var layers: [any RecurrentCell] = []
    for l in 0..<configuration.decoderLayers {
      layers.append(
        configuration.cell.type.init(
          "decoder.\(l)", input: l == 0 ? configuration.embedding : hidden,
          feed: l == 0 && (attendsBefore || feedsAttentionalVector) ? hidden : 0,
          size: hidden, in: &layout))
    }
    self.layers = layers
    attention = configuration.attention.type.init(
      AttentionSizes(encoder: hidden, decoder: hidden), in: &layout)
    readout = Readout(
      "readout", encoder: hidden, decoder: hidden,
      word: attendsBefore ? configuration.embedding : 0, in: &layout)
  }

  /// h and c `[sentences, n]` of each layer; c has no columns where the cell has no memory.
  struct State {
    var h: [Matrix]
    var c: [Matrix]
  }

  /// All rows of a batch. `inputs[l]` is what layer l read, after dropout.
  struct Trace {
    let start: State
    let words: Matrix
    let layers: [CellTrace]
    let inputs: [Matrix]
    /// What attention read.
    let queries: Matrix
    let alpha: Matrix
    let contextVectors: Matrix
    /// h̃, and h̃ after dropout, which is read out and fed back.
    let attentional: Matrix
    let output: Matrix
  }

  /// Of c, s and e those that are read out.
  func readoutParts(_ c: Matrix, _ s: Matrix, _ e: Matrix) -> [Matrix] {
    attendsBefore ? [c, s, e] : [c, s]
  }

  /// Teacher forcing over the batch's targets.
  func forward(
    _ batch: Batch, _ memory: SourceMemory, from start: State, in context: Context
  ) -> Trace {
    let steps = batch.target, rows = steps.rows
    let words = embedding.forward(batch.targetInputs, droppedAt: .targetEmbedding, in: context)
    let traces = layers.map { cell in
      CellTrace(
        gates: context.factor(rows, cell.gateColumns), c: context.matrix(rows, cell.cellStateSize),
        h: context.factor(rows, size))
    }
    let inputs = layers.indices.map { l in
      if l == 0 { return words }
      let isDropped = context.mask(at: .decoderLayer(l)) != nil
      return isDropped ? context.factor(rows, size) : traces[l - 1].h
    }
    layers[0].project(words, into: traces[0].gates, in: context)
    let top = traces[layers.count - 1].h
    let loop = AttentionLoop(attention: attention, memory: memory)
    let queries =
      attention.projectsQueries || attendsBefore ? context.matrix(rows, attention.size) : top
    let alpha = context.matrix(rows, memory.longest)
    let contextVectors = context.factor(rows, memory.states.columns)
    let outputMask = context.mask(at: .attentionalVector)
    let attentional =
      outputMask == nil ? context.factor(rows, size) : context.matrix(rows, size)
    let output = outputMask == nil ? attentional : context.factor(rows, size)

    func attend(_ range: Range<Int>, with states: Matrix) {
      context.measured(.attention) {
        if attention.projectsQueries {
          attention.projectQueries(states, into: queries.rows(range), in: context)
        } else if attendsBefore {
          queries.rows(range).copy(states)
        }
        loop.forward(
          queries.rows(range), sentences: steps.sentenceOfRow[range], alpha: alpha.rows(range),
          contextVectors: contextVectors.rows(range), in: context)
      }
    }
    func readOut(_ range: Range<Int>) {
      readout.forward(
        readoutParts(contextVectors, top, words).map { $0.rows(range) }, into: attentional.rows(range), in: context)
      if let outputMask {
        context.dropout(
          attentional.rows(range), outputMask, firstRow: range.lowerBound,
          into: output.rows(range))
      }
    }

    for t in 0..<steps.steps {
      let now = steps.rows(at: t)
      let before = t > 0 ? steps.rows(at: t - 1, first: now.count) : nil
      var feed: Matrix?
      if attendsBefore {
        attend(
          now,
          with: before.map { top.rows($0) } ?? start.h[layers.count - 1].rows(0..<now.count))
        feed = contextVectors.rows(now)
      } else if feedsAttentionalVector {
        feed = before.map { output.rows($0) }
      }
      for (l, cell) in layers.enumerated() {
        if l > 0 {
          let x = inputs[l].rows(now)
          if let mask = context.mask(at: .decoderLayer(l)) {
            context.dropout(
              traces[l - 1].h.rows(now), mask, firstRow: now.lowerBound, into: x)
          }
          cell.project(x, into: traces[l].gates.rows(now), in: context)
        }
        cell.step(
          gates: traces[l].gates.rows(now), feed: l == 0 ? feed : nil,
          h: before.map { traces[l].h.rows($0) } ?? start.h[l].rows(0..<now.count),
          c: before.map { traces[l].c.rows($0) } ?? start.c[l].rows(0..<now.count),
          c: traces[l].c.rows(now), h: traces[l].h.rows(now), in: context)
      }
      if feedsAttentionalVector {
        attend(now, with: top.rows(now))
        readOut(now)
      }
    }
    if !feedsAttentionalVector {
      if !attendsBefore { attend(0..<rows, with: top) }
      readOut(0..<rows)
    }
    return Trace(
      start: start, words: words, layers: traces, inputs: inputs, queries: queries,
      alpha: alpha, contextVectors: contextVectors, attentional: attentional, output: output)
  }
}
