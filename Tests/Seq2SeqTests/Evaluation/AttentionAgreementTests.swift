import Testing

@testable import Seq2Seq

@Suite struct AttentionAgreementTests {
  let there = HeatmapExample.matrix(
    ["a", "b"], ["x", "y"], [[0.5, 0.25, 0.25], [0.125, 0.125, 0.75]])
  let back = HeatmapExample.matrix(
    ["x", "y"], ["a", "b"], [[0.25, 0.125, 0.625], [0.5, 0.125, 0.375]])

  /// Worked by hand: a-x is 2/3 · 2/3, b-x 1/3 · 4/5, a-y 1/2 · 1/3, b-y 1/2 · 1/5.
  @Test func eachWordIsLinkedWhereBothAttend() throws {
    let found = try #require(there.agreement(with: back, everyWord: true))
    #expect(found.forward == [WordLink(0, 0), WordLink(0, 1)])
    #expect(found.backward == [WordLink(0, 0), WordLink(1, 0)])
  }

  @Test func aWordThatAttendsMostToTheEndHasNoLinkOfItsOwn() throws {
    let found = try #require(there.agreement(with: back, everyWord: false))
    #expect(found.forward == [WordLink(0, 0)])
    #expect(found.backward == [WordLink(1, 0)])
  }

  @Test func nothingIsLinkedWhereTheyNeverAgree() throws {
    let one = HeatmapExample.matrix(["a", "b"], ["x"], [[1, 0, 0]])
    let other = HeatmapExample.matrix(["x"], ["a", "b"], [[0, 1], [1, 0]])
    let found = try #require(one.agreement(with: other, everyWord: true))
    #expect(found.forward.isEmpty && found.backward.isEmpty)
    #expect(one.agreement(with: there, everyWord: true) == nil)
    let empty = try #require(AlignmentMatrix.empty.agreement(with: .empty, everyWord: true))
    #expect(empty.forward.isEmpty && empty.backward.isEmpty)
  }
}
