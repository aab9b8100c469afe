import Synchronization

/// Where a computation spends its time, by part of the model and by product. A device without a
/// profile measures nothing.
final class Profile {
  /// Parts in the order in which a translation meets them.
  enum Part: String, CaseIterable, Sendable {
    case encoder, attention, decoder, output, optimizer
    case packing
  }

  /// Products of one kind: rows of any number times B [k, n].
  struct ProductKind: Hashable, Comparable {
    let k, n: Int

    static func < (a: ProductKind, b: ProductKind) -> Bool { (a.k, a.n) < (b.k, b.n) }
  }

  /// All products of a kind.
  struct ProductTime {
    var calls = 0
    var rows = 0
    var seconds = 0.0
  }

  /// A part's time does not hold that of parts inside it.
  private(set) var seconds = Array(repeating: 0.0, count: Part.allCases.count)
  private let times = Mutex<[ProductKind: ProductTime]>([:])
  private var current: Part?
  private var since = ContinuousClock.now

  func seconds(in part: Part) -> Double { seconds[Self.index(part)] }

  var products: [ProductKind: ProductTime] { times.withLock { $0 } }

  /// Starts counting for `part`, and returns the part that was counted for until now.
  func enter(_ part: Part?) -> Part? {
    let now = ContinuousClock.now
    if let current { seconds[Self.index(current)] += (now - since).inSeconds }
    let outer = current
    current = part
    since = now
    return outer
  }

  /// Any thread may call this.
  func add(rows: Int, _ kind: ProductKind, seconds: Double) {
    times.withLock {
      $0[kind, default: ProductTime()].calls += 1
      $0[kind, default: ProductTime()].rows += rows
      $0[kind, default: ProductTime()].seconds += seconds
    }
  }

  private static func index(_ part: Part) -> Int { Part.allCases.firstIndex(of: part) ?? 0 }
}

extension Device {
  /// Runs `body`; where this device has a profile, the time counts for `part`.
  func measured<Result>(_ part: Profile.Part, _ body: () throws -> Result) rethrows -> Result {
    guard let profile else { return try body() }
    let outer = profile.enter(part)
    defer { _ = profile.enter(outer) }
    return try body()
  }
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
