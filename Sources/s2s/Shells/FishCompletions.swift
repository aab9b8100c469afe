func fishCompletions() -> String {
  var text = """
    # Completes the words of s2s in fish: ~/.config/fish/completions/s2s.fish
    function __s2s_words
        set -l words (commandline -opc)
        test "$words[2..]" = "$argv"
    end
    function __s2s_command
        set -l words (commandline -opc)
        set -l last (math 1 + (count $argv))
        test (count $words) -ge $last; and test "$words[2..$last]" = "$argv"
    end
    complete -c s2s -f

    """
  for (name, summary) in firstWords {
    for place in ["__s2s_words", "__s2s_words help"] {
      text += "complete -c s2s -n '\(place)' -a \(name) -d \(fishQuoted(summary))\n"
    }
  }
  for name in ["help", "version"] { text += "complete -c s2s -n __s2s_words -l \(name)\n" }
  for group in commandGroups {
    for (name, summary) in secondWords(of: group) {
      text += "complete -c s2s -n '__s2s_words \(group)' -a \(name) -d \(fishQuoted(summary))\n"
    }
  }
  for command in commands {
    let start = "complete -c s2s -n '__s2s_command \(command.name)'"
    switch Completion(argumentsOf: command) {
    case .files, .folders: text += "\(start) -F\n"
    case .words(let words): text += "\(start) -a '\(words.joined(separator: " "))'\n"
    case .nothing: break
    }
    for option in command.options {
      var line = "\(start) -l \(option.name)"
      if let short = option.short { line += " -s \(short)" }
      if option.placeholder != nil {
        switch Completion(valueOf: option) {
        case .files: line += " -rF"
        case .folders: line += " -x -a '(__fish_complete_directories)'"
        case .words(let words): line += " -x -a '\(words.joined(separator: " "))'"
        case .nothing: line += " -x"
        }
      }
      text += "\(line) -d \(fishQuoted(option.help))\n"
    }
  }
  return text
}

private func fishQuoted(_ text: String) -> String {
  "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
}
