/// What the two factors of a product are rounded to. All else is float32: sums, states, attention
/// weights, gradients, weights as they are updated and saved, and the optimizer's moments.
public enum Precision: String, CaseIterable, Sendable, Codable {
  case float32
  /// Rounded to nearest even, with 8 bits of significand (relative error at most 2⁻⁸) and the 8 bits
  /// of exponent that float32 has: small gradients are not lost, so the loss needs no scaling.
  case bfloat16

  /// The fastest on this machine: bfloat16 where the hardware multiplies it. Machines differ in this,
  /// so what it chooses belongs to a run as its other options do.
  public static var fastest: Precision {
    KernelSet.preferred.hasBfloat16 ? .bfloat16 : .float32
  }

  /// Words of four bytes that a row of k values takes.
  func words(_ k: Int) -> Int {
    switch self {
    case .float32: k
    case .bfloat16: (k + 1) / 2
    }
  }
}

/// What weights are rounded to: in memory while a model is used, or in a model's file.
public enum WeightPrecision: String, Sendable, CaseIterable {
  /// As they were trained.
  case float32
  /// Halves: 11 bits of significand, half the memory to read. What they are multiplied with stays
  /// float32. Weights below 2⁻¹⁴ become 0.
  case float16
  /// Whole numbers of -127 … 127, scaled for each output; what they are multiplied with is rounded
  /// likewise, row by row. Sums over k are exact, so results stay independent of rows, neighbors
  /// and threads.
  ///
  /// A file holds them with a scale for each row in a tensor beside them, `NAME.scale`
  /// `[rows, blocks]`, and biases in float32. They are the numbers that rounding makes in memory, so
  /// translating with it gives the same bits from either file. Blocks are the columns that products
  /// read apart, such as what a layer reads of the step before and what is fed to it; most matrices
  /// are one. A value is number · scale[row, block].
  case int8

  /// The fastest on this machine: int8 where the hardware multiplies bytes. Machines differ in this,
  /// and so then do translations, by a word here and there.
  public static var fastest: WeightPrecision {
    KernelSet.preferred.hasByteProducts ? .int8 : .float32
  }
}
