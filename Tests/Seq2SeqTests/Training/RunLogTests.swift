import Testing

@testable import Seq2Seq

@Suite struct RunLogTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func log(_ text: String, name: String = "run.log.jsonl") throws -> RunLog {
    let path = folder.file(name)
    try AtomicFile.write(to: path) { try $0.write(Array(text.utf8)) }
    return try RunLog(path: path)
  }

  private static func report(_ step: Int, epoch: Int = 1, perplexity: Double = 4) -> String {
    "{\"epoch\":\(epoch),\"gradient_norm\":0.5,\"learning_rate\":0.25,\"loss\":2,"
      + "\"perplexity\":\(perplexity),\"step\":\(step),\"tokens_per_second\":100}\n"
  }

  @Test func aRunIsReadAsTrainingWritesIt() throws {
    let run = try RunFolder()
    let options = TrainingExample.options()
    try run.train(options)
    let log = try RunLog(path: run.files.log)
    #expect(log.reports.map(\.update) == [2, 4, 6, 8])
    #expect(log.validations.map(\.update) == [3, 6, 9])
    #expect(log.reports.allSatisfy { ($0.gradientNorm ?? 0) > 0 && $0.perplexity > 1 })
    #expect(log.validations.contains { $0.isBest })
    #expect(log.lastUpdate == 9 && log.rates.map(\.update) == [2, 3, 4, 6, 8, 9])
    let epochs = log.epochs()
    #expect(epochs.map(\.epochs) == [1...1, 2...2, 3...3])
    #expect(epochs.map(\.update) == [3, 6, 9])
  }

  @Test func epochsAreMeansOfTheirReports() throws {
    let log = try log(
      Self.report(10, perplexity: 4) + Self.report(20, perplexity: 16)
        + "{\"best\":true,\"epoch\":1,\"learning_rate\":0.125,\"step\":20,\"validation_perplexity\":7}\n"
        + Self.report(30, epoch: 2, perplexity: 2))
    let epochs = log.epochs()
    #expect(epochs.count == 2 && epochs[0].isBest && !epochs[1].isBest)
    #expect(abs((epochs[0].trainingPerplexity ?? 0) - 8) < 1e-9, "√(4 · 16)")
    #expect(epochs[0].validationPerplexity == 7 && epochs[0].learningRate == 0.125)
    #expect(abs((epochs[1].tokensPerSecond ?? 0) - 100) < 1e-9)
  }

  @Test func manyEpochsAreTakenTogether() throws {
    for count in [1, 29, 30, 31, 60, 61, 1_000] {
      let log = try log((1...count).map { Self.report($0, epoch: $0) }.joined())
      let rows = log.epochs(rows: 30)
      #expect(rows.count <= 30, "\(count) epochs in \(rows.count)")
      #expect(rows.first?.epochs.lowerBound == 1 && rows.last?.epochs.upperBound == count)
      for (row, next) in zip(rows, rows.dropFirst()) {
        #expect(row.epochs.upperBound + 1 == next.epochs.lowerBound, "\(count)")
      }
    }
  }

  /// The file of a running run may end at any byte.
  @Test func aLastLineThatIsWrittenInPartIsLeftOut() throws {
    let whole = Self.report(10), next = Self.report(20)
    for cut in 0..<next.utf8.count {
      let log = try log(whole + String(next.prefix(cut)))
      let isWhole = cut == next.utf8.count - 1
      #expect(log.reports.map(\.update) == (isWhole ? [10, 20] : [10]), "cut at byte \(cut)")
    }
  }

  @Test func whatIsNoLogIsToldWithItsLine() throws {
    let good = Self.report(10)
    let flaws: [(String, String)] = [
      (good + "{\"epoch\":1,\"ste\n" + good, "line 2 "),
      ("[]\n", "line 1 "), ("{\"a\":1}\n", "line 1 "), ("\n\n", "line 1 "),
      (good + "\u{0}\u{1}\u{2}\n", "line 2 "), (good + good + "x\n", "line 3 "),
      (Self.report(10, epoch: 0), "line 1 "), (Self.report(-1), "line 1 "),
      (Self.report(1, perplexity: -3), "line 1 "),
      ("{\"epoch\":1,\"learning_rate\":1,\"step\":1}\n", "line 1 "),
      (Self.report(20) + Self.report(10), "line 2 is of update 10"),
      (good + String(repeating: "x", count: 20_000), "line 2 "),
      (String(repeating: "[", count: 10_000) + "\n", "line 1 "), ("", "holds no report"),
    ]
    for (text, words) in flaws {
      let path = folder.file("run.log.jsonl")
      do {
        _ = try log(text)
        Issue.record("\(text.prefix(60)) was read")
      } catch {
        expectOneLine(error, about: path, "\(text.prefix(60))")
        #expect("\(error)".contains(words), "\(error)")
      }
    }
  }

  /// Any bytes are read or refused in one line.
  @Test func anyBytesAreReadOrRefused() throws {
    var numbers = SeededText(seed: 83)
    let base = Array((Self.report(10) + Self.report(20) + Self.report(30)).utf8)
    for _ in 0..<200 {
      var bytes = base
      for _ in 0..<1 + numbers.below(4) {
        bytes[numbers.below(bytes.count)] = UInt8(numbers.below(256))
      }
      let path = folder.file("fuzz.log.jsonl")
      try AtomicFile.write(to: path) { try $0.write(bytes) }
      do {
        _ = try RunLog(path: path).epochs(rows: 3)
      } catch {
        expectOneLine(error, about: path, "seed 83: \(bytes)")
      }
    }
  }
}
