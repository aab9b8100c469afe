/// Numbers words, which white space separates, so that equal words have equal numbers.
struct WordNumbers: Sendable {
  private var spellings = PrefixTree()

  /// The numbers of the words of each text. No number is `UInt32.max`.
  mutating func number(_ texts: [[Unicode.Scalar]]) -> [[UInt32]] {
    spellings.reset(nodes: texts.reduce(0) { $0 + $1.count })
    return texts.map { numbers($0) }
  }

  private mutating func numbers(_ text: [Unicode.Scalar]) -> [UInt32] {
    var numbers: [UInt32] = []
    var word = PrefixTree.root
    for scalar in text {
      if !PythonString.isSpace(scalar) {
        word = spellings.add(scalar.value, after: word)
      } else if word != PrefixTree.root {
        numbers.append(word)
        word = PrefixTree.root
      }
    }
    if word != PrefixTree.root { numbers.append(word) }
    return numbers
  }
}
