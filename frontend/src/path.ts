// The shortest ways between two things (Yen 1971), hubs passed over unless the reader wants them.

import type { Filter } from "./filter.ts";
import type { Model } from "./model.ts";

export const PATHS = 5;
export const HOPS = 6;

type Way = number[];
interface Graph { neighbours: (node: number) => number[]; busy: (node: number) => number }

/** Returns up to five shortest ways of at most six hops; of one length those through what is connected with less. */
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
  const graph: Graph = {
    neighbours: (node) => {
      if (!remembered.has(node)) remembered.set(node, near(node));
      return remembered.get(node)!;
    },
    // What is connected with everything explains little.
    busy: (node) => (node === to ? 0 : Math.log2(1 + model.weight(node))),
  };
  const first = from === to ? null : shortest(graph, from, to, new Set(), new Set(), HOPS);
  const found: Way[] = first ? [first] : [];
  const waiting = new Map<string, Way>();
  while (found.length > 0 && found.length < PATHS) {
    deviate(graph, found, waiting);
    const next = [...waiting].sort(([, a], [, b]) => a.length - b.length || busyOf(graph, a) - busyOf(graph, b) || compare(a, b))[0];
    if (!next) break;
    waiting.delete(next[0]);
    found.push(next[1]);
  }
  return found;
};

const busyOf = ({ busy }: Graph, way: Way): number => way.slice(1).reduce((sum, node) => sum + busy(node), 0);

const compare = (a: Way, b: Way): number => {
  const at = a.findIndex((node, i) => node !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
};

/** Adds the ways that leave the last one found at each of its nodes. */
const deviate = (graph: Graph, found: Way[], waiting: Map<string, Way>): void => {
  const last = found[found.length - 1]!;
  const goal = last[last.length - 1]!;
  for (let at = 0; at < last.length - 1; at += 1) {
    const root = last.slice(0, at + 1);
    const closed = new Set<string>();
    for (const way of found) {
      if (root.every((node, i) => way[i] === node)) closed.add(`${way[at]} ${way[at + 1]}`);
    }
    const spur = shortest(graph, root[at]!, goal, new Set(root.slice(0, at)), closed, HOPS - at);
    if (!spur) continue;
    const way = [...root.slice(0, at), ...spur];
    const key = way.join(" ");
    if (!found.some((one) => one.join(" ") === key)) waiting.set(key, way);
  }
};

interface Step { before: number; hop: number; busy: number }

/** Returns a shortest way by breadth-first search, of these the least busy one, or null. */
const shortest = (graph: Graph, from: number, to: number, without: Set<number>, closed: Set<string>, hops: number): Way | null => {
  const steps = new Map<number, Step>([[from, { before: -1, hop: 0, busy: 0 }]]);
  let edge = [from];
  for (let hop = 1; hop <= hops && edge.length; hop += 1) {
    const next: number[] = [];
    for (const node of edge) {
      const { busy } = steps.get(node)!;
      for (const other of graph.neighbours(node)) {
        const known = steps.get(other);
        const all = busy + graph.busy(other);
        if ((known && (known.hop < hop || known.busy <= all)) || without.has(other) || (node === from && closed.has(`${node} ${other}`))) continue;
        if (!known) next.push(other);
        steps.set(other, { before: node, hop, busy: all });
      }
    }
    if (steps.has(to)) return unwind(steps, to);
    edge = next;
  }
  return null;
};

const unwind = (steps: Map<number, Step>, to: number): Way => {
  const way = [];
  for (let node = to; node >= 0; node = steps.get(node)!.before) way.unshift(node);
  return way;
};
