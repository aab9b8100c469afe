// Checks the lots in everyday/ against each other and against what is held out, and writes
// everyday/as-typed.tsv. Run it in this directory: swift lots.swift
import Foundation

struct Pair {
  let lot: String
  /// Of its line in the lot, from 0.
  let number: Int
  let english, french: String
}

/// Words of a sentence in lower case, `don't` being one.
func words(_ sentence: String) -> [String] {
  sentence.lowercased().matches(of: #/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/#).map { String($0.output) }
}

func lines(_ path: String) -> [String] {
  guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
    fail("cannot read \(path)")
  }
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  if lines.last == "" { lines.removeLast() }
  return lines
}

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("lots.swift: \(message)\n".utf8))
  exit(1)
}

let asTyped = "as-typed.tsv"
let files = try FileManager.default.contentsOfDirectory(atPath: "everyday")
  .filter { $0.hasSuffix(".tsv") && $0 != asTyped }.sorted()
let lots = files.flatMap { file in
  lines("everyday/\(file)").enumerated().map { number, line in
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
    if columns.count != 2
      || columns.contains(where: { $0.isEmpty || $0.first == " " || $0.last == " " })
    {
      fail("everyday/\(file), line \(number + 1): expected two sentences with a tab between them")
    }
    return Pair(
      lot: "\(file):\(number + 1)", number: number, english: columns[0], french: columns[1])
  }
}

// MARK: - No sentence twice, none near to what is held out

/// What sentences have in common whose words differ by at most one that is changed, added or left out.
func neighborhood(_ words: [String]) -> Set<String> {
  func key(_ words: [String]) -> String { words.joined(separator: " ") }
  var keys: Set = [key(words)]
  for place in words.indices {
    var changed = words
    changed[place] = "_"
    keys.insert(key(changed))
    changed.remove(at: place)
    keys.insert(key(changed))
  }
  return keys
}

/// What sentences are near to that are held out.
func nearness(to parts: [String]) -> Set<String> {
  var keys: Set<String> = []
  for sentence in parts.flatMap({ lines("\($0).en") }) {
    let words = words(sentence)
    keys.formUnion(neighborhood(words))
    for place in 0...words.count {
      keys.insert((words[..<place] + ["_"] + words[place...]).joined(separator: " "))
    }
  }
  return keys
}

func require(_ sentence: String, in place: String, apartFrom heldOut: Set<String>) {
  if !neighborhood(words(sentence)).isDisjoint(with: heldOut) {
    fail("\(place) differs from a sentence that is held out by less than two words: \(sentence)")
  }
}

let everyday = nearness(to: ["test.everyday", "valid.everyday"])
let heldOut = everyday.union(nearness(to: ["test", "valid"]))
for (number, sentence) in lines("train.en").enumerated() {
  require(written(sentence, french: false), in: "train.en:\(number + 1)", apartFrom: everyday)
}
var first: [String: String] = [:]
for pair in lots {
  let key = words(pair.english).joined(separator: " ") + (pair.english.hasSuffix("?") ? "?" : "")
  if let other = first.updateValue(pair.lot, forKey: key) {
    fail("\(pair.lot) says again what \(other) says: \(pair.english)")
  }
  require(pair.english, in: pair.lot, apartFrom: heldOut)
}

// MARK: - Patterns

/// A sentence's words and marks as they stand.
func tokens(_ sentence: String) -> [String] {
  sentence.matches(of: #/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*|[^\p{L}\p{N}\s]/#).map {
    String($0.output)
  }
}

let sentences = lots.map { tokens($0.english) }
let small = Set(sentences.joined().filter { $0.first!.isLowercase })
/// Words that stand with a capital within a sentence, and never without one.
let names = Set(
  sentences.flatMap { $0.dropFirst() }.filter { word in
    word.first!.isUppercase && !word.hasPrefix("I'") && word != "I"
      && !small.contains(word.lowercased())
  })
var patterns: [String: Int] = [:]
for sentence in sentences {
  let masked = sentence.map {
    names.contains($0) ? "NAME" : $0.first!.isNumber ? "NUMBER" : $0.lowercased()
  }
  patterns[masked.joined(separator: " "), default: 0] += 1
}
let commonest = patterns.max { ($0.value, $1.key) < ($1.value, $0.key) }!
if commonest.value > 20 { fail("\(commonest.value) pairs share the pattern '\(commonest.key)'") }

// MARK: - Words

var sentencesOfWord: [String: Int] = [:]
for pair in lots {
  let whole = words(pair.english)
  for word in Set(whole + whole.flatMap { $0.split(separator: "'").map { String($0) } }) {
    sentencesOfWord[word, default: 0] += 1
  }
}
let rare = lines("everyday/words.txt").filter { sentencesOfWord[$0, default: 0] < 5 }
if !rare.isEmpty { fail("in fewer than five sentences: \(rare.joined(separator: ", "))") }

let lengths = lots.map { words($0.english).count }
let short = lengths.count { $0 < 4 }, long = lengths.count { 4...15 ~= $0 }
if short < 2_000 || long < 25_000 {
  fail("\(short) short and \(long) longer pairs; expected 2000 and 25000")
}

// MARK: - The same sentences as they are typed

/// Every mark by itself, and in French elisions apart, as in train.*.
func spaced(_ sentence: String, elisions: Bool) -> String {
  var text = sentence
  if elisions {
    text.replace("'", with: "' ")
    text.replace("ujourd' hui", with: "ujourd'hui")
  }
  return text.replacing(#/\s*([.,!?;:]+)(?=\s|$)/#) { " \($0.1)" }
}

/// As people write, from a sentence of train.*.
func written(_ sentence: String, french: Bool) -> String {
  french
    ? sentence.replacing("' ", with: "'").replacing(#/ ([.,])/#) { "\($0.1)" }
    : sentence.replacing(#/ ([.,!?;:])/#) { "\($0.1)" }.replacing(#/ ('s\b)/#) { "\($0.1)" }
}

func withoutMark(_ sentence: String) -> String {
  String(sentence.reversed().drop { ".!?".contains($0) }.reversed())
}

var typed: [(String, String)] = []
for pair in lots {
  switch pair.number % 24 {
  case 0, 12: typed.append((withoutMark(pair.english.lowercased()), pair.french))
  case 5: typed.append((withoutMark(pair.english), pair.french))
  case 17: typed.append((pair.english.lowercased(), pair.french))
  case 8, 20:
    typed.append((spaced(pair.english, elisions: false), spaced(pair.french, elisions: true)))
  default: break
  }
}
let byHand = 948 + 9_906  // told and everyday pairs, which stand before the composed ones
for (number, pair) in zip(lines("train.en"), lines("train.fr")).prefix(byHand).enumerated()
where number % 6 == 3 {
  typed.append((written(pair.0, french: false), written(pair.1, french: true)))
}
let text = typed.map { "\($0)\t\($1)\n" }.joined()
try text.write(toFile: "everyday/\(asTyped)", atomically: true, encoding: .utf8)
print(
  "\(lots.count) pairs in \(files.count) lots, \(short) of them short; \(commonest.value) share the "
    + "commonest pattern; \(typed.count) once more as they are typed")
