/// An attention by its name: how it scores, and in which order a decoder step runs. To add one,
/// write a file with its type and add a line to `allCases`.
public struct AttentionKind: RawRepresentable, CaseIterable, Hashable, Codable, Sendable {
  /// The name in options and model files: `luong-dot`.
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
  /// The general score in a window around the target's own position (Luong et al. 2015, §3.2,
  /// local-m).
  public static let luongLocalMonotonic = AttentionKind(
    "luong-local-m", LuongLocalMonotonicAttention.self, LuongDecoder.self)
  /// The general score in a window around a predicted position (Luong et al. 2015, §3.2, local-p).
  public static let luongLocalPredictive = AttentionKind(
    "luong-local-p", LuongLocalPredictiveAttention.self, LuongDecoder.self)

  /// All attentions, in the order in which help texts list them.
  public static let allCases = [
    luong, bahdanau, luongDot, luongConcat, luongLocalMonotonic, luongLocalPredictive,
  ]

  init(
    _ name: String, _ score: any Attention.Type, _ decoder: any DecoderOrder.Type
  ) {
    (rawValue, self.score, self.decoder) = (name, score, decoder)
  }

  /// The attention of this name; nil where there is none.
  public init?(rawValue: String) {
    guard let kind = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = kind
  }

  /// Whether it looks only at a window of the source, of the width
  /// `ModelConfiguration.attentionWindow`.
  package var hasWindow: Bool { score.hasWindow }
  /// Whether input feeding is a choice with this decoder.
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
