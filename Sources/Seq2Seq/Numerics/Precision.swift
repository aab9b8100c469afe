/// What the two factors of a product are rounded to. All else is float32: sums, states, attention
/// weights, gradients, weights as they are updated and saved, and the optimiser's moments.
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
