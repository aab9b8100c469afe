import Testing

@testable import Seq2Seq

@Suite struct WordSpaceTests {
  @Test func neighborsAreThoseOfTheSmallestAngle() throws {
    let model = try ModelExample.model(ModelExample.configuration(.luong))
    let space = model.wordSpaces.source
    let weight = model.slab[model.network.encoder.embedding.weight]
    func cosine(_ a: Int, _ b: Int) -> Double {
      var (product, x, y) = (0.0, 0.0, 0.0)
      for j in 0..<weight.columns {
        product += Double(weight[a, j]) * Double(weight[b, j])
        x += Double(weight[a, j]) * Double(weight[a, j])
        y += Double(weight[b, j]) * Double(weight[b, j])
      }
      return product / (x * y).squareRoot()
    }
    let place = try #require(space.place(of: "crow"))
    #expect(place.pieces == ["crow"])
    let found = space.neighbors(of: place, count: 100)
    let own = Int(model.source.vocabulary.id(of: "crow"))
    let others = (3..<weight.rows).filter { $0 != own }
    let expected = others.sorted { cosine($0, own) > cosine($1, own) }
    #expect(found.map(\.token) == expected.map { model.source.vocabulary.token(Int32($0)) })
    for (neighbor, id) in zip(found, expected) {
      #expect(abs(neighbor.cosine - cosine(id, own)) < 1e-9)
    }
    #expect(space.place(of: "crows") == nil && space.place(of: "") == nil)
  }

  @Test func aWordOfSeveralTokensIsTheirMean() throws {
    let model = try LanguageModelExample.model(tokenizer: .characters)
    let space = model.wordSpace
    let c = try #require(space.place(of: "c")), r = try #require(space.place(of: "r"))
    let both = try #require(space.place(of: "cr"))
    #expect(both.pieces == ["c", "r"])
    for j in both.vector.indices {
      #expect(abs(both.vector[j] - (c.vector[j] + r.vector[j]) / 2) < 1e-12)
    }
    // Its own tokens are not among its neighbors.
    #expect(Set(space.neighbors(of: both, count: 100).map(\.token)).isDisjoint(with: ["c", "r"]))
    #expect(space.neighbors(of: both, count: 100).count == space.tokens.count - 2)
  }

  @Test func aSpaceOfACharacterModelIsNamedByItsToken() throws {
    let space = try LanguageModelExample.model(tokenizer: .characters).wordSpace
    let place = try #require(space.place(of: "▁"))
    #expect(place.pieces == ["▁"])
    #expect(!space.neighbors(of: place, count: 100).contains { $0.token == "▁" })
  }

  /// Points on a plane in a space of more dimensions keep their distances.
  @Test func twoComponentsOfAPlaneKeepDistances() {
    var numbers = SeededText(seed: 113)
    func number() -> Double { Double(numbers.below(2_001) - 1_000) / 100 }
    for _ in 0..<20 {
      let axes = (0..<2).map { _ in (0..<6).map { _ in number() } }
      let rows = (0..<30).map { _ in
        let (a, b) = (number(), number())
        return (0..<6).map { 3 + a * axes[0][$0] + b * axes[1][$0] }
      }
      let found = PrincipalComponents(of: rows, count: 2)
      for i in rows.indices {
        for j in rows.indices {
          func distance(_ x: [Double], _ y: [Double]) -> Double {
            zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
          }
          let expected = distance(rows[i], rows[j])
          let kept = distance(found.coordinates[i], found.coordinates[j])
          #expect(abs(kept - expected) <= 1e-5 * max(expected, 1))
        }
      }
      #expect(abs(found.shares.reduce(0, +) - 1) < 1e-9 && found.shares[0] >= found.shares[1])
    }
  }

  @Test func pointsThatDoNotVaryAreAllAtTheCenter() {
    for rows in [[], [[1, 2, 3]], [[1, 2], [1, 2], [1, 2]], [[], []]] as [[[Double]]] {
      let found = PrincipalComponents(of: rows, count: 2)
      #expect(found.coordinates.allSatisfy { $0 == [0, 0] } && found.shares == [0, 0])
    }
  }

  @Test func aMapHoldsTheMostFrequentWords() throws {
    let model = try ModelExample.model(ModelExample.configuration(.luong))
    let map = model.wordSpaces.target.map(of: 5)
    #expect(map.words == Array(model.target.vocabulary.tokens.prefix(5)))
    #expect(map.places.count == 5 && map == model.wordSpaces.target.map(of: 5))
    #expect(model.wordSpaces.target.map(of: 500).words.count == ModelExample.targetWords.count)
  }
}
