import CKernels

extension OutputLayer {
  /// Columns of a chunk of the vocabulary, whole panels in every kernel set. A row's normaliser is
  /// summed chunk by chunk, so this changes its last bits, and threads must not change this.
  private static let chunk = 512
  /// Rows of a chunk whose logits are in memory at once; they stay in the cache.
  private static let searchedRows = 64

  /// The most probable next words after each row, of those that may follow.
  ///
  /// No row of logits is ever whole: each chunk of the vocabulary is multiplied, searched and summed
  /// while it is in the cache. log Σ exp of a row is that of its chunks' own, in their order.
  ///
  /// - Parameter scored: whether log-probabilities are wanted. Without them they are 0, or not a
  ///   number where the best logit is not finite.
  func continuations(
    of output: Matrix, count wanted: Int, without excluded: [Int32], scored: Bool = true,
    _ pass: Pass
  ) -> HypothesisSearch.Continuations {
    let workspace = pass.workspace
    let kernels = workspace.kernels.pointee
    let vocabulary = weight.parameter.rows
    let count = min(wanted, vocabulary - excluded.count)
    let weights = pass.weights.forward(weight), bias = pass.weights[bias]
    let chunks = (vocabulary + Self.chunk - 1) / Self.chunk
    let shares = workspace.shares(of: chunks, size: output.rows * weights.k * vocabulary)
    func columns(_ chunk: Int) -> Range<Int> {
      chunk * Self.chunk..<min((chunk + 1) * Self.chunk, vocabulary)
    }

    // The best of each share of the vocabulary, [rows, shares × count].
    let candidates = shares.count * count
    requireMemory(output.rows * (candidates + 2 * count) * MemoryLayout<Float>.stride)
    var places = [Int32](repeating: 0, count: output.rows * candidates)
    var words = [Int32](repeating: 0, count: output.rows * count)
    var values = [Float](repeating: 0, count: output.rows * count)
    places.withUnsafeMutableBufferPointer { places in
      workspace.scratch {
        let best = workspace.matrix(output.rows, candidates)
        best.fill(-.infinity)  // a share may have fewer words than are wanted
        let sums = workspace.matrix(output.rows, chunks)
        let left = workspace.leftFactor(output, for: weights)
        let logits = workspace.matrix(shares.count * Self.searchedRows, Self.chunk)
        workspace.parallel(shares.count) { share in
          let x = logits.rows(share * Self.searchedRows..<(share + 1) * Self.searchedRows)
          let firstColumn = columns(shares[share].lowerBound).lowerBound
          for chunk in shares[share] {
            let columns = columns(chunk)
            let first = columns.lowerBound / weights.panelColumns
            let part = weights.columns(
              ofPanels: first..<min(first + Self.chunk / weights.panelColumns, weights.panelCount),
              workspace.precision)
            for start in stride(from: 0, to: output.rows, by: Self.searchedRows) {
              let rows = start..<min(start + Self.searchedRows, output.rows)
              workspace.multiplyAlone(
                left, rows: rows, part, bias: bias.columns(columns), into: x)
              for row in rows {
                let logits = x.row(row - start)
                let found = min(count, columns.lowerBound - firstColumn)
                let values = best.row(row) + share * count
                if scored {
                  var most: Float = 0
                  sums[row, chunk] = kernels.log_sum_exp(columns.count, logits, &most)
                  if found == count && !(most > values[count - 1]) { continue }
                }
                for word in excluded where columns.contains(Int(word)) {
                  logits[Int(word) - columns.lowerBound] = -.infinity
                }
                _ = kernels.top_k(
                  columns.count, logits, columns.lowerBound, found, count,
                  places.baseAddress! + row * candidates + share * count, values)
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
          let normalizer = scored ? kernels.log_sum_exp(chunks, sums.row(row), &most) : 0
          for k in place..<place + count {
            words[k] = places[row * candidates + Int(words[k])]
            values[k] = scored ? values[k] - normalizer : values[k] - values[k]
          }
        }
      }
    }
    return HypothesisSearch.Continuations(count: count, words: words, logProbabilities: values)
  }
}
