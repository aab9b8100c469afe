import Seq2Seq

/// Gradient norms by distance, of several models.
struct GradientCurves {
  static let gradients = Option.flag("gradients", "draw gradient norms by distance in time")
  static let distance = Option.integer(
    "distance", "N", "for \(gradients): tokens to look back", in: 1...10_000)
  static let hidden = Options.hidden.saying("for \(gradients): units of new networks").or(128)
  static let tokenizer = Options.tokenizer.saying(
    "for \(gradients): tokenizer of new networks: \(Options.tokenizer.facts.help)"
  ).or(.characters)
  static let seed = Options.seed.saying("for \(gradients): seed of new networks").or(1)
  static let width = LogInspection.width

  /// Refuses options of new networks, and `others`, where models are given.
  static func refuseSizes(
    _ arguments: Arguments, _ others: any OptionDeclaration...
  ) throws(UsageError) {
    let all: [any OptionDeclaration] = [hidden, tokenizer, seed] + others
    for option in all where arguments.has(option) { throw .conflict("\(option)", "MODEL") }
  }

  /// A model and the letter with which its curve is drawn.
  struct Entry<Model> {
    let name: String
    let mark: Character
    let model: Model
  }

  /// The letters of new networks.
  static let marks: [CellKind: Character] = [
    .lstm: "L", .normalizedLSTM: "N", .deepTransitionLSTM: "D", .gru: "G", .originalGRU: "B",
    .rnn: "r",
  ]

  /// The models that are named, in their order, or a new network of each cell.
  static func entries<Model: UsableModel>(
    _ arguments: Arguments, untrained: (CellKind) throws -> Model
  ) throws -> [Entry<Model>] {
    let given = (arguments[Options.model].map { [$0] } ?? []) + arguments.operands
    if given.isEmpty {
      return try CellKind.allCases.map {
        Entry(name: $0.rawValue, mark: marks[$0] ?? "*", model: try untrained($0))
      }
    }
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    if given.count > letters.count {
      throw UsageError.tooMany(option: "MODEL", found: given.count, most: letters.count)
    }
    let names = given.map { CorpusChoice.stem($0) }
    return try given.indices.map { i in
      let (path, model): ModelChoice.Read<Model> = try ModelChoice.find(named: given[i])
      let isUnique = names.count { $0 == names[i] } == 1
      return Entry(name: isUnique ? names[i] : path, mark: letters[i], model: model)
    }
  }

  let series: [LinePlot.Series]

  /// - Throws: `ModelError` where a norm is not finite.
  init(_ curves: [(name: String, mark: Character, norms: [Double])]) throws(ModelError) {
    guard curves.allSatisfy({ $0.norms.allSatisfy(\.isFinite) }) else { throw .notFinite }
    series = curves.map { LinePlot.Series(name: $0.name, mark: $0.mark, values: $0.norms) }
  }

  /// How much of each norm is left at its greatest distance, in per cent.
  var left: [Double] {
    series.map { one in
      let first = max(one.values.first ?? 0, 1e-300), last = one.values.last ?? 0
      return last / first * 100
    }
  }
}
