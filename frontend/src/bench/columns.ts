// Which columns of an answer suit which picture, and the points, places and triples in them. Pure functions.

import type { Chart } from "./hash.ts";
import { isNumber, moment } from "./terms.ts";
import type { Answer, Cell, Term } from "./terms.ts";

export interface Suited { numbers: string[]; moments: string[]; names: string[]; places: string[] }
export interface Point { x: number; y: number; label: string; series: string }
export interface Plot { chart: Chart; x: string; y: string; by: string }
export interface Triple { subject: Term; predicate: Term; object: Term }
export interface Placed { iri: string; name: string; value: number; rows: number }

const PLACE = /\/place\/([^/]+)$/;
const SPO: Record<string, string[]> = { subject: ["s", "subject", "source"], predicate: ["p", "predicate", "property"], object: ["o", "object", "target"] };

const column = (answer: Answer, name: string): Cell[] => {
  const at = answer.names.indexOf(name);
  return at < 0 ? [] : answer.rows.map((row) => row[at] ?? null);
};

/** Most of what a column has is of a kind; one stray value does not spoil it. */
const mostly = (cells: Cell[], is: (cell: Cell) => boolean): boolean => {
  const given = cells.filter(Boolean);
  return given.length > 0 && given.filter(is).length >= given.length * 0.8;
};

/** Returns the columns by what they hold; `isPlace` says whether a name is one of a place. */
export const suited = (answer: Answer, isPlace: (name: string) => boolean): Suited => {
  const found: Suited = { numbers: [], moments: [], names: [], places: [] };
  if (answer.form !== "rows") return found;
  for (const name of answer.names) {
    const cells = column(answer, name);
    if (mostly(cells, (cell) => !Number.isNaN(moment(cell)) && (!isNumber(cell) || /year|年/i.test(name)))) found.moments.push(name);
    if (mostly(cells, isNumber)) found.numbers.push(name);
    else if (cells.some(Boolean)) found.names.push(name);
    if (mostly(cells, (cell) => cell?.kind === "iri" ? PLACE.test(cell.value) : cell?.kind === "literal" && isPlace(cell.value))) found.places.push(name);
  }
  return found;
};

/** Returns the chart that suits best, with what the reader chose of it; null where no column is of numbers. */
export const plotOf = ({ numbers, moments, names }: Suited, chosen: { chart: string; x: string; y: string; by: string }): Plot | null => {
  const y = numbers.includes(chosen.y) ? chosen.y : (numbers.find((name) => !moments.includes(name)) ?? numbers[0]);
  if (y === undefined) return null;
  const others = numbers.filter((name) => name !== y && !moments.includes(name));
  const times = moments.filter((name) => name !== y);
  const chart = (["bar", "line", "scatter"] as const).find((one) => one === chosen.chart) ?? (times.length ? "line" : names.length || !others.length ? "bar" : "scatter");
  const fit = chart === "bar" ? [...named(names), ...times, ...others] : [...times, ...others];
  const x = [...names, ...times, ...others].includes(chosen.x) && fit.includes(chosen.x) ? chosen.x : (fit[0] ?? "");
  const by = names.includes(chosen.by) && chosen.by !== x ? chosen.by : "";
  return { chart, x, y, by };
};

// The name of a thing reads better than its IRI, and both often stand in an answer.
const named = (names: string[]): string[] => [...names].sort((a, b) => Number(/name|label/i.test(b)) - Number(/name|label/i.test(a)));

/** Returns the points of a plot. */
export const points = (answer: Answer, { chart, x, y, by }: Plot, textOf: (term: Term) => string): Point[] => {
  const [xs, ys, series] = [column(answer, x), column(answer, y), column(answer, by)];
  const found: Point[] = [];
  ys.forEach((cell, at) => {
    const across = xs[at] ?? null;
    const place = isNumber(across) ? Number(across!.value) : moment(across);
    if (!isNumber(cell) || (chart !== "bar" && Number.isNaN(place))) return;
    found.push({ x: place, y: Number(cell!.value), label: across ? textOf(across) : "", series: series[at] ? textOf(series[at]!) : "" });
  });
  return chart === "line" ? found.sort((a, b) => a.x - b.x) : found;
};

/** Returns round numbers between which all values lie, with those between them. */
export const ticks = (least: number, most: number, wanted = 5): number[] => {
  const span = most - least || Math.abs(most) || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough)!;
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
};

/** Returns the columns of subject, predicate and object; without them the first two of things. */
export const roles = (answer: Answer): { subject: number; predicate: number; object: number } | null => {
  const at = (role: string): number => answer.names.findIndex((name) => SPO[role]!.includes(name.toLowerCase()));
  const [subject, predicate, object] = [at("subject"), at("predicate"), at("object")];
  if (subject >= 0 && object >= 0) return { subject, predicate, object };
  if (answer.form !== "rows") return null;
  const things = answer.names.map((_, index) => index).filter((index) => mostly(answer.rows.map((row) => row[index] ?? null), (cell) => cell?.kind === "iri"));
  return things.length >= 2 ? { subject: things[0]!, predicate: -1, object: things[1]! } : null;
};

/** Returns the triples of an answer, each once; a column name stands for a predicate that is not asked for. */
export const triples = (answer: Answer): Triple[] => {
  const found = roles(answer);
  if (!found) return [];
  const seen = new Map<string, Triple>();
  for (const row of answer.rows) {
    const [subject, object] = [row[found.subject], row[found.object]];
    const predicate = found.predicate >= 0 ? row[found.predicate] : ({ kind: "literal", value: answer.names[found.object]!, datatype: "", language: "" } as const);
    if (subject && predicate && object && subject.kind !== "literal") seen.set(`${subject.value}\n${predicate.value}\n${object.kind}${object.value}`, { subject, predicate, object });
  }
  return [...seen.values()];
};

/** Returns the places of a column, each once: how many rows it has, and the mean of a column of numbers. */
export const placed = (answer: Answer, place: string, value: string, iriOf: (name: string) => string, textOf: (term: Term) => string): { found: Placed[]; without: number } => {
  const [places, values] = [column(answer, place), column(answer, value)];
  const sums = new Map<string, { name: string; sum: number; rows: number }>();
  let without = 0;
  places.forEach((cell, at) => {
    const iri = cell?.kind === "iri" ? cell.value : cell ? iriOf(cell.value) : "";
    if (!iri || !PLACE.test(iri) || (value && !isNumber(values[at] ?? null))) { without += 1; return; }
    const sum = sums.get(iri) ?? { name: textOf(cell!), sum: 0, rows: 0 };
    sums.set(iri, { name: sum.name, sum: sum.sum + (value ? Number(values[at]!.value) : 0), rows: sum.rows + 1 });
  });
  const found = [...sums].map(([iri, { name, sum, rows }]) => ({ iri, name, rows, value: value ? sum / rows : rows }));
  return { found: found.sort((a, b) => b.value - a.value || (a.iri < b.iri ? -1 : 1)), without };
};

/** Returns the division code of the province that a place lies in; empty where its IRI has none. */
export const provinceOf = (iri: string): string => {
  const code = PLACE.exec(iri)?.[1] ?? "";
  return /^\d{6,}$/.test(code) ? `${code.slice(0, 2)}0000` : "";
};
