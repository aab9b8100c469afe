import Seq2Seq

/// What `inspect` shows where an option asks for it, instead of a model file's contents.
protocol Inspection {
  static var option: any OptionDeclaration { get }
  /// Options that say how it is shown.
  static var others: [any OptionDeclaration] { get }
  static func run(_ arguments: Arguments) throws
}

extension Inspection {
  /// In the order of the help.
  static var options: [any OptionDeclaration] { [option] + others }
}

extension Arguments {
  /// The inspection that is asked for, if any.
  ///
  /// - Throws: `UsageError` for two inspections, and for an option without the inspection that it
  ///   belongs to.
  func inspection(
    among all: [any Inspection.Type]
  ) throws(UsageError) -> (any Inspection.Type)? {
    let asked = all.filter { isGiven($0.option) }
    if asked.count > 1 { throw .conflict("\(asked[0].option)", "\(asked[1].option)") }
    for option in all.flatMap({ $0.others }) where isGiven(option) {
      let owners = all.filter { $0.others.contains { $0.facts.name == option.facts.name } }
      if let found = asked.first, owners.contains(where: { $0 == found }) { continue }
      throw .incomplete(
        given: "\(option)", missing: owners.map { "\($0.option)" }.joined(separator: " or "))
    }
    return asked.first
  }

  private func isGiven(_ option: any OptionDeclaration) -> Bool { has(option) }

  /// Options in their order, each once.
  static func once(_ options: [any OptionDeclaration]) -> [any OptionDeclaration] {
    options.enumerated().filter { place, option in
      !options[..<place].contains { $0.facts.name == option.facts.name }
    }.map(\.element)
  }
}
