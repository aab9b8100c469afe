/// The layout of a heatmap's labels and columns.
///
/// A line is the label of a target word, a space, then for each column a space and a cell, and a
/// final space. The spaces beside a cell are for the brackets that mark it.
struct HeatmapLayout {
  /// The labels of the target words, all of the same width.
  let labels: [String]
  /// The headings of the columns, each with a string for each line.
  private let headings: [[String]]
  let cellWidths: [Int]
  /// The width of a label, in columns.
  private let labelWidth: Int
  /// The columns that are side by side; blocks are one below another.
  let blocks: [Range<Int>]
  /// The places of the words that are not shown in full.
  let clippedHeadings: [Int]
  let clippedLabels: [Int]

  /// The number of columns to which words that are written across are clipped: the most that fit.
  private static let clippingAcross = 8...24
  private static let longestDownwards = 14
  private static let widestDownwards = 3

  /// Words are written across if they fit, else downwards over cells three, two or one column wide,
  /// and if that does not fit either, in as few blocks of about equal size as possible.
  ///
  /// - Parameter leastCell: the least width of a cell, at most 3 columns.
  init(headings words: [String], labels targets: [String], width: Int, leastCell: Int = 1) {
    let labelWidth = min(targets.map(displayWidth).max() ?? 0, width / 4)
    self.labelWidth = labelWidth
    labels = targets.map { word in
      let text = clipped(word, to: labelWidth)
      return padding(labelWidth - displayWidth(text)) + keptInPlace(text)
    }
    clippedLabels = targets.indices.filter { displayWidth(targets[$0]) > labelWidth }
    let room = width - labelWidth - 2
    let count = words.count

    let clippings = Self.clippingAcross.reversed().lazy.map { limit in
      words.map { clipped($0, to: limit) }
    }
    if let across = clippings.first(where: {
      $0.reduce(0) { $0 + 1 + max(displayWidth($1), leastCell) } <= room
    }) {
      headings = across.map { [$0] }
      cellWidths = across.map { max(displayWidth($0), leastCell) }
      blocks = [0..<count]
      clippedHeadings = words.indices.filter { displayWidth(words[$0]) > displayWidth(across[$0]) }
      return
    }
    let characters = words.map(Self.downwards)
    headings = characters.map { word in
      (word.count <= Self.longestDownwards ? word : word.prefix(Self.longestDownwards - 1) + ["…"])
        .map { clipped($0, to: Self.widestDownwards) }
    }
    clippedHeadings = words.indices.filter {
      characters[$0].count > Self.longestDownwards
        || characters[$0].contains { displayWidth($0) > Self.widestDownwards }
    }
    let narrowest = headings.joined().map(displayWidth).reduce(leastCell, max)
    let cellWidth =
      (narrowest...Self.widestDownwards).last { count * ($0 + 1) <= room } ?? narrowest
    let columns = room / (cellWidth + 1)
    let parts = (count + columns - 1) / columns
    cellWidths = [Int](repeating: cellWidth, count: count)
    blocks = (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
  }

  /// The characters of a word, one per line. Conjuncts of Indic scripts that are wider than a
  /// character of other scripts are split into their consonants.
  private static func downwards(_ word: String) -> [String] {
    displayable(word).flatMap { character -> [String] in
      if displayWidth(String(character)) <= 2 { return [String(character)] }
      return character.unicodeScalars.reduce(into: []) { parts, scalar in
        let category = scalar.properties.generalCategory
        let goesOn = [.nonspacingMark, .enclosingMark, .spacingMark, .format].contains(category)
        if goesOn, !parts.isEmpty {
          parts[parts.count - 1].unicodeScalars.append(scalar)
        } else {
          parts.append(String(scalar))
        }
      }
    }
  }

  /// The words of a block's columns as lines to be placed above them, with the last characters of
  /// all words on one line, or below them, with the first characters on one line.
  func headings(of block: Range<Int>, below: Bool = false) -> [String] {
    let height = headings[block].map(\.count).reduce(0, max)
    let margin = padding(labelWidth + 1)
    return (0..<height).map { i in
      var line = HeatmapLine()
      line.append(margin)
      for j in block {
        let place = below ? i : i - (height - headings[j].count)
        let text = headings[j].indices.contains(place) ? headings[j][place] : ""
        let free = cellWidths[j] - displayWidth(text)
        line.append(padding(1 + free / 2) + keptInPlace(text) + padding(free - free / 2))
      }
      return line.finished()
    }
  }
}

func padding(_ width: Int) -> String { String(repeating: " ", count: width) }

/// Right-to-left text between left-to-right marks, so that a terminal that reorders such text keeps
/// it in place; other text unchanged.
func keptInPlace(_ text: String) -> String {
  text.unicodeScalars.contains(where: isRightToLeft) ? "\u{200E}\(text)\u{200E}" : text
}

/// Right-to-left text in an isolate (UAX #9), so that what stands beside it keeps its order; other text
/// unchanged.
func isolated(_ text: String) -> String {
  text.unicodeScalars.contains(where: isRightToLeft) ? "\u{2068}\(text)\u{2069}" : text
}

/// Whether a letter can belong to a right-to-left script: the blocks of Hebrew, Arabic, Syriac,
/// Thaana, N'Ko, Samaritan, Mandaic, of presentation forms and historic scripts.
private func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "\u{590}"..."\u{8FF}", "\u{FB1D}"..."\u{FDFF}", "\u{FE70}"..."\u{FEFC}",
    "\u{10800}"..."\u{10FFF}", "\u{1E800}"..."\u{1EFFF}":
    true
  default: false
  }
}
