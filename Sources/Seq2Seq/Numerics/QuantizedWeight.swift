/// A weight as products of bytes read it: whole numbers from -127 to 127, and for each row of each
/// block of columns a scale, its greatest magnitude / 127.
///
/// The numbers and scales are those of `pack_int8` to the bit. Rounding number · scale again gives
/// the same number and scale: the greatest magnitude is then 127 · scale, rounded, and dividing that
/// by 127 gives the float scale again.
///
/// Shapes: numbers `[rows, columns]`, scales `[rows, blocks]`.
struct QuantizedWeight {
  private(set) var numbers: [Float]
  private(set) var scales: [Float] = []

  /// Where a value is not finite, its scale is not finite either.
  init(_ weight: Matrix, blocks: [Range<Int>]) {
    requireMemory(weight.rows * weight.columns * MemoryLayout<Float>.stride)
    numbers = Array(repeating: 0, count: weight.rows * weight.columns)
    for i in 0..<weight.rows {
      for block in blocks {
        let values = UnsafeBufferPointer(
          start: weight.row(i) + block.lowerBound, count: block.count)
        let isFinite = values.allSatisfy(\.isFinite)
        let most = isFinite ? values.reduce(0) { max($0, abs($1)) } : .nan
        let scale = most > 1e-30 ? 127 / most : 0
        scales.append(most / 127)
        guard scale > 0 else { continue }
        for j in block {
          numbers[i * weight.columns + j] = (weight[i, j] * scale).rounded(.toNearestOrEven)
        }
      }
    }
  }

  /// Turns numbers into the values that they stand for.
  static func scale(_ numbers: Matrix, blocks: [Range<Int>], by scales: [Float]) {
    for i in 0..<numbers.rows {
      for (b, block) in blocks.enumerated() {
        let scale = scales[i * blocks.count + b]
        let values = UnsafeMutableBufferPointer(
          start: numbers.row(i) + block.lowerBound, count: block.count)
        for j in values.indices { values[j] *= scale }
      }
    }
  }
}

extension ParameterLayout {
  /// The columns of a parameter that are rounded together: those that products read separately, or
  /// all of them where no product reads the parameter, as with an embedding.
  func blocks(of parameter: Parameter) -> [Range<Int>] {
    let read = productWeights.filter { $0.parameter.index == parameter.index }.map(\.columns)
      .sorted { $0.lowerBound < $1.lowerBound }
    return read.isEmpty ? [0..<parameter.columns] : read
  }
}
