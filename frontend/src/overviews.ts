// Views that are tables: themes by lane, things by year, provinces as tiles.

import type { Context, Shown } from "./context.ts";
import { button, h, icon, linkTo, on, s } from "./dom.ts";
import type { Line } from "./model.ts";
import { byYear, placeCounts, stretch, themeRows, timeRows } from "./tally.ts";
import type { PlaceCount, TimeRow } from "./tally.ts";
import { grouped } from "./words.ts";

const SPARK = 14;
const COLUMNS = 16;
const ROWS = 30;

/** How dark a cell is: by the square root, so that one large number does not pale all others. */
const heat = (n: number, most: number): string => (n ? `h${Math.max(1, Math.ceil(Math.sqrt(n / most) * 5))}` : "");

/** Shows each theme with what it reaches, and how much is said of it year by year. */
export const themesView = (context: Context): Shown => {
  const { model, filter, state, t, go } = context;
  const rows = themeRows(model, filter, state.published);
  const heads = [...model.columns.vocabulary.lanes.map((lane) => lane[model.language]), t("explore.column.document")];
  const most = heads.map((_, at) => Math.max(1, ...rows.map((row) => [...row.cells, row.documents][at]!)));
  const span = stretch(rows.reduce((all, row) => { row.years.forEach((n, year) => all.set(year, (all.get(year) ?? 0) + n)); return all; }, new Map<number, number>()), SPARK);
  const body = rows.map((row) => h("tr", {},
    h("th", { scope: "row" }, button(row.label, () => go({ view: "lanes", theme: row.name }), { class: "x-plain" })),
    ...[...row.cells, row.documents].map((n, at) => h("td", { class: `num ${heat(n, most[at]!)}` }, grouped(n))),
    h("td", { class: "x-sparkcell" }, spark(row.years, span, t("explore.years.of", { name: row.label })))));
  const element = rows.length
    ? h("div", { class: "x-table" }, h("table", { class: "heat x-themes" }, h("caption", { class: "x-hidden" }, t("explore.view.themes")),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("explore.theme")), ...heads.map((head) => h("th", { scope: "col", class: "num" }, head)), h("th", { scope: "col" }, t("explore.claims.by.year", { from: span[0], to: span[1] })))),
      h("tbody", {}, ...body)))
    : h("p", { class: "x-none" }, t("explore.nothing"));
  return { element, summary: t("explore.themes.summary", { n: rows.length }), rows: [] };
};

/** Small bars, one a year; read aloud as numbers. */
const spark = (years: Map<number, number>, [first, last]: [number, number], label: string): SVGSVGElement => {
  const most = Math.max(1, ...years.values());
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  const told = shown.filter((year) => years.get(year)).map((year) => `${year}: ${years.get(year)}`).join(", ");
  return s("svg", { class: "x-spark", width: shown.length * 8, height: 22, role: "img", "aria-label": `${label} ${told}` },
    ...shown.map((year, at) => {
      const height = Math.ceil(((years.get(year) ?? 0) / most) * 20);
      return s("rect", { x: at * 8, y: 21 - height, width: 6, height: Math.max(height, 1) }, s("title", {}, `${year}: ${years.get(year) ?? 0}`));
    }));
};

/** Shows things by year: initiatives, or what surrounds the centre; the first comes first. */
export const timeView = (context: Context): Shown => {
  const { model, filter, state, t, go } = context;
  const centre = state.centre ? model.node(state.centre) : -1;
  const { rows, total } = timeRows(model, filter, centre, state.published, state.more["time"] ?? ROWS);
  const all = rows.flatMap((row) => [...row.cells.values()].flat());
  const [first, last] = stretch(byYear(model, all, state.published), COLUMNS);
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  const outside = all.filter((line) => { const [year] = model.yearsOf(line, state.published); return year < first || year > last; }).length;
  const table = h("table", { class: "x-time" }, h("caption", { class: "x-hidden" }, t("explore.view.time")),
    h("thead", {}, h("tr", {}, h("td", {}), ...years.map((year) => h("th", { scope: "col" }, year)))),
    h("tbody", {}, ...rows.map((row) => timeRow(context, row, years))));
  const bar = h("div", { class: "x-row" },
    h("label", { class: "x-check" }, on(h("input", { type: "checkbox", checked: state.published, id: "x-published" }), "change", () => go({ published: !state.published })), t("explore.published")),
    centre >= 0 ? h("span", { class: "x-chip" }, icon(model.kind(centre).family), h("bdi", { lang: model.labelLanguage(centre) }, model.label(centre)), button("×", () => go({ centre: "" }), { "aria-label": t("explore.time.all"), title: t("explore.time.all") })) : null,
    outside ? h("span", { class: "note" }, t("explore.time.outside", { n: grouped(outside), from: first, to: last })) : null);
  const left = total - rows.length;
  return {
    element: h("div", { class: "x-over" }, bar, rows.length ? h("div", { class: "x-table" }, table) : h("p", { class: "x-none" }, t("explore.nothing")),
      left > 0 ? button(t("explore.more", { n: grouped(left) }), () => go({ more: { ...state.more, time: rows.length + ROWS } }), { class: "x-more" }) : null),
    summary: centre >= 0 ? t("explore.time.of", { name: model.label(centre), n: total }) : t("explore.time.summary", { n: grouped(total) }),
    rows: all.filter((line) => line.source >= 0).map((line) => ({ source: line.source, says: model.says(line), target: line.target, status: model.status(line), years: line.from ? String(line.from) : "", document: line.document, claim: line.claim })),
    choose: (sel) => table.querySelectorAll<HTMLElement>("[data-sel]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset["sel"] === sel))),
  };
};

const timeRow = (context: Context, row: TimeRow, years: number[]): HTMLElement => {
  const { model, filter, t, go } = context;
  const id = model.id(row.node);
  const name = h("th", { scope: "row" }, h("button", { type: "button", class: "x-plain", "data-sel": id, "data-node": id, "aria-pressed": "false" },
    icon(model.kind(row.node).family), h("bdi", { lang: model.labelLanguage(row.node) }, model.short(row.node, filter.placeLabel)), model.number(row.node) ? h("b", { class: "x-number", lang: "zh-CN" }, ` ${model.number(row.node)}`) : null));
  name.firstElementChild!.addEventListener("click", () => go({ sel: id }));
  return h("tr", {}, name, ...years.map((year) => {
    const lines = row.cells.get(year);
    if (!lines) return h("td", {});
    const status = model.status(mostOf(lines));
    const sel = `${id}@${year}`;
    return h("td", {}, button(h("span", { class: `x-dot x-${status}` }, lines.length > 1 ? grouped(lines.length) : ""), () => go({ sel }),
      { class: "x-mark", "data-sel": sel, "aria-pressed": "false", "aria-label": `${model.label(row.node)} ${year}: ${t("explore.claims", { n: lines.length })}, ${t(`status.${status}`)}` }));
  }));
};

/** A line of the status that most lines have. */
const mostOf = (lines: Line[]): Line => {
  const counts = new Map<number, number>();
  lines.forEach((line) => counts.set(line.status, (counts.get(line.status) ?? 0) + 1));
  return lines.reduce((best, line) => (counts.get(line.status)! > counts.get(best.status)! ? line : best));
};

/** Shows the provinces as tiles at fixed places: a grid, no map; below it what lies in the chosen one. */
export const placesView = (context: Context): Shown => {
  const { model, filter, t, go } = context;
  const counts = placeCounts(model, filter);
  const tiles = model.columns.vocabulary.tiles.map((tile) => ({ tile, node: model.node(tile.place) }));
  const on = tiles.filter(({ node }) => node >= 0);
  const most = Math.max(1, ...on.map(({ node }) => counts.get(node)?.claims ?? 0));
  const province = provinceOf(context);
  const grid = h("div", { class: "x-tiles" }, ...tiles.map(({ tile, node }) => {
    const n = node >= 0 ? counts.get(node)?.claims ?? 0 : 0;
    const place = `x-r${tile.row} x-c${tile.column}`;
    const name = h("bdi", {}, tile[model.language]);
    if (node < 0) return h("span", { class: `x-tile ${place}`, title: t("explore.places.nothing") }, name);
    const one = button(h("span", {}, name, " ", h("span", { class: "x-n" }, grouped(n))),
      () => go({ centre: tile.place, sel: n ? tile.place : "" }), { class: `x-tile ${heat(n, most)} ${place}`, "aria-pressed": String(node === province), title: `${model.label(node)}, ${t("explore.claims", { n })}`, "data-node": tile.place });
    return one;
  }));
  const abroad = [...counts.values()].filter((one) => one.claims > 0 && model.above(one.node) < 0 && !tiles.some(({ node }) => node === one.node)).sort((a, b) => b.claims - a.claims || a.node - b.node);
  return {
    element: h("div", { class: "x-over" }, h("p", { class: "note" }, t("explore.places.note")), grid,
      province >= 0 && counts.get(province) ? inside(context, counts.get(province)!) : null,
      abroad.length ? h("section", { class: "x-inside" }, h("h2", {}, t("explore.places.others")), h("ul", { class: "x-discs" }, ...abroad.slice(0, ROWS).map((one) => h("li", {}, disc(context, one))))) : null),
    summary: t("explore.places.summary", { n: on.filter(({ node }) => (counts.get(node)?.claims ?? 0) > 0).length, missing: tiles.length - on.filter(({ node }) => (counts.get(node)?.claims ?? 0) > 0).length }),
    rows: [],
  };
};

const provinceOf = ({ model, state }: Context): number => {
  let node = model.node(state.centre);
  while (node >= 0 && model.above(node) >= 0) node = model.above(node);
  return node;
};

const inside = (context: Context, one: PlaceCount): HTMLElement => {
  const { model, t, go } = context;
  const id = model.id(one.node);
  return h("section", { class: "x-inside" },
    h("h2", {}, h("bdi", {}, model.label(one.node)), h("span", { class: "n" }, ` ${t("explore.claims", { n: grouped(one.claims) })} · ${t("explore.initiatives", { n: grouped(one.initiatives) })}`)),
    h("p", { class: "x-links" }, button(t("explore.places.lanes"), () => go({ view: "lanes", place: id })), button(t("explore.places.compare"), () => go({ view: "compare", a: id, b: "" })), linkTo(`/page/${id}`, t("explore.page"))),
    one.below.length ? h("ul", { class: "x-discs" }, ...one.below.flatMap((below) => [h("li", {}, disc(context, below), below.below.length ? h("ul", { class: "x-discs" }, ...below.below.slice(0, ROWS).map((last) => h("li", {}, disc(context, last)))) : null)])) : h("p", { class: "x-none" }, t("explore.places.none.below")));
};

const disc = ({ model, go, t }: Context, one: PlaceCount): HTMLElement =>
  button(h("span", {}, icon("place"), h("bdi", { lang: model.labelLanguage(one.node) }, model.label(one.node)), " ", h("span", { class: "x-n" }, grouped(one.claims))), () => go({ view: "lanes", place: model.id(one.node) }),
    { class: "x-disc", title: `${model.label(one.node)}, ${t("explore.claims", { n: one.claims })}` });

