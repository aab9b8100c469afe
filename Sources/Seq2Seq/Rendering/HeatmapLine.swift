/// A line of a heatmap while it is drawn.
struct HeatmapLine {
  private let color: Bool
  private var text = ""
  private var shade: HeatmapShade?

  init(color: Bool = false) {
    self.color = color
  }

  mutating func append(_ part: String, on shade: HeatmapShade? = nil) {
    if color, shade != self.shade {
      text += shade?.escapeSequence ?? "\u{1B}[0m"
      self.shade = shade
    }
    text.unicodeScalars.append(contentsOf: part.unicodeScalars)
  }

  /// The text without trailing spaces, unless they are painted.
  consuming func finished() -> String {
    append("", on: nil)
    while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
    return text
  }
}
