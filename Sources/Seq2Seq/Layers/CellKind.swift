/// A recurrent cell by its name. A further one is a file with its type, and its line in `allCases`.
public struct CellKind: RawRepresentable, CaseIterable, Hashable, Codable, Sendable {
  public let rawValue: String
  let type: any RecurrentCell.Type

  public static let lstm = CellKind("lstm", LSTM.self)
  /// The reset gate after the product, as PyTorch and cuDNN define it.
  public static let gru = CellKind("gru", GRU.self)
  /// The reset gate before the product, as first published.
  public static let originalGRU = CellKind("gru-before", OriginalGRU.self)
  public static let rnn = CellKind("rnn", ElmanCell.self)

  /// With each gate's pre-activation normalized.
  public static let normalizedLSTM = CellKind("layer-norm-lstm", NormalizedLSTM.self)

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

  public static func == (a: CellKind, b: CellKind) -> Bool { a.rawValue == b.rawValue }
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension CellKind: CustomStringConvertible {
  public var description: String { rawValue }
}
