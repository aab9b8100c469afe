import Testing

@testable import Seq2Seq

/// A few rows of Doubles, multiplied as a textbook has it.
struct SmallMatrix: Equatable {
  var rows: [[Double]]

  init(_ rows: [[Double]]) { self.rows = rows }

  /// As many zeros as `other` has numbers.
  init(zerosOf other: SmallMatrix) { rows = other.rows.map { $0.map { _ in 0 } } }

  /// W x: what each row of W gives with x.
  static func * (w: SmallMatrix, x: [Double]) -> [Double] {
    w.rows.map { row in zip(row, x).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// dy W: the sum of the rows of W, each times its element of dy.
  static func * (dy: [Double], w: SmallMatrix) -> [Double] {
    w.rows[0].indices.map { j in zip(dy, w.rows).reduce(0) { $0 + $1.0 * $1.1[j] } }
  }

  /// W += dyᵀ x.
  mutating func add(_ dy: [Double], _ x: [Double]) {
    for k in dy.indices { for j in x.indices { rows[k][j] += dy[k] * x[j] } }
  }
}

/// The sum of vectors.
func sum(_ vectors: [Double]...) -> [Double] {
  vectors[0].indices.map { i in vectors.reduce(0) { $0 + $1[i] } }
}

/// One number, or several: what an example differentiates by.
protocol DoubleValues {
  var doubles: [Double] { get set }
}

extension Double: DoubleValues {
  var doubles: [Double] {
    get { [self] }
    set { self = newValue[0] }
  }
}

extension Array: DoubleValues where Element: DoubleValues {
  var doubles: [Double] {
    get { flatMap(\.doubles) }
    set {
      var rest = newValue[...]
      for i in indices {
        let count = self[i].doubles.count
        self[i].doubles = [Double](rest.prefix(count))
        rest = rest.dropFirst(count)
      }
    }
  }
}

extension SmallMatrix: DoubleValues {
  var doubles: [Double] {
    get { rows.doubles }
    set { rows.doubles = newValue }
  }
}

/// Compares a gradient with what central differences of the loss find, field by field.
struct DifferenceCheck<Numbers> {
  let numbers: Numbers
  let gradient: Numbers
  let loss: (Numbers) -> Double

  func expectAgrees<Values: DoubleValues>(
    _ field: WritableKeyPath<Numbers, Values>, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let step = 1e-5
    let found = gradient[keyPath: field].doubles
    for (i, value) in numbers[keyPath: field].doubles.enumerated() {
      func loss(at value: Double) -> Double {
        var moved = numbers
        moved[keyPath: field].doubles[i] = value
        return self.loss(moved)
      }
      let difference = (loss(at: value + step) - loss(at: value - step)) / (2 * step)
      #expect(
        abs(found[i] - difference) < 1e-8,
        "\(field)[\(i)]: \(found[i]), differences say \(difference)", sourceLocation: sourceLocation
      )
    }
  }
}

/// Expects numbers as an article writes them out, in four decimals.
func expectWritten(
  _ found: [Double], _ written: [Double], _ label: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    found.count == written.count && zip(found, written).allSatisfy { abs($0 - $1) <= 0.5001e-4 },
    "\(label) is \(found), written \(written)", sourceLocation: sourceLocation)
}
