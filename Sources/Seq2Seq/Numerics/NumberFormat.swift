/// The number format of the factors of products, and of weights in files. All else is float32:
/// sums, states, attention weights, gradients, weights as they are updated, and the optimizer's
/// moments.
public enum NumberFormat: String, CaseIterable, Sendable, Codable {
  /// IEEE 754 binary32, with 24 bits of significand: nothing is rounded.
  case float32
  /// Rounded to nearest even, with 8 bits of significand (relative error at most 2⁻⁸) and the 8 bits
  /// of exponent that float32 has: small gradients are not lost, so the loss needs no scaling. Both
  /// factors of products are rounded.
  case bfloat16
  /// IEEE 754 binary16: 11 bits of significand, half the memory to read. What weights are
  /// multiplied with stays float32. Weights below 2⁻¹⁴ in magnitude become 0 in products; files
  /// keep them.
  case float16
  /// Whole numbers from -127 to 127, with a scale for each output. In products, what weights are
  /// multiplied with is rounded likewise, row by row, and sums over k are exact, so results do not
  /// depend on other rows, on neighbors or on threads.
  ///
  /// A file holds matrices in this way, with scales in a tensor beside each, `NAME.scale` `[rows,
  /// blocks]`, and biases in float32. The numbers are those that products round weights to, so
  /// translating with int8 gives the same bits from a float32 file and from an int8 file. Blocks
  /// are columns that products read separately, such as those for a layer's input and for what is
  /// fed to it; most matrices are one block. A value is number · scale[row, block].
  case int8

  /// Formats that training can multiply in.
  public static let training = [NumberFormat.float32, .bfloat16]
  /// Formats that weights can have in translation, and in files.
  public static let weights = [NumberFormat.float32, .float16, .int8]

  /// The fastest format for training on this machine: bfloat16 where the hardware multiplies it.
  /// Machines differ in this, so the choice belongs to a run as its other options do.
  public static var fastestTraining: NumberFormat {
    KernelSet.preferred.hasBfloat16 ? .bfloat16 : .float32
  }

  /// The fastest format for translation on this machine: int8 where the hardware multiplies bytes.
  /// Machines differ in this, and then so do translations, by a word here and there.
  public static var fastestWeights: NumberFormat {
    KernelSet.preferred.hasByteProducts ? .int8 : .float32
  }

  /// How products read Wᵀ of y = x Wᵀ.
  var packed: any PackedMatrix.Type {
    switch self {
    case .float32: Float32Panels.self
    case .bfloat16: BFloat16Panels.self
    case .float16: Float16Panels.self
    case .int8: Int8Panels.self
    }
  }

  /// How products of a backward pass read their factors.
  var packedBackward: any BackwardPackedMatrix.Type {
    self == .bfloat16 ? BFloat16Panels.self : Float32Panels.self
  }
}
