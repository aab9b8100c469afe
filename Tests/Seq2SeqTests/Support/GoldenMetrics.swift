import Foundation
import Testing

@testable import Seq2Seq

/// What sacreBLEU gives, as `make_metrics.py` wrote it.
struct GoldenMetrics: Decodable {
  struct Case: Decodable {
    let name: String
    let hypotheses: [String]
    /// Of each hypothesis.
    let references: [[String]]
    let bleu: [BLEUScore]
    let chrf: [ChrFScore]
    let ter: TERScore
  }

  struct BLEUScore: Decodable {
    let words: String
    let lowercase: Bool
    let signature: String
    let score: Double
    let precisions: [Double]
    let brevityPenalty: Double
    let hypothesisLength, referenceLength: Double
    let matches, totals: [Double]
    let lines: [Double]
  }

  struct ChrFScore: Decodable {
    let words: Int
    let lowercase: Bool
    let signature: String
    let score: Double
    let lines: [Double]
  }

  struct TERScore: Decodable {
    let signature: String
    let score: Double
    let lines: [Double]
  }

  struct Segment: Decodable {
    let tokenizer: String
    let segment: String
    let words: [String]
  }

  struct Bootstrap: Decodable {
    struct Result: Decodable { let score, mean, halfWidth: Double }

    struct Measured: Decodable {
      let measure: String
      let baseline, system: Result
      let p: Double
    }

    let hypotheses, baseline: [String]
    let references: [[String]]
    /// A digit for each place, a text for each test set.
    let places: [String]
    let measures: [Measured]
  }

  let cases: [Case]
  let words: [Segment]
  let bootstrap: Bootstrap

  static func read() throws -> GoldenMetrics {
    let url = try #require(
      Bundle.module.url(forResource: "Goldens/metrics/metrics", withExtension: "json"))
    return try JSONDecoder().decode(GoldenMetrics.self, from: Data(contentsOf: url))
  }
}

/// Translations measured by one measure.
func measured(
  _ measure: Measure, _ hypotheses: [String], _ references: [[String]],
  tokenizer: BLEUTokenizer = .mteval13a, lowercase: Bool = false
) -> TranslationMeasurement {
  var measurement = TranslationMeasurement(measure, tokenizer: tokenizer, lowercase: lowercase)
  for (hypothesis, references) in zip(hypotheses, references) {
    measurement.add(hypothesis: hypothesis, references: references)
  }
  return measurement
}
