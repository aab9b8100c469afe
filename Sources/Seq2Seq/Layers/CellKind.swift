/// A recurrent cell by its name. To add one, write a file with its type and add a line to
/// `allCases`.
public struct CellKind: RawRepresentable, CaseIterable, Hashable, Codable, Sendable {
  /// The name in options and model files: `gru-before`.
  public let rawValue: String
  let type: any RecurrentCell.Type

  /// Long short-term memory with forget gates (Hochreiter and Schmidhuber 1997; Gers et al. 2000).
  public static let lstm = CellKind("lstm", LSTM.self)
  /// Gated recurrent unit with the reset gate after the product, as PyTorch and cuDNN define it
  /// (after Cho et al. 2014, §2.3).
  public static let gru = CellKind("gru", GRU.self)
  /// Gated recurrent unit with the reset gate before the product, as first published (Cho et al.
  /// 2014, §2.3).
  public static let originalGRU = CellKind("gru-before", OriginalGRU.self)
  /// Elman's simple recurrent network, with tanh (Elman 1990).
  public static let rnn = CellKind("rnn", ElmanCell.self)

  /// LSTM with layer normalization of each gate's pre-activation (Ba et al. 2016, §3.1; Chen et al.
  /// 2018, §4.1).
  public static let normalizedLSTM = CellKind("layer-norm-lstm", NormalizedLSTM.self)

  /// LSTM whose h goes through a highway layer at each step (Pascanu et al. 2014, §3.2; Zilly et al.
  /// 2017, eq. 6–9).
  public static let deepTransitionLSTM = CellKind("deep-transition-lstm", DeepTransitionLSTM.self)

  /// All cells, in the order in which help texts list them.
  public static let allCases = [
    lstm, normalizedLSTM, deepTransitionLSTM, gru, originalGRU, rnn,
  ]

  private init(_ name: String, _ type: any RecurrentCell.Type) {
    (rawValue, self.type) = (name, type)
  }

  /// The cell of this name; nil where there is none.
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
