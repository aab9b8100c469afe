extension AlignmentPage {
  /// What the page shows before its script has run, and the elements that the script fills.
  var body: String {
    """
    <header>
    <h1>\(escaped(title))</h1>
    </header>
    <noscript><p>This page draws its pictures with a script of its own; allow it to run.</p></noscript>
    <div id="page">
    <nav id="sentences" aria-label="Sentences" hidden>
    <div class="tools">
    <label>Filter <input id="filter" type="search" dir="auto" autocomplete="off" \
    spellcheck="false"></label>
    <label>Order <select id="order"><option value="number">as given</option>\
    <option value="score">lowest score first</option></select></label>
    </div>
    <p id="count" role="status" class="faint"></p>
    <ol id="list"></ol>
    </nav>
    <main id="view"></main>
    </div>
    <footer class="faint">
    <p class="scale" aria-hidden="true">weight 0 \
    \((0...20).map { "<span class=\"w\($0)\"></span>" }.joined()) 1</p>
    <p class="hint"><span class="many"><kbd>j</kbd> <kbd>k</kbd> next and previous sentence, \
    <kbd>/</kbd> filter, </span><kbd>Enter</kbd> into the map, arrows within it, \
    <kbd>Esc</kbd> back. Scores are log-probabilities in nats.</p>
    </footer>
    <svg id="lines" hidden></svg>
    """
  }

  static let style: String = {
    let weights = (0...20).map { ".w\($0) { background: var(--w\($0)) }" }
    return weights.joined(separator: "\n") + "\n" + rules
  }()

  private static let rules = #"""
    body { max-width: 110rem }
    h3 { font-size: 1rem; margin: 1.2rem 0 0.3rem } p { margin: 0.3rem 0; overflow-wrap: anywhere }
    [hidden] { display: none !important }
    button { cursor: pointer; text-align: start }
    #page.list { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 1.5rem }
    nav { position: sticky; top: 0; align-self: start; max-height: 100vh; display: flex;
      flex-direction: column; padding-top: 0.5rem }
    .tools { display: flex; flex-direction: column; gap: 0.3rem }
    .tools label { display: flex; gap: 0.5rem; align-items: baseline }
    .tools input, .tools select { flex: 1; min-width: 0 }
    #list { list-style: none; margin: 0; padding: 0.2rem; overflow-y: auto; min-height: 6rem }
    #list button { display: flex; gap: 0.5rem; width: 100%; border: 0; border-radius: 4px;
      padding: 0.25rem 0.4rem }
    #list button[aria-current] { background: var(--w2); font-weight: 600 }
    #list .text { flex: 1; min-width: 0; overflow: hidden; display: -webkit-box;
      -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow-wrap: anywhere }
    #list .number { flex: none; min-width: 2ch; text-align: end; color: var(--faint);
      font-variant-numeric: tabular-nums; font-weight: 400 }
    .readings { display: grid; gap: 0 2rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)) }
    .reading { min-width: 0 }
    .alternatives { list-style: none; margin: 0; padding: 0 }
    .alternatives button { display: flex; gap: 0.6rem; width: 100%; border-color: transparent;
      overflow-wrap: anywhere }
    .alternatives button[aria-pressed="true"] { border-color: var(--line); background: var(--w1) }
    .alternatives .score { flex: none; color: var(--faint); font-variant-numeric: tabular-nums }
    .other { text-decoration: underline; text-decoration-color: var(--mark);
      text-decoration-thickness: 2px; text-underline-offset: 3px }
    .scroll { overflow-x: auto; padding: 2px }
    .scroll[dir=rtl] { width: max-content; max-width: 100% }
    .links { position: relative; width: max-content; min-width: min(100%, 20rem) }
    .links .words { display: flex; justify-content: space-between; gap: 0.9rem; position: relative }
    .links .words + svg { display: block; width: 100%; height: 6rem }
    .links .words span { white-space: nowrap; padding: 0 2px; border-radius: 3px; cursor: default }
    .links .words .end { color: var(--faint) }
    .links .words .on { background: var(--w3) }
    .links path { fill: none; stroke: var(--ink) }
    .links.chosen path:not(.on) { stroke-opacity: 0.06 }
    .links path.gold, .links.chosen path.gold { stroke: var(--mark); stroke-dasharray: 5 4;
      stroke-width: 2; stroke-opacity: 1 }
    .links path.gold.possible { stroke-dasharray: 1 5; stroke-linecap: round }
    table.map { border-collapse: separate; border-spacing: 2px; margin: 0.3rem 0 }
    .map th { font-weight: 400; padding: 0 0.3rem; white-space: nowrap; max-width: 11rem;
      overflow: hidden; text-overflow: ellipsis }
    .map thead th { vertical-align: bottom; padding: 0.2rem 0; max-width: none }
    .map thead th > span { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg);
      max-height: 9rem; overflow: hidden; text-overflow: ellipsis; line-height: 1.4rem }
    .map thead th > span.upright { transform: none }
    .map thead th { text-align: center }
    .map tbody th { text-align: end }
    .map th.on { color: var(--ink); font-weight: 600; text-decoration: underline }
    .map td.cell { width: 1.6rem; min-width: 1.6rem; height: 1.6rem; padding: 0; border-radius: 2px;
      cursor: crosshair; -webkit-print-color-adjust: exact; print-color-adjust: exact }
    .map td.cell, .scale span { forced-color-adjust: none }
    .map td.greatest { outline: 1.5px solid var(--ink); outline-offset: -1px }
    .map td.gold { box-shadow: inset 0 0 0 3px var(--mark), inset 0 0 0 4px var(--ground) }
    .map td.gold.possible { box-shadow: none; border: 3px dotted var(--mark);
      background-clip: padding-box }
    .map td.chosen, .map td:focus-visible { outline: 2px solid var(--mark); outline-offset: 1px }
    .map td.number { color: var(--faint); padding-inline-start: 0.6rem }
    .map thead th.number { color: var(--faint); font-size: 0.85rem; padding-inline-start: 0.6rem }
    .detail { position: sticky; bottom: 0; min-height: 2.2rem; padding: 0.3rem 0; margin: 0;
      background: var(--ground); border-top: 1px solid var(--line); overflow-wrap: anywhere;
      font-variant-numeric: tabular-nums }
    .detail:empty { background: none; border-color: transparent; pointer-events: none }
    .beam { position: relative; width: max-content }
    .beam svg { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none }
    .beam path { fill: none; stroke: var(--faint); stroke-opacity: 0.5 }
    .beam path.on { stroke: var(--mark); stroke-opacity: 1; stroke-width: 2 }
    .beam table { border-collapse: separate; border-spacing: 1.6rem 0.3rem; margin-inline-start: -1.6rem;
      position: relative; font-size: 0.9rem }
    .beam th { font-weight: 400; color: var(--faint) }
    .beam td.node { border: 1px solid var(--line); border-radius: 4px; padding: 0.1rem 0.4rem;
      background: var(--ground); white-space: nowrap; cursor: pointer; line-height: 1.25 }
    .beam td.node small { display: block; color: var(--faint); font-variant-numeric: tabular-nums }
    .beam td.dropped, .beam td.open { border-style: dashed; color: var(--faint) }
    .beam td.finished { border-width: 2px; border-color: var(--text) }
    .beam td.on { border-color: var(--mark); background: var(--w1) }
    .beam td.passed { color: var(--faint); white-space: nowrap; padding: 0.1rem 0.4rem; line-height: 1.25 }
    .beam td.passed small { display: block }
    summary { cursor: pointer } summary h3 { display: inline }
    .scale span { display: inline-block; width: 0.6rem; height: 0.9rem; vertical-align: -0.1rem;
      -webkit-print-color-adjust: exact; print-color-adjust: exact }
    kbd { font: inherit; border: 1px solid var(--line); border-radius: 3px; padding: 0 0.3rem }
    footer { margin-top: 1.5rem; font-size: 0.9rem }
    @media (max-width: 48rem) {
      body { padding: 0.6rem }
      #page.list { grid-template-columns: minmax(0, 1fr); gap: 0.5rem }
      nav { position: static; max-height: none; border-bottom: 1px solid var(--line) }
      #list { max-height: 11rem }
    }
    @media print {
      nav, .hint, .more { display: none !important }
      :root { --ground: #fff }
      body { padding: 0 }
      #page.list, .readings { display: block }
      .detail { display: none }
      .scroll { overflow: visible }
      .links, table.map, .beam { zoom: var(--fit, 1) }
      h2, h3, summary { break-after: avoid } .links, .map tr, .beam { break-inside: avoid }
    }

    """#
}
