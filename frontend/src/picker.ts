// A field in which a name is typed and chosen: a combobox with instant hits.

import { h, icon } from "./dom.ts";
import type { Finder, Hit } from "./find.ts";
import type { Model } from "./model.ts";
import type { Words } from "./words.ts";

interface Options { label: string; value?: string; accepts?: (node: number) => boolean; take: (id: string) => void; clear?: () => void; name: string; recent?: () => number[] }

/** Returns a field with suggestions; arrow keys choose, Enter takes, Escape closes. */
export const picker = (model: Model, finder: Finder, t: Words, options: Options): HTMLElement => {
  const list = h("ul", { class: "x-hits", id: `x-hits-${options.name}`, role: "listbox", "aria-label": options.label, hidden: true });
  const field = h("input", {
    type: "search", class: "x-field", placeholder: options.label, "aria-label": options.label, role: "combobox", autocomplete: "off", maxlength: 100,
    "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id, "data-picker": options.name,
  });
  field.value = options.value ?? "";
  let chosen = -1;
  const close = (): void => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (node: number): void => { close(); options.take(model.id(node)); };
  const mark = (to: number): void => {
    const items = [...list.querySelectorAll<HTMLElement>("[role=option]")];
    if (!items.length) return;
    chosen = (to + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    field.setAttribute("aria-activedescendant", items[chosen]!.id);
  };
  const show = (): void => {
    const empty = !field.value.trim();
    const seen = empty ? (options.recent?.() ?? []) : [];
    const hits: Hit[] = empty ? seen.map((node) => ({ node, rank: 0, matched: model.label(node) })) : finder.find(field.value, 10, options.accepts);
    chosen = -1;
    if (empty && !seen.length) { close(); if (options.value && options.clear) options.clear(); return; }
    list.setAttribute("aria-label", empty ? t("explore.recent") : options.label);
    list.replaceChildren(...(empty ? [h("li", { class: "x-recent", role: "presentation" }, t("explore.recent"))] : []), ...(hits.length ? hits.map((hit, at) => row(model, t, hit, `${list.id}-${at}`, take)) : [h("li", { class: "x-nohit", role: "option", "aria-selected": "false", "aria-disabled": "true", id: `${list.id}-none` }, t("explore.nohit"))]));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  };
  field.addEventListener("input", (event) => { if (!(event as InputEvent).isComposing) show(); });
  field.addEventListener("compositionend", show);
  field.addEventListener("focus", () => { if (options.recent && !field.value.trim()) show(); });
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(chosen + (event.key === "ArrowDown" ? 1 : -1)); }
    if (event.key === "Escape") { event.stopPropagation(); close(); }
    if (event.key === "Enter") {
      const item = list.querySelectorAll<HTMLElement>("[data-node]")[Math.max(0, chosen)];
      if (item) { event.preventDefault(); take(Number(item.dataset["node"])); }
    }
  });
  return h("div", { class: "x-picker" }, field, list);
};

const row = (model: Model, t: Words, hit: Hit, id: string, take: (node: number) => void): HTMLElement => {
  const kind = model.kind(hit.node);
  const label = model.label(hit.node);
  const item = h("li", { id, role: "option", "aria-selected": "false", "data-node": hit.node },
    icon(kind.family), h("bdi", { lang: model.labelLanguage(hit.node) }, label),
    hit.matched !== label ? h("span", { class: "x-as" }, t("explore.as", { alias: hit.matched })) : null, h("span", { class: "kind" }, kind[model.language]));
  item.addEventListener("mousedown", (event) => event.preventDefault());
  item.addEventListener("click", () => take(hit.node));
  return item;
};
