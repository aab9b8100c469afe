/// How many edits turn a hypothesis into a reference, where moving a phrase to another place is one
/// edit. The least number cannot be found in reasonable time, so shifts are chosen greedily: as
/// long as a shift lowers the edit distance, the one that lowers it most is made.
///
/// A phrase may be shifted to where the reference has the same words, unless all of them are right
/// in their place on either side, or the phrase is aligned with itself. Of shifts that lower the
/// distance equally, the longest phrase is preferred, then the first phrase, then the first target.
/// Source: Snover et al. 2006, §3.1, with the limits and the order of choice of sacreBLEU (Post 2018),
/// which follows the program Tercom: equal figures need both.
struct ShiftedEdits {
  /// The most words of a phrase, the greatest distance between its places in the two texts, and the
  /// most shifts that are looked at.
  private static let longestPhrase = 10, farthestPhrase = 50, mostCandidates = 1_000

  private var hypothesis: [UInt32]
  private let reference: [UInt32]
  private var distances: BandedEditDistance
  /// The distances of a hypothesis with a shifted phrase.
  private var shiftedDistances: BandedEditDistance
  private var candidates = 0

  init(_ hypothesis: [UInt32], _ reference: [UInt32]) {
    self.hypothesis = hypothesis
    self.reference = reference
    distances = BandedEditDistance(words: hypothesis.count, reference: reference)
    shiftedDistances = distances
  }

  /// Shifts and other edits together.
  mutating func count() -> Int {
    if reference.isEmpty || hypothesis.isEmpty { return max(hypothesis.count, reference.count) }
    var shifts = 0
    var distance = distances.fill(hypothesis)
    while distance > 0, let shift = bestShift(from: distance),
      candidates < Self.mostCandidates, shift.gain > 0
    {
      shifts += 1
      hypothesis = shift.applied(to: hypothesis)
      distance = distances.fill(hypothesis)
    }
    return shifts + distance
  }

  private struct Shift {
    let start: Int
    let length: Int
    let target: Int
    /// By how much it lowers the distance.
    var gain = 0

    func isBetter(than other: Shift) -> Bool {
      (gain, length, -start, -target) > (other.gain, other.length, -other.start, -other.target)
    }

    /// The words with the phrase moved before the word at the target, or, where the target lies in
    /// the phrase, that far after it.
    func applied(to words: [UInt32]) -> [UInt32] {
      let end = start + length
      let phrase = words[start..<end]
      if target < start {
        return Array(words[..<target] + phrase + words[target..<start] + words[end...])
      }
      let behind = min(target > end ? target : length + target, words.count)
      return Array(words[..<start] + words[end..<behind] + phrase + words[behind...])
    }
  }

  /// nil where there is none to look at.
  private mutating func bestShift(from distance: Int) -> Shift? {
    let alignment = distances.alignment(of: hypothesis)
    var best: Shift?
    for start in hypothesis.indices {
      let nearest = max(0, start - Self.farthestPhrase)
      let farthest = min(reference.count - 1, start + Self.farthestPhrase)
      guard nearest <= farthest else { continue }
      for place in nearest...farthest {
        var length = 0
        while length < Self.longestPhrase, start + length < hypothesis.count,
          place + length < reference.count, hypothesis[start + length] == reference[place + length]
        {
          length += 1
          guard alignment.hasError(hypothesis: start..<start + length),
            alignment.hasError(reference: place..<place + length),
            !(start..<start + length).contains(alignment.places[place])
          else { continue }
          consider(start: start, length: length, place, alignment, distance, &best)
          if candidates >= Self.mostCandidates { return best }
        }
      }
    }
    return best
  }

  /// Looks at the shifts of a phrase to where its words, or the word before them, are aligned.
  private mutating func consider(
    start: Int, length: Int, _ place: Int, _ alignment: BandedEditDistance.Alignment,
    _ distance: Int, _ best: inout Shift?
  ) {
    var last = -1
    for offset in -1..<length {
      let target = place + offset < 0 ? 0 : alignment.places[place + offset] + 1
      if target == last { continue }
      last = target
      var shift = Shift(start: start, length: length, target: target)
      // What is before both places has not changed.
      let shifted = shiftedDistances.fill(
        shift.applied(to: hypothesis), after: min(start, target), like: distances)
      shift.gain = distance - shifted
      candidates += 1
      if best.map({ shift.isBetter(than: $0) }) ?? true { best = shift }
    }
  }
}
