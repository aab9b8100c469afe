/// A recurrent cell by its name. A further one is a file with its type, and its line in `allCases`.
public struct CellKind: RawRepresentable, CaseIterable, Hashable, Codable, Sendable {
  /// As options and model files have it: `gru-before`.
  public let rawValue: String
  let type: any RecurrentCell.Type

  /// Long short-term memory with forget gates (Hochreiter and Schmidhuber 1997; Gers et al. 2000).
  public static let lstm = CellKind("lstm", LSTM.self)
  /// The reset gate after the product, as PyTorch and cuDNN define it.
  public static let gru = CellKind("gru", GRU.self)
  /// The reset gate before the product, as first published.
  public static let originalGRU = CellKind("gru-before", OriginalGRU.self)
  /// Elman's simple recurrent network, with tanh (Elman 1990).
  public static let rnn = CellKind("rnn", ElmanCell.self)

  /// With each gate's pre-activation normalized.
  public static let normalizedLSTM = CellKind("layer-norm-lstm", NormalizedLSTM.self)

  /// All that there are, in the order in which they are listed.
  public static let allCases = [
    lstm, normalizedLSTM, gru, originalGRU, rnn,
  ]

  private init(_ name: String, _ type: any RecurrentCell.Type) {
    (rawValue, self.type) = (name, type)
  }

  /// The cell of this name, if there is one.
  public init?(rawValue: String) {
    guard let kind = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = kind
  }

  /// By name.
  public static func == (a: CellKind, b: CellKind) -> Bool { a.rawValue == b.rawValue }
  /// By name.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension CellKind: CustomStringConvertible {
  /// Its name.
  public var description: String { rawValue }
}
