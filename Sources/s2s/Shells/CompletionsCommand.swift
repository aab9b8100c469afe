enum CompletionsCommand: Command {
  static let name = "completions"
  static let summary = "complete commands, options and values in bash, zsh or fish"
  static let usage = "[OPTION…] bash|zsh|fish"
  static let details = """
    Prints a script that makes a shell complete the words of s2s. Bash reads it at once with \
    'source <(s2s completions bash)', or at startup from a file named s2s in \
    ~/.local/share/bash-completion/completions/; zsh from a file named _s2s in a \
    folder of $fpath; fish from ~/.config/fish/completions/s2s.fish.
    """
  static let groups: OptionGroups = [:]
  static let examples = [
    "source <(s2s completions bash)",
    "s2s completions zsh >~/.zfunc/_s2s",
    "s2s completions fish >~/.config/fish/completions/s2s.fish",
  ]
  static let mostOperands = 1

  static func run(_ arguments: Arguments) throws -> Int32 {
    guard let word = arguments.operands.first else {
      throw UsageError.missingArgument("a shell's name")
    }
    guard let shell = Shell(rawValue: word) else {
      throw UsageError.badValue(
        option: "the shell", found: word,
        expected: "one of \(Shell.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    Stream.output.write(shell.completions)
    return 0
  }
}

/// A shell that completes words.
enum Shell: String, CaseIterable {
  case bash, zsh, fish

  /// The script, generated from the table of commands and their options.
  var completions: String {
    switch self {
    case .bash: bashCompletions()
    case .zsh: zshCompletions()
    case .fish: fishCompletions()
    }
  }
}

/// What completes a value or an argument.
enum Completion {
  case files, folders, nothing
  case words([String])

  init(valueOf option: OptionFacts) {
    if !option.choices.isEmpty {
      self = .words(option.choices)
    } else if option.isFile {
      self = .files
    } else {
      self = option.placeholder == "DIR" ? .folders : .nothing
    }
  }

  /// The completion of a command's arguments.
  init(argumentsOf command: any Command.Type) {
    if command is CompletionsCommand.Type {
      self = .words(Shell.allCases.map(\.rawValue))
    } else {
      self = command.usage.contains("FILE") || command.usage.contains("MODEL") ? .files : .nothing
    }
  }
}

/// The first words of two-word commands: `lm`.
var commandGroups: [String] {
  var groups: [String] = []
  for command in commands {
    let words = command.name.split(separator: " ").map { String($0) }
    if words.count > 1, !groups.contains(words[0]) { groups.append(words[0]) }
  }
  return groups
}

/// Words that may come first, with their meanings.
var firstWords: [(name: String, summary: String)] {
  commands.filter { !$0.name.contains(" ") }.map { ($0.name, $0.summary) }
    + commandGroups.map { group in
      (group, secondWords(of: group).map(\.name).joined(separator: ", "))
    } + [("help", "show the help of a command")]
}

/// Words that may follow the first word of two-word commands, with their meanings.
func secondWords(of group: String) -> [(name: String, summary: String)] {
  commands.filter { $0.name.hasPrefix(group + " ") }
    .map { (String($0.name.dropFirst(group.count + 1)), $0.summary) }
}
