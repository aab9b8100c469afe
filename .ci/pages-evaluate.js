// `s2s evaluate --html`: the sentences in their orders, found and chosen, page by page.
const listed = () => all("#list .sentence");
const captions = () => listed().map(table => table.caption.textContent);
const lines = () => captions().map(text => Number(text.match(/^Line (\d+) /)[1]));
const row = (table, head) =>
  [...table.rows].find(row => row.cells[0].textContent === head).cells[1].textContent;
const ascends = numbers => numbers.every((number, i) => i === 0 || numbers[i - 1] <= number);

async function use() {
  const total = data.sentences.length, isTwo = kind === "systems";
  // What each is ordered by; of two systems by their difference, the greatest first.
  const key = () => captions().map(text => isTwo
    ? -Math.abs(text.match(/\(([+−]?)([\d.]+)\)/)[2]) : Number(text.match(/chrF ([\d.]+)/)[1]));
  check("a page of sentences is shown and counted", listed().length === 20 && total > 40
    && one("#status").textContent === `1 to 20 of ${total} sentences`);
  check("the worst, or those that differ most, stand first", ascends(key()));
  check("what differs is marked on both sides", one("#list mark.o1") && one("#list mark[class^=r]"));
  check("markup in a name is text", all("header dd").length === (isTwo ? 2 : 1)
    && all("header dd").every(name => name.textContent.includes(hostile)));

  select("#order", "line");
  check("the order can be that of the lines", ascends(lines()) && lines()[0] === 1);
  one("#next").click();
  check("the next page begins behind the first", lines()[0] === 21 && one("#page").value === "2");
  check("and is where the reader goes on", document.activeElement === one("#sentences"));
  select("#page", "1000");
  check("there is no page behind the last", one("#next").disabled && lines().at(-1) === total);
  const empty = listed().at(-1);
  check("an empty output for an empty reference is perfect", row(empty, "Output") === "(empty)"
    && row(empty, "Reference") === "(empty)" && /100\.00/.test(captions().at(-1)));
  one("#previous").click();
  check("and a page before it", !one("#next").disabled);
  select("#size", "500");
  check("a page can hold all", listed().length === total && one("#pages").textContent === "of 1");
  const rightToLeft = listed().find(table => /[\u0600-\u06ff]/.test(row(table, "Reference")));
  const direction = row => getComputedStyle(row.cells[1]).direction;
  check("each text has its own direction", direction(rightToLeft.rows[0]) === "ltr"
    && direction([...rightToLeft.rows].at(-1)) === "rtl");

  type("#search", "<SCRIPT>window");
  await until(() => listed().length === 1);
  check("the search takes markup for text, of any case", listed().length === 1
    && row(listed()[0], "Source") === markup);
  check("markup in an output is text",
    row(listed()[0], "Output").includes("onerror=window.ran=1> corbeau & <\/script>"));
  check("keys in the search are left alone", leavesKeys("#search"));
  check("and Enter sends nothing",
    !one("#choice").dispatchEvent(new SubmitEvent("submit", { cancelable: true })));
  type("#search", "nothing has this");
  await until(() => listed().length === 0);
  check("what is not found is told", one("#status").textContent === "No sentence matches.");
  type("#search", "");
  await until(() => listed().length === total);

  one("#different").click();
  check("what is alike can be left out", listed().length > 0 && listed().length < total);
  one("#different").click();
  const lengths = all("#length option").slice(1).map(option => {
    select("#length", option.value);
    return listed().length;
  });
  check("each length has sentences, and together all",
    lengths.every(count => count > 0) && lengths.reduce((sum, count) => sum + count) === total);
  select("#length", "");
  select("#order", "best");
  check("the best can stand first", / 100\.00/.test(captions()[0]));
  select("#order", "long");
  check("or the longest", ascends(captions().map(text => -Number(text.match(/(\d+) words?$/)[1]))));
}
