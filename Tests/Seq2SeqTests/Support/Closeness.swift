import Testing

/// Expects `found` to equal `expected` within `relative` of the greatest magnitude in `expected`.
func expectClose(
  _ found: some Sequence<Float>, _ expected: some Sequence<Double>, relative: Double,
  _ label: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = Array(found), expected = Array(expected)
  #expect(found.count == expected.count, "\(label)", sourceLocation: sourceLocation)
  let scale = expected.reduce(1e-30) { max($0, abs($1)) }
  var worst = 0.0, place = 0
  for (i, (x, y)) in zip(found, expected).enumerated() {
    let error = abs(Double(x) - y)
    if !(error <= worst) { (worst, place) = (error, i) }
  }
  #expect(
    worst <= relative * scale,
    "\(label)[\(place)]: \(found.indices.contains(place) ? found[place] : .nan), expected \(expected.indices.contains(place) ? expected[place] : .nan); off by \(worst / scale) of the scale",
    sourceLocation: sourceLocation)
}
