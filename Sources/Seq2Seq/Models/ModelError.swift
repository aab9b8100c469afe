/// Why a model cannot be built, or used, as asked.
public enum ModelError: Error, Equatable, CustomStringConvertible {
  /// `name` is a property of a configuration or of options, or a parameter: "hidden is 0".
  case outOfRange(name: String, found: String, expected: String)
  /// A bidirectional encoder halves it.
  case oddHidden(Int)
  /// A tied output layer needs `embedding` and `hidden` of one size.
  case tiedSizesDiffer(embedding: Int, hidden: Int)
  /// One embedding is shared by both sides.
  case sharedSizesDiffer(source: Int, target: Int)
  /// A score is not a number, since the model's weights overflow.
  case notFinite
  /// A further model of an ensemble, by its place from 0, has a different token at a number of the
  /// target's vocabulary than the first model has; nil: no token.
  case otherVocabulary(model: Int, number: Int, expected: String?, found: String?)

  /// One line: what was found, and what was expected.
  public var description: String {
    switch self {
    case .outOfRange(let name, let found, let expected):
      "\(name) is \(found), but must be \(expected)"
    case .oddHidden(let found):
      "hidden is \(found), but a bidirectional encoder halves it: choose an even number"
    case .tiedSizesDiffer(let embedding, let hidden):
      "tied embeddings need embedding and hidden of one size, found \(embedding) and \(hidden)"
    case .sharedSizesDiffer(let source, let target):
      "one embedding for both sides needs one vocabulary, found \(source) and \(target) tokens"
    case .notFinite:
      "the model's weights overflow, so a probability is not a number; train anew or name another "
        + "model"
    case .otherVocabulary(let model, let number, let expected, let found):
      "model \(model + 1) of the ensemble has \(Self.named(found)) as target token \(number), where the "
        + "first one has \(Self.named(expected)); an ensemble needs one target vocabulary"
    }
  }

  package static func named(_ token: String?) -> String {
    token.map { "'\(displayable($0))'" } ?? "none"
  }

  /// Throws for a whole number outside its range.
  static func require<Value: FixedWidthInteger>(
    _ name: String, _ found: Value, in range: ClosedRange<Value>
  ) throws(ModelError) {
    if range.contains(found) { return }
    let expected =
      range.upperBound == .max
      ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    throw .outOfRange(name: name, found: "\(found)", expected: "a whole number \(expected)")
  }

  /// Throws for a number that is not as expected.
  static func require(
    _ name: String, _ found: Float, _ expected: String, _ isValid: (Float) -> Bool
  ) throws(ModelError) {
    if found.isFinite, isValid(found) { return }
    throw .outOfRange(name: name, found: "\(found)", expected: expected)
  }
}
