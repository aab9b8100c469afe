import Testing

@testable import Seq2Seq

// Arithmetic of the worked examples: vectors of Doubles, and matrices as lists of rows.

/// x · y.
func dot(_ x: [Double], _ y: [Double]) -> Double {
  zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
}

extension [Double] {
  /// x + y, element by element.
  func plus(_ y: [Double]) -> [Double] { zip(self, y).map { $0 + $1 } }

  /// x ⊙ y, element by element.
  func hadamard(_ y: [Double]) -> [Double] { zip(self, y).map { $0 * $1 } }

  /// y W: element k is y · column k.
  func times(_ w: [[Double]]) -> [Double] {
    w[0].indices.map { k in indices.reduce(0) { $0 + self[$1] * w[$1][k] } }
  }

  /// f x.
  func scaled(by factor: Double) -> [Double] { map { factor * $0 } }

  /// tanh of each element.
  var tanh: [Double] { map(ReferenceFunctions.tanh) }

  /// 1 − y² of each element y: the slope of tanh where it is y.
  var tanhSlope: [Double] { map { 1 - $0 * $0 } }
}

extension [[Double]] {
  /// W x: element i is row i · x.
  func times(_ x: [Double]) -> [Double] { map { dot($0, x) } }

  /// W += yᵀ x: element [i][k] grows by y_i x_k.
  mutating func addOuter(_ y: [Double], _ x: [Double]) {
    for i in y.indices { for k in x.indices { self[i][k] += y[i] * x[k] } }
  }

  /// Zeros of the same shape.
  var zeros: [[Double]] { map { $0.map { _ in 0 } } }
}

/// Expects numbers to be those that an article writes out, with four decimals.
func expectDigits(
  _ found: [Double], _ written: [Double], _ label: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found.count == written.count, "\(label)", sourceLocation: sourceLocation)
  for (i, (x, y)) in zip(found, written).enumerated() {
    #expect(
      abs(x - y) <= 0.5001e-4, "\(label)[\(i)] is \(x), written \(y)",
      sourceLocation: sourceLocation)
  }
}

/// Expects a gradient to be what central differences of the loss say, within 1e-8.
///
/// `numbers` holds the vector at `place` among what the loss is computed from.
func expectDifferences<Numbers>(
  _ name: String, _ gradient: [Double], _ numbers: Numbers,
  _ place: WritableKeyPath<Numbers, [Double]>, sourceLocation: SourceLocation = #_sourceLocation,
  loss: (Numbers) -> Double
) {
  let step = 1e-5
  #expect(gradient.count == numbers[keyPath: place].count, "∂\(name)")
  for i in gradient.indices {
    func lossAfter(_ move: Double) -> Double {
      var moved = numbers
      moved[keyPath: place][i] += move
      return loss(moved)
    }
    let difference = (lossAfter(step) - lossAfter(-step)) / (2 * step)
    #expect(
      abs(gradient[i] - difference) <= 1e-8,
      "∂\(name)[\(i)] is \(gradient[i]), differences say \(difference)",
      sourceLocation: sourceLocation)
  }
}

/// The same of a matrix.
func expectDifferences<Numbers>(
  _ name: String, _ gradient: [[Double]], _ numbers: Numbers,
  _ place: WritableKeyPath<Numbers, [[Double]]>, sourceLocation: SourceLocation = #_sourceLocation,
  loss: (Numbers) -> Double
) {
  #expect(gradient.count == numbers[keyPath: place].count, "∂\(name)")
  for i in gradient.indices {
    expectDifferences(
      "\(name)[\(i)]", gradient[i], numbers, place.appending(path: \[[Double]].[i]),
      sourceLocation: sourceLocation, loss: loss)
  }
}

/// softmax(x)_i = exp(x_i) / Σ_k exp(x_k); the greatest is taken off first, which changes nothing.
func softmax(_ x: [Double]) -> [Double] {
  let powers = x.map { ReferenceFunctions.exp($0 - x.max()!) }
  let sum = powers.reduce(0, +)
  return powers.map { $0 / sum }
}

/// Its adjoint at y = softmax(x): dx_i = y_i (dy_i − Σ_k y_k dy_k).
func softmaxBackward(_ dy: [Double], at y: [Double]) -> [Double] {
  let mean = dot(y, dy)
  return y.indices.map { y[$0] * (dy[$0] - mean) }
}
