import Testing

/// Expects `found` to equal `expected` within `relative` of the greatest magnitude in `expected`; a
/// NaN equals nothing.
func expectClose(
  _ found: some Sequence<Float>, _ expected: some Sequence<Double>, relative: Double,
  _ label: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = Array(found), expected = Array(expected)
  #expect(found.count == expected.count, "\(label)", sourceLocation: sourceLocation)
  let (scale, worst, place) = greatestError(found, expected)
  #expect(
    worst <= relative * scale,
    "\(label)[\(place)]: \(found.indices.contains(place) ? found[place] : .nan), expected \(expected.indices.contains(place) ? expected[place] : .nan); off by \(worst / scale) of the scale",
    sourceLocation: sourceLocation)
}

/// The greatest magnitude that is expected, and the greatest difference with its place: NaN where any
/// is.
private func greatestError(
  _ found: [Float], _ expected: [Double]
) -> (scale: Double, worst: Double, place: Int) {
  let scale = expected.reduce(1e-30) { max($0, abs($1)) }
  var worst = 0.0, place = 0
  for (i, (x, y)) in zip(found, expected).enumerated() {
    let error = abs(Double(x) - y)
    if !worst.isNaN, !(error <= worst) { (worst, place) = (error, i) }
  }
  return (scale, worst, place)
}

@Suite struct ClosenessTests {
  static let numbers: [Double] = [1, 2, -4]

  @Test func theGreatestDifferenceIsFoundWithItsPlace() {
    let found = greatestError([1, 2.5, -4.25], Self.numbers)
    #expect(found.scale == 4 && found.worst == 0.5 && found.place == 1)
    #expect(greatestError([.infinity, 2, -4], Self.numbers).worst == .infinity)
  }

  /// Also where finite differences follow or stand before.
  @Test(arguments: [[.nan, 2.5, -4], [1, .nan, -4], [1, 2.5, .nan]] as [[Float]])
  func aNumberThatIsNoneIsNeverClose(_ found: [Float]) {
    let error = greatestError(found, Self.numbers)
    #expect(error.worst.isNaN && found[error.place].isNaN)
    #expect(!(error.worst <= .infinity))
  }
}
