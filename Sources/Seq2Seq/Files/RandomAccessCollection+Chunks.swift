extension RandomAccessCollection where Index == Int {
  /// The elements in order, `size` at a time; the last piece may have fewer.
  func chunks(of size: Int) -> [SubSequence] {
    stride(from: startIndex, to: endIndex, by: size).map {
      self[$0..<Swift.min($0 + size, endIndex)]
    }
  }
}
