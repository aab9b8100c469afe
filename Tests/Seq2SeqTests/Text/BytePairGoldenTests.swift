import Foundation
import Testing

@testable import Seq2Seq

/// What subword-nmt gives, as `make_bpe.py` wrote it.
struct GoldenBytePairs: Decodable {
  struct Learned: Decodable {
    let merges: Int
    let codes: String
  }

  struct Segmented: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let codes: String
    let vocabulary: String
    let runs: [Run]
    var testDescription: String { name }
  }

  struct Run: Decodable, Sendable {
    /// nil: without the vocabulary.
    let threshold: Int?
    /// Of the last lines of the text.
    let lines: [String]
  }

  let text: [String]
  let learned: [Learned]
  let segmented: [Segmented]

  static func read() throws -> GoldenBytePairs {
    let url = try #require(Bundle.module.url(forResource: "Goldens/bpe/bpe", withExtension: "json"))
    return try JSONDecoder().decode(GoldenBytePairs.self, from: Data(contentsOf: url))
  }
}

@Suite struct BytePairGoldenTests {
  let golden: GoldenBytePairs
  let folder: ScratchFolder

  init() throws {
    golden = try GoldenBytePairs.read()
    folder = try ScratchFolder()
  }

  @Test func theMergesLearnedAreThoseOfSubwordNMTByteForByte() throws {
    for learned in golden.learned {
      for lines in [golden.text, golden.text.reversed()] {
        var learner = BytePairLearner()
        for line in lines { learner.add(line: line) }
        let codes = try learner.merges(learned.merges).codes
        #expect(codes.utf8.elementsEqual(learned.codes.utf8), "\(learned.merges) merges")
      }
    }
  }

  @Test func theCodesReadAreWrittenByteForByte() throws {
    for learned in golden.learned {
      let path = try folder.write("codes", learned.codes)
      let merges = try BytePairMerges(codesFile: path)
      #expect(merges.codes.utf8.elementsEqual(learned.codes.utf8), "\(learned.merges) merges")
      #expect(try merges == BytePairMerges(codes: learned.codes, path: "here"))
    }
  }

  @Test func theSegmentationIsThatOfSubwordNMTTokenForToken() throws {
    for segmented in golden.segmented {
      let merges = try BytePairMerges(codes: segmented.codes, path: segmented.name)
      let path = try folder.write("vocabulary", segmented.vocabulary)
      for run in segmented.runs {
        let vocabulary = try run.threshold.map { try BytePairVocabulary(path: path, threshold: $0) }
        let encoder = BytePairEncoder(merges, vocabulary: vocabulary)
        for (line, expected) in zip(golden.text.suffix(run.lines.count), run.lines) {
          let pieces = SpacedTokens.split(line).flatMap { encoder.pieces(of: $0) }
          let found = pieces.joined(separator: " ")
          #expect(
            found.utf8.elementsEqual(expected.utf8),
            "\(segmented.name), \(run.threshold ?? 0): '\(found)', expected '\(expected)'")
        }
      }
    }
  }
}
