// The surroundings of a thing, grouped by family, and unfolded card by card. Pure functions.

import type { Filter } from "./filter.ts";
import { card, join } from "./lanes.ts";
import type { Card, Join } from "./lanes.ts";
import type { Line, Model } from "./model.ts";

export const FIRST = 5;
const LEFT = new Set(["institution", "person", "place"]);
const MOST = 60;

export interface Group { family: string; cards: Card[]; total: number; parent: number }
/** A column of groups; `side` is -1 left and 1 right of the centre, `depth` how far from it. */
export interface Column { side: -1 | 1; depth: number; groups: Group[] }
export interface Surroundings { columns: Column[]; joins: Join[]; shown: Set<number> }

const neighbours = (model: Model, filter: Filter, node: number): Map<number, number> => {
  const found = new Map<number, number>();
  for (const line of model.of(node)) {
    const other = model.other(line, node);
    if (other >= 0 && other !== node && filter.passes(line)) found.set(other, (found.get(other) ?? 0) + 1);
  }
  return found;
};

/** Returns the groups around a node, without what is shown already; what is shown now is added to it. */
export const around = (model: Model, filter: Filter, node: number, shown: Set<number>, more: Record<string, number>): Group[] => {
  const families = new Map<string, [number, number][]>();
  for (const [other, weight] of neighbours(model, filter, node)) {
    if (shown.has(other)) continue;
    const { family } = model.kind(other);
    if (!families.has(family)) families.set(family, []);
    families.get(family)!.push([other, weight]);
  }
  const order = [...new Set(model.classes.map((kind) => kind.family))];
  const groups = [...families].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([family, found]) => {
    const wanted = Math.min(MOST, Math.max(FIRST, more[`${model.id(node)}/${family}`] ?? 0));
    const cards = found.sort(([a, x], [b, y]) => y - x || a - b).slice(0, wanted).map(([other]) => card(model, other, filter));
    return { family, cards, total: found.length, parent: node };
  });
  groups.forEach((group) => group.cards.forEach((one) => shown.add(one.node)));
  return groups;
};

/** Returns what stands around a centre, and around each card that was unfolded. */
export const surroundings = (model: Model, filter: Filter, centre: number, open: number[], more: Record<string, number>): Surroundings => {
  const shown = new Set([centre]);
  const first = around(model, filter, centre, shown, more);
  const columns: Column[] = [
    { side: -1, depth: 1, groups: first.filter((group) => LEFT.has(group.family)) },
    { side: 1, depth: 1, groups: first.filter((group) => !LEFT.has(group.family)) },
  ];
  const placed = new Map<number, Column>();
  const settle = (column: Column): void => column.groups.forEach((group) => group.cards.forEach((one) => placed.set(one.node, column)));
  columns.forEach(settle);
  for (const node of open) {
    const home = placed.get(node);
    if (!home) continue;
    const groups = around(model, filter, node, shown, more);
    let outer = columns.find((column) => column.side === home.side && column.depth === home.depth + 1);
    if (!outer) columns.push(outer = { side: home.side, depth: home.depth + 1, groups: [] });
    outer.groups.push(...groups);
    settle(outer);
  }
  return { columns: columns.sort((a, b) => a.side * a.depth - b.side * b.depth), joins: joinsOf(model, filter, [centre, ...open], shown), shown };
};

/** The lines that start at the centre or at an unfolded card, and end at a card. */
const joinsOf = (model: Model, filter: Filter, hearts: number[], shown: Set<number>): Join[] => {
  const lines = new Set<Line>();
  for (const heart of hearts.filter((node) => shown.has(node))) {
    for (const line of model.of(heart)) {
      const other = model.other(line, heart);
      if (other >= 0 && other !== heart && shown.has(other) && filter.passes(line)) lines.add(line);
    }
  }
  return join([...lines]);
};
