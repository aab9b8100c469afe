extension EvaluationPage {
  /// The elements around the sentences; the script builds the sentences.
  var sentences: String {
    let name = TestSetComparison.sentenceMeasure.rawValue
    let two = [("gap", "differ most"), ("ahead", "output ahead"), ("behind", "baseline ahead")]
    let orders =
      (comparesTwo ? two : [])
      + [("worst", "worst"), ("best", "best"), ("line", "in order"), ("long", "longest")]
    let lengths = testSet.lengths.map { bucket in
      ("\(bucket.words.first)-\(bucket.words.last.map { "\($0)" } ?? "")", "\(bucket.words) words")
    }
    return """
      <section aria-labelledby="sentences">
      <h2 id="sentences" tabindex="-1">Sentences</h2>
      <p class="faint">Ordered by \(name) of each sentence, as sacreBLEU's <code>sentence_chrf</code> \
      counts it, but 100 where reference and output are empty\
      \(comparesTwo ? "; with two systems, by its difference" : ""). Words are compared by edit \
      distance\(severalReferences ? ", with the nearest reference" : "").</p>
      \(legend)
      <noscript><p>This part needs JavaScript, which the browser does not run here.</p></noscript>
      <form id="choice">
      \(select("order", "Show first", orders))
      \(select("length", "Length", [("", "all")] + lengths))
      <label>Search <input id="search" type="search" dir="auto" autocomplete="off" \
      spellcheck="false"></label>
      <label><input id="different" type="checkbox"> only where \
      \(comparesTwo ? "the two differ" : "output and reference differ")</label>
      \(select("size", "On a page", ["20", "100", "500"].map { ($0, $0) }))
      </form>
      <p id="status" role="status"></p>
      <div id="list"></div>
      <nav id="pager" aria-label="Pages of sentences">
      <button type="button" id="previous">Previous</button>
      <label>Page <input id="page" type="number" min="1" value="1"></label> <span id="pages"></span>
      <button type="button" id="next">Next</button>
      </nav>
      </section>
      """
  }

  var severalReferences: Bool {
    testSet.sentences.contains { $0.references.count > 1 }
  }

  /// The legend of how words are marked, which uses the marks themselves.
  private var legend: String {
    func item(_ name: String, _ text: String) -> String {
      "<li><mark class=\"\(name)\">\(text)</mark></li>"
    }
    let items =
      comparesTwo
      ? [
        item("o1", "differs from the reference"), item("r1", "missing in the output"),
        item("r2", "missing in the baseline"), item("r3", "missing in both"),
      ] : [item("o1", "differs from the reference"), item("r1", "missing in the output")]
    return "<ul class=\"legend\" aria-label=\"Marks\">\(items.joined())</ul>"
  }

  private func select(_ id: String, _ label: String, _ options: [(String, String)]) -> String {
    let items = options.map { "<option value=\"\($0.0)\">\($0.1)</option>" }
    return "<label>\(label) <select id=\"\(id)\">\(items.joined())</select></label>"
  }
}
