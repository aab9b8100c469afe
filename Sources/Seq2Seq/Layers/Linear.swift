/// A linear map y = x Wᵀ + b. x may come in parts, each with its block of W's columns:
/// y = Σ x_i W_iᵀ + b.
///
/// All products with a weight go through here. Weights are packed behind it, once for all products
/// of a batch.
/// Shapes: x_i `[rows, in_i]`, y `[rows, out]`, W `[out, Σ in_i]`, b `[out]`.
///
/// Immutable, and a class, so that a copy of a layer, which each step of a search makes, copies one
/// reference.
final class Linear: Sendable {
  let weight: Parameter
  let bias: Parameter?
  /// In the order in which their products are summed.
  private let blocks: [ProductWeight]
  /// The blocks' indices, and b's place in a slab: what a product needs, without names and shapes.
  private let indices: [Int]
  private let biasPlace: Range<Int>?

  /// - Parameter columns: W's columns for each part of x, in the order in which the products are
  ///   summed; nil: x is one part.
  init(
    _ weight: Parameter, bias: Parameter? = nil, columns: [Range<Int>]? = nil,
    in layout: inout ParameterLayout
  ) {
    self.weight = weight
    self.bias = bias
    var blocks: [ProductWeight] = []
    for range in columns ?? [0..<weight.columns] where !range.isEmpty {
      blocks.append(layout.product(weight, columns: range))
    }
    self.blocks = blocks
    indices = blocks.map(\.index)
    biasPlace = bias.map { $0.offset..<$0.offset + $0.count }
  }

  /// Columns of y.
  var size: Int { weight.rows }
  /// Parts of x.
  var parts: Int { blocks.count }

  func width(of block: Int) -> Int { blocks[block].columns.count }

  /// y = x W₀ᵀ + b.
  func forward(_ x: Matrix, into y: Matrix, in context: Context) {
    context.multiply(
      x, context.weights.forward(indices[0]), bias: bias(in: context), into: y)
  }

  /// y += x W_iᵀ.
  func forward(_ x: Matrix, block: Int = 0, addingTo y: Matrix, in context: Context) {
    context.multiply(x, context.weights.forward(indices[block]), accumulate: true, into: y)
  }

  /// y = Σ x_i W_iᵀ + b.
  func forward(_ parts: [Matrix], into y: Matrix, in context: Context) {
    precondition(parts.count == blocks.count, "\(parts.count) parts for \(blocks.count) blocks")
    forward(parts[0], into: y, in: context)
    for i in parts.indices.dropFirst() {
      forward(parts[i], block: i, addingTo: y, in: context)
    }
  }

  /// dx_i = dy W_i.
  func backward(_ dy: Matrix, block: Int = 0, into dx: Matrix, in context: Context) {
    context.multiply(dy, context.weights.backward(indices[block]), into: dx)
  }

  /// dx_i += dy W_i.
  func backward(_ dy: Matrix, block: Int = 0, addingTo dx: Matrix, in context: Context) {
    context.multiply(dy, context.weights.backward(indices[block]), accumulate: true, into: dx)
  }

  /// dW_i += dyᵀ x_i and db += Σ dy, over all rows at once.
  func accumulate(_ dy: Matrix, _ parts: [Matrix], in context: Context) {
    Self.accumulate(dy, [(self, parts)], in: context)
  }

  func accumulate(_ dy: Matrix, _ x: Matrix, in context: Context) {
    accumulate(dy, [x], in: context)
  }

  /// The same for several maps whose sum was y, so that dyᵀ is laid out once for all of them.
  static func accumulate(_ dy: Matrix, _ maps: [(Linear, [Matrix])], in context: Context) {
    context.accumulate(
      transposed: dy,
      maps.flatMap { map, parts in
        precondition(
          parts.count == map.blocks.count, "\(parts.count) parts for \(map.blocks.count) blocks")
        return zip(parts, map.blocks).map { x, block in (x, context.gradient(block)) }
      })
    for (map, _) in maps {
      if let bias = map.bias { context.sumRows(of: dy, addingTo: context.gradient(bias)) }
    }
  }

  private func bias(in context: Context) -> Matrix? { biasPlace.map { context.weights.row($0) } }

  // MARK: - For loops whose threads multiply rows of their own

  /// y = x W₀ᵀ + b by rows. Made before the loop, since all threads share the packing.
  func rowProduct(in context: Context) -> RowProduct {
    RowProduct(
      b: context.weights.forward(indices[0]), bias: bias(in: context), context: context)
  }

  /// Likewise dx = dy W₀.
  func backwardRowProduct(in context: Context) -> RowProduct {
    RowProduct(b: context.weights.backward(indices[0]), bias: nil, context: context)
  }
}
