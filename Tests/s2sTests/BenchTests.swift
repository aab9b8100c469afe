import Foundation
import Seq2Seq
import Testing

@Suite struct BenchTests {
  static let small = [
    "--seconds", "1", "--hidden", "16", "--embedding", "8", "--batch", "4", "--threads", "2",
  ]

  struct Report: Decodable {
    struct Result: Decodable {
      struct Rates: Decodable { let oneThread, allThreads: Double }
      struct Product: Decodable {
        let rows: Double
        let k, n: Int
        let alone: Rates
        let inTraining, share: Double
      }
      let kernels, precision: String
      let inHardware: Bool
      let threads, updates: Int
      let peak: Rates
      let tokensPerSecond, productShare: Double
      let parts: [String: Double]
      let products: [Product]
    }
    let training: [Result]
  }

  @Test func theReportHasARateForEveryPartAndProduct() throws {
    let found = try Sandbox().s2s(["bench", "--json", "--kernels", "portable"] + Self.small)
    #expect(found.status == 0)
    let report = try JSONDecoder().decode(Report.self, from: Data(found.output.utf8))
    let result = try #require(report.training.first)
    #expect(report.training.count == 1 && result.kernels == "portable" && result.threads == 2)
    #expect(result.updates > 0 && result.tokensPerSecond > 0 && result.peak.oneThread > 0)
    #expect(Set(result.parts.keys) == Set(TrainingBenchmark.partNames))
    #expect(abs(result.parts.values.reduce(0, +) - 1) < 1e-6)
    #expect(result.products.map(\.share) == result.products.map(\.share).sorted(by: >))
    #expect(result.products.contains { ($0.k, $0.n) == (16, 5_832) })
    for product in result.products {
      #expect(product.inTraining > 0 && product.alone.oneThread > 0 && product.rows >= 1)
      #expect(product.share > 0 && product.share < result.productShare)
    }
  }

  @Test func theReportNamesThePrecisionAndWhetherTheHardwareHasIt() throws {
    for (words, precision, inHardware) in [
      ([], "float32", true), (["--precision", "bfloat16"], "bfloat16", false),
    ] {
      let found = try Sandbox().s2s(
        ["bench", "--json", "--kernels", "portable"] + words + Self.small)
      let report = try JSONDecoder().decode(Report.self, from: Data(found.output.utf8))
      #expect(report.training.map(\.precision) == [precision])
      #expect(report.training.map(\.inHardware) == [inHardware])
    }
  }

  @Test func everyKernelSetOfTheMachineHasItsTable() throws {
    let sandbox = try Sandbox()
    let found = try sandbox.s2s(["bench", "--attention", "bahdanau"] + Self.small)
    #expect(found.status == 0)
    for set in KernelSet.available {
      #expect(found.output.contains("\(set), float32, 2 threads: "), "\(set)")
    }
    for part in TrainingBenchmark.partNames { #expect(found.output.contains("  \(part) ")) }
  }

  @Test func aCorpusGivesTheVocabularies() throws {
    let sandbox = try Sandbox()
    try sandbox.write("one two\nthree four\n", to: "a.en")
    try sandbox.write("un deux\ntrois quatre\n", to: "a.fr")
    let found = try sandbox.s2s(
      ["bench", "--json", "--kernels", "portable", "--source", "a.en", "--target", "a.fr"]
        + Self.small)
    let report = try JSONDecoder().decode(Report.self, from: Data(found.output.utf8))
    #expect(report.training[0].products.allSatisfy { $0.k <= 64 && $0.n <= 64 })
  }

  @Test func translationIsMeasuredInEachPrecisionAndBeam() throws {
    struct Report: Decodable {
      struct Result: Decodable {
        let kernels, weights: String
        let beam, threads: Int
        let sentencesPerSecond, tokensPerSecond, medianMilliseconds, slowMilliseconds: Double
      }
      let decoding: [Result]
      let peakMegabytes: Double
    }
    let sandbox = try TrainedModel.luong.sandbox()
    let words = ["bench", "--decode", "--seconds", "1", "--threads", "1", "--kernels", "portable"]
    let found = try sandbox.s2s(words + ["--json"])
    #expect(found.status == 0)
    let report = try JSONDecoder().decode(Report.self, from: Data(found.output.utf8))
    #expect(
      report.decoding.map { "\($0.weights) \($0.beam)" }
        == ["float32 1", "float32 5", "float16 1", "float16 5", "int8 1", "int8 5"])
    #expect(report.peakMegabytes > 1)
    for result in report.decoding {
      #expect(result.kernels == "portable" && result.threads == 1)
      #expect(result.sentencesPerSecond > 0 && result.tokensPerSecond > 0)
      #expect(result.medianMilliseconds > 0 && result.slowMilliseconds >= result.medianMilliseconds)
    }
    let table = try sandbox.s2s(words)
    #expect(table.status == 0 && table.output.contains("portable, 1 thread"))
    #expect(table.output.contains("memory at most"))
  }

  @Test func wrongValuesAreUsageErrors() throws {
    let sandbox = try Sandbox()
    for words in [["--kernels", "mmx"], ["--seconds", "0"], ["--batch", "0"], ["x"]] {
      let found = try sandbox.s2s(["bench"] + words)
      #expect(found.status == 2 && found.output == "" && !found.error.isEmpty, "\(words)")
    }
  }
}
