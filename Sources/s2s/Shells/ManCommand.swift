import Seq2Seq

enum ManCommand: Command {
  static let name = "man"
  static let summary = "write the manual page"
  static let details = """
    Prints the manual page of s2s in roff, for man to show: all commands with their options.
    """
  private static let markdown = Option.flag(
    "markdown", "print it as an article in Markdown instead")
  static let groups: OptionGroups = ["Form": [markdown]]
  static let examples = [
    "s2s man >s2s.1 && man ./s2s.1", "s2s man >~/.local/share/man/man1/s2s.1",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    Stream.output.write(arguments[markdown] ? commandLineArticle() : manualPage())
    return 0
  }
}

/// The page, generated from the table of commands and their options.
func manualPage() -> String {
  var page = """
    .TH S2S 1 "" "s2s \(version)"
    .SH NAME
    s2s \\- train and run sequence\\-to\\-sequence translators with attention
    .SH SYNOPSIS
    .B s2s
    .I COMMAND
    [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]
    .SH DESCRIPTION
    A recurrent encoder reads a sentence, and a recurrent decoder writes its translation, attending to
    the words of the sentence. Recurrent language models are trained and used likewise. Results go to standard output, everything else to standard error.
    .SH COMMANDS

    """
  for command in commands { page += section(on: command) }
  page += ".SH OPTIONS OF EVERY COMMAND\n"
  for option in Options.everywhere.flatMap({ $0.value.map(\.facts) }) { page += entry(option) }
  page += """
    .SH ENVIRONMENT
    .TP
    .B S2S_MODELS
    The folder in which models are looked for unless an option names one.
    .TP
    .B S2S_KERNELS
    The instruction set of the inner loops: \(KernelSet.allCases.map(\.rawValue).joined(separator: ", ")).
    .TP
    .B NO_COLOR
    No colors are used if it is set.
    .SH EXIT STATUS
    0 if the work is done, 1 if it failed, 2 for wrong usage, 128 + N if signal N interrupted it.

    """
  return page
}

private func section(on command: any Command.Type) -> String {
  var text = ".SS \(roff(command.name)) \(roff(command.usage))\n"
  for paragraph in command.details.split(separator: "\n") { text += ".PP\n\(roff(paragraph))\n" }
  for (title, options) in command.groups {
    text += ".PP\n\\fI\(roff(title))\\fR\n"
    for option in options.map(\.facts) { text += entry(option) }
  }
  if !command.examples.isEmpty {
    text += ".PP\n\\fIExamples\\fR\n.PP\n.nf\n"
    for line in command.examples.flatMap({ $0.split(separator: "\n") }) {
      text += "    \(roff(line))\n"
    }
    text += ".fi\n"
  }
  return text
}

private func entry(_ option: OptionFacts) -> String {
  let names = (option.short.map { ["-\($0)"] } ?? []) + ["--\(option.name)"]
  let value = option.placeholder.map { " \\fI\(roff($0))\\fR" } ?? ""
  let bold = names.map { "\\fB\(roff($0))\\fR" }.joined(separator: ", ")
  return ".TP\n\(bold)\(value)\n\(roff(option.meaning))\n"
}

/// A text in roff, in which nothing begins a request or an escape.
private func roff(_ text: some StringProtocol) -> String {
  let escaped = text.map { character in
    switch character {
    case "\\": "\\e"
    case "-": "\\-"
    case "…": "..."
    default: String(character)
    }
  }.joined()
  return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
}
