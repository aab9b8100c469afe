/// Names of the attentions. A further one is a file with its type, and its line here, which says
/// what scores and in which order a decoder's step goes.
public enum AttentionKind: String, Sendable, Codable, CaseIterable {
  case luong
  case bahdanau

  var types: (score: any Attention.Type, decoder: any DecoderOrder.Type) {
    switch self {
    case .luong: (LuongAttention.self, LuongDecoder.self)
    case .bahdanau: (BahdanauAttention.self, BahdanauDecoder.self)
    }
  }

  /// Whether the order of its decoder leaves the choice of input feeding.
  package var leavesInputFeeding: Bool { types.decoder.leavesInputFeeding }
}
