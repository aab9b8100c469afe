import Testing

@testable import Seq2Seq

extension HeatmapDrawingTests {
  static let gold = GoldLinks(
    WordAlignment(
      sure: [WordLink(0, 0), WordLink(1, 1), WordLink(2, 3)],
      possible: [WordLink(3, 3), WordLink(3, 2)]), found: crow.hardLinks)

  @Test func goldLinksAreMarkedWithWhatBecameOfThem() {
    expect(
      Self.crow, gold: Self.gold,
      """
               The crow was thirsty .
           Le [%O%]....
      corbeau     [@@O@]
        avait          [+++]===x===
         soif      ::::  X [***o***]
            .                      [@@]

      weight 0 .:-=+*#%@ 1  [ ] the greatest of its row
      gold:  O sure, found  X sure, missed  o possible, found  x possible, missed
      """)
    expect(
      Self.crow, width: 24, gold: Self.gold, style: .blocks,
      """
                       t
                       h
                       i
                 c     r
              T  r  w  s
              h  o  a  t
              e  w  s  y  .
          Le [█●]··
      corbe…    [█●]
       avait       [▒▒]▒◇
        soif     ░░  ○[▓◆]
           .             [██]

      target 2: corbeau

      weight 0 ·░▒▓█ 1
      [ ] greatest of row
      gold:  ● sure, found
      ○ sure, missed
      ◆ possible, found
      ◇ possible, missed
      """)
  }

  @Test func conjunctsAreTakenApartWhereTheyAreWrittenDownwards() {
    expect(
      HeatmapExample.diagonal(Array(repeating: "स्त्री", count: 4), ["a"]), width: 20,
      """
          स्   स्   स्   स्
          त्   त्   त्   त्
         री  री  री  री
      a [###]:::

      weight 0 .:-=+*#%@ 1
      [ ] greatest of row
      """)
  }
}
