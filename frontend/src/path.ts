// The shortest ways between two things (Yen 1971), hubs passed over unless the reader wants them.

import type { Filter } from "./filter.ts";
import type { Model } from "./model.ts";

export const PATHS = 5;
export const HOPS = 6;

type Way = number[];

/** Returns up to five shortest ways of at most six hops; ways of one length in the order of the graph. */
export const paths = (model: Model, filter: Filter, from: number, to: number, hubs: boolean): Way[] => {
  const passable = (node: number): boolean => node === to || (!model.isFigure(node) && (hubs || !model.kind(node).hub));
  const near = (node: number): number[] => {
    const found = new Set<number>();
    for (const line of model.of(node)) {
      const other = model.other(line, node);
      if (other >= 0 && other !== node && passable(other) && filter.passes(line)) found.add(other);
    }
    return [...found].sort((a, b) => a - b);
  };
  const remembered = new Map<number, number[]>();
  const neighbours = (node: number): number[] => {
    if (!remembered.has(node)) remembered.set(node, near(node));
    return remembered.get(node)!;
  };
  const first = from === to ? null : shortest(neighbours, from, to, new Set(), new Set(), HOPS);
  const found: Way[] = first ? [first] : [];
  const waiting = new Map<string, Way>();
  while (found.length > 0 && found.length < PATHS) {
    deviate(neighbours, found, waiting);
    const next = [...waiting].sort(([, a], [, b]) => a.length - b.length || compare(a, b))[0];
    if (!next) break;
    waiting.delete(next[0]);
    found.push(next[1]);
  }
  return found;
};

const compare = (a: Way, b: Way): number => {
  const at = a.findIndex((node, i) => node !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
};

/** Adds the ways that leave the last one found at each of its nodes. */
const deviate = (neighbours: (node: number) => number[], found: Way[], waiting: Map<string, Way>): void => {
  const last = found[found.length - 1]!;
  const goal = last[last.length - 1]!;
  for (let at = 0; at < last.length - 1; at += 1) {
    const root = last.slice(0, at + 1);
    const closed = new Set<string>();
    for (const way of found) {
      if (root.every((node, i) => way[i] === node)) closed.add(`${way[at]} ${way[at + 1]}`);
    }
    const spur = shortest(neighbours, root[at]!, goal, new Set(root.slice(0, at)), closed, HOPS - at);
    if (!spur) continue;
    const way = [...root.slice(0, at), ...spur];
    const key = way.join(" ");
    if (!found.some((one) => one.join(" ") === key)) waiting.set(key, way);
  }
};

/** Returns a shortest way by breadth-first search, or null. */
const shortest = (neighbours: (node: number) => number[], from: number, to: number, without: Set<number>, closed: Set<string>, hops: number): Way | null => {
  const before = new Map<number, number>([[from, -1]]);
  let edge = [from];
  for (let hop = 0; hop < hops && edge.length; hop += 1) {
    const next: number[] = [];
    for (const node of edge) {
      for (const other of neighbours(node)) {
        if (before.has(other) || without.has(other) || (node === from && closed.has(`${node} ${other}`))) continue;
        before.set(other, node);
        if (other === to) return unwind(before, to);
        next.push(other);
      }
    }
    edge = next;
  }
  return null;
};

const unwind = (before: Map<number, number>, to: number): Way => {
  const way = [];
  for (let node = to; node >= 0; node = before.get(node)!) way.unshift(node);
  return way;
};
