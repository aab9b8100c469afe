func zshCompletions() -> String {
  var text = """
    #compdef s2s
    # Completes the words of s2s in zsh: a file called _s2s in a folder of $fpath.
    _s2s() {
      local context state line command
      local -a options
      if ((CURRENT == 2)) || { [[ $words[2] == help ]] && ((CURRENT == 3)) }; then
        local -a names=(\(zshDescriptions(firstWords)))
        _describe command names
        return
      fi
      command=$words[2]
      case $command in

    """
  for group in commandGroups {
    text += """
          \(group))
            if ((CURRENT == 3)); then
              local -a names=(\(zshDescriptions(secondWords(of: group))))
              _describe command names
              return
            fi
            command="$command $words[3]"
            shift words
            ((CURRENT--)) ;;

      """
  }
  text += """
      esac
      shift words
      ((CURRENT--))
      case $command in

    """
  for command in commands {
    text += "    '\(command.name)') options=(\n"
    for option in command.options { text += "      \(zshOption(option))\n" }
    text += "      \(zshArguments(command))) ;;\n"
  }
  return text + """
      esac
      _arguments -s : $options
    }
    if [[ $funcstack[1] == _s2s ]]; then _s2s "$@"; else compdef _s2s s2s; fi

    """
}

private func zshDescriptions(_ words: [(name: String, summary: String)]) -> String {
  words.map { zshQuoted("\($0.name):\($0.summary)") }.joined(separator: " ")
}

private func zshOption(_ option: OptionFacts) -> String {
  let names = ["--\(option.name)"] + (option.short.map { ["-\($0)"] } ?? [])
  let help = zshEscaped(option.help, "[]:")
  var value = ""
  if let placeholder = option.placeholder {
    value = ":\(zshEscaped(placeholder, ":")):\(zshAction(Completion(valueOf: option)))"
  }
  let exclusion = option.mayBeRepeated ? "*" : "(\(names.joined(separator: " ")))"
  return names.map { name in
    let mark = value.isEmpty ? "" : name.hasPrefix("--") ? "=" : "+"
    return zshQuoted("\(exclusion)\(name)\(mark)[\(help)]\(value)")
  }.joined(separator: " ")
}

private func zshArguments(_ command: any Command.Type) -> String {
  switch Completion(argumentsOf: command) {
  case .nothing: ""
  case let completion: zshQuoted("*:argument:\(zshAction(completion))")
  }
}

private func zshAction(_ completion: Completion) -> String {
  switch completion {
  case .files: "_files"
  case .folders: "_files -/"
  case .words(let words): "(\(words.joined(separator: " ")))"
  case .nothing: " "
  }
}

private func zshEscaped(_ text: String, _ special: String) -> String {
  text.map { special.contains($0) || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
}

private func zshQuoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
    + "'"
}
