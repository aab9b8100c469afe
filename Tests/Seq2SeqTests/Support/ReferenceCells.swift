@testable import Seq2Seq

/// The recurrent cells straight from their equations, one vector at a time.
struct ReferenceCell {
  typealias State = (h: [Traced], c: [Traced])

  let kind: CellKind
  let name: String
  let tensors: [String: TracedMatrix]

  private func weight(_ part: String) -> TracedMatrix { tensors["\(name).\(part)"]! }
  private func bias(_ part: String) -> [Traced] { weight(part)[0] }

  var size: Int { weight("weight_hh").columns }

  /// State before the first step; c is empty where the cell has none.
  var zero: State {
    let zeros = (0..<size).map { _ in bias("bias")[0].constant(0) }
    return (zeros, kind.hasCellState ? zeros : [])
  }

  func step(_ x: [Traced], _ before: State) -> State {
    switch kind {
    case .lstm:
      return ReferenceEquations.lstm(x, before, .init(name, tensors))
    case .normalizedLSTM:
      let a = weight("weight_ih") * x + weight("weight_hh") * before.h + bias("bias")
      let normalized = (0..<4).flatMap { normalize(part(a, $0)) }
      return ReferenceEquations.lstm(
        bias("norm.weight") * normalized + bias("norm.bias"), before.c)
    case .deepTransitionLSTM:
      let (m, c) = ReferenceEquations.lstm(x, before, .init(name, tensors))
      let a = weight("transition.weight") * m + bias("transition.bias")
      let two = a[0].constant(2)
      return (blend(part(a, 0).map { ($0 - two).sigmoid }, m, part(a, 1).map(\.tanh)), c)
    case .rnn:
      let a = weight("weight_ih") * x + weight("weight_hh") * before.h + bias("bias")
      return (a.map(\.tanh), [])
    case .gru:
      let a = weight("weight_ih") * x + bias("bias"), u = weight("weight_hh") * before.h
      let r = (part(a, 0) + part(u, 0)).map(\.sigmoid)
      let z = (part(a, 1) + part(u, 1)).map(\.sigmoid)
      let q = part(u, 2) + bias("bias_hn")
      let new = (part(a, 2) + r * q).map(\.tanh)
      return (blend(z, new, before.h), [])
    case .originalGRU:
      let a = weight("weight_ih") * x + bias("bias"), u = weight("weight_hh") * before.h
      let r = (part(a, 0) + part(u, 0)).map(\.sigmoid)
      let z = (part(a, 1) + part(u, 1)).map(\.sigmoid)
      let new = (part(a, 2) + weight("weight_hn") * (r * before.h)).map(\.tanh)
      return (blend(z, new, before.h), [])
    default: fatalError("no equations of \(kind)")
    }
  }

  private func part(_ gates: [Traced], _ number: Int) -> [Traced] {
    Array(gates[number * size..<(number + 1) * size])
  }

  /// (x − mean) / √(variance + 1e-5)
  private func normalize(_ x: [Traced]) -> [Traced] {
    let share = 1 / Double(x.count)
    func mean(_ x: [Traced]) -> Traced { share * x.dropFirst().reduce(x[0]) { $0 + $1 } }
    let middle = mean(x)
    let distances = x.map { $0 - middle }
    let variance = Double(Float(1e-5)) + mean(distances * distances)
    let deviation = (0.5 * variance.logarithm).exponential
    return distances.map { $0 / deviation }
  }

  /// (1 − z) ⊙ first + z ⊙ second
  private func blend(_ z: [Traced], _ first: [Traced], _ second: [Traced]) -> [Traced] {
    z.indices.map { (z[$0].constant(1) - z[$0]) * first[$0] + z[$0] * second[$0] }
  }

  /// The states after each word of a sentence, in the sentence's order, whichever way it is read; what
  /// `perturbation` has for a word's place is added to its h.
  func states(
    _ sentence: [[Traced]], backwards: Bool = false, from start: State? = nil,
    perturbation: (_ place: Int) -> [Traced]? = { _ in nil }
  ) -> [State] {
    var state = start ?? zero
    var states: [State] = []
    let places = Array(sentence.indices)
    for place in backwards ? places.reversed() : places {
      state = step(sentence[place], state)
      if let added = perturbation(place) { state.h = state.h + added }
      states.append(state)
    }
    return backwards ? states.reversed() : states
  }
}

extension CellKind {
  /// Whether the cell has a cell state c.
  var hasCellState: Bool { [.lstm, .normalizedLSTM, .deepTransitionLSTM].contains(self) }
}
