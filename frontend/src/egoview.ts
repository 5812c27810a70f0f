// The surroundings of one thing on the page: the centre, and cards on both sides that unfold.

import { cardOf, planned, rowsOf, saysOf, walk } from "./cards.ts";
import type { Context, Shown } from "./context.ts";
import { button, h, s } from "./dom.ts";
import { FIRST, surroundings } from "./ego.ts";
import type { Column, Group } from "./ego.ts";
import { card } from "./lanes.ts";
import type { Join } from "./lanes.ts";
import { lineOf, place, route } from "./links.ts";
import type { Box } from "./links.ts";
import type { Line } from "./model.ts";
import { grouped } from "./words.ts";

/** Shows what is around the centre of a state. */
export const egoView = (context: Context): Shown => {
  const { model, state, filter, t } = context;
  const centre = model.node(state.centre);
  if (centre < 0) return { element: h("p", { class: "x-none" }, t(state.centre ? "explore.unknown" : "explore.ego.start")), summary: t("explore.ego.start"), rows: [] };
  const found = surroundings(model, filter, centre, state.open.map((id) => model.node(id)).filter((node) => node >= 0), state.more);
  const drawing = s("svg", { class: "x-lines", "aria-hidden": "true" });
  const heart = h("div", { class: "x-column x-heart", "data-column": "centre" }, cardOf(context, card(model, centre, filter)));
  const side = (which: -1 | 1): HTMLElement[] => found.columns.filter((column) => column.side === which && column.groups.length).map((column) => columnOf(context, column, found.shown));
  const element = h("div", { class: "x-ego" }, drawing, ...side(-1), heart, ...side(1));
  const cards = new Map([...element.querySelectorAll<HTMLElement>(".x-card")].map((one) => [model.node(one.dataset["node"]!), one]));
  cards.forEach((one, node) => one.addEventListener("click", () => context.go({ sel: context.state.sel === model.id(node) ? "" : model.id(node) })));
  const joins = new Map<Join, SVGGElement>();
  for (const join of found.joins) {
    const line = lineOf(`${model.label(join.a)} – ${saysOf(context, join)} – ${model.label(join.b)}`, planned(context, join), join.lines.length);
    line.addEventListener("click", () => context.go({ sel: `${model.id(join.a)} ${model.id(join.b)}` }));
    joins.set(join, line);
    drawing.append(line);
  }
  walk(element, (one) => found.joins.flatMap(({ a, b }) => (cards.get(a) === one ? [cards.get(b)!] : cards.get(b) === one ? [cards.get(a)!] : [])));
  return {
    element,
    summary: t("explore.ego.summary", { name: model.label(centre), n: found.shown.size - 1 }),
    rows: rowsOf(context, found.joins.flatMap((join) => join.lines)),
    draw: () => draw(element, drawing, joins, cards),
    choose: (sel) => choose(context, sel, joins, cards),
  };
};

const columnOf = (context: Context, column: Column, shown: Set<number>): HTMLElement =>
  h("div", { class: "x-column", "data-column": `${column.side}.${column.depth}` }, ...column.groups.map((group) => groupOf(context, group, shown)));

const groupOf = (context: Context, group: Group, shown: Set<number>): HTMLElement => {
  const { t, state, go, model } = context;
  const left = group.total - group.cards.length;
  const key = `${model.id(group.parent)}/${group.family}`;
  const of = model.id(group.parent) === state.centre ? "" : ` · ${model.short(group.parent)}`;
  return h("section", { class: "x-group", "aria-label": t(`lane.${group.family}`) + of },
    h("h2", {}, t(`lane.${group.family}`), h("span", { class: "n" }, left > 0 ? ` ${group.cards.length} / ${grouped(group.total)}` : ` ${group.total}`), of ? h("span", { class: "x-of" }, of) : null),
    h("ul", {}, ...group.cards.map((one) => h("li", {}, cardOf(context, one), unfolder(context, one.node, shown)))),
    left > 0 ? button(t("explore.more", { n: grouped(left) }), () => go({ more: { ...state.more, [key]: group.cards.length + FIRST * 2 } }), { class: "x-more" }) : null);
};

/** A button that unfolds a card, or folds it again; none where nothing more is behind it. */
const unfolder = ({ model, state, filter, go, t }: Context, node: number, shown: Set<number>): HTMLElement | null => {
  const id = model.id(node);
  const open = state.open.includes(id);
  const behind = (line: Line): boolean => model.other(line, node) >= 0 && !shown.has(model.other(line, node)) && filter.passes(line);
  if (!open && (model.isFigure(node) || !model.of(node).some(behind))) return null;
  const label = t(open ? "explore.fold" : "explore.unfold", { name: model.label(node) });
  return button(open ? "−" : "+", () => go({ open: open ? state.open.filter((one) => one !== id) : [...state.open, id] }), { class: "x-unfold", "aria-label": label, title: label, "aria-expanded": String(open) });
};

const draw = (element: HTMLElement, drawing: SVGSVGElement, joins: Map<Join, SVGGElement>, cards: Map<number, HTMLElement>): void => {
  if (getComputedStyle(drawing).display === "none") return;
  const frame = element.getBoundingClientRect();
  drawing.setAttribute("width", String(element.scrollWidth));
  drawing.setAttribute("height", String(element.scrollHeight));
  const box = (one: HTMLElement): Box => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return { left: left - frame.left, right: right - frame.left, top: top - frame.top, bottom: bottom - frame.top };
  };
  const columns = [...element.querySelectorAll<HTMLElement>("[data-column]")];
  const at = (one: HTMLElement): number => columns.indexOf(one.closest<HTMLElement>("[data-column]")!);
  joins.forEach((line, { a, b }) => {
    const [one, other] = [cards.get(a)!, cards.get(b)!];
    const [first, last] = [at(one), at(other)].sort((x, y) => x - y) as [number, number];
    // Two cards of one column would only be joined by a line through their neighbours.
    line.classList.toggle("x-within", first === last);
    const between = columns.slice(first + 1, last).map((column) => [...column.querySelectorAll<HTMLElement>(".x-card")].map(box));
    if (first !== last) place(line, route(box(one), box(other), between));
  });
};

const choose = ({ model }: Context, sel: string, joins: Map<Join, SVGGElement>, cards: Map<number, HTMLElement>): void => {
  const [one, other] = sel.split(" ").map((id) => model.node(id)) as [number, number | undefined];
  cards.forEach((shown, node) => shown.setAttribute("aria-pressed", String(sel !== "" && (node === one || node === other))));
  joins.forEach((line, { a, b }) => {
    const on = sel !== "" && (other === undefined ? a === one || b === one : (a === one && b === other) || (a === other && b === one));
    line.classList.toggle("x-on", on);
    if (on) line.parentNode!.append(line);
  });
};
