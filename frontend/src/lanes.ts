// The default picture: who acts → for what goal ← what is done → what came of it. Pure functions.

import type { Filter } from "./filter.ts";
import type { Line, Model } from "./model.ts";

export const SHOWN = 13;
const ROUNDS = 6;

export interface Tally { completed: number; ongoing: number; planned: number }
export interface Card { node: number; tally: Tally; lines: number }
export interface Lane { name: string; label: string; cards: Card[]; total: number }
export interface Join { a: number; b: number; lines: Line[] }
export interface Picture { lanes: Lane[]; joins: Join[]; hidden: number }

const drawn = (model: Model, line: Line): boolean =>
  line.source >= 0 && model.properties[line.property]!.lanes && model.lane(line.source) >= 0 &&
  model.lane(line.target) >= 0 && model.lane(line.source) !== model.lane(line.target);

const count = (counts: Map<number, number>, node: number, by = 1): void => {
  counts.set(node, (counts.get(node) ?? 0) + by);
};

/** The middle lane is the one that the lines of all others lead to: that of the initiatives. */
const hinge = (model: Model): number => model.columns.vocabulary.lanes.findIndex((lane) => lane.name === "initiative");

const best = (weights: Map<number, number>, n: number): number[] =>
  [...weights].sort(([a, x], [b, y]) => y - x || a - b).slice(0, n).map(([node]) => node);

interface Gathered { lines: Line[]; weights: Map<number, number>[] }

const between = new WeakMap<Model, Line[]>();

/** The lines between lanes, whatever the filter. */
const drawnOf = (model: Model): Line[] => {
  const known = between.get(model) ?? model.lines.filter((line) => drawn(model, line));
  between.set(model, known);
  return known;
};

/** Returns the lines between lanes that pass, and by lane how much each node is connected. */
const gather = (model: Model, filter: Filter): Gathered => {
  const lines = drawnOf(model).filter(filter.passes);
  const weights = model.columns.vocabulary.lanes.map(() => new Map<number, number>());
  for (const line of lines) {
    count(weights[model.lane(line.source)]!, line.source);
    count(weights[model.lane(line.target)]!, line.target);
  }
  return { lines, weights };
};

/** What is done ranks by how many lanes it reaches, then by how often it is spoken of. */
const rankHinge = (model: Model, { lines, weights }: Gathered, middle: number): Map<number, number> => {
  const reached = new Map<number, Set<number>>();
  for (const line of lines) {
    for (const [one, other] of [[line.source, line.target], [line.target, line.source]] as const) {
      if (model.lane(one) !== middle) continue;
      if (!reached.has(one)) reached.set(one, new Set());
      reached.get(one)!.add(model.lane(other));
    }
  }
  return new Map([...weights[middle]!].map(([node, weight]) => [node, (reached.get(node)?.size ?? 0) * 10_000 + Math.min(weight, 9_999)]));
};

/** The others rank by their lines to cards that are shown, then by all of them. */
const rankSide = (model: Model, { lines, weights }: Gathered, lane: number, shown: Set<number>): Map<number, number> => {
  const near = new Map<number, number>();
  for (const line of lines) {
    for (const [one, other] of [[line.source, line.target], [line.target, line.source]] as const) {
      if (model.lane(one) === lane && shown.has(other)) count(near, one);
    }
  }
  return new Map([...weights[lane]!].map(([node, weight]) => [node, (near.get(node) ?? 0) * 10_000 + Math.min(weight, 9_999)]));
};

/** Returns the cards and lines of the lanes; `more` says by name how many cards a lane shows. */
export const lanes = (model: Model, filter: Filter, more: Record<string, number> = {}): Picture => {
  const found = gather(model, filter);
  const middle = hinge(model);
  const names = model.columns.vocabulary.lanes;
  const limit = (lane: number): number => Math.max(SHOWN, more[names[lane]!.name] ?? 0);
  const chosen: number[][] = names.map(() => []);
  if (middle >= 0) chosen[middle] = best(rankHinge(model, found, middle), limit(middle));
  const shown = new Set(chosen.flat());
  names.forEach((_, lane) => {
    if (lane === middle) return;
    chosen[lane] = best(rankSide(model, found, lane, shown), limit(lane));
    if (lane < middle) chosen[lane]!.forEach((node) => shown.add(node));
  });
  const all = new Set(chosen.flat());
  const joins = join(found.lines.filter((line) => all.has(line.source) && all.has(line.target)));
  const ordered = order(chosen, joins);
  return {
    lanes: names.map((lane, at) => ({
      name: lane.name,
      label: lane[model.language],
      cards: ordered[at]!.map((node) => card(model, node, filter)),
      total: found.weights[at]!.size,
    })),
    joins,
    hidden: found.lines.length - joins.reduce((sum, one) => sum + one.lines.length, 0),
  };
};

/** Returns a card; a claim counts once however many lines it has. */
export const card = (model: Model, node: number, filter: Filter): Card => {
  const tally: Tally = { completed: 0, ongoing: 0, planned: 0 };
  const claims = new Map<number, Line>();
  model.of(node).filter(filter.passes).forEach((line) => claims.set(line.number, line));
  claims.forEach((line) => {
    const status = model.status(line);
    if (status === "completed" || status === "ongoing" || status === "planned") tally[status] += 1;
  });
  return { node, tally, lines: claims.size };
};

/** Returns the lines between each two nodes as one. */
export const join = (lines: Line[]): Join[] => {
  const found = new Map<string, Join>();
  for (const line of lines) {
    const [a, b] = line.source < line.target ? [line.source, line.target] : [line.target, line.source];
    const key = `${a} ${b}`;
    if (!found.has(key)) found.set(key, { a, b, lines: [] });
    found.get(key)!.lines.push(line);
  }
  return [...found.values()];
};

/** Returns the cards of each lane so that lines cross little: each near the middle of its neighbours. */
export const order = (chosen: number[][], joins: Join[]): number[][] => {
  const near = new Map<number, number[]>();
  for (const { a, b } of joins) {
    near.set(a, [...(near.get(a) ?? []), b]);
    near.set(b, [...(near.get(b) ?? []), a]);
  }
  const orders = chosen.map((lane) => [...lane]);
  const rank = new Map<number, number>();
  const settle = (lane: number[]): void => lane.forEach((node, at) => rank.set(node, (at + 0.5) / lane.length));
  orders.forEach(settle);
  // Cards without a line keep to the end of their lane, in the order they came in.
  const middle = (node: number): number => {
    const found = (near.get(node) ?? []).map((other) => rank.get(other)!);
    return found.length ? found.reduce((sum, one) => sum + one, 0) / found.length : 2;
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    orders.forEach((lane, number) => {
      orders[number] = lane.map((node, at) => ({ node, at, value: middle(node) })).sort((a, b) => a.value - b.value || a.at - b.at).map((one) => one.node);
      settle(orders[number]!);
    });
  }
  return orders;
};
