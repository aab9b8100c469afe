/// The only rows of a parameter that have a gradient, ascending.
struct TouchedRows {
  let parameter: Parameter
  let rows: [Int32]
}

/// The places of a slab that an update concerns, cut into pieces of work. Cutting is part of the
/// arithmetic, since a norm is summed piece by piece.
struct SlabPieces {
  private static let block = 1 << 15
  private(set) var ranges: [Range<Int>] = []

  /// All of a slab, but only the touched rows of one parameter, if given.
  init(_ layout: ParameterLayout, touched: TouchedRows? = nil) {
    guard let touched else {
      add(0..<layout.count)
      return
    }
    let parameter = touched.parameter
    add(0..<parameter.offset)
    for row in touched.rows {
      let start = parameter.offset + Int(row) * parameter.columns
      ranges.append(start..<start + parameter.columns)
    }
    add(parameter.offset + alignedCount(parameter.count)..<layout.count)
  }

  private mutating func add(_ range: Range<Int>) {
    ranges += range.chunks(of: Self.block)
  }

  /// ‖x‖ over all pieces.
  func norm(of slab: ParameterSlab, on device: Device) -> Double {
    let floats = slab.floats.baseAddress!
    let sumSquares = device.kernels.pointee.sum_squares
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: ranges.count) { sums in
      device.parallel(ranges.count) { i in
        sums[i] = sumSquares(ranges[i].count, floats + ranges[i].lowerBound)
      }
      return sums.reduce(0, +).squareRoot()
    }
  }

  /// average += share · (x − average).
  func average(
    _ slab: ParameterSlab, into average: ParameterSlab, share: Float, on device: Device
  ) {
    let (x, mean) = (slab.floats.baseAddress!, average.floats.baseAddress!)
    let kernel = device.kernels.pointee.average
    device.parallel(ranges.count) { i in
      let start = ranges[i].lowerBound
      kernel(ranges[i].count, x + start, mean + start, share)
    }
  }

  /// x = min(max(x, −bound), bound); NaN stays.
  func clamp(_ slab: ParameterSlab, to bound: Float, on device: Device) {
    let floats = slab.floats.baseAddress!
    let clamp = device.kernels.pointee.clamp
    device.parallel(ranges.count) { i in
      clamp(ranges[i].count, floats + ranges[i].lowerBound, bound)
    }
  }
}
