/// The directions in which points vary most, by power iteration with deflation:
///
///     v ← Xᵀ X v / ‖Xᵀ X v‖,    x ← x − (x·v) v for the next one
///
/// X holds the centered points as rows. Computed in double precision and from a fixed start, so
/// that equal points give equal coordinates; of v and −v, the one whose greatest component is
/// positive is taken.
/// Source: Hotelling 1933; Golub and Van Loan, Matrix Computations, §8.2.
struct PrincipalComponents {
  /// `[point][component]`
  let coordinates: [[Double]]
  /// Each component's share of the variance, the greatest first.
  let shares: [Double]

  private static let mostSteps = 500
  private static let tolerance = 1e-10

  /// - Parameter rows: the points, all of one length.
  init(of rows: [[Double]], count: Int) {
    let size = rows.first?.count ?? 0
    var x = rows
    for j in 0..<size {
      let mean = rows.reduce(0) { $0 + $1[j] } / Double(rows.count)
      for i in x.indices { x[i][j] -= mean }
    }
    let total = x.reduce(0) { $0 + Self.dot($1, $1) }
    var coordinates = rows.map { _ in [Double]() }
    var shares: [Double] = []
    for component in 0..<count {
      let v = Self.direction(of: x, size: size, component)
      var variance = 0.0
      for i in x.indices {
        let place = Self.dot(x[i], v)
        coordinates[i].append(place)
        variance += place * place
        for j in 0..<size { x[i][j] -= place * v[j] }
      }
      shares.append(total > 0 ? variance / total : 0)
    }
    self.coordinates = coordinates
    self.shares = shares
  }

  /// The first eigenvector of XᵀX; zero where the points do not vary.
  private static func direction(of x: [[Double]], size: Int, _ component: Int) -> [Double] {
    // At right angles to the eigenvector only by chance.
    var v = (0..<size).map { cos(Double($0 + 1) * Double(component + 1)) + 0.5 }
    normalize(&v)
    let zero = [Double](repeating: 0, count: size)
    for _ in 0..<mostSteps {
      var next = zero
      for row in x {
        let place = dot(row, v)
        for j in 0..<size { next[j] += place * row[j] }
      }
      guard normalize(&next) else { return zero }
      let change = zip(next, v).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      v = next
      if change < tolerance { break }
    }
    let greatest = v.indices.max { (v[$0].magnitude, $1) < (v[$1].magnitude, $0) }
    return greatest.map { v[$0] < 0 } == true ? v.map { -$0 } : v
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  /// False where it has no direction.
  @discardableResult
  private static func normalize(_ v: inout [Double]) -> Bool {
    let norm = dot(v, v).squareRoot()
    guard norm > 1e-150, norm.isFinite else { return false }
    for i in v.indices { v[i] /= norm }
    return true
  }
}
