extension AlignmentPage {
  /// The tree of hypotheses: a table with a column for each step and a row for each place of the
  /// beam, lines from each hypothesis to those that begin with it, and below each step the next
  /// tokens that were not followed.
  static let beamScript = #"""
    const outcomes = ["followed", "dropped", "open", "finished"];

    function nodesOf(text) {
      const numbers = unpacked(text);
      let at = 0;
      const next = () => numbers[at++];
      const passedOver = () => {
        const passed = [];
        for (let count = next(); count > 0; count -= 1) {
          passed.push({ word: data.words[next()], log: -next() / 100 });
        }
        return passed;
      };
      const root = { count: next(), nodes: [], passed: passedOver(), sum: 0, step: 0, children: [] };
      while (at < numbers.length) {
        const i = root.nodes.length, back = next(), parent = back > i ? null : root.nodes[i - back];
        const before = parent || root;
        const node = { word: data.words[next()], log: -next() / 100, place: next(), parent, children: [] };
        node.sum = before.sum + node.log;
        node.step = before.step + 1;
        const outcome = next();
        node.outcome = outcomes[Math.min(outcome, 3)];
        if (outcome >= 3) {
          node.rank = outcome === 3 ? null : outcome - 4;
          node.score = -next() / 1000;
        }
        node.passed = passedOver();
        before.children.push(node);
        root.nodes.push(node);
      }
      return root;
    }

    /// `follow` marks the path of a translation.
    function beamOf(text, name) {
      const root = nodesOf(text), steps = [];
      for (const node of root.nodes) (steps[node.step - 1] ||= []).push(node);
      const places = Math.max(0, ...steps.map(step => step.length));
      const detail = element("p", { class: "detail", role: "status" });
      const head = element("tr", {}, element("td"));
      steps.forEach((_, step) => head.append(element("th", { scope: "col" }, `${step + 1}`)));
      const body = element("tbody");
      for (let place = 0; place < places; place += 1) {
        const row = element("tr", {}, element("th", { scope: "row" }, steps.every(
          step => !step[place] || step[place].place === place) ? ordinal(place) : "\u2026"));
        for (const step of steps) {
          const node = step[place];
          if (node) node.cell = element(
            "td", {
              class: `node ${node.outcome}`, tabindex: -1, dir: "auto",
              "aria-label": `${node.word}, ${node.outcome}, ${nodeNote(node)}`,
            },
            node.word, element("small", {}, nodeNote(node)));
          row.append(node ? node.cell : element("td"));
        }
        body.append(row);
      }
      const passed = element("tr", {}, element("th", { scope: "row" }, "next"));
      let hasPassed = false;
      steps.forEach((step, i) => {
        const before = i > 0 ? steps[i - 1] : [root];
        const best = before.flatMap(node => node.passed.map(one => ({ ...one, sum: node.sum + one.log })))
          .sort((one, other) => other.sum - one.sum)[0];
        hasPassed ||= best !== undefined;
        passed.append(best
          ? element("td", { class: "passed", dir: "auto" }, best.word, element("small", {}, fixed(best.sum)))
          : element("td"));
      });
      const table = element(
        "table", { role: "grid", "aria-label": "Hypotheses: steps across, places of the beam down" },
        element("thead", {}, head), body, hasPassed ? element("tfoot", {}, passed) : "");
      const lines = document.createElementNS(drawing, "svg");
      const box = element("div", { class: "beam" }, lines, table);
      lines.setAttribute("aria-hidden", "true");
      const nodeAt = new Map(root.nodes.map(node => [node.cell, node]));
      const chosen = new Set();
      const draw = () => {
        fit(box);
        lines.replaceChildren(...root.nodes.filter(node => node.parent).map(node => {
          const from = node.parent.cell, to = node.cell;
          const middle = cell => table.offsetTop + cell.offsetTop + cell.offsetHeight / 2;
          return curve(
            { x: table.offsetLeft + from.offsetLeft + from.offsetWidth, y: middle(from) },
            { x: table.offsetLeft + to.offsetLeft, y: middle(to) },
            chosen.has(node) ? "edge on" : "edge");
        }));
      };
      const choose = node => {
        chosen.clear();
        for (let one = node; one; one = one.parent) chosen.add(one);
        for (const one of root.nodes) one.cell.classList.toggle("on", chosen.has(one));
        draw();
      };
      let followed = null;
      const tell = node => {
        choose(node || followed);
        detail.textContent = node ? toldNode(node, root, steps) : "";
      };
      table.addEventListener("pointerover", event => {
        const node = nodeAt.get(event.target.closest("td.node"));
        if (node) tell(node);
      });
      table.addEventListener("pointerleave", () => tell(nodeAt.get(document.activeElement)));
      table.addEventListener("focusin", event => {
        for (const cell of table.querySelectorAll("td[tabindex='0']")) cell.tabIndex = -1;
        event.target.tabIndex = 0;
        tell(nodeAt.get(event.target));
      });
      table.addEventListener("focusout", () => tell(null));
      table.addEventListener("keydown", event => {
        const node = nodeAt.get(event.target);
        if (!node || event.ctrlKey || event.altKey || event.metaKey) return;
        const beside = steps[node.step - 1], place = beside.indexOf(node);
        const to = {
          ArrowLeft: node.parent, ArrowRight: node.children[0],
          ArrowUp: beside[place - 1], ArrowDown: beside[place + 1],
        };
        if (!(event.key in to)) return;
        event.preventDefault();
        event.stopPropagation();
        if (to[event.key]) to[event.key].cell.focus();
      });
      if (root.nodes.length > 0) root.nodes[0].cell.tabIndex = 0;
      new ResizeObserver(draw).observe(box);
      const shown = root.nodes.length, all = root.count === 1 ? "hypothesis" : "hypotheses";
      const counts = `${shown < root.count ? `${shown} of ` : ""}${root.count} ${all} in `
        + counted(steps.length, "step");
      return {
        root: element(
          "details", { open: "" },
          element("summary", {}, element("h3", {}, `Beam${name}`), " ",
            element("span", { class: "faint" }, counts)),
          scrolled(box), detail),
        follow: rank => {
          followed = root.nodes.find(node => node.rank === rank) || null;
          tell(null);
        },
      };
    }

    const ordinal = place => `${place + 1}.`;

    function nodeNote(node) {
      if (node.outcome === "finished") return `score ${fixed(node.score, 3)}`;
      return fixed(node.sum) + (node.outcome === "dropped" ? " \u00d7" : "");
    }

    function toldNode(node, root, steps) {
      const path = [];
      for (let one = node; one; one = one.parent) path.unshift(one.word);
      const listed = from => [
        ...from.children.map(one => ({ word: one.word, log: one.log })), ...from.passed,
      ].sort((one, other) => other.log - one.log).slice(0, 4)
        .map(one => `${one.word} ${fixed(one.log)}`).join(", ");
      const parts = [
        `\u2068${path.join(" ")}\u2069: step ${node.step}, place ${node.place + 1}, log p ${fixed(node.sum)}`,
        `the last token alone ${scored(node.log)}`,
        `most probable there: ${listed(node.parent || root)}`,
      ];
      if (node.outcome === "finished") {
        parts.push(`score ${fixed(node.score, 3)}`
          + (node.rank === null ? "" : `, translation ${node.rank + 1}`));
      } else if (node.outcome === "open") {
        parts.push("not ended when the search was over");
      } else if (node.outcome === "dropped") {
        const last = (steps[node.step] || []).at(-1), best = node.passed[0];
        parts.push(`dropped at step ${node.step + 1}` + (best
          ? `: with its best next token, ${best.word}, it comes to ${fixed(node.sum + best.log)}` : "")
          + (last ? `, the last one kept to ${fixed(last.sum)}` : ""));
      } else {
        parts.push(`most probable next: ${listed(node)}`);
      }
      return parts.join("; ");
    }

    """#
}
