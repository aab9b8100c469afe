// `s2s inspect --map`: words at their places, read by pointer and keyboard, and found by their letters.
const told = map => one(".told", map).textContent.replaceAll(/[\u2068\u2069]/g, "");
const circles = map => all(":scope > circle", one("svg.map", map));

async function use() {
  const maps = all("#maps section");
  check("each side has a map", maps.length === data.sides.length && maps.length === 2);
  check("markup in a name is text", one("h1").textContent.endsWith(`/${hostile}.safetensors`));
  maps.forEach((map, side) => {
    const { words, name } = data.sides[side], svg = one("svg.map", map);
    const { width, height } = svg.viewBox.baseVal;
    check(`every word has a place, ${name}`, circles(map).length === words.length
      && circles(map).every(circle => circle.cx.baseVal.value > 0 && circle.cy.baseVal.value > 0));
    const boxes = all(":scope > text", svg).map(text => {
      const box = text.getBBox();
      return { x: box.x, width: box.width, y: text.y.baseVal[0].value };
    });
    const areApart = (a, b) =>
      a.x >= b.x + b.width || b.x >= a.x + a.width || Math.abs(a.y - b.y) >= 14;
    check(`labels do not cover each other, ${name}`, boxes.length > 5
      && boxes.every((a, i) => boxes.slice(i + 1).every(b => areApart(a, b))));
    check(`labels lie within the map, ${name}`,
      boxes.every(box => box.x >= 0 && box.x + box.width <= width + 1));
    const circle = circles(map).at(-1), about = told(map);
    point(svg, circle.cx.baseVal.value / width, circle.cy.baseVal.value / height);
    check(`a pointer reads a word, ${name}`, /^.+, number \d+; beside it: .+, /.test(told(map)));
    leave(svg);
    check(`and leaves it, ${name}`, told(map) === about);
    svg.focus();
    press("ArrowRight");
    check(`arrows read the most frequent word first, ${name}`, told(map).startsWith(`${words[0]}, number 1;`));
    press("ArrowDown");
    const second = told(map);
    check(`and go on, ${name}`, second.startsWith(`${words[1]}, number 2;`));
    check(`keys with Alt, Ctrl or Meta are left alone, ${name}`,
      modifiers.every(held => !press("ArrowLeft", { [held]: true })) && told(map) === second);
    press("End");
    check(`End reads the last one, ${name}`, told(map).startsWith(`${words.at(-1)}, number ${words.length};`));
    const inside = words.every(() => {
      press("ArrowLeft");
      return one("g text", svg).getBBox().x >= 0;
    });
    check(`every word begins within the map, ${name}`, inside);
    press("Escape");
    check(`Escape leaves, ${name}`, told(map) === about);
  });
  const wanted = data.sides.map(side => side.words.filter(word => word.toLowerCase().includes("<script>")).length);
  type("#find", "<SCRIPT>");
  check("words are found by their letters, markup too", wanted.every(count => count > 0) && one("#found").textContent
    === data.sides.map((side, i) => `${side.name}: ${wanted[i]}`).join(", "));
  check("and marked", all("circle.hit").length === wanted.reduce((sum, count) => sum + count)
    && all("text.hit").every(text => text.textContent.includes("<script>")));
  check("keys in the field are left alone", leavesKeys("#find"));
  type("#find", "");
  check("without letters none is marked", one(".hit") === null && one("#found").textContent === "");
}
