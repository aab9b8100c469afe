/// Which of two languages a text is in, by the trigrams of its letters, as the sides of a corpus show
/// them.
///
/// A trigram g speaks for the source by log p_source(g) − log p_target(g), where p is its relative
/// frequency with ½ added to each count. Trigrams are hashed into 2¹⁸ places. In a line that was
/// learned from, each trigram counts once less, so that the line does not speak for itself.
/// Source: Dunning 1994, "Statistical Identification of Language", §3.
struct LetterModel {
  private static let places = 1 << 18
  /// The most lines of a side that are learned from, evenly spread.
  private static let mostLines = 100_000

  private var counts: (source: [Int32], target: [Int32])
  private var totals = (source: 0.0, target: 0.0)
  private var distinct = 0.0
  private let step: Int

  /// Learns from the sides of the pairs.
  init(_ pairs: SentencePairs) {
    let none = [Int32](repeating: 0, count: Self.places)
    counts = (none, none)
    step = (max(pairs.count, 1) - 1) / Self.mostLines + 1
    for place in stride(from: 0, to: pairs.count, by: step) {
      let pair = pairs[place]
      Self.trigrams(of: pair.source) {
        counts.source[$0] += 1
        totals.source += 1
      }
      Self.trigrams(of: pair.target) {
        counts.target[$0] += 1
        totals.target += 1
      }
    }
    for place in 0..<Self.places where counts.source[place] > 0 || counts.target[place] > 0 {
      distinct += 1
    }
  }

  /// What a text's letters say: the sum of log ratios in nats, positive for the source, and the
  /// number of trigrams.
  struct Evidence: Equatable {
    var sum = 0.0
    var trigrams = 0

    var mean: Double { trigrams == 0 ? 0 : sum / Double(trigrams) }

    static func += (left: inout Evidence, right: Evidence) {
      left.sum += right.sum
      left.trigrams += right.trigrams
    }
  }

  /// - Parameter learned: the place of the line in what was learned from, and its side.
  func evidence(_ text: String, learned: (place: Int, side: CorpusFinding.Side)? = nil) -> Evidence
  {
    var result = Evidence()
    let own = learned.map { $0.place % step == 0 ? 1.0 : 0 } ?? 0
    let ownSource = learned?.side == .source ? own : 0, ownTarget = own - ownSource
    let ratio = log((totals.target + 0.5 * distinct) / (totals.source + 0.5 * distinct))
    Self.trigrams(of: text) {
      let source = Double(counts.source[$0]) - ownSource,
        target = Double(counts.target[$0]) - ownTarget
      result.sum += log((max(source, 0) + 0.5) / (max(target, 0) + 0.5)) + ratio
      result.trigrams += 1
    }
    return result
  }

  /// Calls `body` with the place of each trigram of letters, lower-cased; whatever is between words
  /// is one space. Digits and punctuation are left out, since languages share them.
  private static func trigrams(of text: String, _ body: (Int) -> Void) {
    var first: UInt32 = 0x20, second: UInt32 = 0x20
    func take(_ third: UInt32) {
      if second != 0x20 || third != 0x20 {
        var hash = UInt64(first) << 42 | UInt64(second) << 21 | UInt64(third)
        hash = (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9
        body(Int((hash >> 32) & UInt64(places - 1)))
      }
      (first, second) = (second, third)
    }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x61...0x7A: take(scalar.value)
      case 0x41...0x5A: take(scalar.value + 32)
      case 0x30...0x39: break
      case 0..<0x80: if second != 0x20 { take(0x20) }
      case 0xC0...0xD6, 0xD8...0xDE, 0x391...0x3A9, 0x410...0x42F: take(scalar.value + 32)
      default:
        switch ScalarClass(scalar) {
        case .letter, .continuing: take(scalar.value)
        default: if second != 0x20 { take(0x20) }
        }
      }
    }
    if second != 0x20 { take(0x20) }
  }
}
