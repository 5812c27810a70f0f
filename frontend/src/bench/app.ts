// The workbench as a whole: the question, its parameters, the editor, and the answer in one of four views.

import { button, h, on } from "../dom.ts";
import type { Language } from "../model.ts";
import { save } from "../save.ts";
import type { Words } from "../words.ts";
import { grouped } from "../words.ts";
import { ask, file, GRAPHS, Refused, TABLES } from "./ask.ts";
import type { Said } from "./ask.ts";
import { offers } from "./complete.ts";
import type { Offer } from "./complete.ts";
import { Editor } from "./editor.ts";
import { form, searched } from "./form.ts";
import { read, SHOWN, START, write } from "./hash.ts";
import type { State } from "./hash.ts";
import { filled, Names, recognised } from "./known.ts";
import type { Known } from "./known.ts";
import { networkView } from "./network.ts";
import { bound, header, parameters } from "./parameters.ts";
import { completed, shortened } from "./prefixes.ts";
import { forget, remember, remembered } from "./remembered.ts";
import { chartView, mapView, tableView } from "./views.ts";
import type { Given } from "./views.ts";

const HAN = /\p{Script=Han}/u;

export class Bench {
  private readonly names: Names;
  private readonly editor: Editor;
  private readonly questions: HTMLSelectElement;
  private readonly about = h("p", { class: "w-about" });
  private readonly fields = h("div");
  private readonly history = h("details", { class: "x-export w-history" });
  private readonly notice = h("p", { class: "x-notice", hidden: true, role: "status" });
  private readonly start: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
  private readonly status = h("p", { class: "x-summary w-status", role: "status", "aria-live": "polite" });
  private readonly acts = h("div", { class: "x-acts" });
  private readonly tabs = h("div", { class: "x-tabs", role: "group" });
  private readonly result = h("div", { class: "w-result" });
  private readonly resized = new ResizeObserver(() => this.draw?.());
  private state: State;
  private said: { query: string; said: Said } | null = null;
  private running: AbortController | null = null;
  private shown = 0;
  private width = 0;
  private draw: (() => void) | undefined;
  private shape = "";

  constructor(private readonly root: HTMLElement, private readonly known: Known, private readonly language: Language, private readonly t: Words, private readonly first: string, asked: boolean) {
    this.names = new Names(known, language);
    this.state = read(location.hash);
    this.editor = new Editor({
      label: t("question.sparql"), text: this.queryOf(this.state), prefixes: known.prefixes,
      offers: (query, typed) => offers(known, query, typed, language), names: (typed) => this.named(typed), run: () => void this.run(true), changed: () => this.edited(),
    });
    this.questions = this.questionList();
    this.start = button(t("sparql.run"), () => void this.run(true), { class: "w-run", title: "Ctrl + Enter" });
    this.stop = button(t("bench.cancel"), () => this.running?.abort(), { class: "x-act", hidden: true });
    this.tabs.setAttribute("aria-label", t("explore.views"));
    this.layout();
    this.edited();
    addEventListener("popstate", () => this.follow());
    addEventListener("hashchange", () => this.follow());
    new ResizeObserver(() => { if (this.state.view === "chart" && this.said && Math.abs(this.result.clientWidth - this.width) > 24) void this.render(); }).observe(this.result);
    if (this.state.name || this.state.query || asked) void this.run(false);
  }

  private layout(): void {
    const { t } = this;
    this.root.replaceChildren(
      this.notice,
      h("div", { class: "x-row" }, h("label", { class: "w-choice" }, h("span", {}, t("bench.questions")), this.questions), this.history),
      this.about, this.fields, this.editor.element,
      h("p", { class: "note w-help" }, t("bench.keys")),
      h("div", { class: "x-row" }, this.start, this.stop, this.status),
      h("div", { class: "x-row w-top" }, this.tabs, this.acts), this.result);
    this.renderHistory();
  }

  private queryOf(state: State): string {
    const question = this.known.queries.find((one) => one.name === state.name);
    return question ? filled(question, state.values) : state.query || this.first;
  }

  private questionList(): HTMLSelectElement {
    const groups = this.known.groups.map((group) => h("optgroup", { label: group[this.language] }, ...this.known.queries.filter((one) => one.group === group.name).map((one) => h("option", { value: one.name }, one[this.language] || one.zh))));
    const list = h("select", { id: "w-questions" }, h("option", { value: "" }, this.t("bench.own")), ...groups);
    return on(list, "change", () => {
      const question = this.known.queries.find((one) => one.name === list.value);
      if (question) this.editor.text = question.text;
    });
  }

  /** A Chinese word in the editor may be a name in the graph. */
  private async named(typed: string): Promise<Offer[]> {
    if (!HAN.test(typed) || /[?:]/.test(typed)) return [];
    return (await searched(typed, 6)).map((hit): Offer => ({ text: shortened(hit.iri, this.known.prefixes), label: hit.label, detail: hit.kind, kind: "thing", prefix: shortened(hit.iri, this.known.prefixes).split(":")[0]!.replace(/^</, "") }));
  }

  /** The form follows the text: other parameters, other fields; the same with other values stay as they are. */
  private edited(): void {
    const { t, known, names, language } = this;
    const text = this.editor.text;
    this.questions.value = recognised(known, text)?.name ?? "";
    const lines = header(text);
    this.about.textContent = (language === "en" && lines.get("summary_en")) || lines.get("summary") || "";
    const found = parameters(text);
    const shape = found.map((one) => `${one.name} ${one.kind} ${one.value}`).join("\n");
    if (shape === this.shape) return;
    this.shape = shape;
    const focused = document.activeElement?.getAttribute("data-keep");
    this.fields.replaceChildren(...(found.length ? [form(found, {
      known, names, t, language,
      changed: (parameter, value) => { this.editor.text = bound(this.editor.text, parameter, value); },
    })] : []));
    if (focused) this.fields.querySelector<HTMLElement>(`[data-keep="${CSS.escape(focused)}"]`)?.focus();
  }

  private address(): string {
    return write({ ...this.state, build: this.known.build });
  }

  private readonly go = (change: Partial<State>): void => {
    this.state = { ...this.state, ...change };
    const address = this.address();
    if (address !== location.hash) history.pushState(null, "", address);
    void this.render();
  };

  private follow(): void {
    const state = read(location.hash);
    if (write(state) === write({ ...this.state, build: state.build })) return;
    this.state = state;
    const query = this.queryOf(state);
    this.editor.text = query;
    if (this.said?.query === query) void this.render();
    else void this.run(false);
  }

  /** Asks; what was asked becomes the address, so that it can be sent to others. */
  private async run(push: boolean): Promise<void> {
    const { t, known } = this;
    this.running?.abort();
    const running = (this.running = new AbortController());
    const written = this.editor.text;
    const query = completed(written, known.prefixes);
    this.editor.text = query;
    this.editor.mark(null);
    if (push) this.push(query);
    this.warn();
    this.busy(true);
    const begun = performance.now();
    const clock = setInterval(() => { this.status.textContent = t("bench.running", { n: Math.floor((performance.now() - begun) / 1000) }); }, 1000);
    try {
      const said = await ask(query, running.signal);
      if (this.running !== running) return;
      this.said = { query, said };
      this.remember(query, said);
      this.status.textContent = this.told(said) + (query === written ? "" : ` ${t("bench.prefixed")}`);
      await this.render();
    } catch (error) {
      if (this.running === running) this.fail(error, running.signal.aborted, query);
    } finally {
      clearInterval(clock);
      if (this.running === running) { this.running = null; this.busy(false); }
    }
  }

  private push(query: string): void {
    const found = recognised(this.known, query);
    const same = this.queryOf(this.state) === query;
    const asked = found ? { ...found, query: "" } : { name: "", values: {}, query };
    this.state = { ...(same ? this.state : { ...START, view: this.state.view }), ...asked };
    const address = this.address();
    if (address !== location.hash) history.pushState(null, "", address);
  }

  private busy(is: boolean): void {
    this.stop.hidden = !is;
    this.root.setAttribute("aria-busy", String(is));
    if (!is) return;
    this.status.textContent = this.t("bench.running", { n: 0 });
  }

  private told({ answer, seconds, cut }: Said): string {
    const { t } = this;
    const time = seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1);
    const count = answer.form === "graph" ? t("bench.triples", { n: grouped(answer.rows.length) }) : answer.form === "truth" ? "" : t("question.rows", { n: grouped(answer.rows.length) });
    return [count, t("bench.seconds", { n: time })].filter(Boolean).join(t("explore.comma")) + (cut ? ` ${t("bench.cut")}` : "");
  }

  private fail(error: unknown, aborted: boolean, query: string): void {
    const { t } = this;
    this.said = null;
    this.tabs.replaceChildren();
    this.acts.replaceChildren();
    this.result.replaceChildren();
    if (aborted) { this.status.textContent = t("bench.cancelled"); return; }
    this.status.textContent = t("bench.failed");
    const refused = error instanceof Refused ? error : null;
    const detail = refused?.message ?? t("explore.failed");
    if (refused?.line) this.editor.mark({ line: refused.line, column: refused.column, message: detail });
    const near = refused?.line ? query.split("\n")[refused.line - 1] : undefined;
    this.result.replaceChildren(h("div", { class: "w-error", role: "alert" }, h("p", {}, refused?.line ? h("b", {}, `${t("bench.line", { n: refused.line })} `) : null, detail), near?.trim() ? h("pre", { class: "code" }, near.trim()) : null));
  }

  private remember(query: string, { answer, seconds }: Said): void {
    remember(storage(), { query, when: new Date().toISOString(), rows: answer.rows.length, seconds });
    this.renderHistory();
  }

  private renderHistory(): void {
    const { t } = this;
    const runs = remembered(storage());
    const items = runs.map((run) => h("li", {}, button(h("span", {}, h("span", { class: "w-first" }, firstLine(run.query)), h("span", { class: "note" }, `${run.when.slice(0, 16).replace("T", " ")} · ${t("question.rows", { n: grouped(run.rows) })}`)), () => { this.editor.text = run.query; this.history.open = false; this.editor.focus(); }, { class: "x-plain" })));
    const clear = button(t("bench.history.clear"), () => { forget(storage()); this.renderHistory(); }, { class: "x-act" });
    this.history.replaceChildren(h("summary", { class: "x-act" }, t("bench.history", { n: runs.length })), h("div", { class: "x-menu" }, runs.length ? h("ul", {}, ...items) : h("p", { class: "note" }, t("bench.history.none")), h("p", { class: "note" }, t("bench.history.note")), runs.length ? clear : null));
  }

  /** A link may be older than the graph. */
  private warn(): void {
    const { build } = this.state;
    this.notice.hidden = !build || build === this.known.build;
    if (!this.notice.hidden) this.notice.textContent = this.t("explore.other.build", { theirs: build, ours: this.known.build });
  }

  private async render(): Promise<void> {
    if (!this.said) return;
    const { t, state } = this;
    const mine = ++this.shown;
    const { answer } = this.said.said;
    this.width = this.result.clientWidth;
    const given: Given = { answer, state, names: this.names, t, tiles: this.known.tiles, width: Math.max(300, this.width), go: this.go };
    const focused = document.activeElement?.getAttribute("data-keep") ?? (document.activeElement instanceof HTMLSelectElement ? document.activeElement.id : null);
    const network = state.view === "network" ? await networkView(given) : null;
    const element = network?.element ?? (await (state.view === "chart" ? chartView(given) : state.view === "map" ? mapView(given) : tableView(given)));
    if (mine !== this.shown) return;
    this.resized.disconnect();
    this.tabs.replaceChildren(...SHOWN.map((view) => button(t(`bench.view.${view}`), () => this.go({ view }), { class: "x-tab", "aria-pressed": String(view === state.view), "data-keep": `view-${view}` })));
    this.renderActs();
    this.result.replaceChildren(element);
    this.draw = network?.shown?.draw;
    if (network?.shown) { network.shown.choose?.(state.sel); this.draw?.(); this.resized.observe(network.shown.element); }
    if (focused) this.root.querySelector<HTMLElement>(`[data-keep="${CSS.escape(focused)}"], #${CSS.escape(focused)}`)?.focus();
    this.root.dataset["shown"] = state.view;
  }

  private renderActs(): void {
    const { t, said } = this;
    const formats = said!.said.answer.form === "graph" ? GRAPHS : TABLES;
    const fetched = (suffix: string): void => void file(said!.query, suffix).then((blob) => save(`fengtu-${this.known.build}.${suffix}`, blob), (error: unknown) => { this.status.textContent = error instanceof Error ? error.message : t("explore.failed"); });
    const menu = h("details", { class: "x-export" }, h("summary", { class: "x-act" }, t("question.download")), h("div", { class: "x-menu" }, ...Object.keys(formats).map((suffix) => button(suffix.toUpperCase(), () => { menu.open = false; fetched(suffix); }))));
    this.acts.replaceChildren(h("button", { type: "button", class: "x-act", "data-copy": location.href.split("#")[0]!.replace(/\?.*$/, "") + this.address(), "data-done": t("quote.copied"), "data-keep": "copy" }, t("explore.copy.link")), menu);
  }
}

/** The first line of a query that says what it asks. */
const firstLine = (query: string): string => {
  const summary = header(query).get("summary");
  return summary ?? query.split("\n").find((line) => line.trim() && !/^\s*(#|PREFIX\b)/i.test(line))?.trim() ?? "";
};

const storage = (): Storage | null => {
  try { return localStorage; } catch { return null; }
};
