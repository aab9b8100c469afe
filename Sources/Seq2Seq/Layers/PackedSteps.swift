/// Sentences laid out time-major without padding. The longest sentence comes first, so those that
/// are active at step t are the first `count(at: t)`; a matrix `[rows, feature]` holds one step
/// after another.
struct PackedSteps: Sendable {
  /// The length of each sentence, in tokens: never increasing, at least 1.
  let lengths: [Int]
  /// The row where each step begins, and the number of rows at the end.
  let offsets: [Int]
  /// The sentence and the step of each row.
  let places: [RowPlace]

  init(lengths: [Int]) {
    precondition(zip(lengths, lengths.dropFirst()).allSatisfy { $0 >= $1 }, "longest first")
    precondition(lengths.allSatisfy { $0 > 0 }, "a sentence has at least its end symbol")
    self.lengths = lengths
    var offsets = [0]
    var places: [RowPlace] = []
    var alive = lengths.count
    for t in 0..<(lengths.first ?? 0) {
      while lengths[alive - 1] <= t { alive -= 1 }
      places += (0..<Int32(alive)).map { RowPlace(sentence: $0, step: Int32(t)) }
      offsets.append(places.count)
    }
    self.offsets = offsets
    self.places = places
  }

  var sentences: Int { lengths.count }
  var steps: Int { offsets.count - 1 }
  var rows: Int { offsets[offsets.count - 1] }

  func count(at step: Int) -> Int { step < steps ? offsets[step + 1] - offsets[step] : 0 }
  func rows(at step: Int) -> Range<Int> { offsets[step]..<offsets[step + 1] }
  /// The first `count` rows of a step.
  func rows(at step: Int, first count: Int) -> Range<Int> {
    offsets[step]..<offsets[step] + count
  }
  /// The row of a sentence's token.
  func row(of sentence: Int, at step: Int) -> Int { offsets[step] + sentence }

  /// Each row replaced by its sentence's row one step earlier: row (t, s) becomes x (t − 1, s), and
  /// row (0, s) becomes row s of `first`, or zero.
  func shiftedLater(_ x: Matrix, first: Matrix?, in context: Context) -> Matrix {
    let result = context.matrix(rows, x.columns)
    forEachStep(of: result, in: context) { t, now in
      if t > 0 {
        now.copy(x.rows(rows(at: t - 1, first: count(at: t))))
      } else if let first {
        now.copy(first)
      } else {
        now.fill(0)
      }
    }
    return result
  }

  /// Each row replaced by its sentence's row one step later: row (t, s) becomes x (t + 1, s), and a
  /// sentence's last row becomes zero.
  func shiftedEarlier(_ x: Matrix, in context: Context) -> Matrix {
    let result = context.matrix(rows, x.columns)
    forEachStep(of: result, in: context) { t, now in
      let next = count(at: t + 1)
      if next > 0 { now.rows(0..<next).copy(x.rows(rows(at: t + 1))) }
      now.rows(next..<now.rows).fill(0)
    }
    return result
  }

  /// Steps are shared among threads; `body` gets each step's rows of x.
  private func forEachStep(
    of x: Matrix, in context: Context, _ body: (_ t: Int, _ rows: Matrix) -> Void
  ) {
    let chunks = context.chunks(of: steps, size: rows * x.columns)
    context.parallel(chunks.count) { i in
      for t in chunks[i] { body(t, x.rows(rows(at: t))) }
    }
  }
}

/// The sentence and the step that a row belongs to.
struct RowPlace: Sendable {
  let sentence: Int32
  let step: Int32
}
