import Foundation
import Testing

/// What the articles of `Seq2Seq.docc/Understand` promise: the code that they quote is in the file,
/// links lead to files, and the files hold the names beside their links.
@Suite struct ArticleTests {
  struct Article: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var testDescription: String { name }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The targets of a line's links, as written.
    static func links(_ line: Substring) -> [Substring] {
      line.matches(of: #/\]\(([^)#]+)(?:#[^)]*)?\)/#).map(\.1).filter { !$0.hasPrefix("http") }
    }

    func url(_ link: some StringProtocol) -> URL {
      ArticleTests.folder.appending(path: String(link)).standardizedFileURL
    }

    /// The text of a file that is linked to; nil where there is none.
    func file(_ link: some StringProtocol) -> String? {
      try? String(contentsOf: url(link), encoding: .utf8)
    }
  }

  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Seq2Seq/Seq2Seq.docc/Understand")

  static let articles: [Article] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map {
        Article(name: name, text: $0)
      }
    }
  }()

  @Test func thereAreArticles() { #expect(Self.articles.count >= 8) }

  @Test(arguments: articles)
  func quotedCodeIsThatOfALinkedFile(_ article: Article) {
    let files = article.lines.flatMap(Article.links).filter { $0.hasSuffix(".swift") }
      .compactMap(article.file)
    for block in article.text.matches(of: #/```swift\n((?s:.*?))```/#).map(\.1) {
      // A quotation may be indented less than in the file.
      func lines(_ text: some StringProtocol) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      }
      let quoted = lines(block).joined(separator: "\n")
      #expect(
        files.contains { lines($0).joined(separator: "\n").contains(quoted) },
        "\(article.name) quotes what no linked file holds: \(block.prefix(80))")
    }
  }

  @Test(arguments: articles)
  func linksLeadToFilesThatHoldTheNamesBesideThem(_ article: Article) {
    let path = Self.articles.first { $0.name == "Understand.md" }?.text ?? ""
    for line in article.lines {
      for link in Article.links(line) {
        if !link.contains("/") {  // another article
          #expect(
            path.contains("](\(link))") || link == "Understand.md",
            "\(article.name) links to \(link), which is not on the reading path")
          continue
        }
        #expect(
          FileManager.default.fileExists(atPath: article.url(link).path),
          "\(article.name): no file at \(link)")
      }
      // In the lists at an article's end: `name` of what is declared in the linked file.
      guard let item = line.firstMatch(of: #/^- \[[^\]]+\]\(([^)]+)\): (.*)/#),
        let file = article.file(item.1)
      else { continue }
      let declared = Set(file.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
      for name in item.2.matches(of: #/`([A-Za-z_]\w*)`/#).map(\.1) {
        #expect(
          declared.contains(name),
          "\(article.name): no \(name) in \(item.1)")
      }
    }
  }
}
