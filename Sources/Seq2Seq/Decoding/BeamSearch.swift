/// Beam search over a batch of sentences; a beam of 1 is greedy search.
///
/// At each step the K best next tokens of a sentence's live hypotheses are taken, where K is the
/// beam less the hypotheses that have ended; those with the end symbol end, and the others stay
/// live. A sentence is done when as many hypotheses have ended as the beam has, when no live one
/// can still be among the best that are asked for, or at its length limit. The search for one
/// sentence depends on that sentence alone.
struct BeamSearch {
  var options: DecodingOptions
  /// Sentences that are searched together; when one is done, the next takes its place.
  var atOnce = Int.max
  /// The word that ends a hypothesis; nil: only the length limit ends one.
  var endWord: Int32? = Vocabulary.end
  /// Records the hypotheses that are followed; nil: nothing is recorded.
  var recorder: SearchRecorder?

  /// A finished sequence of words.
  struct Hypothesis: Equatable {
    let tokens: [Int32]
    /// log p / |y|^A.
    let score: Float
    /// log p of each of the tokens, in nats.
    let tokenScores: [Float]
  }

  /// A hypothesis that continues: a leaf of the tree of words that all live hypotheses share.
  private struct Live {
    /// Its row in the decoder's state; while a step is prepared, its parent's row.
    var row: Int32
    var word: Int32
    var logProbability: Float
    var node: Int32
  }

  struct Node {
    let word: Int32
    /// The node of the word before; -1: this is the first word.
    let parent: Int32
    /// log p of the word after those before it.
    let logProbability: Float
  }

  /// The state of a sentence's search.
  private struct Sentence {
    let limit: Int
    var length = 0
    var live: [Live] = []
    var nodes: [Node] = []
    var ended: [Hypothesis] = []

    func words(to leaf: Int32) -> [Int32] { path(to: leaf).map(\.word) }

    func path(to leaf: Int32) -> [Node] {
      var path: [Node] = []
      var node = leaf
      while node >= 0 {
        path.append(nodes[Int(node)])
        node = nodes[Int(node)].parent
      }
      return path.reversed()
    }
  }

  /// Live hypotheses that are to be extended by one word, a row each.
  struct Step {
    /// The word that each one reads.
    var words: [Int32] = []
    /// The row of the step before that each one continues from.
    var parents: [Int32] = []
    /// The sentence that each one belongs to, and how many words it has.
    var places: [RowPlace] = []
    /// Each one's words so far, where `options` forbid repetitions.
    var histories: [[Int32]] = []
  }

  /// The best next words of each row with their log-probabilities, `count` for each row. Where
  /// fewer may follow, the last words are below 0.
  struct NextTokens {
    let count: Int
    var words: [Int32]
    var logProbabilities: [Float]
  }

  /// Hypotheses for each sentence, best first, at least one and at most `options.nBest`.
  ///
  /// `limits` are the most words of each sentence. Sentence i starts from row `startRows[i]` of the
  /// decoder's state, which reads `firstWord`. `next` extends live hypotheses by one word: row i of
  /// its step becomes row i.
  func callAsFunction(
    limits: [Int], firstWord: Int32, startRows: [Int32], _ next: (Step) -> NextTokens
  ) -> [[Hypothesis]] {
    var sentences = limits.map { Sentence(limit: $0) }
    var searched: [Int] = []
    var begun = 0
    while true {
      searched.removeAll { sentences[$0].live.isEmpty }
      while searched.count < atOnce && begun < sentences.count {
        sentences[begun].live = [
          Live(row: startRows[begun], word: firstWord, logProbability: 0, node: -1)
        ]
        searched.append(begun)
        begun += 1
      }
      if searched.isEmpty { break }
      var step = Step()
      for i in searched {
        for k in sentences[i].live.indices {
          let live = sentences[i].live[k]
          step.words.append(live.word)
          step.parents.append(live.row)
          step.places.append(
            RowPlace(sentence: Int32(i), step: Int32(sentences[i].length)))
          if options.noRepeatNGram != nil {
            step.histories.append(sentences[i].words(to: live.node))
          }
          sentences[i].live[k].row = Int32(step.words.count - 1)
        }
      }
      let best = next(step)
      for i in searched {
        if let recorder {
          for live in sentences[i].live {
            recorder.take(best, row: live.row, after: live.node, of: i)
          }
        }
        advance(&sentences[i], best)
      }
    }
    if let recorder {
      for sentence in sentences {
        recorder.finish(
          sentence.nodes, endWord: endWord, mostCut: max(options.nBest, 1), score: score)
      }
    }
    return sentences.map { sentence in
      // Equal scores stay in the order in which they ended, which follows parent and word.
      sentence.ended.enumerated()
        .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
        .prefix(max(options.nBest, 1)).map(\.element)
    }
  }

  /// Extends a sentence's hypotheses by one word.
  private func advance(_ sentence: inout Sentence, _ best: NextTokens) {
    sentence.length += 1
    let length = sentence.length
    struct Candidate {
      let logProbability: Float
      let parent: Int
      let word: Int32
      let wordLogProbability: Float
    }
    var candidates: [Candidate] = []
    for (parent, live) in sentence.live.enumerated() {
      for k in 0..<best.count {
        let place = Int(live.row) * best.count + k
        if best.words[place] < 0 { break }
        let logProbability = best.logProbabilities[place]
        candidates.append(
          Candidate(
            logProbability: live.logProbability + logProbability, parent: parent,
            word: best.words[place], wordLogProbability: logProbability))
      }
    }
    candidates.sort {
      $0.logProbability != $1.logProbability
        ? $0.logProbability > $1.logProbability : ($0.parent, $0.word) < ($1.parent, $1.word)
    }
    let beam = max(options.beam, 1)
    var live: [Live] = []
    for candidate in candidates.prefix(beam - sentence.ended.count) {
      let parent = sentence.live[candidate.parent]
      sentence.nodes.append(
        Node(
          word: candidate.word, parent: parent.node,
          logProbability: candidate.wordLogProbability))
      let leaf = Live(
        row: parent.row, word: candidate.word, logProbability: candidate.logProbability,
        node: Int32(sentence.nodes.count - 1))
      if candidate.word == endWord {
        sentence.ended.append(hypothesis(sentence, leaf, length))
      } else {
        live.append(leaf)
      }
    }
    if isDone(sentence, live, length) {
      // A hypothesis that was cut would beat whole ones because of what it left out.
      if sentence.ended.isEmpty {
        sentence.ended = live.prefix(max(options.nBest, 1)).map {
          hypothesis(sentence, $0, length)
        }
      }
      live = []
    }
    sentence.live = live
  }

  private func hypothesis(_ sentence: Sentence, _ leaf: Live, _ length: Int) -> Hypothesis {
    let path = sentence.path(to: leaf.node)
    return Hypothesis(
      tokens: path.map(\.word), score: score(leaf.logProbability, length),
      tokenScores: path.map(\.logProbability))
  }

  private func score(_ logProbability: Float, _ length: Int) -> Float {
    logProbability / Float(pow(Double(length), Double(options.lengthPenalty)))
  }

  /// log p only falls and |y|^A only rises, up to the limit: this bounds the score that a live
  /// hypothesis can reach.
  private func isDone(_ sentence: Sentence, _ live: [Live], _ length: Int) -> Bool {
    guard let best = live.first, length < sentence.limit else { return true }
    let wanted = max(options.nBest, 1)
    guard sentence.ended.count >= wanted else { return false }
    let reach = max(
      score(best.logProbability, sentence.limit), score(best.logProbability, length))
    return sentence.ended.map(\.score).sorted(by: >)[wanted - 1] >= reach
  }
}
