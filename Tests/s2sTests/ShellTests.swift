import Foundation
import Testing

/// What shells complete, and the manual page: both are made of the table of options.
@Suite struct ShellTests {
  let sandbox: Sandbox

  init() throws { sandbox = try Sandbox() }

  private func help(_ command: String) throws -> String {
    try sandbox.s2s(["help"] + command.split(separator: " ").map { String($0) }).output
  }

  private func options(of command: String) throws -> [String] {
    let found = try help(command).matches(of: #/(?m)^  (?:-., |    )--([a-z-]+)/#)
    #expect(found.count > 1, "\(command)")
    return found.map { String($0.1) }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func everyOptionIsCompleted(_ shell: String) throws {
    let script = try sandbox.s2s("completions", shell)
    #expect(script.status == 0 && script.error == "")
    for command in HelpTests.all {
      #expect(script.output.contains(command.split(separator: " ").last!), "\(command)")
      for option in try options(of: command) {
        #expect(
          script.output.contains(shell == "fish" ? "-l \(option) " : "--\(option)"), "\(option)")
      }
    }
  }

  @Test func bashCompletesWhatMayStandNext() throws {
    let bash = "/bin/bash"
    guard FileManager.default.isExecutableFile(atPath: bash) else { return }
    func completed(_ words: String...) throws -> [String] {
      let quoted = words.map { "'\($0)'" }.joined(separator: " ")
      let script = """
        source <(s2s completions bash)
        COMP_WORDS=(s2s \(quoted)) COMP_CWORD=\(words.count)
        compopt() { :; }
        _s2s
        printf '%s\\n' "${COMPREPLY[@]}"
        """
      let found = try RunningProgram(bash, ["-c", script], in: sandbox.folder).finish()
      #expect(found.error == "")
      return found.outputLines.filter { !$0.isEmpty }
    }
    #expect(try completed("tr") == ["train", "translate"])
    #expect(try completed("lm", "pre") == ["predict"])
    #expect(try completed("help", "lm", "s") == ["score"])
    #expect(try completed("train", "--attention-") == ["--attention-window"])
    #expect(try completed("train", "--attention", "bah") == ["bahdanau"])
    #expect(try completed("train", "--attention", "=", "bah") == ["bahdanau"])
    #expect(try completed("lm", "train", "--cell", "gru-") == ["gru-before"])
    #expect(try completed("train", "--best-by", "chr") == ["chrF", "chrF++"])
    #expect(try completed("completions", "z") == ["zsh"])
    #expect(try completed("train", "--hidden", "") == [])
    try sandbox.write("", to: "some/file.tsv")
    #expect(try completed("train", "--pairs", "some/") == ["some/file.tsv"])
    #expect(try completed("train", "--corpus", "s") == ["some"])
    try sandbox.write("", to: "two words/a * b.tsv")
    #expect(try completed("train", "--corpus", "two") == ["two words"])
    #expect(try completed("train", "--pairs", "two words/") == ["two words/a * b.tsv"])
  }

  /// Wherever an option refuses a word because it is none of a list, the list is completed.
  @Test func listsOfValuesAreCompleted() throws {
    let (zsh, fish) = (
      try sandbox.s2s("completions", "zsh").output, try sandbox.s2s("completions", "fish").output
    )
    var lists = 0
    for command in HelpTests.all {
      let words = command.split(separator: " ").map { String($0) }
      for option in try help(command).matches(of: #/(?m)^  (?:-., |    )--([a-z-]+) [A-Z]/#) {
        let found = try sandbox.s2s(words + ["--\(option.1)", "\u{1}"]).error
        guard let list = found.firstMatch(of: #/expected one of ([^\n]+)/#)?.1 else { continue }
        lists += 1
        let values = list.replacing(",", with: "")
        #expect(zsh.contains("(\(values))"), "\(command) --\(option.1)")
        #expect(fish.contains("-l \(option.1) "), "\(command) --\(option.1)")
        #expect(fish.contains("-x -a '\(values)'"), "\(command) --\(option.1)")
      }
    }
    #expect(lists > 20)
  }

  @Test func anotherShellIsRefused() throws {
    for (words, says) in [
      (["tcsh"], "'tcsh', expected one of bash, zsh, fish"), ([], "is missing"),
    ] {
      let found = try sandbox.s2s(["completions"] + words)
      #expect(found.status == 2 && found.output == "")
      #expect(found.errorLines[0].contains(says), "\(found.error)")
    }
  }

  @Test func theManualPageHasEveryOptionAndNothingThatActs() throws {
    let page = try sandbox.s2s("man").output
    for command in HelpTests.all {
      for option in try options(of: command) {
        let escaped = option.replacing("-", with: "\\-")
        #expect(page.contains("\\fB\\-\\-\(escaped)\\fR"), "\(option)")
      }
    }
    let requests = [".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I", ".nf", ".fi"]
    for line in lines(of: page) where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(requests.contains { line == $0 || line.hasPrefix($0 + " ") }, "\(line)")
    }
  }
}
