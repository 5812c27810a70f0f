// A card is a button with the name of a thing, its number and what became of it.

import type { Context, Row } from "./context.ts";
import { h, icon } from "./dom.ts";
import type { Card, Join, Tally } from "./lanes.ts";
import type { Line } from "./model.ts";
import { grouped } from "./words.ts";

const STATUSES = ["completed", "ongoing", "planned"] as const;

const tally = ({ t }: Context, counts: Tally): HTMLElement | null => {
  const shown = STATUSES.filter((status) => counts[status]);
  return shown.length === 0 ? null : h("span", { class: "x-tally" },
    ...shown.map((status) => h("span", { class: `x-dot x-${status}`, title: t(`status.${status}`) },
      h("span", { class: "x-hidden" }, t(`status.${status}`)), grouped(counts[status]))));
};

/** Returns the card of a node; it is chosen with a click or Enter. */
export const cardOf = (context: Context, { node, tally: counts, lines }: Card): HTMLButtonElement => {
  const { model, filter, t } = context;
  const kind = model.kind(node);
  const number = model.number(node);
  return h("button", {
    type: "button", class: `x-card f-${kind.family}`, "data-node": model.id(node), "aria-pressed": "false", tabindex: "-1",
    title: `${kind[model.language]}: ${model.label(node)}`,
  },
    h("span", { class: "x-name" }, icon(kind.family), h("span", { class: "x-hidden" }, `${kind[model.language]} `), h("bdi", { lang: model.labelLanguage(node) }, model.short(node, filter.placeLabel))),
    h("span", { class: "x-foot" },
      number ? h("b", { class: "x-number", lang: "zh-CN" }, model.conflicts(node) ? h("span", { class: "x-bolt", title: t("explore.conflict") }, "⚡") : null, number) : null,
      tally(context, counts),
      number ? null : h("span", { class: "x-count" }, t("explore.claims", { n: grouped(lines) }))));
};

/** Returns the rows of some lines. */
export const rowsOf = ({ model }: Context, lines: Line[]): Row[] =>
  lines.map((line) => ({
    source: line.source, says: model.says(line), target: line.target, status: model.status(line),
    years: period(line), document: line.document, claim: line.claim,
  }));

const period = ({ from, to }: Line): string => (from ? (to && to !== from ? `${from}–${to}` : String(from)) : "");

/** Says what a joined line says: its words, each once. */
export const saysOf = ({ model, t }: Context, join: Join): string => {
  const said = [...new Set(join.lines.map((line) => model.says(line)))];
  return said.slice(0, 3).join(t("explore.comma")) + (said.length > 3 ? "…" : "");
};

/** A line is drawn broken where all its claims are plans. */
export const planned = ({ model }: Context, join: Join): boolean => join.lines.every((line) => model.status(line) === "planned");

/** Makes arrow keys walk over cards: up and down in a column, left and right along lines. */
export const walk = (root: HTMLElement, near: (card: HTMLElement) => HTMLElement[]): void => {
  const cards = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(".x-card")];
  const columnOf = (card: HTMLElement): HTMLElement[] => [...(card.closest("[data-column]") ?? root).querySelectorAll<HTMLElement>(".x-card")];
  const rove = (card: HTMLElement): void => {
    columnOf(card).forEach((other) => { other.tabIndex = other === card ? 0 : -1; });
  };
  root.querySelectorAll<HTMLElement>("[data-column]").forEach((column) => {
    const first = column.querySelector<HTMLElement>(".x-card");
    if (first) first.tabIndex = 0;
  });
  root.addEventListener("focusin", (event) => {
    const card = (event.target as Element).closest<HTMLElement>(".x-card");
    if (card) rove(card);
  });
  root.addEventListener("keydown", (event) => {
    const card = (event.target as Element).closest<HTMLElement>(".x-card");
    const to = card && target(event, card, columnOf(card), near(card), cards());
    if (to) { event.preventDefault(); to.focus(); }
  });
};

const target = (event: KeyboardEvent, card: HTMLElement, column: HTMLElement[], near: HTMLElement[], all: HTMLElement[]): HTMLElement | null => {
  const at = column.indexOf(card);
  if (event.key === "ArrowDown") return column[at + 1] ?? null;
  if (event.key === "ArrowUp") return column[at - 1] ?? null;
  if (event.key === "Home") return column[0] ?? null;
  if (event.key === "End") return column[column.length - 1] ?? null;
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return null;
  const box = card.getBoundingClientRect();
  const beside = (other: HTMLElement): boolean => {
    const its = other.getBoundingClientRect();
    return event.key === "ArrowLeft" ? its.right <= box.left : its.left >= box.right;
  };
  const reach = (other: HTMLElement): number => Math.abs(other.getBoundingClientRect().top - box.top) + Math.abs(other.getBoundingClientRect().left - box.left);
  const sorted = (some: HTMLElement[]): HTMLElement[] => some.filter(beside).sort((a, b) => reach(a) - reach(b));
  return sorted(near)[0] ?? sorted(all)[0] ?? null;
};
