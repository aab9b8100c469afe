/// Puts combining marks into canonical order in linear time (Unicode Standard, §3.11, D109).
///
/// Foundation orders them too, by moving each mark past those before it, which takes time in n² for
/// n marks of mixed classes. After this ordering it finds them in order and moves few.
enum CombiningOrder {
  /// A canonically equivalent text. The few scalars that do not begin a character but decompose
  /// into marks are decomposed first, since their parts are ordered with the marks around them;
  /// Foundation on Linux leaves these parts where they are.
  ///
  /// - Parameter compatible: whether scalars that only a compatibility form decomposes are
  ///   decomposed too.
  static func ordered(_ text: String, compatible: Bool) -> String {
    var result = String.UnicodeScalarView()
    var marks = Marks()
    for scalar in text.unicodeScalars {
      if let parts = parts(of: scalar, compatible: compatible) {
        for part in parts.unicodeScalars { marks.append(part) }
      } else if combiningClass(scalar) > 0 {
        marks.append(scalar)
      } else {
        marks.move(to: &result)
        result.append(scalar)
      }
    }
    marks.move(to: &result)
    return String(result)
  }

  /// What a scalar of class 0 decomposes into, where that is only marks.
  static func parts(of scalar: Unicode.Scalar, compatible: Bool) -> String? {
    switch scalar {
    case "\u{F73}": "\u{F71}\u{F72}"
    case "\u{F75}": "\u{F71}\u{F74}"
    case "\u{F81}": "\u{F71}\u{F80}"
    case "\u{FF9E}" where compatible: "\u{3099}"
    case "\u{FF9F}" where compatible: "\u{309A}"
    default: nil
    }
  }

  private static func combiningClass(_ scalar: Unicode.Scalar) -> UInt8 {
    scalar.value < 0x300 ? 0 : scalar.properties.canonicalCombiningClass.rawValue
  }

  /// A run of marks, and whether they are in order so far.
  private struct Marks {
    private var marks: [(class: UInt8, scalar: Unicode.Scalar)] = []
    private var isOrdered = true

    mutating func append(_ scalar: Unicode.Scalar) {
      let mark = (class: CombiningOrder.combiningClass(scalar), scalar: scalar)
      if let last = marks.last, last.class > mark.class { isOrdered = false }
      marks.append(mark)
    }

    /// Appends the marks by ascending class, those of one class in their order, and forgets them.
    mutating func move(to text: inout String.UnicodeScalarView) {
      if marks.isEmpty { return }
      if !isOrdered { marks = sorted() }
      for mark in marks { text.append(mark.scalar) }
      marks.removeAll(keepingCapacity: true)
      isOrdered = true
    }

    /// Counting sort: stable, and linear.
    private func sorted() -> [(class: UInt8, scalar: Unicode.Scalar)] {
      var places = [Int](repeating: 0, count: 257)
      for mark in marks { places[Int(mark.class) + 1] += 1 }
      for c in 1...256 { places[c] += places[c - 1] }
      var result = marks
      for mark in marks {
        result[places[Int(mark.class)]] = mark
        places[Int(mark.class)] += 1
      }
      return result
    }
  }
}
