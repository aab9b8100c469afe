import CKernels

/// What random numbers are drawn for. Each use has a stream of its own, so that adding or leaving
/// out one does not change the others.
enum RandomUse: UInt8, Sendable {
  case initialization = 1
  case shuffle = 2
  case sampling = 3
  case unknownWords = 4
  case resampling = 6
  case furtherOutputs = 7
  case dropout = 16  // and the sites above it
}

/// Random numbers from counters: Philox 4×32-10 (Salmon et al. 2011, §3). The key is a seed, a use
/// and a moment (an update, an epoch, a slot), so any number can be computed without those before
/// it.
struct RandomStream {
  private let key: ck_random_key
  private var block: UInt32 = 0
  private var row: UInt32 = 0
  private var words: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
  private var left = 0

  init(seed: UInt64, use: RandomUse, moment: Int) {
    key = ck_random_key(seed: seed, update: UInt64(moment), site: use.rawValue)
  }

  mutating func next32() -> UInt32 {
    if left == 0 {
      withUnsafeMutableBytes(of: &words) {
        ck_random_words(key, row, block, $0.baseAddress!.assumingMemoryBound(to: UInt32.self))
      }
      (block, row) = block == .max ? (0, row + 1) : (block + 1, row)
      left = 4
    }
    left -= 1
    switch left {
    case 3: return words.0
    case 2: return words.1
    case 1: return words.2
    default: return words.3
    }
  }

  /// Uniform in [0, 1), a multiple of 2⁻²⁴.
  mutating func uniform() -> Float { Float(next32() >> 8) * 0x1p-24 }

  /// Puts the elements into a random order (Fisher and Yates; Durstenfeld 1964). A place is drawn
  /// as ⌊n·u/2³²⌋, whose bias is below n/2³².
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for i in elements.indices.dropFirst().reversed() {
      elements.swapAt(i, Int((UInt64(next32()) * UInt64(i + 1)) >> 32))
    }
  }

  /// Normal with mean 0 and variance 1 (Box and Muller 1958).
  mutating func normal() -> Float {
    let radius = (-2 * log(1 - Double(uniform()))).squareRoot()
    return Float(radius * cos(2 * .pi * Double(uniform())))
  }
}

/// The mask of one dropout site in one update.
struct DropoutMask: Sendable {
  let key: ck_random_key
  let threshold: UInt32
  let scale: Float

  init(seed: UInt64, update: Int, site: Int, probability: Float) {
    key = ck_random_key(
      seed: seed, update: UInt64(update), site: RandomUse.dropout.rawValue + UInt8(site))
    threshold = UInt32(min(Double(probability) * 4_294_967_296, 4_294_967_295))
    scale = 1 / (1 - probability)
  }
}
