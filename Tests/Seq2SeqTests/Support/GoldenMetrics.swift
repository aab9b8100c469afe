import Foundation
import Testing

/// What sacreBLEU gives, as `make_metrics.py` wrote it.
struct GoldenMetrics: Decodable {
  struct Case: Decodable {
    let name: String
    let hypotheses, references: [String]
    let bleu: [BLEUScore]
    let chrf: [ChrFScore]
  }

  struct BLEUScore: Decodable {
    let words: String
    let lowercase: Bool
    let signature: String
    let score: Double
    let precisions: [Double]
    let brevityPenalty, lengthRatio: Double
    let hypothesisLength, referenceLength: Int
    let matches, totals: [Int]
    let lines: [Double]
  }

  struct ChrFScore: Decodable {
    let lowercase: Bool
    let signature: String
    let score: Double
    let lines: [Double]
  }

  struct Segment: Decodable {
    let segment: String
    let words: [String]
  }

  let cases: [Case]
  let words: [Segment]

  static func read() throws -> GoldenMetrics {
    let url = try #require(
      Bundle.module.url(forResource: "Goldens/metrics/metrics", withExtension: "json"))
    return try JSONDecoder().decode(GoldenMetrics.self, from: Data(contentsOf: url))
  }
}
