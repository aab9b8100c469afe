import Seq2Seq

/// A text with spaces before it, right-aligned to this many columns.
func right(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - displayWidth(text))) + text
}

/// A text between quotes, in at least 3 columns. What does not fit ends in `…` before the closing quote.
func quoted(_ text: String, to width: Int) -> String { "'\(clipped(text, to: max(width - 2, 1)))'" }

/// A perplexity with this many digits after the point; beyond a million, a sign of divergence, with
/// a power of ten: `1.2e9`.
func perplexityText(_ perplexity: Double, _ digits: Int) -> String {
  guard perplexity.isFinite, perplexity > perplexityLimit else { return fixed(perplexity, digits) }
  var exponent = 0, scaled = perplexity
  while scaled >= 9.95 {
    scaled /= 10
    exponent += 1
  }
  return "\(fixed(scaled, 1))e\(exponent)"
}

/// Each measure's name and score, after a separator.
func scoreText(_ scores: [Measure: Double], before separator: String) -> String {
  Measure.allCases.compactMap { measure in
    scores[measure].map { "\(separator)\(measure.rawValue) \(fixed($0, 2))" }
  }.joined()
}

/// The note after the best perplexity so far if no good model can have it.
func doubt(_ perplexity: Double) -> String {
  perplexity > perplexityLimit ? " so far, but beyond a million: training does not converge" : ""
}

private let perplexityLimit = 1e6

/// Seconds as `1:02:03` or `2:03`.
func clockText(_ seconds: Double) -> String {
  let total = Int(min(max(seconds, 0), 1e8).rounded())
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let (hours, minutes) = (total / 3600, total / 60 % 60)
  return hours > 0
    ? "\(hours):\(two(minutes)):\(two(total % 60))" : "\(minutes):\(two(total % 60))"
}

/// A word as a shell reads it back.
func shellQuoted(_ word: String) -> String {
  let plain = #/[-_./=:,+@%A-Za-z0-9]+/#.matchingSemantics(.unicodeScalar)
  if word.wholeMatch(of: plain) != nil { return word }
  if !word.unicodeScalars.allSatisfy(isDisplayable) { return ansiQuoted(word) }
  // By scalars: a quote before a combining mark is a part of a `Character`, but ends a quotation.
  let pieces = word.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false)
  return "'" + pieces.map { String($0) }.joined(separator: "'\\''") + "'"
}

/// A word in which scalars that must not reach a terminal are written as hexadecimal bytes:
/// $'a\x1b'.
private func ansiQuoted(_ word: String) -> String {
  var quoted = ""
  for scalar in word.unicodeScalars {
    switch scalar {
    case "'", "\\": quoted += "\\\(scalar)"
    case _ where isDisplayable(scalar): quoted.unicodeScalars.append(scalar)
    default:
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        quoted += (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16)
      }
    }
  }
  return "$'\(quoted)'"
}

/// A sentence as a shell reads it back, in double quotes if these suffice.
func shellQuotedSentence(_ text: String) -> String {
  let special = text.unicodeScalars.contains {
    "\"\\$`!".unicodeScalars.contains($0) || !isDisplayable($0)
  }
  return special ? shellQuoted(text) : "\"\(text)\""
}

/// How this program was called, for commands that it suggests: through the package manager if that
/// built it, else by the name that the shell was given.
var invocation: String {
  let program = CommandLine.arguments.first ?? "s2s"
  let isBuilt =
    program.hasPrefix(".build/")
    || realPath(".").map { program.hasPrefix($0 + "/.build/") } == true
  guard isBuilt, fileExists("Package.swift") else { return shellQuoted(program) }
  return program.contains("/release/") ? "swift run -c release s2s" : "swift run s2s"
}
