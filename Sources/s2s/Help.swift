import Seq2Seq

/// The text of `s2s help`.
func overview() -> String {
  var text = """
    s2s: trains and runs sequence-to-sequence translators with attention.

    Usage: s2s COMMAND [OPTION…] [ARGUMENT…]

    Commands:

    """
  for command in commands { text += entry(command.name, command.summary, column: 14) }
  text += entry("help", "show the help of a command: s2s help COMMAND", column: 14)
  text += """

    Examples:
      s2s translate "The crow was thirsty ."
      s2s align --show
      s2s train --corpus corpora/crow

    's2s COMMAND --help' shows a command's options, 's2s --version' the version.

    """
  return text
}

/// The text of `s2s help lm`: the commands whose names begin with a word.
func overview(of group: String) -> String {
  let own = commands.filter { $0.name.hasPrefix(group + " ") }
  return "Usage: s2s \(group) COMMAND [OPTION…] [ARGUMENT…]\n\nCommands:\n\n"
    + own.map { entry($0.name, $0.summary, column: 14) }.joined()
}

/// The text of `s2s help COMMAND`.
func help(_ command: any Command.Type) -> String {
  var text = "Usage: s2s \(command.name) \(command.usage)\n\n"
  text += paragraphs(command.details, indent: 0)
  for (title, options) in Array(command.groups) + Array(Options.everywhere) {
    text += "\n\(title):\n"
    for option in options.map(\.facts) {
      let short = option.short.map { "-\($0), " } ?? "    "
      let value = option.placeholder.map { " \($0)" } ?? ""
      text += entry("\(short)--\(option.name)\(value)", option.meaning, column: 30)
    }
  }
  text += "\nExamples:\n"
  for example in command.examples {
    for line in example.split(separator: "\n") { text += "  \(line)\n" }
  }
  return text
}

extension OptionFacts {
  /// What it means, and its default.
  var meaning: String {
    [
      help, mayBeRepeated ? "may be repeated" : "", defaultText.map { "default: \($0)" } ?? "",
    ].filter { !$0.isEmpty }.joined(separator: "; ")
  }
}

/// A name, and from `column` on its meaning, within 79 columns.
private func entry(_ name: String, _ meaning: String, column: Int) -> String {
  let start = "  " + name
  let body = paragraphs(meaning, indent: column)
  if start.count + 1 > column { return start + "\n" + body }
  return start + String(body.dropFirst(start.count))
}

/// Lines of at most 79 columns, each indented.
private func paragraphs(_ text: String, indent: Int) -> String {
  let space = String(repeating: " ", count: indent)
  return text.split(separator: "\n", omittingEmptySubsequences: false).map { paragraph in
    let lines = wrapped(String(paragraph), to: 79 - indent, isList: false)
    return lines.isEmpty ? "\n" : lines.map { space + $0 + "\n" }.joined()
  }.joined()
}
