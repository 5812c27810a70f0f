// The parameters of a query as fields: names with suggestions by the search, terms of a scheme as a list, numbers and dates as such.

import { h, icon, on } from "../dom.ts";
import type { Language } from "../model.ts";
import type { Words } from "../words.ts";
import type { Known, Names } from "./known.ts";
import { valid } from "./parameters.ts";
import type { Parameter } from "./parameters.ts";

interface Hit { iri: string; label: string; kind: string; family: string; scope: string }
interface Given { known: Known; names: Names; t: Words; language: Language; changed: (parameter: Parameter, value: string) => void }

const WAIT = 150;

/** Returns the fields of some parameters. */
export const form = (parameters: Parameter[], given: Given): HTMLElement => {
  const fields = parameters.map((one) => fieldOf(one, given));
  return h("div", { class: "w-form", role: "group", "aria-label": given.t("bench.parameters") }, ...fields);
};

const fieldOf = (parameter: Parameter, given: Given): HTMLElement => {
  const { known, language, t } = given;
  const label = parameter.meaning[language] || parameter.name;
  const id = `w-p-${parameter.name}`;
  const scheme = parameter.kind === "iri" ? parameter.value.slice(0, parameter.value.lastIndexOf("/") + 1) : "";
  const terms = scheme ? known.terms.filter((term) => term.iri.startsWith(scheme) && term.iri.length > scheme.length) : [];
  const wrong = h("span", { class: "w-wrong", role: "alert" });
  const take = (value: string): boolean => {
    const good = valid(parameter.kind, value);
    wrong.textContent = good ? "" : t(`bench.expected.${parameter.kind}`);
    if (good) given.changed(parameter, value);
    return good;
  };
  const field = terms.length
    ? select(id, terms.map((term): [string, string] => [term.iri, (language === "en" && term.en) || term.zh || term.iri]), parameter.value, take)
    : parameter.kind === "iri" || parameter.isName ? suggested(id, parameter, given, take) : typed(id, parameter, take);
  return h("div", { class: "w-field" }, h("label", { for: id }, label), field, wrong);
};

const select = (id: string, options: [string, string][], value: string, take: (value: string) => void): HTMLElement => {
  const field = h("select", { id, "data-keep": id }, ...options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)));
  return on(field, "change", () => take(field.value));
};

const TYPES: Record<string, string> = { integer: "number", decimal: "number", date: "date" };

const typed = (id: string, parameter: Parameter, take: (value: string) => void): HTMLElement => {
  const field = h("input", { id, "data-keep": id, class: "x-field", type: TYPES[parameter.kind] ?? "text", step: parameter.kind === "decimal" ? "any" : null, maxlength: 200, autocomplete: "off" });
  field.value = parameter.value;
  return on(field, "change", () => take(field.value.trim()));
};

/** A field with what the search finds; a thing is shown by its name and stands in the query by its IRI. */
const suggested = (id: string, parameter: Parameter, given: Given, take: (value: string) => boolean): HTMLElement => {
  const { names } = given;
  const list = h("ul", { class: "x-hits", id: `${id}-hits`, role: "listbox", "aria-label": parameter.meaning[given.language], hidden: true });
  const field = h("input", { id, "data-keep": id, class: "x-field", type: "search", role: "combobox", autocomplete: "off", maxlength: 200, "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id });
  const isThing = parameter.kind === "iri";
  field.value = isThing ? "" : parameter.value;
  if (isThing) void names.need([parameter.value]).then(() => { field.value ||= names.textOf({ kind: "iri", value: parameter.value, datatype: "", language: "" }); });
  let hits: Hit[] = [];
  let chosen = -1;
  let asked = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const close = (): void => { clearTimeout(waiting); asked += 1; list.hidden = true; chosen = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
  const choose = (hit: Hit): void => { close(); field.value = hit.label; take(isThing ? hit.iri : hit.label); };
  const mark = (to: number): void => {
    chosen = (to + hits.length) % hits.length;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    field.setAttribute("aria-activedescendant", list.children[chosen]!.id);
  };
  const show = async (): Promise<void> => {
    const query = field.value.trim();
    const mine = ++asked;
    const found = query ? await searched(query) : [];
    if (mine !== asked || document.activeElement !== field) return;
    hits = found;
    chosen = -1;
    list.replaceChildren(...hits.map((hit, at) => on(on(h("li", { id: `${list.id}-${at}`, role: "option", "aria-selected": "false" }, icon(hit.family), h("bdi", {}, hit.label), h("span", { class: "kind" }, [hit.kind, hit.scope].filter(Boolean).join(" · "))), "mousedown", (event) => event.preventDefault()), "click", () => choose(hit))));
    list.hidden = !hits.length;
    field.setAttribute("aria-expanded", String(hits.length > 0));
  };
  const settle = (): void => {
    const value = field.value.trim();
    // Whoever types a name of a thing and leaves means the first that the search finds.
    if (isThing && !value.includes(":")) { if (hits[0] && value) choose(hits[0]); return; }
    take(value);
  };
  field.addEventListener("input", (event) => { if (!(event as InputEvent).isComposing) { clearTimeout(waiting); waiting = setTimeout(() => void show(), WAIT); } });
  field.addEventListener("compositionend", () => void show());
  field.addEventListener("change", settle);
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(chosen + (event.key === "ArrowDown" ? 1 : -1)); }
    if (event.key === "Escape") { event.preventDefault(); close(); }
    if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); choose(hits[chosen]!); }
  });
  return h("div", { class: "x-picker" }, field, list);
};

/** What the search finds for a beginning of a name; nothing where it does not answer. */
export const searched = async (query: string, limit = 8): Promise<Hit[]> => {
  const answer = await fetch(`/api/search?limit=${limit}&q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } }).catch(() => null);
  return answer?.ok ? ((await answer.json()) as { results: Hit[] }).results : [];
};
