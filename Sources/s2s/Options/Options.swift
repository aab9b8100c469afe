import Seq2Seq

/// The table of options: each option is a static constant, declared here, in the extensions in this
/// folder, or by the only command that has it.
enum Options {
  // MARK: - Everywhere

  static let threads = Option.integer(
    "threads", short: "t", "N", "threads that share the work", in: 1...256
  ).or(availableCores, shown: "all cores")
  static let quiet = Option.flag("quiet", short: "q", "print only warnings and errors")
  static let help = Option.flag("help", short: "h", "show this help")

  static let everywhere: OptionGroups = ["Everywhere": [threads, quiet, help]]

  // MARK: - In several commands

  static let model = Option.file("model", short: "m", "the model to use")
  /// The models of commands that can use several together.
  static let models = model.saying(
    "the model to use; several are an ensemble, which averages their probabilities of the next "
      + "token; NAME stands for NAME.1.safetensors, NAME.2.safetensors, … if there is no such file"
  ).repeatable
  static let json = Option.flag("json", "print one JSON object")
  static let seed = Option.integer("seed", "N", "seed of everything random", in: 0...UInt64.max)
  static let beam = Option.integer(
    "beam", short: "k", "N", "hypotheses followed side by side, 1: greedy",
    in: DecodingOptions.beams)
  /// - Parameter least: what the option takes at least, which the help tells too.
  static func width(_ help: String, _ least: Int) -> Option<Int> {
    Option.integer(
      "width", "N", "\(help), at least \(least)", in: least...10_000, default: "the terminal's")
  }
  static let columns = Option(
    "columns", "I,J", "columns of source and target, from 1", default: "1,2 if there are just two",
    expected: "two different columns from 1, of source and target, such as 1,2"
  ) { word -> PairColumns? in
    let numbers = word.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let source = numbers[0], let target = numbers[1] else { return nil }
    return PairColumns(source: source, target: target)
  }
}
