extension EvaluationPage {
  /// A word that differs is underlined and tinted, in one way on each side.
  static let style = #"""
    :root { --lack: #0b5cad }
    @media (prefers-color-scheme: dark) { :root { --lack: #86bdff } }
    @media print { :root { --lack: #0b5cad } }
    header dl { margin: 0 } header dl div { display: flex; gap: 0.5rem }
    header dt { min-width: 5rem; color: var(--faint) } header dd { margin: 0; overflow-wrap: anywhere }
    header p { margin: 0.25rem 0 }
    nav a { display: inline-block; margin-inline-end: 0.75rem; color: inherit }
    .scroll { overflow-x: auto; max-width: 100% }
    caption { text-align: start; color: var(--faint); font-size: 0.9rem; padding-bottom: 0.25rem }
    thead th { border-bottom: 2px solid var(--line); vertical-align: bottom }
    tbody th { white-space: nowrap } tbody th .faint { font-weight: 400; font-size: 0.85rem }
    tbody tr + tr > * { border-top: 1px solid var(--line) }
    .buckets { display: grid; gap: 0 2rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 29rem), 1fr)) }
    .buckets > * { min-width: 0 } .buckets table { width: 100% }
    td.number { white-space: nowrap }
    td.bar { background: linear-gradient(var(--w9), var(--w9)) left bottom / var(--share) 0.2rem no-repeat }
    details { margin-top: 0.5rem } details ul { margin: 0.25rem 0; padding-inline-start: 1.25rem; overflow-wrap: anywhere }

    .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; padding: 0; margin: 0.5rem 0 }
    form { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center }
    form label { display: inline-flex; gap: 0.4rem; align-items: center }
    #status { margin: 0.5rem 0 } #pager { display: flex; gap: 0.5rem; align-items: center; flex-wrap: wrap }
    #page { width: 5rem }
    .sentence { width: 100%; table-layout: fixed; margin: 0 0 1rem; border: 1px solid var(--line);
      break-inside: avoid }
    .sentence caption { padding: 0; color: inherit; font-weight: 600; font-variant-numeric: tabular-nums }
    .sentence caption span { font-weight: 400 }
    .sentence th { width: 6.75rem; font-weight: 400; color: var(--faint); vertical-align: top }
    .sentence td { white-space: pre-wrap; overflow-wrap: anywhere }
    .sentence td.empty { color: var(--faint) }
    mark { color: inherit; background: none; border-radius: 2px; text-decoration-skip-ink: none;
      text-underline-offset: 0.18em }
    mark.o1 { text-decoration: underline wavy 1.5px var(--mark);
      background: color-mix(in srgb, var(--mark) 14%, transparent) }
    mark[class^="r"] { background: color-mix(in srgb, var(--lack) 14%, transparent) }
    mark.r1 { text-decoration: underline solid 2px var(--lack) }
    mark.r2 { text-decoration: underline dotted 2.5px var(--lack) }
    mark.r3 { text-decoration: underline double 2px var(--lack) }
    td mark::before, td mark::after { position: absolute; width: 1px; height: 1px; overflow: hidden;
      clip-path: inset(50%); white-space: nowrap }
    mark.o1::before { content: " [differs: " } mark.r1::before { content: " [missing in the output: " }
    mark.r2::before { content: " [missing in the baseline: " } mark.r3::before { content: " [missing in both: " }
    mark::after { content: "] " }
    .legend mark::before, .legend mark::after { content: none }
    @media (max-width: 40rem) {
      body { padding: 0.75rem } .sentence th { width: 5.2rem; font-size: 0.85rem; padding-inline: 0.25rem }
      .sentence td { padding-inline: 0.25rem } #search { width: 12rem }
      .scroll table { font-size: 0.85rem } .scroll td, .scroll th { padding-inline: 0.25rem }
      tbody th .faint { display: block }
    }
    @media print { form, #pager, nav { display: none } .scroll { overflow: visible } }

    """#
}
