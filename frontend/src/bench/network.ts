// Triples as the explorer's own picture of surroundings: cards that unfold, and lines that say what they are.

import { egoView } from "../egoview.ts";
import { filterOf } from "../filter.ts";
import { h } from "../dom.ts";
import { Model } from "../model.ts";
import type { Columns } from "../model.ts";
import { START } from "../state.ts";
import type { Shown } from "../context.ts";
import { triples } from "./columns.ts";
import type { Triple } from "./columns.ts";
import { TRIPLE } from "./terms.ts";
import type { Term } from "./terms.ts";
import { nothing, termOf } from "./views.ts";
import type { Given } from "./views.ts";

const MOST = 8000;
const idOf = (term: Term): string => (term.kind === "bnode" ? `_:${term.value}` : term.value);
const others = (count: number): number[] => Array.from({ length: count }, () => -1);

/** Returns triples of things as the columns that the explorer draws. */
export const columnsOf = (given: Given, found: Triple[]): Columns => {
  const { names } = given;
  const links = found.filter(({ object }) => object.kind !== "literal");
  const nodes = [...new Map(links.flatMap(({ subject, object }) => [[idOf(subject), subject], [idOf(object), object]] as [string, Term][])).values()];
  const number = new Map(nodes.map((node, at) => [idOf(node), at]));
  const predicates = [...new Map(links.map(({ predicate }) => [predicate.value, predicate])).values()];
  const kindOf = (node: Term): { family: string; kind: string } => {
    const thing = node.kind === "iri" ? names.thing(node.value) : undefined;
    return { family: thing?.family ?? "thing", kind: thing?.kind || "" };
  };
  const kinds = [...new Map(nodes.map((node) => { const { family, kind } = kindOf(node); return [`${family} ${kind}`, { family, kind }]; })).entries()];
  const none = { document: [], claim: [], source: [], target: [], property: [], verb: [], status: [], from: [], to: [] };
  return {
    format: 1, build: "", base: "", blocks: [],
    vocabulary: {
      classes: kinds.map(([name, { family, kind }]) => ({ name, family, lane: -1, hub: false, zh: kind, en: kind })), lanes: [], statuses: [], themes: [], tiles: [],
      properties: predicates.map((one) => { const said = names.textOf(one); return { name: one.value, lanes: true, situates: false, zh: said, en: said, back: { zh: said, en: said } }; }),
    },
    verbs: [], documents: { id: [], title: [], date: [] },
    nodes: {
      id: nodes.map(idOf), label: nodes.map((node) => names.textOf(node)), short: nodes.map(() => ""), en: nodes.map(() => ""), pinyin: nodes.map(() => ""),
      aliases: nodes.map(() => []), class: nodes.map((node) => { const { family, kind } = kindOf(node); return kinds.findIndex(([name]) => name === `${family} ${kind}`); }),
      themes: nodes.map(() => []), above: others(nodes.length), x: nodes.map(() => 0), y: nodes.map(() => 0),
    },
    edges: {
      document: others(links.length), claim: links.map((_, at) => String(at)), source: links.map(({ subject }) => number.get(idOf(subject))!), target: links.map(({ object }) => number.get(idOf(object))!),
      property: links.map(({ predicate }) => predicates.findIndex((one) => one.value === predicate.value)), verb: others(links.length), status: others(links.length), from: links.map(() => 0), to: links.map(() => 0),
    },
    actions: none,
    figures: { document: [], claim: [], indicator: [], about: [], initiative: [], number: [], status: [], from: [], to: [], conflict: [] },
  };
};

/** What has most lines stands in the middle, unless the reader chose another. */
const heartOf = (model: Model, wanted: string): string => {
  if (model.node(wanted) >= 0) return wanted;
  let best = 0;
  for (let node = 1; node < model.entities; node += 1) if (model.of(node).length > model.of(best).length) best = node;
  return model.id(best);
};

/** Shows triples around one thing; what is chosen lists all that is said of it, text too. */
export const networkView = async (given: Given): Promise<{ element: HTMLElement; shown?: Shown }> => {
  const { answer, state, names, t, go } = given;
  const found = triples(answer);
  if (!found.length) return { element: nothing(t("bench.network.none")) };
  if (found.length > MOST) return { element: nothing(t("bench.network.large", { n: found.length, most: MOST })) };
  await names.need(found.flatMap(({ subject, predicate, object }) => [subject, predicate, object]).filter((term) => term.kind === "iri").map((term) => term.value));
  const model = new Model(columnsOf(given, found), names.language);
  if (!model.entities) return { element: nothing(t("bench.network.literals")) };
  const centre = heartOf(model, state.centre);
  const inner = { ...START, view: "ego" as const, centre, open: state.open, more: state.more, sel: state.sel };
  const shown = egoView({
    model, state: inner, filter: filterOf(model, inner), t: (key, values) => t(key === "explore.claims" ? "bench.lines" : key, values),
    keep: () => undefined, evidence: () => Promise.resolve([]),
    go: (change) => go({ ...(change.sel !== undefined ? { sel: change.sel } : {}), ...(change.open ? { open: change.open } : {}), ...(change.more ? { more: change.more } : {}) }),
  });
  const chosen = state.sel || centre;
  return {
    element: h("div", { class: "w-network" }, h("p", { class: "note" }, t("bench.network.said", { n: model.entities, triples: found.length })),
      h("div", { class: "x-picture" }, shown.element), said(given, found, chosen, centre)), shown,
  };
};

/** All triples of what is chosen, with a way to put it into the middle. */
const said = ({ names, t, go }: Given, found: Triple[], chosen: string, heart: string): HTMLElement => {
  const ends = chosen.split(" ");
  const rows = found.filter(({ subject, object }) => ends.length > 1 ? ends.includes(idOf(subject)) && ends.includes(idOf(object)) : idOf(subject) === chosen || idOf(object) === chosen);
  const centre = h("button", { type: "button", class: "x-act" }, t("explore.centre"));
  centre.addEventListener("click", () => go({ centre: chosen, open: [], more: {}, sel: "" }));
  return h("section", { class: "w-said", "aria-label": t("bench.network.triples") },
    h("h3", {}, names.textOf({ kind: "iri", value: ends[0]!, datatype: "", language: "" })), ends.length === 1 && chosen !== heart ? h("p", {}, centre) : null,
    h("div", { class: "x-table" }, h("table", {}, h("thead", {}, h("tr", {}, ...TRIPLE.map((role) => h("th", { scope: "col" }, t(`bench.${role}`))))),
      h("tbody", {}, ...rows.slice(0, 100).map((one) => h("tr", {}, h("td", {}, termOf(one.subject, names)), h("td", {}, one.predicate.kind === "iri" ? termOf(one.predicate, names) : `?${one.predicate.value}`), h("td", {}, termOf(one.object, names))))))));
};
