/// An attention by its name: what scores, and in which order a decoder's step goes. A further one is a
/// file with its type, and its line in `allCases`.
public struct AttentionKind: RawRepresentable, CaseIterable, Hashable, Codable, Sendable {
  /// As options and model files have it: `luong-dot`.
  public let rawValue: String
  let score: any Attention.Type
  let decoder: any DecoderOrder.Type

  /// The general score (Luong et al. 2015, §3.1, general).
  public static let luong = AttentionKind("luong", LuongGeneralAttention.self, LuongDecoder.self)
  /// The additive score (Bahdanau et al. 2015, A.1.2).
  public static let bahdanau = AttentionKind(
    "bahdanau", BahdanauAttention.self, BahdanauDecoder.self)

  /// The dot score (Luong et al. 2015, §3.1, dot).
  public static let luongDot = AttentionKind("luong-dot", LuongDotAttention.self, LuongDecoder.self)
  /// The concat score (Luong et al. 2015, §3.1, concat).
  public static let luongConcat = AttentionKind(
    "luong-concat", LuongConcatAttention.self, LuongDecoder.self)
  /// The general score near the target's own place (Luong et al. 2015, §3.2, local-m).
  public static let luongLocalMonotonic = AttentionKind(
    "luong-local-m", LuongLocalMonotonicAttention.self, LuongDecoder.self)
  /// The general score near a predicted place (Luong et al. 2015, §3.2, local-p).
  public static let luongLocalPredictive = AttentionKind(
    "luong-local-p", LuongLocalPredictiveAttention.self, LuongDecoder.self)

  /// All that there are, in the order in which they are listed.
  public static let allCases = [
    luong, bahdanau, luongDot, luongConcat, luongLocalMonotonic, luongLocalPredictive,
  ]

  init(
    _ name: String, _ score: any Attention.Type, _ decoder: any DecoderOrder.Type
  ) {
    (rawValue, self.score, self.decoder) = (name, score, decoder)
  }

  /// The attention of this name, if there is one.
  public init?(rawValue: String) {
    guard let kind = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = kind
  }

  /// Whether it looks at a window of the source, as `ModelConfiguration.attentionWindow` says.
  package var hasWindow: Bool { score.hasWindow }
  /// Whether the decoder leaves the choice of input feeding.
  package var allowsInputFeeding: Bool { decoder.allowsInputFeeding }

  /// By name.
  public static func == (a: AttentionKind, b: AttentionKind) -> Bool { a.rawValue == b.rawValue }
  /// By name.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension AttentionKind: CustomStringConvertible {
  /// Its name.
  public var description: String { rawValue }
}
