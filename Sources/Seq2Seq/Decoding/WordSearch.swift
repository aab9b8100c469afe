import CKernels

extension OutputLayer {
  /// Columns of a block of the vocabulary, a multiple of the panel width in every kernel set. A
  /// row's normalizer is summed block by block, so this number affects its last bits, and must not
  /// depend on threads.
  static let vocabularyBlock = 512
  /// Rows whose logits are in memory at once; they stay in the cache.
  private static let searchedRows = 64

  /// log Σ exp of a row of logits, combined from those of its blocks in their order.
  ///
  /// - Parameter sums: room for one number per block.
  static func logSumExp(
    _ logits: UnsafePointer<Float>, _ count: Int, sums: UnsafeMutablePointer<Float>,
    _ kernels: ck_kernels
  ) -> Float {
    var most: Float = 0
    var blocks = 0
    for start in stride(from: 0, to: count, by: vocabularyBlock) {
      sums[blocks] = kernels.log_sum_exp(
        min(vocabularyBlock, count - start), logits + start, &most)
      blocks += 1
    }
    return kernels.log_sum_exp(blocks, sums, &most)
  }

  /// The most probable allowed next words of each row.
  ///
  /// A whole row of logits is never in memory: each block of the vocabulary is multiplied, searched
  /// and summed while it is in the cache. log Σ exp of a row is combined from those of its blocks,
  /// in their order.
  ///
  /// - Parameter scored: whether log-probabilities are wanted. Otherwise they are 0, or not a
  ///   number where the best logit is not finite.
  func nextTokens(
    of output: Matrix, count wanted: Int, without excluded: [Int32], scored: Bool = true,
    in context: Context
  ) -> BeamSearch.NextTokens {
    let kernels = context.kernels.pointee
    let vocabulary = linear.size
    let count = min(wanted, vocabulary - excluded.count)
    let product = linear.rowProduct(in: context)
    let blocks = (vocabulary + Self.vocabularyBlock - 1) / Self.vocabularyBlock
    let chunks = context.chunks(of: blocks, size: output.rows * output.columns * vocabulary)
    func columns(_ block: Int) -> Range<Int> {
      block * Self.vocabularyBlock..<min((block + 1) * Self.vocabularyBlock, vocabulary)
    }

    // The best words of each chunk of the vocabulary, [rows, chunks × count].
    let candidates = chunks.count * count
    requireMemory(output.rows * (candidates + 2 * count) * MemoryLayout<Float>.stride)
    var places = [Int32](repeating: 0, count: output.rows * candidates)
    var words = [Int32](repeating: 0, count: output.rows * count)
    var values = [Float](repeating: 0, count: output.rows * count)
    places.withUnsafeMutableBufferPointer { places in
      context.scratch {
        let best = context.matrix(output.rows, candidates)
        best.fill(-.infinity)  // a chunk may have fewer words than are wanted
        let sums = context.matrix(output.rows, blocks)
        let input = product.input(of: output)
        let logits = context.matrix(chunks.count * Self.searchedRows, Self.vocabularyBlock)
        context.parallel(chunks.count) { chunk in
          let x = logits.rows(chunk * Self.searchedRows..<(chunk + 1) * Self.searchedRows)
          let firstColumn = columns(chunks[chunk].lowerBound).lowerBound
          for block in chunks[chunk] {
            let columns = columns(block)
            for start in stride(from: 0, to: output.rows, by: Self.searchedRows) {
              let rows = start..<min(start + Self.searchedRows, output.rows)
              product(input, rows: rows, columns: columns, into: x)
              for row in rows {
                let logits = x.row(row - start)
                let found = min(count, columns.lowerBound - firstColumn)
                let values = best.row(row) + chunk * count
                if scored {
                  var most: Float = 0
                  sums[row, block] = kernels.log_sum_exp(columns.count, logits, &most)
                  if found == count && !(most > values[count - 1]) { continue }
                }
                for word in excluded where columns.contains(Int(word)) {
                  logits[Int(word) - columns.lowerBound] = -.infinity
                }
                _ = kernels.top_k(
                  columns.count, logits, columns.lowerBound, found, count,
                  places.baseAddress! + row * candidates + chunk * count, values)
              }
            }
          }
        }
        for row in 0..<output.rows {
          let place = row * count
          values.withUnsafeMutableBufferPointer { values in
            words.withUnsafeMutableBufferPointer { words in
              _ = kernels.top_k(
                candidates, best.row(row), 0, 0, count, words.baseAddress! + place,
                values.baseAddress! + place)
            }
          }
          var most: Float = 0
          let normalizer = scored ? kernels.log_sum_exp(blocks, sums.row(row), &most) : 0
          for k in place..<place + count {
            words[k] = places[row * candidates + Int(words[k])]
            values[k] = scored ? values[k] - normalizer : values[k] - values[k]
          }
        }
      }
    }
    return BeamSearch.NextTokens(count: count, words: words, logProbabilities: values)
  }
}
