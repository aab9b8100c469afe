/// A named place in a slab of weights, gradients or moments.
struct Parameter: Sendable, Equatable {
  let name: String
  /// The shape in a file: `[out, in]`, or `[n]` for a bias.
  let shape: [Int]
  let offset: Int
  let index: Int
  let initialization: Initialization
  /// The site at which training drops some of its elements (DropConnect, Wan et al. 2013); nil:
  /// none are dropped.
  let dropoutSite: Int?

  var rows: Int { shape.count == 1 ? 1 : shape[0] }
  var columns: Int { shape[shape.count - 1] }
  var count: Int { rows * columns }
}

/// How a parameter begins.
enum Initialization: Sendable, Equatable {
  case zero
  case one
  /// Uniform in ±gain √(6 / (in + out)) (Glorot and Bengio 2010, §4.2.1), in and out of one gate.
  case glorot(gates: Int, gain: Float = 1)
  case normal(deviation: Float)
  /// Zero except the forget gate's quarter, which is 1 (Jozefowicz et al. 2015, §2.2).
  case forgetGateBias
  /// Likewise for the update gate, the second of three: at first the state is mostly kept.
  case updateGateBias
}

/// Columns of a weight as one factor of products: y = x Wᵀ forward, dx = dy W backward.
struct ProductWeight: Sendable, Equatable {
  let parameter: Parameter
  let columns: Range<Int>
  let index: Int
}

/// The plan of a model's slabs: which parameter lies where. Layers reserve their slots by name.
struct ParameterLayout: Sendable {
  private(set) var parameters: [Parameter] = []
  private(set) var productWeights: [ProductWeight] = []
  /// Floats of a slab; each parameter starts at a cache line, and the padding between them stays
  /// zero.
  private(set) var count = 0
  /// The number of weights and biases, without the padding.
  var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

  mutating func reserve(
    _ name: String, _ shape: [Int], _ initialization: Initialization, droppedAt site: Int? = nil
  ) -> Parameter {
    precondition(!parameters.contains { $0.name == name }, "two parameters named \(name)")
    let parameter = Parameter(
      name: name, shape: shape, offset: count, index: parameters.count,
      initialization: initialization, dropoutSite: site)
    parameters.append(parameter)
    count += alignedCount(parameter.count)
    return parameter
  }

  /// Declares that products read `columns` (all by default) of a weight.
  mutating func product(_ parameter: Parameter, columns: Range<Int>? = nil) -> ProductWeight {
    let weight = ProductWeight(
      parameter: parameter, columns: columns ?? 0..<parameter.columns,
      index: productWeights.count)
    productWeights.append(weight)
    return weight
  }
}

/// One float for each place of a layout: weights, gradients, or a moment.
final class ParameterSlab {
  let layout: ParameterLayout
  let floats: UnsafeMutableBufferPointer<Float>

  init(_ layout: ParameterLayout) {
    self.layout = layout
    floats = allocatePages(layout.count)
  }

  deinit { giveBackPages(floats) }

  func copy() -> ParameterSlab {
    let result = ParameterSlab(layout)
    _ = result.floats.update(fromContentsOf: floats)
    return result
  }

  /// Shapes: `[out, in]`; a bias is `[1, n]`.
  subscript(_ parameter: Parameter) -> Matrix {
    Matrix(
      floats.baseAddress! + parameter.offset, rows: parameter.rows, columns: parameter.columns)
  }

  subscript(_ weight: ProductWeight) -> Matrix { self[weight.parameter].columns(weight.columns) }

  func values(of parameter: Parameter) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(rebasing: floats[parameter.offset..<parameter.offset + parameter.count])
  }

  /// Draws every parameter's first value; a parameter's numbers depend on the seed and its place
  /// in the layout.
  func initialize(seed: UInt64) {
    for parameter in layout.parameters {
      let values = UnsafeMutableBufferPointer(
        rebasing: floats[parameter.offset..<parameter.offset + parameter.count])
      var random = RandomStream(seed: seed, use: .initialization, moment: parameter.index)
      switch parameter.initialization {
      case .zero: values.update(repeating: 0)
      case .one: values.update(repeating: 1)
      case .glorot(let gates, let gain):
        let bound = gain * (6 / Float(parameter.rows / gates + parameter.columns)).squareRoot()
        for i in values.indices { values[i] = (2 * random.uniform() - 1) * bound }
      case .normal(let deviation):
        for i in values.indices { values[i] = random.normal() * deviation }
      case .forgetGateBias:
        let quarter = parameter.count / 4
        for i in values.indices { values[i] = (quarter..<2 * quarter).contains(i) ? 1 : 0 }
      case .updateGateBias:
        let third = parameter.count / 3
        for i in values.indices { values[i] = (third..<2 * third).contains(i) ? 1 : 0 }
      }
    }
  }
}

/// Weights as layers read them: the slab, and panels of each weight that products read. Panels are
/// packed at their first use after `weightsChanged`, once for all steps of a batch.
final class Weights {
  let slab: ParameterSlab
  private let device: Device
  private var packs: [Pack]
  /// What training drops of the weights.
  private var dropout: Context.Dropout?
  /// A weight after dropout, before it is packed.
  private var dropped: ParameterSlab?

  private struct Pack {
    var matrix: (any PackedMatrix)?
    var memory: UnsafeMutableRawPointer?
    var isCurrent = false
  }

  init(_ slab: ParameterSlab, _ device: Device) {
    self.slab = slab
    self.device = device
    packs = Array(repeating: Pack(), count: 2 * slab.layout.productWeights.count)
  }

  deinit { for pack in packs { pack.memory?.deallocate() } }

  subscript(_ parameter: Parameter) -> Matrix { slab[parameter] }

  /// A bias by its place, `[1, n]`.
  func row(_ place: Range<Int>) -> Matrix {
    Matrix(slab.floats.baseAddress! + place.lowerBound, rows: 1, columns: place.count)
  }

  /// Wᵀ, for y = x Wᵀ; weights are found by their index, since each step of a search asks for all
  /// of them.
  func forward(_ weight: Int) -> any PackedMatrix {
    current(2 * weight) ?? pack(weight, at: 2 * weight, transposed: true, device.precision.packed)
  }

  /// W, for dx = dy W.
  func backward(_ weight: Int) -> any PackedMatrix {
    current(2 * weight + 1)
      ?? pack(weight, at: 2 * weight + 1, transposed: false, device.precision.packedBackward)
  }

  private func current(_ place: Int) -> (any PackedMatrix)? {
    let pack = packs[place]
    return pack.isCurrent ? pack.matrix : nil
  }

  func weightsChanged() {
    for i in packs.indices { packs[i].isCurrent = false }
  }

  /// From now on products read the weights after this dropout; nil: unchanged.
  func drop(_ dropout: Context.Dropout?) {
    weightsChanged()
    self.dropout = dropout
  }

  /// The matrix that is packed.
  private func source(_ weight: ProductWeight) -> Matrix {
    guard let (mask, firstRow) = dropout?.mask(of: weight.parameter) else { return slab[weight] }
    let target = dropped ?? ParameterSlab(slab.layout)
    dropped = target
    device.dropout(
      slab[weight.parameter], mask, firstRow: firstRow, into: target[weight.parameter])
    return target[weight]
  }

  private func pack(
    _ weight: Int, at place: Int, transposed: Bool, _ format: any PackedMatrix.Type
  ) -> any PackedMatrix {
    let source = source(slab.layout.productWeights[weight])
    let k = transposed ? source.columns : source.rows
    let n = transposed ? source.rows : source.columns
    let memory = packs[place].memory ?? allocateBytes(device.byteCount(format, k: k, n: n))
    let matrix = packs[place].matrix ?? device.packed(format, k: k, n: n, in: memory)
    device.pack(source, transposed: transposed, into: matrix)
    packs[place] = Pack(matrix: matrix, memory: memory, isCurrent: true)
    return matrix
  }
}
