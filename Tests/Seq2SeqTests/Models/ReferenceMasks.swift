@testable import Seq2Seq

/// The masks that production multiplies with, found by dropping from ones.
struct ReferenceMasks {
  let batch: Batch
  private var rows: [Int: [[Double]]] = [:]

  init(_ dropout: Context.Dropout, _ batch: Batch, _ configuration: ModelConfiguration) {
    self.batch = batch
    let context = Context(device: Device(threads: 1))
    let hidden = configuration.hidden, embedding = configuration.embedding
    let source = batch.source.places.count, target = batch.target.places.count
    var sites: [(DropoutSite, rows: Int, columns: Int)] = [
      (.sourceEmbedding, source, embedding), (.targetEmbedding, target, embedding),
      (.attentionalVector, target, hidden),
    ]
    for l in 1..<max(2, configuration.decoderLayers) {
      sites += [(.encoderLayer(l), source, hidden), (.decoderLayer(l), target, hidden)]
    }
    for (site, count, columns) in sites {
      let x = context.matrix(count, columns)
      x.fill(1)
      let mask = DropoutMask(
        seed: dropout.seed, update: dropout.update, site: site.number,
        probability: dropout.probabilities[site.number])
      context.dropout(x, mask, into: x)
      rows[site.number] = (0..<count).map { i in (0..<columns).map { Double(x[i, $0]) } }
    }
  }

  /// The masks of weights with dropout, by name.
  static func ofWeights(
    _ dropout: Context.Dropout, _ layout: ParameterLayout
  ) -> [String: [[Double]]] {
    let context = Context(device: Device(threads: 1))
    var masks: [String: [[Double]]] = [:]
    for parameter in layout.parameters {
      guard let (mask, firstRow) = dropout.mask(of: parameter) else { continue }
      let x = context.matrix(parameter.rows, parameter.columns)
      x.fill(1)
      context.dropout(x, mask, firstRow: firstRow, into: x)
      masks[parameter.name] = (0..<x.rows).map { i in
        (0..<x.columns).map { Double(x[i, $0]) }
      }
    }
    return masks
  }

  /// `pair` is the place in the list that the batch was made from.
  func mask(_ site: DropoutSite, _ pair: Int, _ position: Int) -> [Double]? {
    let place = batch.order.firstIndex(of: pair)!
    let row: Int
    switch site {
    case .sourceEmbedding, .encoderLayer:
      row = batch.source.row(of: batch.sourceRank[place], at: position)
    case .targetEmbedding, .decoderLayer, .attentionalVector:
      row = batch.target.row(of: place, at: position)
    case .recurrentWeights: return nil
    }
    return rows[site.number]![row]
  }
}
