/// Translates with a model: owns the working memory and threads that a model itself lacks.
///
///     let model = try TranslationModel(path: "models/default.safetensors")
///     let session = TranslationSession(model)
///     print(session.translate(["The crow was thirsty ."])[0][0].text)
///
/// A session works for one thread at a time; further ones can share the model.
public final class TranslationSession {
  public let model: TranslationModel
  private let workspace: Workspace
  private let weights: Weights

  /// - Parameter threads: that share the work, this one included.
  public convenience init(_ model: TranslationModel, threads: Int = availableCores) {
    self.init(model, workspace: Workspace(threads: threads))
  }

  init(_ model: TranslationModel, workspace: Workspace) {
    self.model = model
    self.workspace = workspace
    weights = Weights(model.slab(), workspace)
  }

  /// Translations of each line, best first, as many as `options.nBest` asks for and the search
  /// finds. A line without words has one empty translation.
  ///
  /// A line's translations are the same to the bit whatever stands beside it, at any batch size and
  /// number of threads.
  public func translate(
    _ lines: [String], _ options: DecodingOptions = DecodingOptions()
  ) -> [[Translation]] {
    let sources = lines.map { model.source.encode($0) }
    var results = [[Translation]](
      repeating: [Translation(text: "", score: 0, tokens: [])], count: lines.count)
    let search = BeamSearch(
      network: model.network, options: options,
      pass: Pass(weights: weights, workspace: workspace))
    let order = sources.indices.filter { sources[$0].count > 1 }
      .sorted { (sources[$1].count, $0) < (sources[$0].count, $1) }
    for start in stride(from: 0, to: order.count, by: max(options.batch, 1)) {
      let places = order[start..<min(start + max(options.batch, 1), order.count)]
      for (place, found) in zip(places, search(places.map { sources[$0] })) {
        results[place] = found.map {
          Translation(text: model.target.decode($0.tokens), score: $0.score, tokens: $0.tokens)
        }
      }
    }
    return results
  }

  /// How the words of each pair are aligned: the decoder is led through the target, and α of each
  /// of its steps tells what the next word looked at (forced decoding).
  ///
  /// A pair's matrix is the same to the bit whatever stands beside it.
  public func align(_ pairs: [SentencePair], batch: Int = 64) -> [AlignmentMatrix] {
    let words = pairs.map {
      (source: model.source.tokenizer.tokenizedWords($0.source),
        target: model.target.tokenizer.tokenizedWords($0.target))
    }
    func encoded(_ words: [TokenizedWord], _ side: TextSide) -> [Int32] {
      side.vocabulary.encode(words.flatMap(\.tokens), appendEnd: true)
    }
    let pass = Pass(weights: weights, workspace: workspace)
    var results: [AlignmentMatrix] = []
    for start in stride(from: 0, to: pairs.count, by: max(batch, 1)) {
      let some = words[start..<min(start + max(batch, 1), words.count)]
      workspace.reset()
      let batch = Batch(
        some.map { (encoded($0.source, model.source), encoded($0.target, model.target)) })
      let encoding = model.network.encode(batch, pass)
      let alpha = model.network.decoder.forward(
        batch, encoding.memory, from: encoding.start, pass).alpha
      var matrices = [AlignmentMatrix?](repeating: nil, count: some.count)
      for (place, pair) in batch.order.enumerated() {
        let (source, target) = some[start + pair]
        let own = (0..<batch.target.lengths[place]).map { batch.target.row(of: place, at: $0) }
        matrices[pair] = AlignmentMatrix(
          source: source, target: target, alpha: { t, j in alpha[own[t], j] })
      }
      results += matrices.compactMap { $0 }
    }
    return results
  }
}
