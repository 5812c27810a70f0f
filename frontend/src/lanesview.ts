// The lanes on the page: columns of cards with lines between them.

import { cardOf, planned, rowsOf, saysOf, walk } from "./cards.ts";
import type { Context, Shown } from "./context.ts";
import { button, h, s } from "./dom.ts";
import { lanes, SHOWN } from "./lanes.ts";
import type { Join, Lane, Picture } from "./lanes.ts";
import { lineOf, place, route } from "./links.ts";
import type { Box } from "./links.ts";
import { grouped } from "./words.ts";

/** Shows the lanes of a state. */
export const lanesView = (context: Context): Shown => {
  const { model, state, filter } = context;
  const picture = lanes(model, filter, state.more);
  const drawing = s("svg", { class: "x-lines", "aria-hidden": "true" });
  const columns = picture.lanes.map((lane) => column(context, lane));
  const element = h("div", { class: "x-lanes" }, drawing, ...columns);
  const joins = new Map<Join, SVGGElement>();
  for (const join of picture.joins) {
    const line = lineOf(`${model.label(join.a)} – ${saysOf(context, join)} – ${model.label(join.b)}`, planned(context, join), join.lines.length);
    line.addEventListener("click", () => context.go({ sel: `${model.id(join.a)} ${model.id(join.b)}` }));
    joins.set(join, line);
    drawing.append(line);
  }
  const cards = new Map([...element.querySelectorAll<HTMLElement>(".x-card")].map((card) => [model.node(card.dataset["node"]!), card]));
  cards.forEach((card, node) => card.addEventListener("click", () => context.go({ sel: context.state.sel === model.id(node) ? "" : model.id(node) })));
  const near = new Map<number, number[]>();
  for (const { a, b } of picture.joins) {
    near.set(a, [...(near.get(a) ?? []), b]);
    near.set(b, [...(near.get(b) ?? []), a]);
  }
  walk(element, (card) => (near.get(model.node(card.dataset["node"]!)) ?? []).map((node) => cards.get(node)!));
  return {
    element,
    summary: summary(context, picture),
    rows: rowsOf(context, picture.joins.flatMap((join) => join.lines)),
    draw: () => draw(element, drawing, columns, joins, cards),
    choose: (sel) => choose(model.node.bind(model), sel, joins, cards, near),
  };
};

const column = (context: Context, lane: Lane): HTMLElement => {
  const { t, state, go } = context;
  const left = lane.total - lane.cards.length;
  return h("section", { class: "x-lane", "data-column": lane.name, "aria-label": lane.label },
    h("h2", {}, lane.label, " ", h("span", { class: "n" }, left > 0 ? `${lane.cards.length} / ${grouped(lane.total)}` : String(lane.total))),
    lane.cards.length ? h("ul", {}, ...lane.cards.map((card) => h("li", {}, cardOf(context, card)))) : h("p", { class: "x-none" }, t(`explore.none.${lane.name}`)),
    left > 0 ? button(t("explore.more", { n: grouped(left) }), () => go({ more: { ...state.more, [lane.name]: lane.cards.length + SHOWN } }), { class: "x-more" }) : null);
};

const summary = ({ t, model, filter, state }: Context, { lanes: shown, hidden }: Picture): string => {
  const theme = model.columns.vocabulary.themes.find((one) => one.name === state.theme);
  const scope = [theme?.[model.language], filter.placeLabel].filter(Boolean).join(" · ");
  const counts = shown.map((lane) => `${lane.label} ${lane.cards.length}${lane.total > lane.cards.length ? ` / ${grouped(lane.total)}` : ""}`).join(t("explore.comma"));
  return `${scope ? `${scope}${t("explore.colon")}` : ""}${counts}${hidden ? t("explore.hidden", { n: grouped(hidden) }) : ""}`;
};

const boxOf = (card: HTMLElement, frame: DOMRect): Box => {
  const box = card.getBoundingClientRect();
  return { left: box.left - frame.left, right: box.right - frame.left, top: box.top - frame.top, bottom: box.bottom - frame.top };
};

const draw = (element: HTMLElement, drawing: SVGSVGElement, columns: HTMLElement[], joins: Map<Join, SVGGElement>, cards: Map<number, HTMLElement>): void => {
  // On a narrow screen lanes stand below each other, and lines would only cross them.
  const stacked = getComputedStyle(drawing).display === "none";
  if (stacked) return;
  const frame = element.getBoundingClientRect();
  const boxes = columns.map((one) => [...one.querySelectorAll<HTMLElement>(".x-card")].map((card) => boxOf(card, frame)));
  const at = new Map<HTMLElement, number>();
  columns.forEach((one, number) => one.querySelectorAll<HTMLElement>(".x-card").forEach((card) => at.set(card, number)));
  joins.forEach((line, { a, b }) => {
    const [one, other] = [cards.get(a)!, cards.get(b)!];
    const [first, last] = [at.get(one)!, at.get(other)!].sort((x, y) => x - y) as [number, number];
    place(line, route(boxOf(one, frame), boxOf(other, frame), boxes.slice(first + 1, last)));
  });
};

const choose = (node: (id: string) => number, sel: string, joins: Map<Join, SVGGElement>, cards: Map<number, HTMLElement>, near: Map<number, number[]>): void => {
  const [one, other] = sel.split(" ").map(node) as [number, number | undefined];
  const chosen = sel !== "" && cards.has(one);
  const lit = new Set<number>(!chosen ? [] : other === undefined ? [one, ...(near.get(one) ?? [])] : [one, other]);
  cards.forEach((card, at) => {
    card.classList.toggle("x-dim", chosen && !lit.has(at));
    card.classList.toggle("x-lit", chosen && lit.has(at));
    card.setAttribute("aria-pressed", String(chosen && (at === one || at === other)));
  });
  joins.forEach((line, { a, b }) => {
    const on = chosen && (other === undefined ? a === one || b === one : (a === one && b === other) || (a === other && b === one));
    line.classList.toggle("x-on", on);
    line.classList.toggle("x-dim", chosen && !on);
    if (on) line.parentNode!.append(line);
  });
};
