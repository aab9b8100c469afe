@testable import Seq2Seq

extension Vocabulary {
  /// Learns a vocabulary from tokenized lines.
  static func build(
    from lines: some Sequence<[String]>, minimumFrequency: Int = 1, maximumSize: Int? = nil
  ) -> Vocabulary {
    var table = TokenTable()
    var numbers = TokenLines()
    for line in lines { numbers.append(line, in: &table) }
    return build(
      from: table.frequencies(in: numbers), minimumFrequency: minimumFrequency,
      maximumSize: maximumSize)
  }
}
