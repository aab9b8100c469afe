/// The article on the command line, in Markdown, generated from the table of commands and their
/// options.
func commandLineArticle() -> String {
  var article = """
    # Command line

    Every command of `s2s` with its options.

    ## Overview

    `s2s COMMAND [OPTION…] [ARGUMENT…]`: results go to standard output, everything else to standard error. \
    The exit status is 0 if the work is done, 1 if it failed, 2 for wrong usage, and 128 + N if \
    signal N interrupted it. `s2s help COMMAND` prints the same text, and `s2s man` writes it as a manual \
    page.

    | command | what it does |
    |---|---|

    """
  for command in commands {
    let anchor = command.name.replacing(" ", with: "-")
    article += "| [`\(command.name)`](#\(anchor)) | \(command.summary) |\n"
  }
  for command in commands { article += section(on: command) }
  for (title, options) in Options.everywhere { article += group(title, options, level: 2) }
  return article
}

private func section(on command: any Command.Type) -> String {
  var text = "\n## \(command.name)\n\n`s2s \(command.name) \(command.usage)`\n"
  for paragraph in command.details.split(separator: "\n") { text += "\n\(markdown(paragraph))\n" }
  for (title, options) in command.groups { text += group(title, options, level: 3) }
  if command.examples.isEmpty { return text }
  return text + "\n```\n\(command.examples.joined(separator: "\n"))\n```\n"
}

private func group(
  _ title: String, _ options: [any OptionDeclaration], level: Int
) -> String {
  let heading = level == 2 ? "\n## \(title)\n\n" : "\n**\(title)**\n\n"
  return heading
    + options.map(\.facts).map { option in
      let names = (option.short.map { ["-\($0)"] } ?? []) + ["--\(option.name)"]
      let value = option.placeholder.map { " \($0)" } ?? ""
      let typed = names.map { "`\($0)\($0.hasPrefix("--") ? value : "")`" }
      return "- \(typed.joined(separator: ", ")): \(markdown(option.meaning))\n"
    }.joined()
}

/// A text in Markdown: options are set as code, and characters of markup are escaped.
private func markdown(_ text: some StringProtocol) -> String {
  text.split(separator: " ", omittingEmptySubsequences: false).map { word in
    let closing = word.reversed().prefix { ",.;:)".contains($0) }
    let end = String(closing.reversed())
    let rest = word.dropLast(closing.count)
    let start = rest.prefix { $0 == "(" }
    let inner = rest.dropFirst(start.count)
    if inner.hasPrefix("-"), inner.drop(while: { $0 == "-" }).first?.isLetter == true {
      return start + "`\(inner)`" + end
    }
    return String(
      word.flatMap { "\\`*_<>|[]".contains($0) ? "\\\($0)" : "\($0)" })
  }.joined(separator: " ")
}
