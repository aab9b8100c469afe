import Testing

/// A model of the six pairs, trained once for all tests of one process.
struct TrainedModel: Sendable {
  static let luong = TrainedModel("luong")
  static let bahdanau = TrainedModel("bahdanau")

  let attention: String
  /// The folder `models/`, by file name.
  private let files: [String: [UInt8]]

  private init(_ attention: String) {
    self.attention = attention
    var files: [String: [UInt8]] = [:]
    do {
      let sandbox = try Sandbox()
      try sandbox.writeCorpus()
      _ = try sandbox.s2s(
        ["train", "--corpus", "letters", "--to", "up"] + Sandbox.tiny + Sandbox.plain + [
          "--attention", attention, "--updates", "60", "--learning-rate", "0.02", "--quiet",
        ])
      for name in try sandbox.names(in: "models") {
        files[name] = try sandbox.bytes("models/" + name)
      }
    } catch {
      Issue.record(error)
    }
    self.files = files
  }

  var model: [UInt8] { files["letters-\(attention).safetensors"] ?? [] }
  var state: [UInt8] { files["letters-\(attention).state.safetensors"] ?? [] }

  /// A new folder that holds the model alone, as `models/letters-ATTENTION.safetensors`.
  func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write(bytes: model, to: "models/letters-\(attention).safetensors")
    return sandbox
  }
}
