// The filters above a picture, and the two ends of a path.

import type { Context } from "./context.ts";
import { button, h, on } from "./dom.ts";
import type { Finder } from "./find.ts";
import { KINDS, sideLabel, sideOf } from "./compareview.ts";
import type { Side } from "./compareview.ts";
import { picker } from "./picker.ts";
import { grouped } from "./words.ts";

let unfolded: boolean | null = null;

/** Returns the filters: theme, place, years, status; with counts, and a way to clear them all. */
export const filters = (context: Context, finder: Finder): HTMLElement => {
  const { model, state, t, go } = context;
  const place = state.place ? model.node(state.place) : -1;
  const org = state.org ? model.node(state.org) : -1;
  const any = state.theme || state.place || state.from || state.to || state.status || state.document || state.kind || state.org;
  const row = h("div", { class: "x-row x-filters", role: "group", "aria-label": t("explore.filters") },
    themes(context),
    picker(model, finder, t, {
      name: "place", label: t("explore.place"), value: place >= 0 ? model.label(place) : "", accepts: (node) => model.kind(node).name === "Place",
      take: (id) => go({ place: id, more: {} }), clear: () => go({ place: "", more: {} }),
    }),
    picker(model, finder, t, {
      name: "org", label: t("explore.org"), value: org >= 0 ? model.label(org) : "", accepts: (node) => model.kind(node).family === "institution",
      take: (id) => go({ org: id, more: {} }), clear: () => go({ org: "", more: {} }),
    }),
    years(context),
    kinds(context),
    documents(context),
    h("span", { class: "x-statuses", role: "group", "aria-label": t("explore.status") }, ...model.columns.vocabulary.statuses.map((status) =>
      button(t(`status.${status}`), () => go({ status: state.status === status ? "" : status }), { class: `chip status-${status}`, "aria-pressed": String(state.status === status), "data-keep": `status-${status}` }))),
    any ? button(t("explore.clear"), () => go({ theme: "", place: "", from: 0, to: 0, status: "", document: "", kind: "", org: "", more: {} }), { class: "x-act", "data-keep": "clear" }) : null);
  // Folded away on a narrow screen, where they would push the picture off it; a set filter shows.
  unfolded ??= Boolean(any) || !matchMedia("(max-width: 46rem)").matches;
  const whole = h("details", { class: "x-more-filters", open: unfolded }, h("summary", { class: "x-act" }, t("explore.filters")), row);
  return on(whole, "toggle", () => { unfolded = whole.open; });
};

const select = (label: string, id: string, options: [string, string][], value: string, take: (value: string) => void): HTMLElement => {
  const field = h("select", { id, "aria-label": label }, ...options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)));
  return on(field, "change", () => take(field.value));
};

/** Themes with the number of things that have them, most first. */
const themes = ({ model, state, t, go }: Context): HTMLElement => {
  const counts = model.columns.vocabulary.themes.map(() => 0);
  model.columns.nodes.themes.forEach((found) => found.forEach((theme) => { counts[theme]! += 1; }));
  const options = model.columns.vocabulary.themes.map((theme, at) => ({ theme, n: counts[at]! })).filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
  return select(t("explore.theme"), "x-theme", [["", t("explore.theme.all")], ...options.map(({ theme, n }): [string, string] => [theme.name, `${theme[model.language]} (${grouped(n)})`])], state.theme, (theme) => go({ theme, more: {} }));
};

const years = ({ model, state, t, go }: Context): HTMLElement => {
  const options = (none: string): [string, string][] => [["", none], ...yearList(model.years)];
  return h("span", { class: "x-years" },
    select(t("explore.from"), "x-from", options(t("explore.from")), state.from ? String(state.from) : "", (year) => go({ from: Number(year), more: {} })),
    h("span", { "aria-hidden": "true" }, "–"),
    select(t("explore.to"), "x-to", options(t("explore.to")), state.to ? String(state.to) : "", (year) => go({ to: Number(year), more: {} })));
};

/** Classes with the number of things of each. */
const kinds = ({ model, state, t, go }: Context): HTMLElement => {
  const counts = model.classes.map(() => 0);
  model.columns.nodes.class.forEach((kind) => { counts[kind]! += 1; });
  const options = model.classes.map((kind, at): [string, string] => [kind.name, `${kind[model.language]} (${grouped(counts[at]!)})`]).filter((_, at) => counts[at]! > 0);
  return select(t("explore.kind"), "x-kind", [["", t("explore.kind.all")], ...options], state.kind, (kind) => go({ kind, more: {} }));
};

const documentOptions = ({ model }: Context): [string, string][] => {
  const { id, title, date } = model.columns.documents;
  const order = id.map((_, at) => at).sort((a, b) => (date[a]! < date[b]! ? 1 : date[a]! > date[b]! ? -1 : a - b));
  return order.map((at): [string, string] => [id[at]!, [title[at]!, date[at]!].filter(Boolean).join(" · ")]);
};

/** Documents, newest first. */
const documents = (context: Context): HTMLElement => {
  const { state, t, go } = context;
  return select(t("explore.column.document"), "x-document", [["", t("explore.document.all")], ...documentOptions(context)], state.document, (document) => go({ document, more: {} }));
};

const PREFIX: Record<Side, string> = { place: "", document: "doc:", year: "year:", theme: "theme:" };

/** Returns the two sides that are compared: of one kind, each with its own field. */
export const compareEnds = (context: Context, finder: Finder, kind: Side, choose: (kind: Side) => void): HTMLElement => {
  const { model, state, t, go } = context;
  const side = (name: "a" | "b", label: string): HTMLElement => {
    const value = sideOf(state[name]).kind === kind ? state[name] : "";
    const take = (key: string): void => go({ [name]: key ? PREFIX[kind] + key : "", sel: "", more: {} });
    if (kind === "place") {
      return picker(model, finder, t, { name, label, value: value ? sideLabel(model, value) : "", accepts: (node) => model.kind(node).name === "Place", take, clear: () => take("") });
    }
    const options: Record<Exclude<Side, "place">, () => [string, string][]> = {
      document: () => documentOptions(context),
      theme: () => model.columns.vocabulary.themes.map((theme): [string, string] => [theme.name, theme[model.language]]),
      year: () => yearList(model.years),
    };
    return select(label, `x-side-${name}`, [["", label], ...options[kind]()], sideOf(value).key, take);
  };
  return h("div", { class: "x-row x-ends" },
    select(t("explore.compare.by"), "x-by", KINDS.map((one): [string, string] => [one, t(`explore.compare.${one}`)]), kind, (one) => choose(one as Side)),
    side("a", t("explore.compare.a")), h("span", { "aria-hidden": "true" }, "↔"), side("b", t("explore.compare.b")),
    button(t("explore.path.swap"), () => go({ a: state.b, b: state.a }), { class: "x-act", "data-keep": "swap" }));
};

// A plan may name a year far away; what lies outside a lifetime is a slip of the text.
const yearList = ([first, last]: [number, number]): [string, string][] =>
  Array.from({ length: Math.max(0, Math.min(last, first + 120) - first + 1) }, (_, at): [string, string] => [String(first + at), String(first + at)]);

/** Returns the two fields between which a path is looked for. */
export const pathEnds = ({ model, state, t, go }: Context, finder: Finder): HTMLElement => {
  const value = (id: string): string => (id && model.node(id) >= 0 ? model.label(model.node(id)) : "");
  return h("div", { class: "x-row x-ends" },
    picker(model, finder, t, { name: "a", label: t("explore.path.a"), value: value(state.a), take: (a) => go({ a, sel: "" }), clear: () => go({ a: "", sel: "" }) }),
    h("span", { "aria-hidden": "true" }, "→"),
    picker(model, finder, t, { name: "b", label: t("explore.path.b"), value: value(state.b), take: (b) => go({ b, sel: "" }), clear: () => go({ b: "", sel: "" }) }),
    button(t("explore.path.swap"), () => go({ a: state.b, b: state.a }), { class: "x-act", "data-keep": "swap" }),
    h("label", { class: "x-check" }, on(h("input", { type: "checkbox", checked: state.hubs, id: "x-hubs" }), "change", () => go({ hubs: !state.hubs })), t("explore.path.over.hubs")));
};
