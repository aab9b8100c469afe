/// What the gates of a translator did over a sentence and its translation, from the forward pass of
/// training, which keeps them for its adjoint.
package struct GateActivity: Sendable {
  /// A gate, or another value that a cell has for each unit and step.
  package struct Gate: Sendable {
    /// `i`; `|g|` where values have a sign.
    package let name: String
    /// Whether its values are between 0 and 1 and let something through.
    package let isGate: Bool
    /// `[word][unit]`
    package let values: [[Float]]

    /// Mean magnitude at each word.
    package var means: [Float] {
      values.map { units in
        Float(units.reduce(0.0) { $0 + Double(abs($1)) } / Double(max(units.count, 1)))
      }
    }
  }

  /// A layer in one direction.
  package struct Layer: Sendable {
    /// `encoder 1 ←`
    package let name: String
    /// The word that is read at each step, in the order of the sentence.
    package let words: [String]
    package let gates: [Gate]
  }

  /// A unit's gate over the words.
  package struct Unit: Sendable, Equatable {
    package let layer: String
    package let gate: String
    /// The unit's number, from 0.
    package let unit: Int
    package let values: [Float]
    /// Standard deviation over the words.
    package let deviation: Float
  }

  package let layers: [Layer]

  /// The units whose gate varies most over the words; equal ones in their order.
  package func mostVariableUnits(_ count: Int) -> [Unit] {
    var found: [Unit] = []
    for layer in layers {
      for gate in layer.gates where gate.isGate {
        for unit in 0..<(gate.values.first?.count ?? 0) {
          let values = gate.values.map { $0[unit] }
          let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
          let variance = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
          found.append(
            Unit(
              layer: layer.name, gate: gate.name, unit: unit, values: values,
              deviation: Float((variance / Double(values.count)).squareRoot())))
        }
      }
    }
    let order = found.indices.sorted {
      (found[$1].deviation, $0) < (found[$0].deviation, $1)
    }
    return order.prefix(count).map { found[$0] }
  }
}

extension TranslationSession {
  /// What the gates of the first model did in forced decoding of a pair; nil where its cells have
  /// no gates.
  ///
  /// Resets the arena. Memory grows with the product of the pair's lengths.
  ///
  /// - Throws: `ModelError` where the weights overflow.
  package func gateActivity(of pair: SentencePair) throws(ModelError) -> GateActivity? {
    let source = reading.whole(pair.source, copiesUnknown: true),
      target = model.target.encode(pair.target)
    let words = model.target.tokenizer.shown(model.target.words(pair.target), tokens: true)
    let read = model.source.tokenizer.shown(source.words, tokens: true).map(\.word)
    let end = model.source.vocabulary.token(Vocabulary.end)
    let context = exactContexts[0], network = model.network
    context.arena.reset()
    let batch = Batch([(source.ids[0], target)])
    let encoding = network.encode(batch, in: context)
    let decoding = network.decoder.forward(
      batch, encoding.outputs, from: encoding.start, in: context)

    let encoder = network.encoder.layers, decoder = network.decoder.order.stack.layers
    var layers: [GateActivity.Layer] = []
    for (l, directions) in encoder.enumerated() {
      for (d, cell) in directions.enumerated() {
        let number = encoder.count > 1 ? " \(l + 1)" : ""
        let direction = directions.count > 1 ? (d == 0 ? " →" : " ←") : ""
        layers.append(
          .init(
            name: "encoder\(number)\(direction)", words: read + [end],
            gates: cell.activity(encoding.trace.layers[l].directions[d])))
      }
    }
    let begin = model.target.vocabulary.token(Vocabulary.begin)
    for (l, cell) in decoder.enumerated() {
      layers.append(
        .init(
          name: "decoder\(decoder.count > 1 ? " \(l + 1)" : "")",
          words: [begin] + words.map(\.word),
          gates: cell.activity(decoding.all.recurrent.layers[l])))
    }
    if layers.allSatisfy({ !$0.gates.contains(where: \.isGate) }) { return nil }
    let isFinite = layers.allSatisfy { layer in
      layer.gates.allSatisfy { $0.values.joined().allSatisfy(\.isFinite) }
    }
    if !isFinite { throw .notFinite }
    return GateActivity(layers: layers)
  }
}

extension RecurrentCell {
  /// The gates over the steps of one sentence: first those between 0 and 1, then the magnitudes of
  /// the candidates and of the state that the first one enters.
  fileprivate func activity(_ trace: CellTrace) -> [GateActivity.Gate] {
    func values(_ matrix: Matrix) -> [[Float]] {
      (0..<matrix.rows).map { row in (0..<matrix.columns).map { matrix[row, $0] } }
    }
    let activations = activations(trace.gates)
    if activations.isEmpty { return [] }
    let (state, name) = cellStateSize > 0 ? (trace.c, "|c|") : (trace.h, "|h|")
    return activations.filter(\.isGate).map {
      GateActivity.Gate(name: $0.name, isGate: true, values: values($0.values))
    }
      + activations.filter { !$0.isGate }.map {
        GateActivity.Gate(name: "|\($0.name)|", isGate: false, values: values($0.values))
      } + [GateActivity.Gate(name: name, isGate: false, values: values(state))]
  }
}
