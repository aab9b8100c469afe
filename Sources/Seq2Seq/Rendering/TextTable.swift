/// Rows of cells, right-aligned under their headings, for a terminal.
///
/// No line is wider than asked: short headings are used where the long ones do not fit, and where
/// these do not fit either, columns are left out from the end, except the very last one, a mark.
package struct TextTable: Sendable {
  package let headings: [String]
  package let rows: [[String]]
  private let short: [String]

  /// - Parameter rows: rows with as many cells as there are headings.
  package init(_ headings: [String], short: [String]? = nil, _ rows: [[String]]) {
    self.headings = headings.map { displayable($0) }
    self.short = (short ?? headings).map { displayable($0) }
    self.rows = rows.map { $0.map { displayable($0) } }
  }

  /// All columns; nil where they are wider even with short headings.
  package func wholeLines(width: Int) -> [String]? {
    let columns = Array(headings.indices)
    return lines(headings, columns, width) ?? lines(short, columns, width)
  }

  package func lines(width: Int) -> [String] {
    if let lines = wholeLines(width: width) { return lines }
    for count in (0..<max(headings.count - 1, 0)).reversed() {
      let columns = Array(0..<count) + [headings.count - 1]
      if let lines = lines(short, columns, width) { return lines }
    }
    return []
  }

  /// nil where the lines are wider.
  private func lines(_ headings: [String], _ columns: [Int], _ width: Int) -> [String]? {
    let all = [headings] + rows
    let widths = columns.map { column in all.map { displayWidth($0[column]) }.max() ?? 0 }
    let gaps = 2 * max(columns.count - 1, 0)
    guard widths.reduce(gaps, +) <= width else { return nil }
    return all.map { row in
      var line = ""
      for (place, column) in columns.enumerated() {
        let space = widths[place] - displayWidth(row[column]) + (place > 0 ? 2 : 0)
        line += String(repeating: " ", count: space) + row[column]
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The same table for a page.
  package var html: String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag) class=\"number\">\(escaped($0))</\(tag)>" }.joined() + "</tr>\n"
    }
    return "<table>\n<thead>\(row(headings, "th"))</thead>\n<tbody>\n"
      + rows.map { row($0, "td") }.joined() + "</tbody>\n</table>\n"
  }
}
