@testable import Seq2Seq

/// Every attention straight from its equations, those of the tests included.
extension ReferenceEquations {
  /// α and the context at step t, after the weights `earlier`; D is that of local attentions.
  static func attend(
    _ kind: AttentionKind, _ s: [Traced], _ h: [[Traced]], after earlier: [[Traced]], step t: Int,
    window d: Int, _ tensors: [String: TracedMatrix]
  ) -> (alpha: [Traced], context: [Traced]) {
    switch kind.rawValue {
    case "luong": return attend(luongScores(s, h, tensors), h)
    case "bahdanau": return attend(bahdanauScores(s, h, tensors), h)
    case "luong-dot": return attend(h.map { dot(s, $0) }, h)
    case "luong-concat":
      return attend(
        h.map { h in
          let hidden = tensors["attention.weight"]! * s.joined(with: h)
          return dot(tensors["attention.score"]![0], hidden.map(\.tanh))
        }, h)
    case "luong-local-m":
      let p = min(t, h.count - 1)
      return local(luongScores(s, h, tensors), h, h.indices.filter { abs($0 - p) <= d })
    case "luong-local-p", "local-bahdanau":
      let z = (tensors["attention.position.weight"]! * s).map(\.tanh)
      let p = Double(h.count) * dot(tensors["attention.position.score"]![0], z).sigmoid
      let window = h.indices.filter { abs(Double($0) - p.value) <= Double(d) }
      return local(luongScores(s, h, tensors), h, window) { j in
        let distance = -Double(j) + p, deviation = Double(d) / 2
        return (-1 / (2 * deviation * deviation) * (distance * distance)).exponential
      }
    default:
      let isPrevious = kind.rawValue == "previous"
      let read = isPrevious ? earlier.suffix(1) : earlier[...]
      let scores = h.map { h in dot(s, h) }.enumerated().map { j, score in
        let w = tensors["attention.history"]![0][0]
        return read.reduce(score) { $0 + w * $1[j] }
      }
      return local(scores, h, isPrevious && t % 2 == 1 ? [0] : Array(h.indices))
    }
  }

  /// The softmax over a window, and perhaps a factor for each position of it.
  private static func local(
    _ scores: [Traced], _ h: [[Traced]], _ window: [Int],
    _ factor: (Int) -> Traced? = { _ in nil }
  ) -> (alpha: [Traced], context: [Traced]) {
    var alpha = h.map { $0[0].constant(0) }
    for (inside, j) in zip(softmax(window.map { scores[$0] }), window) {
      alpha[j] = factor(j).map { inside * $0 } ?? inside
    }
    return (alpha, h[0].indices.map { k in dot(alpha, h.map { $0[k] }) })
  }
}
