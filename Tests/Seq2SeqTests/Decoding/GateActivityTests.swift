import Testing

@testable import Seq2Seq

@Suite struct GateActivityTests {
  static let pair = SentencePair(source: "the crow was dry .", target: "la corneille sèche .")

  private static func session(_ cell: CellKind, layers: Int = 1) throws -> TranslationSession {
    let model = try DecodingExample.model(.luong, hidden: 12, scale: 1) {
      $0.cell = cell
      $0.encoderLayers = layers
      $0.decoderLayers = layers
    }
    return TranslationSession(model, threads: 1)
  }

  static let names: [(CellKind, [String])] = [
    (.lstm, ["i", "f", "o", "|g|", "|c|"]), (.normalizedLSTM, ["i", "f", "o", "|g|", "|c|"]),
    (.deepTransitionLSTM, ["i", "f", "o", "z", "|g|", "|v|", "|c|"]),
    (.gru, ["r", "z", "|n|", "|h|"]), (.originalGRU, ["r", "z", "|n|", "|h|"]),
  ]

  @Test(arguments: names)
  func eachLayerAndDirectionHasItsGates(_ cell: CellKind, _ names: [String]) throws {
    let found = try Self.session(cell, layers: 2).gateActivity(of: Self.pair)
    let activity = try #require(found)
    #expect(
      activity.layers.map(\.name) == [
        "encoder 1 →", "encoder 1 ←", "encoder 2 →", "encoder 2 ←", "decoder 1", "decoder 2",
      ])
    for layer in activity.layers {
      #expect(layer.gates.map(\.name) == names)
      let isEncoder = layer.name.hasPrefix("encoder")
      #expect(
        layer.words
          == (isEncoder
            ? ["the", "crow", "was", "dry", ".", "</s>"]
            : ["<s>", "la", "corneille", "sèche", "."]))
      for gate in layer.gates {
        #expect(gate.values.count == layer.words.count)
        #expect(gate.values.allSatisfy { $0.count == (isEncoder ? 6 : 12) })
        if gate.isGate { #expect(gate.values.joined().allSatisfy { (0...1).contains($0) }) }
      }
    }
  }

  /// c follows from the gates of an LSTM: c = f ⊙ c′ + i ⊙ g, in reading order.
  @Test func theStateFollowsFromTheGates() throws {
    let activity = try #require(try Self.session(.lstm).gateActivity(of: Self.pair))
    for layer in activity.layers.prefix(2) {
      func gate(_ name: String) throws -> [[Float]] {
        try #require(layer.gates.first { $0.name == name }).values
      }
      let (i, f, g, c) = (try gate("i"), try gate("f"), try gate("|g|"), try gate("|c|"))
      var steps = Array(layer.words.indices)
      if layer.name.hasSuffix("←") { steps.reverse() }
      var before = [Float](repeating: 0, count: i[0].count)
      for t in steps {
        for unit in before.indices {
          let expected = f[t][unit] * before[unit] + i[t][unit] * g[t][unit]
          #expect(abs(c[t][unit] - expected) < 1e-5, "\(layer.name), step \(t), unit \(unit)")
        }
        before = c[t]
      }
    }
  }

  @Test func simpleNetworksHaveNone() throws {
    #expect(try Self.session(.rnn).gateActivity(of: Self.pair) == nil)
  }

  @Test func theUnitsThatVaryMostComeFirst() throws {
    let activity = try #require(try Self.session(.gru).gateActivity(of: Self.pair))
    let all = activity.mostVariableUnits(.max)
    #expect(all.count == 2 * (6 + 6 + 12), "r and z of every unit")
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.deviation >= $1.deviation })
    #expect(activity.mostVariableUnits(3) == Array(all.prefix(3)))
    let first = try #require(all.first)
    let mean = first.values.reduce(0, +) / Float(first.values.count)
    let variance = first.values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    #expect(abs((variance / Float(first.values.count)).squareRoot() - first.deviation) < 1e-5)
  }
}
