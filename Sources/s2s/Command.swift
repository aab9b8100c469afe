/// A command of the program. A further one is a file with its type, and its name in `commands`.
protocol Command {
  static var name: String { get }
  /// One line for the list of commands.
  static var summary: String { get }
  /// What follows the command's name in a usage line.
  static var usage: String { get }
  /// A paragraph or two.
  static var details: String { get }
  static var groups: [OptionGroup] { get }
  static var examples: [String] { get }

  /// Does the work; returns the exit status. `words` are the command line behind `s2s`.
  static func run(_ arguments: Arguments, words: [String]) throws -> Int32
}

/// In the order of the help.
var commands: [any Command.Type] {
  [
    TrainCommand.self, TranslateCommand.self, AlignCommand.self, EvaluateCommand.self,
    ScoreCommand.self, InspectCommand.self, BenchCommand.self,
  ]
}

let version = "0.1.0"

/// Options that every command has.
let commonOptions = OptionGroup(
  "Everywhere",
  [
    Option("threads", short: "t", "N", "threads that share the work; default: all cores"),
    Option("quiet", short: "q", "say nothing but warnings and errors"),
    Option("help", short: "h", "show this help"),
  ])

extension Command {
  static var options: [Option] { (groups + [commonOptions]).flatMap(\.options) }
}

/// Runs the program and returns its exit status: 0 done, 1 failed, 2 wrong usage, 128 + the number
/// of a signal that interrupted it.
func runProgram(_ words: [String]) -> Int32 {
  do {
    return try dispatch(words)
  } catch let error as UsageError {
    let command = words.first.flatMap { word in commands.first { $0.name == word } }
    Stream.error.line("s2s: \(error)")
    Stream.error.line("try 's2s help\(command.map { " " + $0.name } ?? "")'")
    return 2
  } catch {
    Stream.error.line("s2s: \(error)")
    return 1
  }
}

private let helpNames = ["help", "--help", "-h"]

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
    if words.count > 2 { throw UsageError.unexpectedArgument(words[2]) }
    if let name = words.dropFirst().first, !helpNames.contains(name) {
      Stream.output.write(help(try command(named: name)))
    } else {
      Stream.output.write(overview())
    }
    return 0
  default:
    let command = try command(named: first)
    let arguments = try Arguments(Array(words.dropFirst()), options: command.options)
    if arguments.has("help") {
      Stream.output.write(help(command))
      return 0
    }
    return try command.run(arguments, words: words)
  }
}

private func command(named name: String) throws(UsageError) -> any Command.Type {
  guard let command = commands.first(where: { $0.name == name }) else {
    if name.hasPrefix("-") {
      let option = String(name.drop { $0 == "-" }.prefix { $0 != "=" })
      if commands.contains(where: { $0.options.contains { $0.isCalled(option) } }) {
        throw .noCommand(option: name)
      }
      let near = nearest(to: option, among: ["help", "version"])
      throw .unknownOption(name, near: near.map { "--\($0)" })
    }
    if name.lowercased() == "version" { throw .unknownCommand(name, near: "--version") }
    throw .unknownCommand(name, near: nearest(to: name, among: commands.map { $0.name } + ["help"]))
  }
  return command
}
