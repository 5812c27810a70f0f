// The lines of a neighbourhood. Cards are laid out by the page, so they never overlap; this draws a
// line to each, and shows the evidence of the one that is chosen.
"use strict";

const SPACE = "http://www.w3.org/2000/svg";
const ego = document.getElementById("ego");
const lines = document.getElementById("lines");
const centre = document.getElementById("centre");
const pane = document.getElementById("pane");
const body = document.getElementById("pane-body");
const cards = [...document.querySelectorAll(".card")];

const made = (name, attributes) => {
  const drawn = document.createElementNS(SPACE, name);
  Object.entries(attributes).forEach(([key, value]) => drawn.setAttribute(key, value));
  return drawn;
};

const family = (card) => [...card.classList].find((name) => name.startsWith("f-"));

const groups = new Map(cards.map((card) => {
  const group = made("g", { class: family(card) });
  const dashed = card.dataset.evidence ? "" : " dashed";
  group.append(made("path", { class: `line${dashed}` }), made("path", { class: "hit" }));
  const title = made("title", {});
  title.textContent = `${card.querySelector(".via").textContent} · ${card.querySelector(".who").textContent.trim()}`;
  group.append(title);
  if (card.dataset.evidence) {
    group.setAttribute("tabindex", "-1");
    group.setAttribute("role", "button");
    group.setAttribute("aria-label", title.textContent);
    group.addEventListener("click", () => choose(card));
    group.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(card); } });
  }
  lines.append(group);
  return [card, group];
}));

const TRUNK = 9;
const BEND = 10;
const trunk = made("path", { class: "trunk" });
lines.prepend(trunk);
const stacked = () => getComputedStyle(ego).display === "flex";

const curve = (middle, box, frame) => {
  const y = box.top + box.height / 2 - frame.top;
  if (stacked()) {
    // On a narrow screen: a branch from the trunk on the left.
    const to = box.left - frame.left;
    return `M${TRUNK} ${y - BEND} Q${TRUNK} ${y} ${TRUNK + BEND} ${y} H${to}`;
  }
  const left = box.right < middle.left;
  const from = (left ? middle.left : middle.right) - frame.left;
  const to = (left ? box.right : box.left) - frame.left;
  const start = middle.top + middle.height / 2 - frame.top;
  const bend = (to - from) * 0.55;
  return `M${from} ${start} C${from + bend} ${start} ${to - bend} ${y} ${to} ${y}`;
};

const draw = () => {
  const frame = ego.getBoundingClientRect();
  const middle = centre.getBoundingClientRect();
  groups.forEach((group, card) => {
    const path = curve(middle, card.getBoundingClientRect(), frame);
    group.querySelectorAll("path").forEach((drawn) => drawn.setAttribute("d", path));
  });
  const last = Math.max(...cards.map((card) => { const box = card.getBoundingClientRect(); return box.top + box.height / 2; }));
  trunk.setAttribute("d", stacked() ? `M${TRUNK} ${middle.bottom - frame.top} V${last - frame.top - BEND}` : "");
};

const choose = async (card) => {
  cards.forEach((other) => other.classList.toggle("on", other === card));
  groups.forEach((group, other) => group.classList.toggle("on", other === card));
  lines.append(groups.get(card));
  const answer = await fetch(`${card.dataset.evidence}&fragment=1`, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  // Our own server made this fragment and escaped it; DOMParser runs no scripts.
  const fragment = new DOMParser().parseFromString(await answer.text(), "text/html");
  body.replaceChildren(...fragment.body.childNodes);
  pane.classList.add("open");
  pane.scrollTop = 0;
  pane.focus({ preventScroll: true });
};

cards.forEach((card) => {
  const why = card.querySelector("a.why");
  if (why) why.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(card);
  });
  card.addEventListener("mouseenter", () => groups.get(card).classList.add("on"));
  card.addEventListener("mouseleave", () => { if (!card.classList.contains("on")) groups.get(card).classList.remove("on"); });
});

// Arrow keys walk from card to card: up and down within a side, left and right across.
ego.addEventListener("keydown", (event) => {
  const card = event.target.closest(".card");
  if (!card || !event.key.startsWith("Arrow")) return;
  const side = [...card.closest(".side").querySelectorAll(".card")];
  const at = side.indexOf(card);
  const other = document.querySelector(card.closest(".left") ? ".side.right" : ".side.left");
  const step = { ArrowUp: side[at - 1], ArrowDown: side[at + 1] }[event.key]
    ?? (event.key.endsWith("Up") || event.key.endsWith("Down") ? null : nearest(card, [...other.querySelectorAll(".card")]));
  const target = step && step.querySelector("a");
  if (target) { event.preventDefault(); target.focus(); }
});

const nearest = (card, others) => {
  const y = card.getBoundingClientRect().top;
  return others.sort((a, b) => Math.abs(a.getBoundingClientRect().top - y) - Math.abs(b.getBoundingClientRect().top - y))[0];
};

document.getElementById("pane-close").addEventListener("click", () => pane.classList.remove("open"));
// The centre stays in sight while a long lane scrolls by, so its lines move with it.
let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; draw(); });
}, { passive: true });
new ResizeObserver(draw).observe(ego);
draw();
