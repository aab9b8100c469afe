/// A page for a browser in one file: style, script and data are in it, and its policy forbids the
/// browser to load anything.
///
/// Light and dark colors follow the reader's system. The data is JSON that the script reads; text
/// in the body must be escaped by `escaped`, and a script shows text as text (`textContent`), never
/// as markup.
package struct HTMLPage: Sendable {
  let title: String
  /// Style rules in addition to those of all pages.
  let style: String
  /// The elements of the page.
  let body: String
  /// What the script reads as `data`.
  let json: String
  let script: String

  /// - Parameter data: a value that can be encoded as JSON.
  /// - Throws: `JSONTextError`.
  init(title: String, style: String, body: String, data: some Encodable, script: String)
    throws(JSONTextError)
  {
    self.title = title
    self.style = style
    self.body = body
    json = try jsonText(data)
    self.script = script
  }

  /// The beginning of each of these files, and of no other file.
  package static let beginning = "<!DOCTYPE html>\n<!-- s2s -->\n"

  /// The file.
  package var text: String {
    Self.beginning
      + """
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(escaped(title))</title>
      <style>
      \(Self.commonStyle)\(style)</style>
      </head>
      <body>
      \(body)
      <script id="data" type="application/json">\(Self.inScript(json))</script>
      <script>
      "use strict";
      const data = JSON.parse(document.getElementById("data").textContent);
      // A text as searches compare it.
      const simplified = text => text.normalize("NFC").toLowerCase();
      \(script)</script>
      </body>
      </html>

      """
  }

  /// JSON that cannot end the element that holds it or begin a comment in it. Made scalar
  /// by scalar, since a `Character` may hold "<" together with the scalar before it.
  private static func inScript(_ json: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      switch scalar {
      case "<": text += "\\u003c".unicodeScalars
      case "\u{2028}": text += "\\u2028".unicodeScalars
      case "\u{2029}": text += "\\u2029".unicodeScalars
      default: text.append(scalar)
      }
    }
    return String(text)
  }

  /// Colors of background, text, lines and marks, in light and dark surroundings and on paper;
  /// `--w0` to `--w20` are those of weights.
  private static let commonStyle: String = {
    func colors(_ scale: ColorScale, _ others: String) -> String {
      let weights = (0...20).map { "--w\($0): \(scale.hex(0.05 + 0.045 * Double($0)))" }
      return """
        --ground: \(scale.hex(0)); --ink: \(scale.hex(1)); \(others); \
        \(weights.joined(separator: "; "));
        """
    }
    let light = colors(
      .light, "--text: #1b1b1f; --faint: #6a6a75; --line: #d5d5de; --mark: #b3480a")
    let dark = colors(.dark, "--text: #e8e8ec; --faint: #9d9da8; --line: #3b3b45; --mark: #ff9d5c")
    return """
      :root { \(light) }
      @media (prefers-color-scheme: dark) { :root { \(dark) } }
      @media print { :root { \(light) } }
      * { box-sizing: border-box }
      body { margin: 0 auto; padding: 1rem; max-width: 75rem; background: var(--ground);
        color: var(--text); font: 16px/1.5 sans-serif }
      h1 { font-size: 1.4rem; margin: 0 0 0.5rem } h2 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem }
      h1, h2 { overflow-wrap: anywhere }
      table { border-collapse: collapse } th, td { padding: 0.15rem 0.5rem; text-align: start }
      th { font-weight: 600 } td.number, th.number { text-align: end; font-variant-numeric: tabular-nums }
      button, input, select { font: inherit; color: inherit; background: var(--ground);
        border: 1px solid var(--line); border-radius: 4px; padding: 0.2rem 0.5rem }
      :focus-visible { outline: 2px solid var(--mark); outline-offset: 1px }
      .faint { color: var(--faint) }

      """
  }()
}
