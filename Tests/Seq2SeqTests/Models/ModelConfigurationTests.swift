import Foundation
import Testing

@testable import Seq2Seq

@Suite struct ModelConfigurationTests {
  /// No field has its default value.
  static var changed: ModelConfiguration {
    var all = ModelConfiguration(sourceVocabulary: 5, targetVocabulary: 6)
    all.attention = .bahdanau
    all.cell = .gru
    all.inputFeeding = false
    (all.embedding, all.hidden, all.encoderLayers, all.decoderLayers) = (7, 7, 2, 3)
    (all.bidirectional, all.tieEmbeddings) = (false, true)
    all.dropout = DropoutRates(0.25)
    all.attentionWindow = 3
    return all
  }

  @Test func everyFieldIsReadAsItIsWritten() throws {
    let text = try jsonText(Self.changed)
    let read = try #require(jsonValue(ModelConfiguration.self, text))
    #expect(read == Self.changed)
    #expect(try jsonText(read) == text)
  }

  @Test func aFileWithoutAWindowHasTheDefault() throws {
    let text = try jsonText(Self.changed)
    let old = text.replacingOccurrences(of: "\"attentionWindow\":3,", with: "")
    #expect(old != text)
    var expected = Self.changed
    expected.attentionWindow = 10
    #expect(jsonValue(ModelConfiguration.self, old) == expected)
  }

  @Test func aFileWithoutACellHasLSTMs() throws {
    let text = try jsonText(Self.changed)
    let old = text.replacingOccurrences(of: "\"cell\":\"gru\",", with: "")
    #expect(old != text)
    var expected = Self.changed
    expected.cell = .lstm
    #expect(jsonValue(ModelConfiguration.self, old) == expected)
    for field in ["attention", "hidden", "dropout", "targetVocabulary"] {
      #expect(
        jsonValue(
          ModelConfiguration.self, text.replacingOccurrences(of: "\"\(field)\"", with: "\"x\""))
          == nil, "\(field)")
    }
  }
}
