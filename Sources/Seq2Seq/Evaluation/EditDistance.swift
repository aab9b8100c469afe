/// The least number of insertions, deletions and replacements that turn one sequence into the
/// other.
///
/// Neighbors in the table of distances between prefixes, d[i, j], differ by −1, 0 or 1, so 64 rows
/// of a column are two words of bits: where d[i, j] − d[i−1, j] is 1, and where it is −1. Memory is
/// linear in the lengths.
/// Source: Myers 1999, in the form of Hyyrö 2003, one block of rows after another.
func editDistance(_ one: [UInt32], _ other: [UInt32]) -> Int {
  let begin = zip(one, other).prefix { $0 == $1 }.count
  let end = zip(one[begin...].reversed(), other[begin...].reversed()).prefix { $0 == $1 }.count
  var numbers: [UInt32: Int] = [:]
  func numbered(_ symbols: ArraySlice<UInt32>) -> [Int] {
    symbols.map { symbol in
      if let number = numbers[symbol] { return number }
      let number = numbers.count
      numbers[symbol] = number
      return number
    }
  }
  let rows = numbered(one[begin..<one.count - end])
  let columns = numbered(other[begin..<other.count - end])
  // For each symbol, the rows of the block that hold it.
  var places = [UInt64](repeating: 0, count: numbers.count)
  // d[i, j] − d[i, j−1] in the last row above the block; d[0, j] = j.
  var differences = [Int8](repeating: 1, count: columns.count)
  for block in rows.chunks(of: UInt64.bitWidth) {
    for (row, symbol) in block.enumerated() { places[symbol] |= 1 << UInt64(row) }
    let last = UInt64(1) << UInt64(block.count - 1)
    var rises = UInt64.max, falls: UInt64 = 0  // d[i, 0] = i
    for (j, symbol) in columns.enumerated() {
      let above = differences[j]
      let equal = places[symbol] | (above < 0 ? 1 : 0)
      let straight = places[symbol] | falls
      let diagonal = (((equal & rises) &+ rises) ^ rises) | equal
      var right = falls | ~(diagonal | rises)
      var left = rises & diagonal
      differences[j] = right & last != 0 ? 1 : left & last != 0 ? -1 : 0
      right = right << 1 | (above > 0 ? 1 : 0)
      left = left << 1 | (above < 0 ? 1 : 0)
      rises = left | ~(straight | right)
      falls = right & straight
    }
    for symbol in block { places[symbol] = 0 }
  }
  return differences.reduce(rows.count) { $0 + Int($1) }
}
