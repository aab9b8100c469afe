import Testing

@testable import Seq2Seq

/// Numbers for tests: the same for the same seed, on every machine (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in ±bound.
  mutating func float(_ bound: Float = 1) -> Float {
    (Float(next() >> 40) * 0x1p-23 - 1) * bound
  }

  mutating func floats(_ count: Int, _ bound: Float = 1) -> [Float] {
    (0..<count).map { _ in float(bound) }
  }

  mutating func integer(_ range: Range<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }
}

/// Named matrices that a reference function reads, each number exact in a Float.
struct ReferenceTensors {
  struct Tensor {
    let rows, columns: Int
    var values: [Double]
  }

  private(set) var byName: [String: Tensor] = [:]
  private var numbers: SeededNumbers

  init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  /// Matrices that are given, rounded to Float.
  init(_ named: [String: [[Double]]]) {
    self.init(seed: 0)
    byName = named.mapValues { rows in
      Tensor(
        rows: rows.count, columns: rows[0].count,
        values: rows.joined().map { Double(Float($0)) })
    }
  }

  var names: [String] { byName.keys.sorted() }

  /// Adds a matrix of numbers in ±bound.
  mutating func draw(_ name: String, _ rows: Int, _ columns: Int, _ bound: Float = 1) {
    byName[name] = Tensor(
      rows: rows, columns: columns, values: numbers.floats(rows * columns, bound).map(Double.init))
  }

  /// Adds every parameter of a layout; `bound` is that of a weight that reads four numbers, and
  /// weights that read more are smaller accordingly.
  mutating func draw(_ layout: ParameterLayout, _ bound: Float = 1) {
    for parameter in layout.parameters {
      let inputs = Float(parameter.shape.count == 1 ? 4 : parameter.columns)
      draw(parameter.name, parameter.rows, parameter.columns, bound * (4 / inputs).squareRoot())
    }
  }

  mutating func scale(_ name: String, by factor: Double) {
    byName[name]!.values = byName[name]!.values.map { Double(Float($0 * factor)) }
  }

  func floats(_ name: String) -> [Float] { byName[name]!.values.map { Float($0) } }

  fileprivate mutating func set(_ name: String, _ place: Int, _ value: Double) {
    byName[name]!.values[place] = value
  }
}

/// A reference function at one point: its output, and the gradient of Σ cotangent · output.
struct ReferenceRun {
  typealias Function = ([String: TracedMatrix]) -> [String: [Traced]]

  let outputs: [String: [Double]]
  /// By the name of the tensor.
  let gradients: [String: [Double]]
  let sum: Double

  init(
    _ tensors: ReferenceTensors, cotangents: [String: [Float]], differentiate: Bool = true,
    _ function: Function
  ) {
    let tape = ReferenceTape()
    var traced: [String: TracedMatrix] = [:]
    for name in tensors.names {
      let tensor = tensors.byName[name]!
      traced[name] = TracedMatrix(
        rows: tensor.rows, columns: tensor.columns, elements: tensor.values.map { tape.leaf($0) })
    }
    let results = function(traced)
    var weighted: [(Traced, cotangent: Double)] = []
    for (name, cotangent) in cotangents.sorted(by: { $0.key < $1.key }) {
      let output = results[name]!
      precondition(output.count == cotangent.count, "\(cotangent.count) cotangents for \(name)")
      for (x, d) in zip(output, cotangent) { weighted.append((x, Double(d))) }
    }
    outputs = results.mapValues { $0.map(\.value) }
    sum = weighted.reduce(0) { $0 + $1.0.value * $1.cotangent }
    guard differentiate else {
      gradients = [:]
      return
    }
    let adjoints = tape.adjoints(of: weighted)
    gradients = traced.mapValues { $0.elements.map { adjoints[$0.index] } }
  }

  /// Expects the tape's gradient to be what central differences find, for every number of the tensors
  /// that are named, or of all, within `relative` of the greatest gradient.
  static func expectDifferencesAgree(
    _ tensors: ReferenceTensors, of names: [String]? = nil, cotangents: [String: [Float]],
    relative: Double = 1e-7, _ label: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ function: Function
  ) {
    let run = ReferenceRun(tensors, cotangents: cotangents, function)
    let names = names ?? tensors.names
    let greatest = names.flatMap { run.gradients[$0]! }.reduce(0) { max($0, abs($1)) }
    #expect(greatest > 0, "\(label) has no gradient", sourceLocation: sourceLocation)
    let step = 1e-5
    for name in names {
      for (place, value) in tensors.byName[name]!.values.enumerated() {
        func sum(at moved: Double) -> Double {
          var tensors = tensors
          tensors.set(name, place, moved)
          return ReferenceRun(tensors, cotangents: cotangents, differentiate: false, function).sum
        }
        let difference = (sum(at: value + step) - sum(at: value - step)) / (2 * step)
        let found = run.gradients[name]![place]
        #expect(
          abs(found - difference) <= relative * greatest,
          "\(label), \(name)[\(place)]: \(found), differences say \(difference)",
          sourceLocation: sourceLocation)
      }
    }
  }
}
