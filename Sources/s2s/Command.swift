import Seq2Seq

/// A command of the program. To add one, write a file with its type and add it to `commands`.
protocol Command {
  /// One word, or two: `lm train`.
  static var name: String { get }
  /// One line for the list of commands.
  static var summary: String { get }
  /// What follows the command's name in a usage line.
  static var usage: String { get }
  /// A paragraph or two.
  static var details: String { get }
  static var groups: OptionGroups { get }
  static var examples: [String] { get }
  /// The most arguments that are not options.
  static var mostOperands: Int { get }

  /// Does the work; returns the exit status.
  static func run(_ arguments: Arguments) throws -> Int32
}

/// In the order of the help.
var commands: [any Command.Type] {
  [
    TrainCommand.self, TranslateCommand.self, AlignCommand.self, EvaluateCommand.self,
    ScoreCommand.self, InspectCommand.self, ConvertCommand.self, AverageCommand.self,
    CorpusCommand.self,
    TokenizeCommand.self, DetokenizeCommand.self, BenchCommand.self,
    LanguageModelTrainCommand.self, LanguageModelGenerateCommand.self,
    LanguageModelPredictCommand.self, LanguageModelScoreCommand.self,
    LanguageModelInspectCommand.self, CompletionsCommand.self, ManCommand.self,
  ]
}

let version = "0.1.0"

extension Command {
  static var usage: String { "[OPTION…]" }
  static var mostOperands: Int { 0 }
  static var options: [OptionFacts] {
    (Array(groups) + Array(Options.everywhere)).flatMap { $0.value.map(\.facts) }
  }
}

/// Runs the program and returns its exit status: 0 for success, 1 for failure, 2 for wrong usage,
/// or 128 + the number of the signal that interrupted it.
func runProgram(_ words: [String]) -> Int32 {
  do {
    if let place = firstArgumentNotUTF8() { throw UsageError.notUTF8(position: place) }
    return try dispatch(words)
  } catch {
    let command = try? command(at: words).type
    let all = command?.options ?? []
    // Several options may set the same place: messages name the one that was typed.
    let options = all.filter { $0.isTyped(in: words) } + all
    guard let mistake = error as? UsageError ?? UsageError(error, options: options) else {
      Stream.error.line("s2s: \(message(for: error, options: options))")
      return 1
    }
    Stream.error.line("s2s: \(mistake)")
    Stream.error.line("try 's2s help\(command.map { " " + $0.name } ?? "")'")
    return 2
  }
}

private let helpNames =
  ["help", "\(Options.help)"] + (Options.help.facts.short.map { ["-\($0)"] } ?? [])

private func dispatch(_ words: [String]) throws -> Int32 {
  guard let first = words.first else {
    Stream.error.write(overview())
    return 2
  }
  switch first {
  case "--version", "-V":
    if words.count > 1 { throw UsageError.unexpectedArgument(words[1]) }
    Stream.output.line("s2s \(version)")
    return 0
  case _ where helpNames.contains(first):
    Stream.output.write(try help(on: Array(words.dropFirst())))
    return 0
  default:
    if isGroup(first), words.count == 1 || helpNames.contains(words[1]) {
      let stream = words.count == 1 ? Stream.error : Stream.output
      stream.write(overview(of: first))
      return words.count == 1 ? 2 : 0
    }
    let (command, count) = try command(at: words)
    let arguments = try Arguments(words, after: count, options: command.options)
    if arguments.has(Options.help) {
      Stream.output.write(help(command))
      return 0
    }
    // Refuses a kernel set in the environment that this machine lacks: the results would be those
    // of another set.
    _ = try KernelSet.requested()
    try arguments.check(mostOperands: command.mostOperands)
    return try command.run(arguments)
  }
}

/// The text of `s2s help WORDS`.
private func help(on words: [String]) throws(UsageError) -> String {
  guard let name = words.first, !helpNames.contains(name) else {
    if words.count > 1 { throw .unexpectedArgument(words[1]) }
    return overview()
  }
  if isGroup(name), words.count == 1 { return overview(of: name) }
  let (command, count) = try command(at: words)
  if words.count > count { throw .unexpectedArgument(words[count]) }
  return help(command)
}

/// Whether a word begins two-word names.
private func isGroup(_ word: String) -> Bool {
  commands.contains { $0.name.hasPrefix(word + " ") }
}

/// The command that the words begin with, and how many of them name it.
private func command(
  at words: [String]
) throws(UsageError) -> (type: any Command.Type, words: Int) {
  let count = words.count > 1 && isGroup(words[0]) ? 2 : 1
  let name = words.prefix(count).joined(separator: " ")
  if let command = commands.first(where: { $0.name == name }) { return (command, count) }
  if name.hasPrefix("-") {
    let option = String(name.drop { $0 == "-" }.prefix { $0 != "=" })
    if commands.contains(where: { $0.options.contains { $0.isCalled(option) } }) {
      throw .noCommand(option: name)
    }
    let near = nearest(to: option, among: ["help", "version"])
    throw .unknown("option", name, near: near.map { "--\($0)" })
  }
  if name.lowercased() == "version" { throw .unknown("command", name, near: "--version") }
  throw .unknown(
    "command", name, near: nearest(to: name, among: commands.map { $0.name } + ["help"]))
}
