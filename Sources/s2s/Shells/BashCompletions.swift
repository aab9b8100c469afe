/// Bash also splits words at `=`, so that `--beam=5` is three words.
func bashCompletions() -> String {
  let groups = commandGroups.joined(separator: "|")
  var text = """
    # Completes the words of s2s in bash: source <(s2s completions bash)
    _s2s() {
      local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD - 1]}"
      local -a before=("${COMP_WORDS[@]:1:COMP_CWORD - 1}")
      local help= kind= words=
      if [[ $word == '=' ]]; then
        word=
      elif [[ $previous == '=' ]]; then
        previous="${COMP_WORDS[COMP_CWORD - 2]}"
      fi
      if [[ ${before[0]} == help ]]; then help=1; before=("${before[@]:1}"); fi
      local command="${before[0]}" place=${#before[@]}
      case "$command" in
        \(groups)) command="$command ${before[1]}"; place=$((place - 1)) ;;
      esac
      if ((place == 0)) || [[ $help ]]; then
        case "$command" in

    """
  for group in commandGroups {
    let names = secondWords(of: group).map(\.name).joined(separator: " ")
    text += "      '\(group) ') words='\(names)' ;;\n"
  }
  text += """
          '') words='\(firstWords.map(\.name).joined(separator: " ")) --help --version' ;;
        esac
        COMPREPLY=($(compgen -W "$words" -- "$word"))
        return
      fi
      case "$command" in

    """
  for command in commands { text += bashCase(command) }
  text += """
      esac
      case "$kind" in
        files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
        folders) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
        *) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
      esac
    }
    complete -F _s2s s2s

    """
  return text
}

private func bashCase(_ command: any Command.Type) -> String {
  func assignment(_ completion: Completion) -> String {
    switch completion {
    case .files: "kind=files"
    case .folders: "kind=folders"
    case .words(let words): "words='\(words.joined(separator: " "))'"
    case .nothing: ":"
    }
  }
  var text = "    '\(command.name)')\n      case \"$previous\" in\n"
  for option in command.options where option.placeholder != nil {
    let names = "--\(option.name)" + (option.short.map { "|-\($0)" } ?? "")
    text += "        \(names)) \(assignment(Completion(valueOf: option))) ;;\n"
  }
  let names = command.options.map { "--\($0.name)" }.joined(separator: " ")
  return text + """
            *) if [[ $word == -* ]]; then words='\(names)'
               else \(assignment(Completion(argumentsOf: command))); fi ;;
          esac ;;

    """
}
