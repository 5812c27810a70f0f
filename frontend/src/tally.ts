// Counts for overviews: by theme, by year, by place. Pure functions.

import type { Filter } from "./filter.ts";
import type { Line, Model } from "./model.ts";

export interface ThemeRow { name: string; label: string; cells: number[]; documents: number; years: Map<number, number> }

/** Returns for each theme how many things of each lane its lines reach, its documents, its claims by year. */
export const themeRows = (model: Model, filter: Filter, published = false): ThemeRow[] => {
  const { themes, lanes } = model.columns.vocabulary;
  const found = themes.map(() => ({ lanes: lanes.map(() => new Set<number>()), documents: new Set<number>(), claims: new Map<number, Line>() }));
  for (const line of model.lines) {
    if (!filter.passes(line)) continue;
    for (const theme of themesOf(model, line)) {
      const row = found[theme]!;
      for (const node of [line.source, line.target]) {
        if (node >= 0 && model.lane(node) >= 0) row.lanes[model.lane(node)]!.add(node);
      }
      row.documents.add(line.document);
      row.claims.set(line.number, line);
    }
  }
  return found.map((row, at) => ({
    name: themes[at]!.name, label: themes[at]![model.language], cells: row.lanes.map((set) => set.size), documents: row.documents.size,
    years: byYear(model, [...row.claims.values()], published),
  })).filter((row) => row.documents > 0).sort((a, b) => sum(b.years) - sum(a.years) || (a.name < b.name ? -1 : 1));
};

const themesOf = (model: Model, line: Line): Set<number> =>
  new Set([line.source, line.target].flatMap((node) => (node >= 0 ? model.themes(node) : [])));

/** Returns how many lines begin in each year. */
export const byYear = (model: Model, lines: Line[], published = false): Map<number, number> => {
  const years = new Map<number, number>();
  for (const line of lines) {
    const [year] = model.yearsOf(line, published);
    if (year) years.set(year, (years.get(year) ?? 0) + 1);
  }
  return years;
};

export const sum = (counts: Map<number, number>): number => [...counts.values()].reduce((all, one) => all + one, 0);

export interface TimeRow { node: number; cells: Map<number, Line[]>; total: number }

/** The years that are worth a column: the densest stretch of at most `most` years. */
export const stretch = (counts: Map<number, number>, most: number): [number, number] => {
  const years = [...counts.keys()].sort((a, b) => a - b);
  if (!years.length) return [0, -1];
  let best: [number, number] = [years[0]!, years[0]!];
  let weight = 0;
  for (const first of years) {
    const last = Math.min(first + most - 1, years[years.length - 1]!);
    const inside = years.filter((year) => year >= first && year <= last).reduce((all, year) => all + counts.get(year)!, 0);
    if (inside > weight) { weight = inside; best = [first, last]; }
  }
  return [best[0], Math.max(...years.filter((year) => year <= best[1]))];
};

/** Returns the claims of each row by year: of initiatives, or of all that a centre is connected with. */
export const timeRows = (model: Model, filter: Filter, centre: number, published: boolean, most: number): { rows: TimeRow[]; total: number } => {
  const found = new Map<number, Line[]>();
  const note = (node: number, line: Line): void => {
    const lines = found.get(node);
    if (!lines) found.set(node, [line]);
    // The lines of a claim follow each other: it is counted once.
    else if (lines[lines.length - 1]!.number !== line.number) lines.push(line);
  };
  for (const line of centre >= 0 ? model.of(centre) : model.lines) {
    if (!filter.passes(line)) continue;
    if (centre >= 0) note(model.other(line, centre) >= 0 ? model.other(line, centre) : centre, line);
    else [line.source, line.target].filter((node) => node >= 0 && model.kind(node).family === "initiative").forEach((node) => note(node, line));
  }
  const counted = [...found].map(([node, lines]) => ({ node, lines, years: yearCount(model, lines, published) }));
  counted.sort((a, b) => b.years - a.years || b.lines.length - a.lines.length || a.node - b.node);
  const shown = counted.slice(0, most).map(({ node, lines }) => ({ node, cells: cellsOf(model, lines, published), total: lines.length }));
  // Who is first comes first: that is how a thing spread.
  const first = (row: TimeRow): number => Math.min(9999, ...row.cells.keys());
  return { rows: shown.sort((a, b) => first(a) - first(b) || b.total - a.total || a.node - b.node), total: counted.length };
};

const yearCount = (model: Model, lines: Line[], published: boolean): number =>
  lines.length === 1 ? Math.min(1, model.yearsOf(lines[0]!, published)[0]) : new Set(lines.map((line) => model.yearsOf(line, published)[0]).filter(Boolean)).size;

const cellsOf = (model: Model, lines: Line[], published: boolean): Map<number, Line[]> => {
  const cells = new Map<number, Line[]>();
  for (const line of lines) {
    const [year] = model.yearsOf(line, published);
    const cell = cells.get(year);
    if (cell) cell.push(line);
    else if (year) cells.set(year, [line]);
  }
  return cells;
};

export interface PlaceCount { node: number; claims: number; initiatives: number; below: PlaceCount[] }

/** Returns the places of the country with what is said of each and of all below it. */
export const placeCounts = (model: Model, filter: Filter): Map<number, PlaceCount> => {
  const claims = new Map<number, Set<number>>();
  const initiatives = new Map<number, Set<number>>();
  const children = new Map<number, number[]>();
  const add = <T>(sets: Map<number, Set<T>>, node: number, value: T): void => {
    if (!sets.has(node)) sets.set(node, new Set());
    sets.get(node)!.add(value);
  };
  for (let node = 0; node < model.entities; node += 1) {
    if (model.above(node) >= 0) children.set(model.above(node), [...(children.get(model.above(node)) ?? []), node]);
  }
  for (const line of model.lines) {
    if (!filter.passes(line)) continue;
    for (const [node, other] of [[line.source, line.target], [line.target, line.source]] as const) {
      if (node < 0 || model.kind(node).name !== "Place") continue;
      for (let up = node, steps = 0; up >= 0 && steps < 8; up = model.above(up), steps += 1) {
        add(claims, up, line.number);
        if (other >= 0 && model.kind(other).family === "initiative") add(initiatives, up, other);
      }
    }
  }
  const made = new Map<number, PlaceCount>();
  const count = (node: number): PlaceCount => {
    const below = (children.get(node) ?? []).map(count).filter((one) => one.claims > 0).sort((a, b) => b.claims - a.claims || a.node - b.node);
    const one = { node, claims: claims.get(node)?.size ?? 0, initiatives: initiatives.get(node)?.size ?? 0, below };
    made.set(node, one);
    return one;
  };
  for (let node = 0; node < model.entities; node += 1) {
    if (model.kind(node).name === "Place" && model.above(node) < 0) count(node);
  }
  return made;
};

export interface Sides { onlyA: number[]; both: number[]; onlyB: number[] }

/** Returns by lane what only one of two filters reaches and what both do, most spoken of first. */
export const compared = (model: Model, a: Filter, b: Filter): Sides[] => {
  const weights = [a, b].map((filter) => {
    const found = new Map<number, Set<number>>();
    for (const line of model.lines) {
      if (!filter.passes(line)) continue;
      for (const node of [line.source, line.target]) {
        if (node < 0 || model.lane(node) < 0) continue;
        if (!found.has(node)) found.set(node, new Set());
        found.get(node)!.add(line.number);
      }
    }
    return found;
  });
  const weight = (node: number): number => weights.reduce((all, one) => all + (one.get(node)?.size ?? 0), 0);
  const all = [...new Set(weights.flatMap((one) => [...one.keys()]))].sort((x, y) => weight(y) - weight(x) || x - y);
  return model.columns.vocabulary.lanes.map((_, lane) => {
    const here = all.filter((node) => model.lane(node) === lane);
    const has = (node: number, side: number): boolean => weights[side]!.has(node);
    return {
      onlyA: here.filter((node) => has(node, 0) && !has(node, 1)), both: here.filter((node) => has(node, 0) && has(node, 1)),
      onlyB: here.filter((node) => !has(node, 0) && has(node, 1)),
    };
  });
};
