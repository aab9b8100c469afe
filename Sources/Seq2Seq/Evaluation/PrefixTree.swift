/// A bag of sequences of integers that share their prefixes, or the union of several such bags,
/// without allocating for each: a node is a slot of one hash table, found by its parent and the
/// symbol that leads to it.
///
/// Exact: nodes are equal if and only if their sequences are. Hashing affects only the speed. Any
/// integer except `UInt32.max` can be a symbol.
struct PrefixTree: Sendable {
  typealias Node = UInt32

  /// The empty sequence.
  static let root = Node.max

  private struct Slot {
    static let free = UInt64.max
    var key = free
    /// Its count in the bag that has it most often.
    var count: UInt32 = 0
    /// Its count in the last of the bags that have it, and that bag's number.
    var countInBag: UInt32 = 0
    var bag: UInt32 = 0
  }

  private var slots: [Slot] = []
  private var mask = 0
  private var shift = 0
  private var bag: UInt32 = 0

  /// Empties the bag and makes room for `nodes` nodes. Nodes returned before become invalid.
  mutating func reset(nodes: Int) {
    bag = 0
    let bits = max(4, Int.bitWidth - (2 * nodes).leadingZeroBitCount)
    let capacity = 1 << bits
    (mask, shift) = (capacity - 1, UInt64.bitWidth - bits)
    if slots.count < capacity {
      slots = [Slot](repeating: Slot(), count: capacity)
    } else {
      for i in 0..<capacity { slots[i] = Slot() }
    }
  }

  /// Begins another bag: what is added from now on is counted separately, and the union has each
  /// sequence as often as the bag that has it most often.
  mutating func beginBag() { bag += 1 }

  /// Adds the sequence of `parent` followed by `symbol` once more.
  mutating func add(_ symbol: UInt32, after parent: Node) -> Node {
    let key = Self.key(symbol, parent)
    let place = slot(of: key)
    if slots[place].bag != bag { (slots[place].bag, slots[place].countInBag) = (bag, 0) }
    slots[place].key = key
    slots[place].countInBag += 1
    slots[place].count = max(slots[place].count, slots[place].countInBag)
    return Node(place)
  }

  /// The node of `parent`'s sequence followed by `symbol`, if it was ever added.
  func child(_ symbol: UInt32, of parent: Node) -> Node? {
    let place = slot(of: Self.key(symbol, parent))
    return slots[place].key == Slot.free ? nil : Node(place)
  }

  /// Takes the sequence out once; false where none is left.
  mutating func take(_ node: Node) -> Bool {
    guard slots[Int(node)].count > 0 else { return false }
    slots[Int(node)].count -= 1
    return true
  }

  private static func key(_ symbol: UInt32, _ parent: Node) -> UInt64 {
    UInt64(parent) << 32 | UInt64(symbol)
  }

  /// The slot that holds `key`, or the free slot where it belongs. At most half of the slots are
  /// taken.
  private func slot(of key: UInt64) -> Int {
    // Fibonacci hashing: Knuth, The Art of Computer Programming 3, §6.4.
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(shift))
    while slots[place].key != key && slots[place].key != Slot.free { place = (place + 1) & mask }
    return place
  }
}
