// The ways between two things: each a row of cards, with what joins them in words.

import { cardOf, planned, rowsOf, saysOf, walk } from "./cards.ts";
import type { Context, Shown } from "./context.ts";
import { button, h, linkTo, on } from "./dom.ts";
import type { Child } from "./dom.ts";
import { piece } from "./evidence.ts";
import type { Claim } from "./evidence.ts";
import { card, join } from "./lanes.ts";
import type { Join } from "./lanes.ts";
import type { Line } from "./model.ts";
import { HOPS, paths } from "./path.ts";

/** Shows the ways between the two ends of a state. */
export const pathView = (context: Context): Shown => {
  const { model, state, filter, t } = context;
  const [from, to] = [model.node(state.a), model.node(state.b)];
  if (from < 0 || to < 0) return { element: h("p", { class: "x-none" }, t("explore.path.start")), summary: t("explore.path.start"), rows: [] };
  const ways = paths(model, filter, from, to, state.hubs);
  const joins = ways.map((way) => way.slice(1).map((node, at) => between(context, way[at]!, node)));
  const rows = ways.map((way, at) => h("li", { class: "x-way" },
    h("h2", {}, t("explore.path.hops", { n: way.length - 1 })),
    h("div", { class: "x-hops", "data-column": `way${at}` }, cardOf(context, card(model, from, filter)),
      ...way.slice(1).map((node, step) => h("div", { class: "x-step" }, hop(context, way[step]!, node, joins[at]![step]!), cardOf(context, card(model, node, filter))))),
    sentences(context, joins[at]!, at === 0)));
  const element = h("div", { class: "x-paths" }, rows.length ? h("ol", {}, ...rows) : none(context));
  element.querySelectorAll<HTMLElement>(".x-card").forEach((one) => one.addEventListener("click", () => context.go({ sel: one.dataset["node"]! })));
  walk(element, () => []);
  return {
    element,
    summary: rows.length ? t("explore.path.summary", { a: model.label(from), b: model.label(to), n: rows.length }) : t("explore.path.none", { n: HOPS }),
    rows: rowsOf(context, [...new Set(joins.flatMap((some) => some.flatMap((one) => one.lines)))]),
    choose: (sel) => choose(element, sel),
  };
};

/** What is said between two things; what is done comes before what is planned. */
const between = ({ model, filter }: Context, a: number, b: number): Join => {
  const [found] = join(model.of(a).filter((line) => model.other(line, a) === b && filter.passes(line)));
  const rank = (line: Line): number => model.columns.vocabulary.statuses.indexOf(model.status(line));
  return { ...found!, lines: [...found!.lines].sort((one, other) => rank(one) - rank(other)) };
};

/** What joins two cards, each way with its arrow: “传承 →” and “← 实施地” are not the same. */
const hop = (context: Context, a: number, b: number, found: Join): HTMLButtonElement => {
  const { model, go } = context;
  const told = (lines: Line[], words: (says: string) => string): Child => (lines.length ? h("span", {}, words(saysOf(context, { ...found, lines }))) : null);
  return on(h("button", { type: "button", class: `x-hop${planned(context, found) ? " x-dashed" : ""}`, "data-join": `${model.id(a)} ${model.id(b)}`, "aria-pressed": "false" },
    told(found.lines.filter((line) => line.source === a), (says) => `${says} →`),
    told(found.lines.filter((line) => line.source !== a), (says) => `← ${says}`)), "click", () => go({ sel: `${model.id(a)} ${model.id(b)}` }));
};

/** The sentence behind each hop, asked for when they are unfolded. */
const sentences = (context: Context, joins: Join[], open: boolean): HTMLElement => {
  const { t } = context;
  const list = h("ol", { class: "x-sentences" });
  const whole = h("details", { class: "x-said-by", open }, h("summary", {}, t("explore.path.sentences", { n: joins.length })), list);
  let asked = false;
  const ask = async (): Promise<void> => {
    if (asked || !whole.open) return;
    asked = true;
    list.replaceChildren(h("li", { class: "note", role: "status" }, t("explore.loading")));
    try {
      const claims = await context.evidence([...new Set(joins.map((one) => one.lines[0]!.claim))]);
      const said = new Map(claims.map((claim) => [claim.iri.replace(context.model.columns.base, ""), claim]));
      list.replaceChildren(...joins.map((one) => sentence(context, one, said.get(one.lines[0]!.claim))));
    } catch {
      asked = false;
      list.replaceChildren(h("li", { class: "x-error" }, t("explore.failed"), " ", button(t("explore.again"), () => void ask())));
    }
  };
  void ask();
  return on(whole, "toggle", () => void ask());
};

const sentence = (context: Context, { lines }: Join, claim: Claim | undefined): HTMLElement => {
  const { model, t } = context;
  const line = lines[0]!;
  const quote = claim?.quotes.find((one) => !one.lost);
  return h("li", {},
    h("span", { class: "x-hop-said" }, h("bdi", { lang: model.labelLanguage(line.source) }, model.short(line.source)), ` ${model.says(line)} `, h("bdi", { lang: model.labelLanguage(line.target) }, model.short(line.target))),
    quote ? h("p", { class: "sentence", lang: "zh-CN" }, ...quote.pieces.map(piece), h("span", { class: "x-source" }, h("span", {}, quote.title), linkTo(quote.reading, t("document.read")))) : claim ? h("p", { class: "lost" }, t("document.lost")) : null);
};

const none = ({ t, state, go }: Context): HTMLElement => h("div", { class: "x-none" },
  h("p", {}, t("explore.path.none", { n: HOPS })),
  state.hubs ? null : button(t("explore.path.hubs"), () => go({ hubs: true })));

const choose = (element: HTMLElement, sel: string): void => {
  element.querySelectorAll<HTMLElement>(".x-card, .x-hop").forEach((one) => {
    one.setAttribute("aria-pressed", String(sel !== "" && (one.dataset["node"] ?? one.dataset["join"]) === sel));
  });
};
