@testable import Seq2Seq

/// The whole translator from its equations, one sentence pair after another, one word at a time.
struct ReferenceEncoderDecoder {
  let configuration: ModelConfiguration
  let tensors: [String: TracedMatrix]
  /// What a vector is multiplied with in training: of a site, a pair and a position, if anything
  /// is dropped.
  var mask: (DropoutSite, _ pair: Int, _ position: Int) -> [Double]? = { _, _, _ in nil }

  /// What is added to h of a cell, by the cell's name: zeros that the loss is differentiated by.
  var perturbation: (_ cell: String, _ pair: Int, _ place: Int) -> [Traced]? = { _, _, _ in nil }
  /// Whether attention reads what is added to the encoder's states; else the decoder's start alone does.
  var attentionIsPerturbed = true

  typealias State = (h: [Traced], c: [Traced])

  /// Logits and attention weights at each target position, by teacher forcing.
  func translate(
    _ source: [Int32], _ target: [Int32], pair: Int
  ) -> [(logits: [Traced], alpha: [Traced])] {
    let (perturbed, final) = encode(source, pair)
    let h = attentionIsPerturbed ? perturbed : unperturbed.encode(source, pair).h
    var states: [State] = (0..<configuration.decoderLayers).map { l in
      (
        bridge("bridge.\(l).hidden", final.h),
        final.c.isEmpty ? [] : bridge("bridge.\(l).cell", final.c)
      )
    }
    var fed = states[0].h.map { $0.constant(0) }  // h̃_0
    var result: [(logits: [Traced], alpha: [Traced])] = []
    for t in target.indices {
      let word = t == 0 ? 1 : Int(target[t - 1])  // 1 begins a sentence
      let e = embedded(word, "target", .targetEmbedding, pair, t)
      let alpha, context, readout: [Traced]
      func attend() -> (alpha: [Traced], context: [Traced]) {
        ReferenceEquations.attend(
          configuration.attention, states.last!.h, h, after: result.map(\.alpha), step: t,
          window: configuration.attentionWindow, tensors)
      }
      if configuration.attention.decoder == LuongDecoder.self {
        states = climb(configuration.inputFeeding ? e.joined(with: fed) : e, from: states, pair, t)
        (alpha, context) = attend()
        readout = context.joined(with: states.last!.h)
      } else {
        (alpha, context) = attend()
        states = climb(e.joined(with: context), from: states, pair, t)
        readout = states.last!.h.joined(with: context).joined(with: e)
      }
      let attentional = bridge("readout", readout)  // tanh(W x + b) as well
      fed = drop(attentional, .attentionalVector, pair, t)
      let output =
        configuration.tieEmbeddings
        ? configuration.shareEmbeddings ? "embedding" : "target.embedding" : "output.weight"
      result.append((tensors[output]! * fed + tensors["output.bias"]![0], alpha))
    }
    return result
  }

  /// The mean over all target tokens of the loss, and without smoothing. With `links` of the pairs,
  /// the loss has W times the mean of −log Σ_{j linked} α_tj over tokens t that have links.
  func loss(
    _ pairs: [(source: [Int32], target: [Int32])], smoothing: Double,
    links: [[TokenLink]]? = nil, weight: Double = 0
  ) -> (loss: Traced, nll: Traced) {
    var losses: [Traced] = [], nlls: [Traced] = [], guided: [Traced] = []
    for (place, pair) in pairs.enumerated() {
      let steps = translate(pair.source, pair.target, pair: place)
      for (t, (step, word)) in zip(steps, pair.target).enumerated() {
        let linked = (links?[place] ?? []).filter { Int($0.target) == t }
          .map { step.alpha[Int($0.source)] }
        if let first = linked.first {
          guided.append(-linked.dropFirst().reduce(first) { $0 + $1 }.logarithm)
        }
        let (loss, nll) = ReferenceEquations.crossEntropy(
          step.logits, Int(word), smoothing: smoothing)
        losses.append(loss)
        nlls.append(nll)
      }
    }
    func mean(_ x: [Traced]) -> Traced {
      1 / Double(x.count) * x.dropFirst().reduce(x[0]) { $0 + $1 }
    }
    if guided.isEmpty { return (mean(losses), mean(nlls)) }
    return (mean(losses) + weight * mean(guided), mean(nlls))
  }

  /// h_1 … h_S of the top layer, and its final states: after the last word of the forward
  /// direction, after the first of the backward one.
  private func encode(_ source: [Int32], _ pair: Int) -> (h: [[Traced]], final: State) {
    var x = source.enumerated().map { j, word in
      embedded(Int(word), "source", .sourceEmbedding, pair, j)
    }
    var final: State = ([], [])
    for l in 0..<configuration.encoderLayers {
      if l > 0 {
        x = x.enumerated().map { j, x in drop(x, .encoderLayer(l), pair, j) }
      }
      let forward = states(x, "encoder.\(l).forward", pair)
      final = forward.last!
      guard configuration.bidirectional else {
        x = forward.map(\.h)
        continue
      }
      let backward = states(x, "encoder.\(l).backward", backwards: true, pair)
      final = (final.h.joined(with: backward[0].h), final.c.joined(with: backward[0].c))
      x = zip(forward, backward).map { $0.h.joined(with: $1.h) }
    }
    return (x, final)
  }

  /// All decoder layers at one position.
  private func climb(_ x: [Traced], from before: [State], _ pair: Int, _ t: Int) -> [State] {
    var x = x
    var after: [State] = []
    for (l, state) in before.enumerated() {
      if l > 0 { x = drop(x, .decoderLayer(l), pair, t) }
      var next = cell("decoder.\(l)").step(x, state)
      if let added = perturbation("decoder.\(l)", pair, t) { next.h = next.h + added }
      after.append(next)
      x = next.h
    }
    return after
  }

  private func states(
    _ x: [[Traced]], _ name: String, backwards: Bool = false, _ pair: Int
  ) -> [State] {
    cell(name).states(x, backwards: backwards) { perturbation(name, pair, $0) }
  }

  private var unperturbed: ReferenceEncoderDecoder {
    var result = self
    result.perturbation = { _, _, _ in nil }
    return result
  }

  private func cell(_ name: String) -> ReferenceCell {
    ReferenceCell(kind: configuration.cell, name: name, tensors: tensors)
  }

  private func bridge(_ name: String, _ x: [Traced]) -> [Traced] {
    ReferenceEquations.bridge(x, tensors["\(name).weight"]!, tensors["\(name).bias"]![0])
  }

  private func embedded(
    _ word: Int, _ side: String, _ site: DropoutSite, _ pair: Int, _ place: Int
  ) -> [Traced] {
    let name = configuration.shareEmbeddings ? "embedding" : "\(side).embedding"
    return drop(tensors[name]![word], site, pair, place)
  }

  private func drop(_ x: [Traced], _ site: DropoutSite, _ pair: Int, _ place: Int) -> [Traced] {
    mask(site, pair, place).map { $0 * x } ?? x
  }
}

extension [Traced] {
  /// [x; y].
  func joined(with y: [Traced]) -> [Traced] {
    var result = self
    result.append(contentsOf: y)
    return result
  }
}
