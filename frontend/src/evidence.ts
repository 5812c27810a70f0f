// The pane beside the picture: what was chosen, and the sentences that say it.

import type { Context } from "./context.ts";
import { button, h, icon, linkTo, safeHref, site } from "./dom.ts";
import type { Child } from "./dom.ts";
import type { Line } from "./model.ts";

interface Thing { iri: string; label: string; href: string | null; family: string; language: string }
export interface Quote {
  title: string; published: string; begin: number; end: number; before: string; after: string; lost: boolean; reading: string; document: string;
  pieces: { text: string; marked: boolean; family: string }[];
  citations: { style: string; text: string }[];
}
export interface Claim {
  iri: string; href: string | null; kind: string; left: Thing | null; words: string; right: Thing | null; status: string; statusLabel: string;
  figure: string; facts: { label: string; text: string; href: string | null }[]; quotes: Quote[]; sparql: string;
}

export type Fetcher = (claims: string[]) => Promise<Claim[]>;

const AT_ONCE = 12;

/** Asks the server for the evidence of claims. */
export const fromServer: Fetcher = async (claims) => {
  const query = claims.map((claim) => `claim=${encodeURIComponent(claim)}`).join("&");
  const answer = await fetch(`/api/evidence?${query}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return ((await answer.json()) as { claims: Claim[] }).claims;
};

/** What is chosen: one node, two that a line joins, or one in one year. */
const chosen = (sel: string): { ids: string[]; year: number } => {
  const [path = "", year] = sel.split("@");
  return { ids: path.split(" "), year: /^\d{4}$/.test(year ?? "") ? Number(year) : 0 };
};

/** Returns the claims of a choice, those of the picture's own lines first, each once. */
export const claimsOf = ({ model, filter, state }: Context, sel: string): string[] => {
  const { ids, year } = chosen(sel);
  const [one = -1, other] = ids.map((id) => model.node(id));
  if (one < 0) return [];
  const ends = model.conflicts(one) ? model.rivals(one) : [one];
  const lines: Line[] = ends.flatMap((node) => model.of(node)).filter((line) => other === undefined || model.other(line, one) === other);
  const weight = (line: Line): number => (model.properties[line.property]!.lanes && line.source >= 0 ? 0 : 1);
  const inScope = lines.filter((line) => filter.passes(line) && (!year || model.yearsOf(line, state.published)[0] === year));
  return [...new Set(inScope.sort((a, b) => weight(a) - weight(b)).map((line) => line.claim))];
};

export class Pane {
  readonly element = h("aside", { class: "x-pane", id: "x-pane", tabindex: "-1" });
  private asked = 0;

  constructor(private readonly fetcher: Fetcher) {}

  /** Shows what is chosen; `focus` moves the keyboard there. */
  async show(context: Context, sel: string): Promise<void> {
    const { t } = context;
    const mine = ++this.asked;
    this.element.setAttribute("aria-label", t("explore.pane"));
    this.element.classList.toggle("x-open", sel !== "");
    if (!sel) {
      this.element.replaceChildren(h("h2", {}, t("explore.pane")), h("p", { class: "note" }, t("explore.pane.help")));
      return;
    }
    const claims = claimsOf(context, sel);
    const list = h("div", { class: "x-claims" });
    this.element.replaceChildren(...head(context, sel, claims.length), list);
    this.element.scrollTop = 0;
    await this.more(context, claims, list, mine);
  }

  private async more(context: Context, claims: string[], list: HTMLElement, mine: number): Promise<void> {
    const { t } = context;
    const wait = h("p", { class: "note", role: "status" }, t("explore.loading"));
    list.append(wait);
    try {
      const found = claims.length ? await this.fetcher(claims.slice(0, AT_ONCE)) : [];
      if (mine !== this.asked) return;
      const without = Math.min(claims.length, AT_ONCE) - found.length;
      wait.replaceWith(...found.map((claim) => claimCard(context, claim)), ...(without > 0 ? [h("p", { class: "note" }, t("explore.not.saved", { n: without }))] : []));
    } catch {
      if (mine === this.asked) wait.replaceWith(h("p", { class: "x-error", role: "alert" }, t("explore.failed"), " ", button(t("explore.again"), () => void this.show(context, context.state.sel))));
      return;
    }
    const rest = claims.slice(AT_ONCE);
    if (rest.length) {
      const next = button(t("explore.more.claims", { n: rest.length }), () => { next.remove(); void this.more(context, rest, list, mine); }, { class: "x-more" });
      list.append(next);
    }
  }
}

const head = (context: Context, sel: string, count: number): Child[] & Node[] => {
  const { model, t, go, state } = context;
  const { ids, year } = chosen(sel);
  const id = ids[0]!;
  const nodes = ids.map((one) => model.node(one));
  const close = button(t("explore.close"), () => go({ sel: "" }), { class: "x-close" });
  if (nodes.some((node) => node < 0)) return [h("div", { class: "x-head" }, h("h2", {}, t("explore.unknown")), close)] as Node[];
  const names = nodes.map((node) => h("span", { class: "x-title" }, icon(model.kind(node).family), h("bdi", { lang: model.labelLanguage(node) }, model.label(node)), model.number(node) ? h("b", { class: "x-number", lang: "zh-CN" }, ` ${model.number(node)}`) : null));
  const title = names.flatMap((name, at) => (at ? [h("span", { class: "arrow", "aria-hidden": "true" }, " — "), name] : [name]));
  const node = nodes[0]!;
  const links = nodes.length === 1 && !model.isFigure(node)
    ? h("p", { class: "x-links" },
      state.view === "ego" && state.centre === id ? null : button(t("explore.centre"), () => go({ view: "ego", centre: id, open: [], more: {}, table: false })),
      button(t("explore.path.from"), () => go({ view: "path", a: id, b: state.view === "path" ? state.b : "", table: false })),
      button(t("explore.time.row"), () => go({ view: "time", centre: id, table: false })),
      linkTo(`/page/${id.split("/").map(encodeURIComponent).join("/")}`, t("explore.page")))
    : null;
  return [
    h("div", { class: "x-head" }, h("h2", {}, ...title), close),
    h("p", { class: "note" }, nodes.length === 1 ? `${model.kind(node)[model.language]} · ` : "", year ? `${year} · ` : "", t("explore.evidence", { n: count }), nodes.length === 1 && model.conflicts(node) ? h("span", { class: "x-disagree" }, " ⚡ ", t("explore.conflict.all")) : null),
    ...(links ? [links] : []),
  ] as Node[];
};

const thing = (one: Thing | null): Child => {
  if (!one) return null;
  const href = safeHref(one.href);
  const name = h("bdi", { lang: one.language === "zh" ? "zh-CN" : one.language }, one.label);
  return href ? h("a", { class: "thing", href }, icon(one.family), name) : h("span", { class: "thing" }, icon(one.family), name);
};

/** Returns a claim in words, with its sentences. */
export const claimCard = (context: Context, claim: Claim): HTMLElement => {
  const { t } = context;
  return h("article", { class: "x-claim" },
    h("p", { class: "x-said" }, thing(claim.left), " ", h("span", { class: "words", lang: claim.kind === "Action" ? "zh-CN" : null }, claim.words), " ", thing(claim.right), claim.figure ? h("b", { class: "x-number" }, ` ${claim.figure}`) : null),
    ...claim.quotes.map((quote) => quotation(context, quote)),
    h("p", { class: "x-facts" },
      claim.status ? h("span", { class: `chip status-${claim.status}` }, claim.statusLabel) : null,
      ...claim.facts.map((fact) => {
        const href = safeHref(fact.href);
        return h("span", { class: "x-fact" }, h("span", { class: "key" }, fact.label), href ? h("a", { href }, fact.text) : fact.text);
      })),
    h("div", { class: "x-tools" }, claim.href ? linkTo(claim.href, t("explore.claim")) : null, reporter(context, claim.iri),
      h("details", { class: "x-sparql" }, h("summary", {}, "SPARQL"), h("pre", { class: "code", tabindex: "0" }, claim.sparql),
      copier(context, claim.sparql), " ", linkTo(`/sparql#query=${encodeURIComponent(claim.sparql)}&view=network`, t("explore.run")))));
};

/** A way to say that a statement is wrong, where the publisher names somebody to tell. */
const reporter = ({ t }: Context, claim: string): HTMLElement | null => {
  const to = site.report;
  if (/^mailto:[^?\s]+$/.test(to)) return h("a", { href: `${to}?subject=${encodeURIComponent(claim)}` }, t("explore.report"));
  const href = safeHref(to);
  return href ? h("a", { href, target: "_blank", rel: "noopener" }, t("explore.report")) : null;
};

const quotation = (context: Context, quote: Quote): HTMLElement => {
  const { t } = context;
  if (quote.lost) return h("p", { class: "lost" }, t("document.lost"), " ", linkTo(quote.reading, t("quote.offsets", { begin: quote.begin, end: quote.end })));
  return h("blockquote", { class: "x-quote" },
    h("p", { class: "sentence", lang: "zh-CN" }, h("span", { class: "ctx" }, quote.before), ...quote.pieces.map(piece), h("span", { class: "ctx" }, quote.after)),
    h("footer", { class: "x-source" },
      h("span", { lang: "zh-CN" }, quote.title), quote.published ? h("span", {}, quote.published) : null,
      h("span", {}, t("quote.offsets", { begin: quote.begin, end: quote.end })),
      linkTo(quote.reading, t("document.read")),
      quote.citations.length ? h("details", { class: "x-cite" }, h("summary", {}, t("quote.cite")),
        ...quote.citations.map((one) => h("div", { class: "citation" }, h("b", {}, t(`cite.${one.style}`)), " ", h("span", { class: "cite-text", lang: "zh-CN" }, one.text), " ", copier(context, one.text)))) : null));
};

/** Returns a stretch of a sentence: marked where it says the claim, underlined where it names an end. */
export const piece = (one: { text: string; marked: boolean; family: string }): Child => {
  const body: Child = one.family ? h("u", { class: `end f-${one.family}` }, one.text) : one.text;
  return one.marked ? h("mark", {}, body) : body;
};

// The page's own script copies what stands in data-copy.
const copier = ({ t }: Context, text: string): HTMLElement => h("button", { type: "button", class: "copy", "data-copy": text, "data-done": t("quote.copied") }, t("quote.copy"));
