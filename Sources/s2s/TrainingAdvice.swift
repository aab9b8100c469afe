import Seq2Seq

/// What the program says of an error: the library's words, with the remedy in terms of the command
/// line where it has one.
func message(for error: any Error) -> String {
  (error as? TrainingError).map { displayable($0.message, limit: 500) } ?? fileMessage(for: error)
}

extension TrainingError {
  fileprivate var message: String {
    switch self {
    case .noPairs: advice("raise --max-length or choose another corpus")
    case .rareTokens: advice("lower --min-frequency")
    case .unfinishedRun:
      advice("add --resume to go on with it, or --restart to begin anew")
    case .nothingToResume: advice("leave out --resume to begin one")
    case .otherOption(let state, let path, let found, let expected):
      state + ": " + change(of: path, from: expected, to: found)
        + "; repeat the run's options, or add --restart to begin anew"
    case .otherKernels(_, _, let expected):
      advice("set S2S_KERNELS=\(expected) to go on with it")
    case .notFinite: advice("try a lower --learning-rate or a lower --clip")
    case .unreadableRun(let reason): "\(reason), or add --restart to begin anew over it"
    default: description
    }
  }

  private func advice(_ remedy: String) -> String { "\(finding); \(remedy)" }
}

/// An option as it is typed, with what it was and what it is now.
private func change(of path: String, from expected: String, to found: String) -> String {
  let property = path.split(separator: ".").last.map { String($0) } ?? path
  let isNegated = ["bidirectional", "inputFeeding"].contains(property)
  func value(_ text: String) -> String {
    switch text {
    case "nothing": "not given"
    case "on": isNegated ? "off" : "on"
    case "off": isNegated ? "on" : "off"
    default: text.contains(".") ? shortened(text) : text
    }
  }
  let option = path.hasPrefix("configuration.dropout.") ? "dropout" : optionName(of: property)
  return "--\(option) was \(value(expected)), not \(value(found))"
}

/// A number as short as it may have been typed: options are read with the precision of a Float.
private func shortened(_ number: String) -> String {
  guard let float = Float(number), Double(float) == Double(number) else { return number }
  return "\(float)"
}

/// The option that sets a property of the library's options.
func optionName(of property: String) -> String {
  let others = [
    "bidirectional": "unidirectional", "inputFeeding": "no-input-feeding",
    "sourceLanguage": "from", "targetLanguage": "to", "minimumFrequency": "min-frequency",
    "maximumLength": "max-length", "heldOutShare": "held-out",
    "validationInterval": "validate-every", "reportInterval": "report-every",
    "plateauFactor": "plateau", "clipValue": "clip-elements", "embeddingDropout": "dropout",
    "layerDropout": "dropout", "outputDropout": "dropout",
  ]
  if let name = others[property] { return name }
  return property.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : "\($1)" }
}
