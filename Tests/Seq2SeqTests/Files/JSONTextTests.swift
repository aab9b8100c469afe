import Testing

@testable import Seq2Seq

@Suite struct JSONTextTests {
  @Test func whatIsNestedTooDeeplyIsNotDecoded() {
    let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
    #expect(JSONFlaw(in: deep(64)) == nil)
    #expect(JSONFlaw(in: deep(65)) == .nested)
    #expect(JSONFlaw(in: String(repeating: "{\"a\":", count: 100_000)) == .nested)
    #expect(jsonValue([String].self, String(repeating: "[", count: 513)) == nil)
  }

  @Test func bracketsInsideOfStringsDoNotCount() {
    let brackets = String(repeating: "[{", count: 1_000)
    #expect(jsonValue([String].self, "[\"\\\"\(brackets)\\\\\",\"\"]") == ["\"\(brackets)\\", ""])
  }

  @Test func longStringsAndTextsAreNotDecoded() {
    let string = { String(repeating: "x", count: $0) }
    #expect(jsonValue([String].self, "[\"\(string(16_383))\"]") == [string(16_383)])
    #expect(JSONFlaw(in: "{\"\(string(16_385))\":1}") == .longString)
    #expect(JSONFlaw(in: "[" + String(repeating: "1,", count: 1 << 20) + "1]") == .long)
  }

  @Test func numbersBeyondTheirTypeAreNoValues() {
    for number in ["1e400", "-1e400", "99999999999999999999", "NaN", "Infinity", "1e", "-", "0x1"] {
      #expect(jsonValue([Int].self, "[\(number)]") == nil, "\(number)")
    }
    for number in ["1e400", "-1e400", "NaN", "Infinity"] {
      #expect(jsonValue([Double].self, "[\(number)]") == nil, "\(number)")
      #expect(jsonValue([Float].self, "[\(number)]") == nil, "\(number)")
    }
    #expect(jsonValue([Float].self, "[1e300]") == nil)
    #expect(jsonValue([Double].self, "[-0]")?.first?.sign == .minus)
  }

  @Test func aNumberThatIsNotFiniteIsNamed() {
    struct Report: Encodable {
      var losses: [Double]
    }
    #expect(throws: JSONTextError.notANumber(field: "losses.1", found: "inf")) {
      try jsonText(Report(losses: [1, .infinity]))
    }
    #expect(
      JSONTextError.notANumber(field: "losses.1", found: "inf").description.hasPrefix("losses.1: "))
  }
}
