// Two places, documents, years or themes side by side: what only one has, and what both have.

import { cardOf, rowsOf } from "./cards.ts";
import type { Context, Shown } from "./context.ts";
import { button, h } from "./dom.ts";
import { filterOf } from "./filter.ts";
import type { Filter } from "./filter.ts";
import { card } from "./lanes.ts";
import type { Model } from "./model.ts";
import type { State } from "./state.ts";
import { compared } from "./tally.ts";
import type { Sides } from "./tally.ts";
import { grouped } from "./words.ts";

export const FEW = 6;
export const KINDS = ["place", "document", "year", "theme"] as const;
export type Side = (typeof KINDS)[number];

/** Says what a side is: a place by its id, a document by `doc:`, a year by `year:`, a theme by `theme:`. */
export const sideOf = (value: string): { kind: Side; key: string } => {
  const [head = "", ...rest] = value.split(":");
  const kind = { doc: "document", year: "year", theme: "theme" }[head] as Side | undefined;
  return kind ? { kind, key: rest.join(":") } : { kind: "place", key: value };
};

/** Returns what a side is called; empty if it is nothing that the graph has. */
export const sideLabel = (model: Model, value: string): string => {
  const { kind, key } = sideOf(value);
  if (kind === "document") return model.columns.documents.title[model.columns.documents.id.indexOf(key)] ?? "";
  if (kind === "theme") return model.columns.vocabulary.themes.find((theme) => theme.name === key)?.[model.language] ?? "";
  if (kind === "year") return /^\d{4}$/.test(key) ? key : "";
  const node = model.node(key);
  return node >= 0 ? model.label(node) : "";
};

const sideFilter = ({ model, state }: Context, value: string): Filter => {
  const { kind, key } = sideOf(value);
  const change: Partial<State> = kind === "year" ? { from: Number(key), to: Number(key) } : kind === "document" ? { document: key } : kind === "theme" ? { theme: key } : { place: key };
  return filterOf(model, { ...state, ...change });
};

/** Shows two sides by lane. */
export const compareView = (context: Context): Shown => {
  const { model, state, t } = context;
  const labels = [sideLabel(model, state.a), sideLabel(model, state.b)];
  if (!labels[0] || !labels[1]) return { element: h("p", { class: "x-none" }, t("explore.compare.start")), summary: t("explore.compare.start"), rows: [] };
  const [a, b] = [sideFilter(context, state.a), sideFilter(context, state.b)];
  const sides = compared(model, a, b);
  const heads = [t("explore.compare.only", { name: labels[0] }), t("explore.compare.both"), t("explore.compare.only", { name: labels[1] })];
  const element = h("div", { class: "x-compare" }, ...sides.map((side, lane) => laneOf(context, side, lane, heads, [a, b])));
  element.querySelectorAll<HTMLElement>(".x-card").forEach((one) => { one.tabIndex = 0; one.addEventListener("click", () => context.go({ sel: one.dataset["node"]! })); });
  const total = (pick: (side: Sides) => number[]): number => sides.reduce((all, side) => all + pick(side).length, 0);
  return {
    element,
    summary: t("explore.compare.summary", { a: labels[0], b: labels[1], both: grouped(total((side) => side.both)), onlya: grouped(total((side) => side.onlyA)), onlyb: grouped(total((side) => side.onlyB)) }),
    rows: rowsOf(context, model.lines.filter((line) => line.source >= 0 && (a.passes(line) || b.passes(line)))),
    choose: (sel) => element.querySelectorAll<HTMLElement>(".x-card").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset["node"] === sel))),
  };
};

const laneOf = (context: Context, side: Sides, lane: number, heads: string[], [a, b]: [Filter, Filter]): HTMLElement => {
  const { model, state, t, go } = context;
  const { name, ...labels } = model.columns.vocabulary.lanes[lane]!;
  const either: Filter = { placeLabel: "", passes: (line) => a.passes(line) || b.passes(line) };
  const most = Math.max(FEW, state.more[name] ?? 0);
  const column = (nodes: number[], head: string, filter: Filter): HTMLElement => h("section", { class: "x-side", "aria-label": `${labels[model.language]} ${head}` },
    h("h3", {}, head, " ", h("span", { class: "n" }, grouped(nodes.length))),
    h("ul", {}, ...nodes.slice(0, most).map((node) => h("li", {}, cardOf(context, card(model, node, filter))))),
    nodes.length > most ? button(t("explore.more", { n: grouped(nodes.length - most) }), () => go({ more: { ...state.more, [name]: most + FEW * 2 } }), { class: "x-more" }) : null);
  return h("section", { class: "x-pair" }, h("h2", {}, labels[model.language]),
    h("div", { class: "x-sides" }, column(side.onlyA, heads[0]!, a), column(side.both, heads[1]!, either), column(side.onlyB, heads[2]!, b)));
};
