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
}
