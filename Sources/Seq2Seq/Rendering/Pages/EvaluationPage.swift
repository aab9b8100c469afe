/// A test set for the browser: the score by each measure, how well short and long sentences and
/// common and rare words are translated, and the sentences themselves, the worst or the most
/// different first.
///
/// The tables are in the page; its script builds one page of sentences at a time from the data.
/// Source: after the reports of compare-mt, Neubig et al. 2019.
package struct EvaluationPage: Sendable {
  /// Facts that a page shows unchanged.
  package struct Facts: Sendable {
    /// The name of the system, and of what it is compared with: a model, or a file of translations.
    package var names: [String]
    /// Language tags as in documents: `en`.
    var sourceLanguage, targetLanguage: String?
    /// Values that only one system has, such as a perplexity.
    var others: [(name: String, value: String)]
    /// The file whose words were counted; nil: the references.
    package var training: String?

    package init(
      names: [String], sourceLanguage: String? = nil, targetLanguage: String? = nil,
      others: [(name: String, value: String)] = [], training: String? = nil
    ) {
      self.names = names
      self.sourceLanguage = sourceLanguage
      self.targetLanguage = targetLanguage
      self.others = others
      self.training = training
    }
  }

  let facts: Facts
  let systems: [MeasuredSystem]
  let comparisons: [MeasureComparison]
  let testSet: TestSetComparison

  /// - Parameters:
  ///   - systems: one or two, named by `facts`.
  ///   - comparisons: one for each measure; empty: no intervals are shown.
  ///   - testSet: the comparison of the same systems.
  package init(
    _ facts: Facts, systems: [MeasuredSystem], comparisons: [MeasureComparison],
    testSet: TestSetComparison
  ) {
    precondition((1...2).contains(systems.count) && facts.names.count == systems.count)
    self.facts = facts
    self.systems = systems
    self.comparisons = comparisons
    self.testSet = testSet
  }

  /// The file.
  ///
  /// - Throws: `JSONTextError`.
  package func html() throws(JSONTextError) -> String {
    try HTMLPage(
      title: title, style: Self.style, body: body, data: Contents(self), script: Self.script
    ).text
  }

  private var title: String { "Evaluation: " + facts.names.joined(separator: " and ") }

  /// The systems' names in tables.
  var labels: [String] { Array(["Output", "Baseline"].prefix(systems.count)) }
  var comparesTwo: Bool { systems.count > 1 }

  private var body: String {
    let references = Set(testSet.sentences.map(\.references.count))
    let perSentence = references.count == 1 ? references.first ?? 0 : 0
    let names = zip(labels, facts.names).map { label, name in
      "<div><dt>\(label)</dt><dd>\(escaped(name))</dd></div>"
    }
    return """
      <header>
      <h1>Evaluation</h1>
      <dl class="names">\(names.joined())</dl>
      <p class="faint">\(counted(testSet.sentences.count, "sentence"))\
      \(perSentence == 0 ? "" : ", \(counted(perSentence, "reference")) each")</p>
      <nav aria-label="Parts of the page"><a href="#measures">Measures</a> \
      <a href="#lengths">Lengths</a> <a href="#words">Words</a> \
      <a href="#sentences">Sentences</a></nav>
      </header>
      <main>
      \(measures)
      <div class="buckets">
      \(lengths)
      \(frequencies)
      </div>
      \(sentences)
      </main>
      """
  }
}
