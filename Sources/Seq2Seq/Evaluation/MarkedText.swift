/// A text in pieces, of which those that differ from another text are marked.
package struct MarkedText: Sendable, Equatable {
  package struct Piece: Sendable, Equatable {
    package var text: String
    /// Bit i is set where the words differ in the comparison of system i; 0: not marked.
    package let marks: UInt8

    package init(_ text: String, marks: UInt8 = 0) {
      self.text = text
      self.marks = marks
    }
  }

  /// The pieces, which together are the text; neighboring pieces have different marks.
  package private(set) var pieces: [Piece] = []

  /// - Parameter marks: the marks of each word. White space has the marks of the words around it
  ///   where these are equal, else none.
  init(_ words: ComparedWords, marks: [UInt8]) {
    var end = 0
    for (i, place) in words.places.enumerated() {
      let isWithin = i > 0 && marks[i - 1] == marks[i]
      append(words.text[end..<place.lowerBound], marks: isWithin ? marks[i] : 0)
      append(words.text[place], marks: marks[i])
      end = place.upperBound
    }
    append(words.text[end...], marks: 0)
  }

  private mutating func append(_ scalars: ArraySlice<Unicode.Scalar>, marks: UInt8) {
    if scalars.isEmpty { return }
    if let last = pieces.last, last.marks == marks {
      pieces[pieces.count - 1].text.unicodeScalars.append(contentsOf: scalars)
    } else {
      pieces.append(Piece(String(scalars: scalars), marks: marks))
    }
  }
}
