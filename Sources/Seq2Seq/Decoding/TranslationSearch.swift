/// The search for translations of sentences with one model or several, `options.batch` sentences at
/// a time.
struct TranslationSearch {
  /// The models; all have the same target vocabulary.
  let members: [Member]
  var options: DecodingOptions
  /// Records what is followed for each source, unless translations are sampled.
  var recorder: SearchRecorder?

  /// A model with its context.
  struct Member {
    let network: EncoderDecoder
    let context: Context
  }

  /// A sentence to be translated.
  struct Source {
    /// The sentence's token numbers in each model, with the end symbol.
    let ids: [[Int32]]
    /// The tokens that its translations begin with.
    var prefix: [Int32] = []
    /// The key of what is drawn for it; further samples have the numbers after it.
    var key = 0
  }

  typealias Hypothesis = BeamSearch.Hypothesis

  /// The greatest number of tokens of a translation, its end symbol included, unless `options` say
  /// otherwise.
  static func lengthLimit(source: Int) -> Int { 2 * source + 10 }

  /// Translations of each source, best first, at least one and at most `options.nBest`. Resets the
  /// arenas.
  func callAsFunction(_ sources: [Source]) -> [[Hypothesis]] {
    members[0].context.device.team.flushingDenormals { search(sources) }
  }

  private func search(_ sources: [Source]) -> [[Hypothesis]] {
    for member in members { member.context.arena.reset() }
    // Each sample is a separate search that starts from its sentence's state.
    let samples = options.samples ? options.nBest : 1
    let beam = options.samples ? 1 : max(options.beam, 1)
    let searches = sources.indices.flatMap { Array(repeating: $0, count: samples) }
    let atOnce = min(searches.count, max(options.batch, 1) * samples)
    let steps = members.indices.map { i in
      MemberStep(
        members[i], sources.map { $0.ids[i] }, batch: max(options.batch, 1),
        capacity: atOnce * beam)
    }
    let next = NextTokenChoice(
      outputs: members.map { ($0.network.output, $0.context) }, options: options,
      sentences: searches.map { TokenConstraints(sources[$0], options) })
    var drawn = searches.indices.map { i in
      RandomStream(
        seed: options.seed, use: .sampling, moment: sources[searches[i]].key &+ i % samples)
    }
    var search = BeamSearch(options: options, atOnce: atOnce)
    if !options.samples { search.recorder = recorder }
    // Next tokens to be recorded in addition to those that are followed; the beam does not take
    // these.
    let count = search.recorder == nil ? beam : max(beam, SearchRecorder.mostNext)
    if options.samples { (search.options.beam, search.options.nBest) = (1, 1) }
    let found = search(
      limits: next.sentences.map(\.limit), firstWord: Vocabulary.begin,
      startRows: searches.map { steps[0].firstRow + Int32($0) }
    ) { step in
      let places =
        samples == 1
        ? step.places
        : step.places.map {
          RowPlace(sentence: Int32(searches[Int($0.sentence)]), step: $0.step)
        }
      let outputs = steps.map { $0(step, places) }
      return options.samples
        ? next.drawn(outputs, step, &drawn) : next.best(outputs, step, count: count)
    }
    if samples == 1 { return found }
    return found.chunks(of: samples).map { some in
      // The best first; equal ones in the order in which they were drawn.
      some.joined().enumerated()
        .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    }
  }
}

/// A model's part in a search: its sources for attention, and its decoder states of all hypotheses.
private struct MemberStep {
  private let step: DecoderStep
  private let output: Matrix
  private let alpha: Matrix
  /// The row that the first source's hypotheses start from; the others follow.
  var firstRow: Int32 { step.firstRow }

  init(
    _ member: TranslationSearch.Member, _ sources: [[Int32]], batch: Int, capacity: Int
  ) {
    let (network, context) = (member.network, member.context)
    let (source, start) = Self.encoded(sources, network, batch: batch, in: context)
    step = DecoderStep(network.decoder, source, from: start, capacity: capacity, in: context)
    output = context.matrix(capacity, network.decoder.size)
    alpha = context.matrix(capacity, source.longest)
  }

  /// h̃ of the hypotheses, one row each.
  func callAsFunction(_ next: BeamSearch.Step, _ places: [RowPlace]) -> Matrix {
    let output = output.rows(0..<next.words.count)
    step(
      words: next.words, parents: next.parents, places: places, output: output,
      alpha: alpha.rows(0..<next.words.count))
    return output
  }

  /// The sources for attention, and the states that their translations start from. Other memory of
  /// the encoder is taken back after each `batch` sources.
  private static func encoded(
    _ sources: [[Int32]], _ network: EncoderDecoder, batch: Int, in context: Context
  ) -> (EncoderOutputs, [CellState]) {
    let decoder = network.decoder
    let starts = sources.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let states = context.matrix(starts[sources.count], network.encoder.size)
    let keys = context.matrix(starts[sources.count], decoder.attention.size)
    let start = decoder.order.stack.layers.map {
      CellState(
        h: context.matrix(sources.count, $0.size),
        c: context.matrix(sources.count, $0.cellStateSize))
    }
    for some in sources.indices.chunks(of: batch) {
      let rows = starts[some.lowerBound]..<starts[some.upperBound]
      context.scratch {
        let encoding = network.encode(Batch(sources: Array(sources[some])), in: context)
        states.rows(rows).copy(encoding.outputs.states)
        keys.rows(rows).copy(encoding.outputs.keys)
        for (state, found) in zip(start, encoding.start) {
          state.h.rows(some).copy(found.h)
          state.c.rows(some).copy(found.c)
        }
      }
    }
    return (EncoderOutputs(states: states, keys: keys, starts: starts), start)
  }
}
