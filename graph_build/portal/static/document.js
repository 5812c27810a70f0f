// The reading page, from the text to the graph: a click or a selection shows what was read there.
// Offsets are Unicode code points, as in the graph; the browser counts UTF-16 units.
"use strict";

const text = document.getElementById("text");
const pane = document.getElementById("pane");
const where = document.getElementById("where");
const list = document.getElementById("read-claims");
const link = document.getElementById("copy-here");
const codePoints = (string) => Array.from(string).length;

// Where each piece of a paragraph stands in the source; a character that is shown as its code point
// says so with data-n.
const places = new Map();
text.querySelectorAll("p[data-b]").forEach((paragraph) => {
  let at = Number(paragraph.dataset.b);
  paragraph.childNodes.forEach((node) => {
    const length = Number(node.dataset?.n ?? codePoints(node.textContent));
    places.set(node, [at, at + length]);
    at += length;
  });
});
const segments = [...places.keys()].filter((node) => node.nodeType === Node.ELEMENT_NODE);

// The code point of a place in the page.
const offsetOf = (node, units) => {
  let piece = node;
  while (piece && !places.has(piece)) {
    if (piece.dataset?.b) {
      const before = piece.childNodes[units - 1];
      return before ? places.get(before)[1] : Number(piece.dataset.b);
    }
    piece = piece.parentNode;
  }
  if (!piece) return null;
  const [from, to] = places.get(piece);
  if (node.nodeType !== Node.TEXT_NODE) return units > 0 ? to : from;
  return Math.min(from + codePoints(node.data.slice(0, units)), to);
};

const inside = (segment, [from, to]) => places.get(segment)[0] < to && from < places.get(segment)[1];

const mark = (spans) => segments.forEach((segment) => {
  segment.classList.toggle("on", spans.some((span) => inside(segment, span)));
});

const spansOf = (items) => items.flatMap((item) => item.dataset.spans.split(" ").filter(Boolean)
  .map((span) => span.split("-").map(Number)));

let asked = 0;
const show = async (from, to) => {
  const mine = ++asked;
  const address = `${location.pathname}?at=${from}-${to}#at`;
  history.replaceState(null, "", address);
  link.hidden = false;
  link.dataset.copy = location.origin + address;
  where.textContent = where.dataset.label.replace("B", from).replace("E", to);
  segments.forEach((segment) => segment.classList.remove("at"));
  const answer = await fetch(`${pane.dataset.claims}?at=${from}-${to}`, { headers: { Accept: "text/html" } });
  if (!answer.ok || mine !== asked) return;
  // Our own server made this fragment and escaped it; DOMParser runs no scripts.
  const fragment = new DOMParser().parseFromString(await answer.text(), "text/html");
  list.replaceChildren(...fragment.body.childNodes);
  mark(spansOf([...list.querySelectorAll("li")]));
  pane.classList.add("open");
  pane.scrollTop = 0;
};

text.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed || event.target.closest("a")) return;
  const segment = event.target.closest(".ev");
  if (segment) show(...places.get(segment));
});

let waiting = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    const from = offsetOf(range.startContainer, range.startOffset);
    const to = offsetOf(range.endContainer, range.endOffset);
    if (from !== null && to !== null && from < to) show(from, to);
  }, 250);
});

list.addEventListener("mouseover", (event) => {
  const item = event.target.closest("li");
  if (item) mark(spansOf([item]));
});
list.addEventListener("mouseleave", () => mark(spansOf([...list.querySelectorAll("li")])));
list.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (!item || event.target.closest("a")) return;
  mark(spansOf([item]));
  const first = text.querySelector(".on");
  if (first) first.scrollIntoView({ block: "center" });
});
document.getElementById("pane-open").addEventListener("click", () => pane.classList.add("open"));
document.getElementById("pane-close").addEventListener("click", () => pane.classList.remove("open"));

const linked = text.querySelector(".at");
if (linked) {
  link.hidden = false;
  link.dataset.copy = location.href;
  mark(spansOf([...list.querySelectorAll("li")]));
  linked.scrollIntoView({ block: "center" });
}
