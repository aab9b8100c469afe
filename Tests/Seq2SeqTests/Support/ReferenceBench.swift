import Testing

@testable import Seq2Seq

/// Kernels and threads with which production code is tested.
struct KernelSetting: Sendable, CustomStringConvertible {
  let kernelSet: KernelSet
  let threads: Int
  var precision = NumberFormat.float32
  var description: String { "\(kernelSet), \(precision), threads \(threads)" }

  static let all = KernelSet.available.flatMap { set in
    [1, 2].map { KernelSetting(kernelSet: set, threads: $0) }
  }
}

/// What a production layer needs to run on the numbers of a reference: weights, an empty gradient,
/// memory.
struct ReferenceBench {
  let tensors: ReferenceTensors
  let gradients: ParameterSlab
  var context: Context

  /// Parameters get the tensors of their names.
  init(_ layout: ParameterLayout, _ tensors: ReferenceTensors, _ setting: KernelSetting) {
    self.tensors = tensors
    let device = Device(
      threads: setting.threads, kernelSet: setting.kernelSet, precision: setting.precision)
    let slab = ParameterSlab(layout)
    for parameter in layout.parameters {
      slab[parameter].fill(from: tensors.floats(parameter.name))
    }
    gradients = ParameterSlab(layout)
    context = Context(slab, on: device, gradients: gradients)
  }

  /// A tensor as a matrix of the arena. Rows are further apart than their width, and between them
  /// is NaN, which must not be read.
  func matrix(_ name: String) -> Matrix {
    let tensor = tensors.byName[name]!
    return matrix(tensor.rows, tensor.columns, tensors.floats(name))
  }

  func matrix(_ rows: Int, _ columns: Int, _ values: [Float]) -> Matrix {
    let result = undefined(rows, columns)
    result.fill(from: values)
    return result
  }

  /// A matrix of NaN, to be overwritten.
  func undefined(_ rows: Int, _ columns: Int) -> Matrix {
    let wide = context.matrix(rows, columns + 3)
    wide.fill(.nan)
    return wide.columns(1..<columns + 1)
  }

  /// Compares the gradient of each parameter.
  func expectGradients(
    _ reference: ReferenceRun, relative: Double = 2e-5, _ label: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for parameter in gradients.layout.parameters {
      expectClose(
        gradients.values(of: parameter), reference.gradients[parameter.name]!, relative: relative,
        "\(label): gradient of \(parameter.name)", sourceLocation: sourceLocation)
    }
  }
}

extension Matrix {
  var values: [Float] { (0..<rows).flatMap { i in (0..<columns).map { self[i, $0] } } }

  func fill(from values: [Float]) {
    precondition(values.count == rows * columns, "\(values.count) values for \(rows)×\(columns)")
    for i in 0..<rows { for j in 0..<columns { self[i, j] = values[i * columns + j] } }
  }
}

/// Places of a packed matrix, spelt out: step after step, the sentences that are that long.
func packedPlaces(_ lengths: [Int]) -> [(step: Int, sentence: Int)] {
  (0..<(lengths.max() ?? 0)).flatMap { step in
    lengths.indices.filter { lengths[$0] > step }.map { (step, $0) }
  }
}
