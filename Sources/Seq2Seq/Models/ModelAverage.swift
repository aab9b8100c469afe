/// The mean of the weights of models that one run has written at different updates, which is often
/// better than each of them (checkpoint averaging: Vaswani et al. 2017, §6.1).
///
/// Sums are in double precision and in the order in which models are added. The mean has the
/// training summary and options of the model with the most updates, and the number of models.
package struct ModelAverage {
  private let first: TranslationModel
  private var summary: TrainingSummary
  private var options: String?
  private var sums: [Double]
  private var count = 1

  package init(_ model: TranslationModel) {
    first = model
    summary = model.summary
    options = model.options
    sums = model.slab.floats.map { Double($0) }
  }

  /// - Parameter path: the name that errors carry.
  /// - Throws: `ModelAverageError` where the model's configuration, dropout aside, or one of its
  ///   sides differs from the first one's, or where both began with different weights.
  package mutating func add(
    _ model: TranslationModel, path: String
  ) throws(ModelAverageError) {
    var configuration = model.configuration
    configuration.dropout = first.configuration.dropout
    if configuration != first.configuration { throw .otherConfiguration(path: path) }
    if model.source != first.source { throw .otherVocabulary(path: path, side: "source") }
    if model.target != first.target { throw .otherVocabulary(path: path, side: "target") }
    if model.beginning != first.beginning {
      throw .otherBeginning(path: path, found: model.beginning, expected: first.beginning)
    }
    for (place, value) in model.slab.floats.enumerated() { sums[place] += Double(value) }
    if model.summary.update > summary.update {
      summary = model.summary
      options = model.options
    }
    count += 1
  }

  /// The mean of all so far.
  package var model: TranslationModel {
    var summary = summary
    summary.averagedModels = count > 1 ? count : nil
    let slab = ParameterSlab(first.network.layout)
    for place in sums.indices { slab.floats[place] = Float(sums[place] / Double(count)) }
    return TranslationModel(
      network: first.network, slab: slab, source: first.source, target: first.target,
      summary: summary, options: options)
  }
}

extension TranslationModel {
  /// What the weights were before training: those of another model, or random ones.
  fileprivate var beginning: String {
    options.flatMap { jsonValue(StartOption.self, $0)?.startFrom }.map { "model \($0)" }
      ?? "seed \(summary.seed)"
  }
}

/// The stored option that names the model that training started from.
private struct StartOption: Decodable {
  let startFrom: String?
}

/// Why models cannot be averaged.
package enum ModelAverageError: Error, Equatable, CustomStringConvertible {
  case otherConfiguration(path: String)
  case otherVocabulary(path: String, side: String)
  case otherBeginning(path: String, found: String, expected: String)

  package var description: String {
    switch self {
    case .otherConfiguration(let path):
      "\(displayable(path)): has other sizes or switches than the first model; name models of one run"
    case .otherVocabulary(let path, let side):
      "\(displayable(path)): its \(side) side has other tokens than the first model's; name models of "
        + "one run"
    case .otherBeginning(let path, let found, let expected):
      "\(displayable(path)): its training began with \(Self.short(found)), that of the first model "
        + "with \(Self.short(expected)), "
        + "so their mean would be of no use; translate with both instead, as an ensemble"
    }
  }

  /// A model's fingerprint by its first digits.
  private static func short(_ beginning: String) -> String {
    beginning.hasPrefix("model ") ? String(beginning.prefix(14)) : beginning
  }
}
