// The pictures of an answer: rows, chart, network, map. Each says what it shows, or why it cannot.

import { button, h, icon, on, safeHref } from "../dom.ts";
import type { Child } from "../dom.ts";
import type { Tile } from "../model.ts";
import type { Words } from "../words.ts";
import { grouped } from "../words.ts";
import { chart } from "./chart.ts";
import { placed, plotOf, points, provinceOf, suited } from "./columns.ts";
import type { Placed, Suited } from "./columns.ts";
import { CHARTS } from "./hash.ts";
import type { State } from "./hash.ts";
import type { Names } from "./known.ts";
import { compare, isNumber, moment } from "./terms.ts";
import type { Answer, Cell, Term } from "./terms.ts";

export interface Given { answer: Answer; state: State; names: Names; t: Words; tiles: Tile[]; width: number; go: (change: Partial<State>) => void }

export const PAGE = 50;
const MOST_NAMED = 3000;
const DISCS = 60;

/** Says why there is no picture. */
export const nothing = (...said: Child[]): HTMLElement => h("p", { class: "x-none" }, ...said);

const irisOf = (cells: Cell[]): string[] => cells.filter((cell) => cell?.kind === "iri").map((cell) => cell!.value);
const at = (answer: Answer, name: string): Cell[] => answer.rows.map((row) => row[answer.names.indexOf(name)] ?? null);

/** A term as a reader sees it: a thing with its page, text with its language. */
export const termOf = (term: Cell, names: Names): Child => {
  if (!term) return null;
  const text = names.textOf(term);
  if (term.kind !== "iri") return h("bdi", { lang: term.language || null, title: term.datatype || null }, text);
  const thing = names.thing(term.value);
  const href = safeHref(thing?.href ?? term.value);
  const name = h("bdi", { lang: thing?.language === "zh" ? "zh-CN" : thing?.language || null }, text);
  return href ? h("a", { class: "thing", href, title: term.value }, thing && thing.family !== "thing" ? icon(thing.family) : null, name) : name;
};

/** Returns the rows in the order that is chosen. */
const ordered = ({ answer, state, names }: Given): Cell[][] => {
  const column = answer.names.indexOf(state.sort.replace(/^-/, ""));
  if (column < 0) return answer.rows;
  const way = state.sort.startsWith("-") ? -1 : 1;
  const textOf = (term: Term): string => names.textOf(term);
  return [...answer.rows].sort((a, b) => way * compare(a[column] ?? null, b[column] ?? null, textOf, names.language === "zh" ? "zh-CN" : "en"));
};

/** Shows the rows: sortable by each column, a page at a time. */
export const tableView = async (given: Given): Promise<HTMLElement> => {
  const { answer, state, names, t, go } = given;
  if (answer.form === "truth") return h("p", { class: "truth" }, t(answer.truth ? "question.yes" : "question.no"));
  if (!answer.rows.length) return nothing(t("question.none"));
  if (state.sort) await names.need(irisOf(at(answer, state.sort.replace(/^-/, ""))).slice(0, MOST_NAMED));
  const rows = ordered(given);
  const pages = Math.ceil(rows.length / PAGE);
  const page = Math.min(state.page, pages);
  const shown = rows.slice((page - 1) * PAGE, page * PAGE);
  await names.need(shown.flatMap(irisOf));
  const head = answer.names.map((name) => {
    const way = state.sort === name ? "ascending" : state.sort === `-${name}` ? "descending" : null;
    const next = way === "ascending" ? `-${name}` : way === "descending" ? "" : name;
    return h("th", { scope: "col", "aria-sort": way }, button(h("span", {}, columnLabel(t, name), h("span", { class: "w-way", "aria-hidden": "true" }, way === "ascending" ? " ↑" : way === "descending" ? " ↓" : "")), () => go({ sort: next, page: 1 }), { class: "x-plain", "data-keep": `sort-${name}`, title: t("bench.sort", { name }) }));
  });
  const body = shown.map((row) => h("tr", {}, ...answer.names.map((_, index) => h("td", { class: classOf(row[index] ?? null) }, termOf(row[index] ?? null, names)))));
  return h("div", {},
    h("div", { class: "x-table", tabindex: "0", role: "region", "aria-label": t("bench.view.table") }, h("table", { class: "answer" }, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...body))),
    pages > 1 ? h("nav", { class: "pager", "aria-label": t("page.of", { page, pages }) },
      button(`← ${t("page.previous")}`, () => go({ page: page - 1 }), { disabled: page === 1, "data-keep": "previous" }), h("span", {}, t("page.of", { page, pages })),
      button(`${t("page.next")} →`, () => go({ page: page + 1 }), { disabled: page === pages, "data-keep": "next" })) : null);
};

const classOf = (cell: Cell): string | null => (isNumber(cell) ? "num" : Number.isNaN(moment(cell)) ? null : "date");

const columnLabel = (t: Words, name: string): string => {
  const called = t(`column.${name}`);
  return called === `column.${name}` ? `?${name}` : called;
};

/** A choice of a column or a kind. */
const choice = (label: string, key: string, options: [string, string][], value: string, take: (value: string) => void): HTMLElement => {
  const field = h("select", { id: `w-${key}` }, ...options.map(([option, text]) => h("option", { value: option, selected: option === value }, text)));
  return h("label", { class: "w-choice" }, h("span", {}, label), on(field, "change", () => take(field.value)));
};

const withPlaces = async ({ answer, names }: Given): Promise<Suited> => {
  const texts = answer.form === "rows" ? answer.names.flatMap((name) => at(answer, name).filter((cell) => cell?.kind === "literal" && !cell.datatype && cell.value.length < 20).map((cell) => cell!.value)) : [];
  await names.need([], [...new Set(texts)].slice(0, MOST_NAMED));
  return suited(answer, (name) => names.place(name) !== "");
};

/** Shows columns of numbers as bars, lines or points. */
export const chartView = async (given: Given): Promise<HTMLElement> => {
  const { answer, state, names, t, width, go } = given;
  const columns = suited(answer, () => false);
  const plot = plotOf(columns, state);
  if (!plot) return nothing(t("bench.chart.none"));
  for (const name of [plot.x, plot.by].filter(Boolean)) await names.need(irisOf(at(answer, name)).slice(0, MOST_NAMED));
  const found = points(answer, plot, (term) => names.textOf(term));
  const pick = (names_: string[]): [string, string][] => names_.map((name) => [name, columnLabel(t, name)]);
  const across = plot.chart === "bar" ? [...columns.names, ...columns.moments, ...columns.numbers] : [...columns.moments, ...columns.numbers];
  const bar = h("div", { class: "x-row w-choices" },
    choice(t("bench.chart.kind"), "chart", CHARTS.map((kind): [string, string] => [kind, t(`bench.chart.${kind}`)]), plot.chart, (kind) => go({ chart: kind as State["chart"], x: "" })),
    choice(t("bench.chart.x"), "x", pick([...new Set(across)].filter((name) => name !== plot.y)), plot.x, (x) => go({ x })),
    choice(t("bench.chart.y"), "y", pick(columns.numbers), plot.y, (y) => go({ y })),
    choice(t("bench.chart.by"), "by", [["", t("bench.none")], ...pick(columns.names.filter((name) => name !== plot.x))], plot.by, (by) => go({ by })));
  if (!plot.x || !found.length) return h("div", {}, bar, nothing(t("bench.chart.nothing")));
  const drawn = chart({ points: found, plot, axes: { x: columnLabel(t, plot.x), y: columnLabel(t, plot.y) }, isTime: columns.moments.includes(plot.x), width, t });
  return h("div", {}, bar, drawn);
};

const heat = (n: number, most: number): string => `h${Math.max(1, Math.min(5, Math.ceil(Math.sqrt(Math.max(0, n) / (most || 1)) * 5)))}`;
const rounded = (n: number): string => grouped(Math.round(n)) === String(n) || Number.isInteger(n) ? grouped(n) : String(Number(n.toPrecision(4)));

/** Shows places as tiles of provinces at fixed places, and what lies in the chosen one: a grid, no map of borders. */
export const mapView = async (given: Given): Promise<HTMLElement> => {
  const { answer, state, names, t, tiles, go } = given;
  const columns = await withPlaces(given);
  const place = columns.places.includes(state.place) ? state.place : columns.places[0];
  if (place === undefined) return nothing(t("bench.map.none"));
  await names.need(irisOf(at(answer, place)).slice(0, MOST_NAMED));
  const value = columns.numbers.includes(state.value) ? state.value : "";
  const { found, without } = placed(answer, place, value, (name) => names.place(name), (term) => names.textOf(term));
  const by = new Map<string, Placed[]>();
  found.forEach((one) => by.set(provinceOf(one.iri), [...(by.get(provinceOf(one.iri)) ?? []), one]));
  const worth = (some: Placed[]): number => (value ? some.reduce((sum, one) => sum + one.value, 0) / some.length : some.reduce((sum, one) => sum + one.rows, 0));
  const most = Math.max(...[...by].filter(([code]) => code).map(([, some]) => worth(some)), 0);
  const open = state.tile && by.has(state.tile) ? state.tile : ([...by.keys()].find(Boolean) ?? "");
  const bar = h("div", { class: "x-row w-choices" },
    choice(t("bench.map.place"), "place", columns.places.map((name) => [name, columnLabel(t, name)]), place, (one) => go({ place: one })),
    choice(t("bench.map.value"), "value", [["", t("bench.map.rows")], ...columns.numbers.map((name): [string, string] => [name, t("bench.map.mean", { name: columnLabel(t, name) })])], value, (one) => go({ value: one })));
  const grid = h("div", { class: "x-picture" }, h("div", { class: "x-tiles" }, ...tiles.map((tile) => tileOf(given, tile, by.get(tile.place.replace("place/", "")), worth, most, open))));
  const others = by.get("") ?? [];
  return h("div", {}, bar, h("p", { class: "note" }, t("bench.map.note"), without ? ` ${t("bench.map.without", { n: without })}` : ""), grid,
    open ? section(tiles.find((tile) => tile.place === `place/${open}`)?.[names.language] ?? open, by.get(open)!) : null,
    others.length ? section(t("explore.places.others"), others) : null);
};

const tileOf = ({ names, t, go }: Given, tile: Tile, some: Placed[] | undefined, worth: (some: Placed[]) => number, most: number, open: string): HTMLElement => {
  const place = `x-r${tile.row} x-c${tile.column}`;
  const name = h("bdi", {}, tile[names.language]);
  if (!some) return h("span", { class: `x-tile ${place}`, title: t("bench.map.nothing") }, name);
  const n = rounded(worth(some));
  const code = tile.place.replace("place/", "");
  return button(h("span", {}, name, " ", h("span", { class: "x-n" }, n)), () => go({ tile: code }), { class: `x-tile ${heat(worth(some), most)} ${place}`, "aria-pressed": String(code === open), "data-keep": `tile-${code}` });
};

const section = (name: string, some: Placed[]): HTMLElement => h("section", { class: "x-inside" }, h("h3", {}, h("bdi", {}, name), h("span", { class: "n" }, ` ${some.length}`)),
  h("ul", { class: "x-discs" }, ...some.slice(0, DISCS).map((one) => h("li", {}, h("span", { class: "w-disc" }, icon("place"), h("bdi", {}, one.name), h("span", { class: "x-n" }, rounded(one.value)))))));
