import Seq2Seq

/// A text with spaces before it, within so many columns.
func right(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - displayWidth(text))) + text
}

/// A perplexity with so many digits behind the point; beyond a million, which tells of numbers that
/// run away, with a power of ten: `1.2e9`.
func perplexityText(_ perplexity: Double, _ digits: Int) -> String {
  guard perplexity.isFinite, perplexity > perplexityLimit else { return fixed(perplexity, digits) }
  var exponent = 0, scaled = perplexity
  while scaled >= 9.95 {
    scaled /= 10
    exponent += 1
  }
  return "\(fixed(scaled, 1))e\(exponent)"
}

/// Each measure's name and score, with something before it.
func scoreText(_ scores: [Measure: Double], before separator: String) -> String {
  Measure.allCases.compactMap { measure in
    scores[measure].map { "\(separator)\(measure.rawValue) \(fixed($0, 2))" }
  }.joined()
}

/// What is said behind the best perplexity so far where no good model can have it.
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

/// A word with what a terminal should not be sent as bytes in hexadecimal: $'a\x1b'.
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

/// A sentence as a shell reads it back, between double quotes where these suffice.
func shellQuotedSentence(_ text: String) -> String {
  let special = text.unicodeScalars.contains {
    "\"\\$`!".unicodeScalars.contains($0) || !isDisplayable($0)
  }
  return special ? shellQuoted(text) : "\"\(text)\""
}

/// How this program was called, for commands that it suggests: as the package manager runs it where
/// that built it, else by the name that the shell was given.
var invocation: String {
  let program = CommandLine.arguments.first ?? "s2s"
  let isBuilt =
    program.hasPrefix(".build/")
    || realPath(".").map { program.hasPrefix($0 + "/.build/") } == true
  guard isBuilt, fileExists("Package.swift") else { return shellQuoted(program) }
  return program.contains("/release/") ? "swift run -c release s2s" : "swift run s2s"
}
