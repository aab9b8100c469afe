#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's Double functions, with which ours are compared.
enum ReferenceFunctions {
  static func exp(_ x: Double) -> Double { libmExp(x) }
  static func log(_ x: Double) -> Double { libmLog(x) }
  static func tanh(_ x: Double) -> Double { libmTanh(x) }
  static func sigmoid(_ x: Double) -> Double { 1 / (1 + libmExp(-x)) }

  /// Distance of `found` from `exact` in units of the last place that a Float has at `exact`.
  static func ulps(_ found: Float, _ exact: Double) -> Double {
    let rounded = Float(exact)
    if found == rounded { return abs(Double(found) - exact) / Double(rounded.ulp) }
    return abs(Double(found) - exact) / Double(max(rounded.magnitude, .leastNormalMagnitude).ulp)
  }
}

private func libmExp(_ x: Double) -> Double { exp(x) }
private func libmLog(_ x: Double) -> Double { log(x) }
private func libmTanh(_ x: Double) -> Double { tanh(x) }

/// On the tape, with the derivative of each.
extension Traced {
  var exponential: Traced {
    let y = ReferenceFunctions.exp(value)
    return function(y, y)
  }
  var logarithm: Traced { function(ReferenceFunctions.log(value), 1 / value) }
  var tanh: Traced {
    let y = ReferenceFunctions.tanh(value)
    return function(y, 1 - y * y)
  }
  var sigmoid: Traced {
    let y = ReferenceFunctions.sigmoid(value)
    return function(y, y * (1 - y))
  }
}
