import Testing

@testable import Seq2Seq

/// Whole drawings of small alignments.
@Suite struct HeatmapDrawingTests {
  func expect(
    _ matrix: AlignmentMatrix, width: Int = 80, gold: GoldLinks? = nil,
    style: HeatmapStyle = .ascii, _ drawing: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = AlignmentHeatmap(matrix, width: width, style: style, gold: gold).lines
      .joined(separator: "\n")
    #expect(
      scalars(found) == scalars(drawing), "\(found)\nshould be\n\(drawing)",
      sourceLocation: sourceLocation)
  }

  static let crow = HeatmapExample.matrix(
    ["The", "crow", "was", "thirsty", "."], ["Le", "corbeau", "avait", "soif", "."],
    [
      [0.875, 0.125, 0, 0, 0, 0],
      [0, 1, 0, 0, 0, 0],
      [0, 0, 0.5, 0.4375, 0, 0.0625],
      [0, 0.25, 0.0625, 0.6875, 0, 0],
      [0, 0, 0, 0, 0.9375, 0.0625],
    ])

  @Test func wordsStandAboveTheirColumns() {
    expect(
      Self.crow,
      """
               The crow was thirsty .
           Le [%%%]....
      corbeau     [@@@@]
        avait          [+++]=======
         soif      ::::    [*******]
            .                      [@]

      weight 0 .:-=+*#%@ 1  [ ] the greatest of its row
      """)
  }

  @Test func wordsAreWrittenDownwardsWhereTheyDoNotFitSideBySide() {
    expect(
      Self.crow, width: 30,
      """
                            t
                            h
                            i
                    c       r
                T   r   w   s
                h   o   a   t
                e   w   s   y   .
           Le [%%%]...
      corbeau     [@@@]
        avait         [+++]===
         soif      :::    [***]
            .                 [@@@]

      weight 0 .:-=+*#%@ 1
      [ ] the greatest of its row
      """)
  }

  @Test func aMapThatDoesNotFitIsDrawnInBlocks() {
    expect(
      HeatmapExample.diagonal(HeatmapExample.words("s", 12), ["a", "longest", "z"]), width: 20,
      """
      words 1-6 of 12
             s s s s s s
             0 1 2 3 4 5
          a [#]:
      long…         [#]:
          z

      words 7-12 of 12
                     s s
             s s s s 1 1
             6 7 8 9 0 1
          a
      long…
          z     [#]:

      target 2: longest

      weight 0 .:-=+*#%@ 1
      [ ] greatest of row
      """)
  }

  @Test func wideCharactersTakeTwoColumns() {
    expect(
      HeatmapExample.diagonal(["カラス", "は", "渇い", "た"], ["The", "crow", "e\u{301}tait", "喉…"]),
      """
             カラス は 渇い た </s>
        The [######]::
       crow        [##]::::
      e\u{301}tait           [####]::
        喉…                [##]::::

      weight 0 .:-=+*#%@ 1  [ ] the greatest of its row
      """)
  }

  @Test func wideCharactersAreWrittenDownwards() {
    expect(
      HeatmapExample.diagonal(
        ["カラスは", "e\u{301}te\u{301}", "渇いた", "x"], ["カラスは喉が", "é"]), width: 24,
      """
              カ
              ラ   e\u{301}  渇
              ス   t  い
              は   e\u{301}  た   x
       カラ… [###]:::
           é         [###]:::

      target 1: カラスは喉が

      weight 0 .:-=+*#%@ 1
      [ ] greatest of row
      """)
  }

  @Test func theEndSymbolIsShownWhereAWordLooksAtItNoticeably() {
    expect(
      HeatmapExample.matrix(["a", "b"], ["x", "y"], [[0.75, 0.25, 0], [0.5, 0.375, 0.125]]),
      """
         a b </s>
      x [#]:
      y [+]- ....

      weight 0 .:-=+*#%@ 1  [ ] the greatest of its row
      """)
  }

  @Test func theEndSymbolIsShownWhereItIsTheGreatest() {
    let little = [Float](repeating: 0.0609375, count: 15)
    expect(
      HeatmapExample.matrix(HeatmapExample.words("w", 15), ["x"], [little + [0.0859375]]),
      """
         w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 </s>
      x                                                   [    ]

      weight 0 .:-=+*#%@ 1  [ ] the greatest of its row
      """)
  }

  @Test func textFromTheRightStaysInItsPlace() {
    expect(
      HeatmapExample.diagonal(["الغراب", "كان", "."], ["העורב", "was"]),
      """
             \u{200E}الغراب\u{200E} \u{200E}كان\u{200E} .
      \u{200E}העורב\u{200E} [######]:::
        was        [###]:

      weight 0 .:-=+*#%@ 1  [ ] the greatest of its row
      """)
  }

  @Test func wordsCannotReachTheTerminal() {
    expect(
      HeatmapExample.diagonal(
        ["\u{1B}[2J", "a\tb\n", "\u{202E}c\u{200B}"], ["\u{9B}31m", "\r\n", ""]),
      """
                  \\u{1b}[2J a\\u{9}b\\u{a} \\u{202e}c\\u{200b} </s>
       \\u{9b}31m [#########]::::::::::::
      \\u{d}\\u{a}           [############]:::::::::::::::::
                                        [#################]::::

      weight 0 .:-=+*#%@ 1  [ ] the greatest of its row
      """)
  }

  @Test func oneSideCanBeEmpty() {
    expect(
      HeatmapExample.matrix([], ["Le", "corbeau"], [[1], [1]]),
      """
               </s>
           Le [@@@@]
      corbeau [@@@@]

      weight 0 .:-=+*#%@ 1  [ ] the greatest of its row
      """)
    expect(
      HeatmapExample.matrix(["The", "crow"], [], []), width: 3,
      """
        The crow

      weight 0 .:-=+*#%@ 1
      [ ] greatest of row
      """)
    expect(HeatmapExample.matrix([], [], []), "")
  }

  @Test func longWordsAreClippedAsLittleAsTheWidthAllows() {
    let long = String(repeating: "long", count: 25)
    let twenties = Array(repeating: String(long.prefix(20)), count: 5).joined(separator: "\n")
    let matrix = HeatmapExample.diagonal([long, "b"], [long, "c"])
    expect(
      matrix,
      """
                            longlonglonglonglonglon… b </s>
      longlonglonglonglon… [########################]:
                         c                          [#]::::

      source 1:
      \(long.prefix(80))
      \(long.dropFirst(80))
      target 1:
      \(long.prefix(80))
      \(long.dropFirst(80))

      weight 0 .:-=+*#%@ 1  [ ] the greatest of its row
      """)
    expect(
      matrix, width: 40,
      """
                  longlonglonglonglon… b </s>
      longlongl… [####################]:
               c                      [#]::::

      source 1:
      \(long.prefix(40))
      \(long.prefix(40))
      \(long.prefix(20))
      target 1:
      \(long.prefix(40))
      \(long.prefix(40))
      \(long.prefix(20))

      weight 0 .:-=+*#%@ 1
      [ ] the greatest of its row
      """)
    expect(
      matrix, width: 20,
      """
              l
              o
              n
              g
              l
              o
              n
              g
              l
              o
              n       <
              g       /
              l       s
              …   b   >
      long… [###]:::
          c     [###]:::

      source 1:
      \(twenties)
      target 1:
      \(twenties)

      weight 0 .:-=+*#%@ 1
      [ ] greatest of row
      """)
  }
}
