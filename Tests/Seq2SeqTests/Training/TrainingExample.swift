import Testing

@testable import Seq2Seq

/// Corpora and options so small that a run takes a moment.
enum TrainingExample {
  /// Sentences drawn from the seed; each target has its source's words, capital and in reverse.
  static func pairs(
    _ count: Int, words: Int = 6, lengths: ClosedRange<Int> = 1...5, seed: UInt64
  ) -> [SentencePair] {
    let letters = Array("abcdefghijklmnopqrstuvwxyz".prefix(words)).map(String.init)
    var numbers = FileTestNumbers(state: seed)
    return (0..<count).map { _ in
      let sentence = (0..<Int.random(in: lengths, using: &numbers)).map { _ in
        letters[Int.random(in: letters.indices, using: &numbers)]
      }
      return SentencePair(
        source: sentence.joined(separator: " "),
        target: sentence.reversed().joined(separator: " ").uppercased())
    }
  }

  /// Three updates per epoch with the corpus of `corpus(_:)`.
  static func options(_ attention: AttentionKind = .luong) -> TrainingOptions {
    var options = TrainingOptions()
    options.configuration.attention = attention
    options.configuration.embedding = 5
    options.configuration.hidden = 6
    options.tieEmbeddings = false
    options.configuration.dropout = DropoutRates(0.2)
    options.bothSides.tokenizer = TokenizerKind.none
    options.batch = 4
    options.updates = 9
    options.validationInterval = 3
    options.reportInterval = 2
    options.learningRate = 0.01
    options.seed = 7
    return options
  }

  static func corpus(_ options: TrainingOptions, seed: UInt64 = 5) throws -> TrainingCorpus {
    try TrainingCorpus(
      train: pairs(10, seed: seed), valid: pairs(4, seed: seed + 1), sourceLanguage: "low",
      targetLanguage: "up", options: options)
  }
}

/// A folder with the files of one run, `run.safetensors` and those beside it.
struct RunFolder {
  let folder: TemporaryFolder
  let files: TrainingFiles

  init() throws {
    folder = try TemporaryFolder()
    files = TrainingFiles(model: folder.file("run.safetensors"))
  }

  /// Everything that a run leaves behind.
  struct Contents: Equatable {
    let model: [UInt8]?
    let state: [UInt8]?
    let log: [String]?
    let previous: [UInt8]?
  }

  func contents() throws -> Contents {
    func bytes(_ path: String) throws -> [UInt8]? {
      fileExists(path) ? try readWholeFile(path) : nil
    }
    return Contents(
      model: try bytes(files.model), state: try bytes(files.state), log: try log(),
      previous: try bytes(files.previous))
  }

  /// The log's lines without the speed, which no two runs share.
  func log() throws -> [String]? {
    guard fileExists(files.log) else { return nil }
    return try text(at: files.log).split(separator: "\n", omittingEmptySubsequences: false).map {
      guard let key = $0.range(of: "\"tokens_per_second\":") else { return String($0) }
      return $0[..<key.lowerBound] + String($0[key.upperBound...].drop { $0 != "," && $0 != "}" })
    }
  }

  /// A separate folder with the present files, as a kill at this instant would leave them.
  func copy() throws -> RunFolder {
    let other = try RunFolder()
    for name in folder.names {
      let bytes = try readWholeFile(folder.file(name))
      try AtomicFile.write(to: other.folder.file(name)) { try $0.write(bytes) }
    }
    return other
  }

  func trainer(
    _ options: TrainingOptions, corpus: TrainingCorpus? = nil, start: TrainingStart = .fresh,
    threads: Int = 1, kernelSet: KernelSet = .preferred
  ) throws -> Trainer<TranslationModel> {
    try Trainer(
      TranslationTask(corpus ?? TrainingExample.corpus(options), options), savingTo: files.model,
      start: start, threads: threads, kernelSet: kernelSet)
  }

  /// Trains until the end, or until `stop` updates are done.
  @discardableResult
  func train(
    _ options: TrainingOptions, corpus: TrainingCorpus? = nil, start: TrainingStart = .fresh,
    threads: Int = 1, kernelSet: KernelSet = .preferred, stop: Int = .max,
    report: (TrainingEvent) throws -> Void = { _ in }
  ) throws -> TrainingOutcome<TranslationModel> {
    let trainer = try trainer(
      options, corpus: corpus, start: start, threads: threads, kernelSet: kernelSet)
    var update = 0
    var failure: (any Error)?
    let outcome = try trainer.run {
      update >= stop
    } report: { event in
      if case .progress(let report) = event { update = report.update }
      do { try report(event) } catch { failure = error }
    }
    if let failure { throw failure }
    return outcome
  }
}

/// Expects an error's text to be one line that begins with the path that it is about.
func expectOneLine(
  _ error: (any Error)?, about path: String? = nil, _ label: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let error else { return }
  let message = "\(error)"
  #expect(
    !message.unicodeScalars.contains { $0.properties.generalCategory == .control },
    "\(label): \(message.debugDescription)", sourceLocation: sourceLocation)
  #expect(
    message.contains(" "), "\(label): \(message) says too little", sourceLocation: sourceLocation)
  if let path {
    #expect(
      message.hasPrefix(path + ": "), "\(label): \(message)", sourceLocation: sourceLocation)
  }
}

extension TrainingEvent {
  /// Whether it reports something that was found or done besides training.
  var isNotice: Bool {
    switch self {
    case .progress, .report, .validation: false
    default: true
    }
  }
}
