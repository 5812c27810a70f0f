// The ways between two things: each a row of cards, with what joins them in words.

import { cardOf, planned, rowsOf, saysOf, walk } from "./cards.ts";
import type { Context, Shown } from "./context.ts";
import { button, h } from "./dom.ts";
import { card, join } from "./lanes.ts";
import type { Join } from "./lanes.ts";
import { HOPS, paths } from "./path.ts";

/** Shows the ways between the two ends of a state. */
export const pathView = (context: Context): Shown => {
  const { model, state, filter, t } = context;
  const [from, to] = [model.node(state.a), model.node(state.b)];
  if (from < 0 || to < 0) return { element: h("p", { class: "x-none" }, t("explore.path.start")), summary: t("explore.path.start"), rows: [] };
  const ways = paths(model, filter, from, to, state.hubs);
  const joins: Join[] = [];
  const rows = ways.map((way, at) => h("li", { class: "x-way" },
    h("h2", {}, t("explore.path.hops", { n: way.length - 1 })),
    h("div", { class: "x-hops", "data-column": `way${at}` }, ...way.flatMap((node, step) => (step ? [hop(context, way[step - 1]!, node, joins)] : []).concat([cardOf(context, card(model, node, filter))])))));
  const element = h("div", { class: "x-paths" }, rows.length ? h("ol", {}, ...rows) : none(context));
  element.querySelectorAll<HTMLElement>(".x-card").forEach((one) => one.addEventListener("click", () => context.go({ sel: one.dataset["node"]! })));
  walk(element, () => []);
  return {
    element,
    summary: rows.length ? t("explore.path.summary", { a: model.label(from), b: model.label(to), n: rows.length }) : t("explore.path.none", { n: HOPS }),
    rows: rowsOf(context, joins.flatMap((one) => one.lines)),
    choose: (sel) => choose(element, sel),
  };
};

const hop = (context: Context, a: number, b: number, joins: Join[]): HTMLButtonElement => {
  const { model, filter, go } = context;
  const [found] = join(model.of(a).filter((line) => model.other(line, a) === b && filter.passes(line)));
  joins.push(found!);
  const forward = found!.lines[0]!.source === a;
  const says = saysOf(context, found!);
  return button(h("span", {}, forward ? `${says} →` : `← ${says}`), () => go({ sel: `${model.id(a)} ${model.id(b)}` }),
    { class: `x-hop${planned(context, found!) ? " x-dashed" : ""}`, "data-join": `${model.id(a)} ${model.id(b)}`, "aria-pressed": "false" });
};

const none = ({ t, state, go }: Context): HTMLElement => h("div", { class: "x-none" },
  h("p", {}, t("explore.path.none", { n: HOPS })),
  state.hubs ? null : button(t("explore.path.hubs"), () => go({ hubs: true })));

const choose = (element: HTMLElement, sel: string): void => {
  element.querySelectorAll<HTMLElement>(".x-card, .x-hop").forEach((one) => {
    one.setAttribute("aria-pressed", String(sel !== "" && (one.dataset["node"] ?? one.dataset["join"]) === sel));
  });
};
