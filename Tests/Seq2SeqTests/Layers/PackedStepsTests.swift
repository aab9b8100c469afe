import Testing

@testable import Seq2Seq

/// The packed layout compared with lists of sentences.
@Suite struct PackedStepsTests {
  static func lengths(seed: UInt64) -> [Int] {
    var numbers = SeededNumbers(seed: seed)
    let count = numbers.integer(1..<9), longest = numbers.integer(1..<10)
    return (0..<count).map { _ in numbers.integer(1..<longest + 1) }.sorted(by: >)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func placesAreThoseOfANaiveList(seed: UInt64) {
    let lengths = Self.lengths(seed: seed)
    let label = "lengths \(lengths), seed \(seed)"
    let steps = PackedSteps(lengths: lengths)
    let places = packedPlaces(lengths)
    #expect(steps.sentences == lengths.count, "\(label)")
    #expect(steps.steps == lengths.max(), "\(label)")
    #expect(steps.rows == lengths.reduce(0, +), "\(label)")
    #expect(steps.places.map { Int($0.sentence) } == places.map(\.sentence), "\(label)")
    for (row, place) in places.enumerated() {
      #expect(steps.row(of: place.sentence, at: place.step) == row, "\(label)")
      #expect(steps.rows(at: place.step).contains(row), "\(label)")
    }
    for t in 0..<steps.steps + 2 {
      #expect(steps.count(at: t) == lengths.filter { $0 > t }.count, "\(label), step \(t)")
    }
    for t in 0..<steps.steps {
      #expect(
        steps.rows(at: t) == steps.rows(at: t, first: steps.count(at: t)), "\(label), step \(t)")
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func eachDirectionGoesOnFromTheNeighborItReadLast(seed: UInt64) {
    let lengths = Self.lengths(seed: seed)
    let steps = PackedSteps(lengths: lengths)
    for direction in [ReadingDirection.forward, .backward] {
      let back = direction == .forward ? -1 : 1
      let label = "lengths \(lengths), seed \(seed), \(direction)"
      let upwards = Array(0..<steps.steps)
      #expect(
        steps.order(direction) == (direction == .forward ? upwards : upwards.reversed()),
        "\(label)")
      for t in upwards {
        let goingOn = lengths.indices.filter {
          lengths[$0] > t && t + back >= 0 && lengths[$0] > t + back
        }
        let expected = goingOn.map { steps.row(of: $0, at: t + back) }
        #expect(Array(steps.rowsBefore(t, direction) ?? 0..<0) == expected, "\(label), step \(t)")
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func shiftingMovesEachSentenceByOneWord(seed: UInt64) {
    let lengths = Self.lengths(seed: seed)
    let steps = PackedSteps(lengths: lengths)
    let context = Context(device: Device())
    let columns = 3
    var numbers = SeededNumbers(seed: seed)
    let x = context.matrix(steps.rows, columns), first = context.matrix(lengths.count, columns)
    x.fill(from: numbers.floats(steps.rows * columns))
    first.fill(from: numbers.floats(lengths.count * columns))

    func row(_ matrix: Matrix, _ i: Int) -> [Float] { matrix.rows(i..<i + 1).values }
    let later = steps.shiftedLater(x, first: first, in: context)
    let fromZero = steps.shiftedLater(x, first: nil, in: context)
    let earlier = steps.shiftedEarlier(x, in: context)
    let zero = Array(repeating: Float(0), count: columns)
    for (i, place) in packedPlaces(lengths).enumerated() {
      let label = "lengths \(lengths), seed \(seed), row \(i)"
      if place.step == 0 {
        #expect(row(later, i) == row(first, place.sentence), "\(label)")
        #expect(row(fromZero, i) == zero, "\(label)")
      } else {
        let before = row(x, steps.row(of: place.sentence, at: place.step - 1))
        #expect(row(later, i) == before, "\(label)")
        #expect(row(fromZero, i) == before, "\(label)")
      }
      let isLast = place.step + 1 == lengths[place.sentence]
      #expect(
        row(earlier, i)
          == (isLast ? zero : row(x, steps.row(of: place.sentence, at: place.step + 1))),
        "\(label)")
    }
  }
}
