extension AlignmentPage {
  /// The parts of the script, in the order in which they run.
  static let scripts = [readingScript, mapScript, linksScript, beamScript, choosingScript]

  /// Reads the data, and makes elements. Text becomes text nodes, never markup.
  private static let readingScript = #"""
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const digits = new Map([...letters].map((letter, digit) => [letter, digit]));
    const endSymbol = "</s>";

    /// The numbers of a text: five bits per letter, the lowest first; 32 means that more follow.
    function unpacked(text) {
      const numbers = [];
      let number = 0, scale = 1;
      for (const letter of text) {
        const digit = digits.get(letter);
        number += digit % 32 * scale;
        scale *= 32;
        if (digit >= 32) continue;
        numbers.push(number);
        number = 0;
        scale = 1;
      }
      return numbers;
    }

    const wordsOf = text => unpacked(text).map(number => data.words[number]);

    /// A row of weights, and the place of the greatest.
    function rowOf(text, width) {
      const [greatest, ...numbers] = unpacked(text);
      const weights = new Array(width).fill(0);
      let place = 0;
      for (let i = 0; i < numbers.length; i += 2) {
        place += numbers[i];
        weights[place] = numbers[i + 1] / 100;
        place += 1;
      }
      return { weights, greatest };
    }

    /// A model's reading of a sentence, in the form that functions need.
    function readingOf(reading) {
      const source = wordsOf(reading.source), texts = reading.rows.split(" ");
      const rows = texts.map(text => rowOf(text, source.length + 1));
      const alternatives = reading.alternatives.map(one => ({
        target: wordsOf(one.target),
        rows: unpacked(one.rows).map(number => rows[number]),
        scores: unpacked(one.scores).map(number => -number / 100),
        score: -unpacked(one.score)[0] / 1000,
      }));
      return { source, alternatives, given: reading.given, beams: reading.beams };
    }

    function goldOf(sentence) {
      const numbers = unpacked(sentence.gold || ""), links = [];
      for (let i = 0; i < numbers.length; i += 3) {
        links.push({ j: numbers[i], t: numbers[i + 1], sure: numbers[i + 2] === 1 });
      }
      return sentence.gold === undefined || sentence.gold === null ? null : links;
    }

    const withoutSpaces =
      /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;
    /// Of other scripts, what browsers set upright in lines that run down: Hangul, emoji.
    const standing =
      /[\u1100-\u11ff\u3130-\u318f\ua000-\ua4cf\uac00-\ud7ff\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
    const isUpright = word => withoutSpaces.test(word) || standing.test(word);
    const fromTheRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

    /// The text before each word of a line: a space, or nothing.
    function gaps(words) {
      const joins = words.map(word => withoutSpaces.test(word));
      return words.map((_, i) => i === 0 || joins[i - 1] && joins[i] ? "" : " ");
    }

    function line(words) {
      const before = gaps(words);
      return words.map((word, i) => before[i] + word).join("");
    }

    /// The languages of source and target, if browsers know their names.
    const [sourceLanguage, targetLanguage] = data.languages.map(
      name => /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(name) ? name : null);
    const direction = words => fromTheRight.test(words.join(" ")) ? "rtl" : "ltr";
    const fixed = (number, digits = 2) =>
      (number < 0 ? "\u2212" : "") + Math.abs(number).toFixed(digits);
    const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

    /// A score with the probability that it is the logarithm of.
    function scored(logProbability) {
      const percent = 100 * Math.exp(logProbability);
      return `${fixed(logProbability)} (${percent < 0.1 ? "< 0.1" : percent.toFixed(1)} %)`;
    }

    /// An element with attributes and listeners, and children that are elements or text.
    function element(name, attributes = {}, ...children) {
      const made = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) {
        if (typeof value === "function") made.addEventListener(key, value);
        else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
      }
      made.append(...children);
      return made;
    }

    /// What may be wider than the page, seen from where its lines begin.
    const scrolled = (child, dir = "ltr") =>
      element("div", { class: "scroll", dir: dir === "rtl" ? dir : null }, child);

    const drawing = document.getElementById("lines").namespaceURI;

    function curve(from, to, kind, width, opacity) {
      const made = document.createElementNS(drawing, "path");
      const across = Math.abs(to.y - from.y) < Math.abs(to.x - from.x) && kind.startsWith("edge");
      const [a, b] = across
        ? [{ x: (from.x + to.x) / 2, y: from.y }, { x: (from.x + to.x) / 2, y: to.y }]
        : [{ x: from.x, y: (from.y + to.y) / 2 }, { x: to.x, y: (from.y + to.y) / 2 }];
      made.setAttribute(
        "d", `M${from.x} ${from.y} C${a.x} ${a.y} ${b.x} ${b.y} ${to.x} ${to.y}`);
      made.setAttribute("class", kind);
      if (width) made.setAttribute("stroke-width", width);
      if (opacity) made.setAttribute("stroke-opacity", opacity);
      return made;
    }

    /// The factor by which elements wider than a sheet of paper are reduced in print.
    function fit(shown) {
      shown.style.setProperty("--fit", Math.max(0.25, Math.min(1, 690 / shown.scrollWidth)));
    }

    /// Which words are not in the longest common subsequence with other ones.
    function others(words, like) {
      const differs = words.map(() => true);
      if (words.length * like.length > 250000) return differs.fill(false);
      const best = Array.from({ length: words.length + 1 }, () => new Uint16Array(like.length + 1));
      for (let i = words.length - 1; i >= 0; i -= 1) {
        for (let j = like.length - 1; j >= 0; j -= 1) {
          best[i][j] = words[i] === like[j]
            ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
        }
      }
      for (let i = 0, j = 0; i < words.length && j < like.length;) {
        if (words[i] === like[j]) differs[i] = false, i += 1, j += 1;
        else if (best[i + 1][j] >= best[i][j + 1]) i += 1;
        else j += 1;
      }
      return differs;
    }

    """#
}
