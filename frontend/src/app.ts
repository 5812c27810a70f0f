// The explorer as a whole: the state in the address, the tools above, the picture, and the pane.

import type { Context, Shown } from "./context.ts";
import { button, h, linkTo } from "./dom.ts";
import { compareView, sideOf } from "./compareview.ts";
import type { Side } from "./compareview.ts";
import { egoView } from "./egoview.ts";
import { Pane } from "./evidence.ts";
import type { Fetcher } from "./evidence.ts";
import { exporter } from "./exports.ts";
import { filterOf } from "./filter.ts";
import { Finder } from "./find.ts";
import { lanesView } from "./lanesview.ts";
import type { Model } from "./model.ts";
import { networkView } from "./networkview.ts";
import { placesView, themesView, timeView } from "./overviews.ts";
import { pathView } from "./pathview.ts";
import { read, VIEWS, write } from "./state.ts";
import type { State, ViewName } from "./state.ts";
import { tableOf } from "./table.ts";
import { trailOf } from "./trail.ts";
import type { Trail } from "./trail.ts";
import { compareEnds, filters, pathEnds } from "./tools.ts";
import { picker } from "./picker.ts";
import { looked, recent } from "./recent.ts";
import type { Words } from "./words.ts";

const SHOW: Record<ViewName, (context: Context) => Shown> = {
  lanes: lanesView, themes: themesView, time: timeView, places: placesView, compare: compareView, ego: egoView, path: pathView, network: networkView,
};
/** Pictures that are tables already. */
const TABLES = new Set<ViewName>(["themes", "places"]);

export class App {
  private readonly finder: Finder;
  private readonly pane: Pane;
  private readonly summary = h("p", { class: "x-summary", role: "status", "aria-live": "polite" });
  private readonly notice = h("div", { class: "x-notice", hidden: true });
  private readonly tools = h("div", { class: "x-tools-bar" });
  private readonly picture = h("div", { class: "x-picture" });
  private readonly resized = new ResizeObserver(() => this.shown?.draw?.());
  private shown: Shown | undefined;
  private state: State;
  private waiting = 0;
  private comparing: Side | null = null;

  private readonly trail: Trail;
  private readonly ended = new AbortController();

  /** `start` is the state of a page that has none in its address. */
  constructor(private readonly root: HTMLElement, private readonly model: Model, private readonly t: Words, private readonly fetcher: Fetcher, start = "") {
    this.finder = new Finder(model);
    this.pane = new Pane(fetcher);
    this.trail = trailOf(location.hash || start, () => this.follow());
    this.state = read(this.trail.hash);
    this.root.replaceChildren(
      h("h1", { class: "x-hidden" }, t("explore.title")), this.notice, this.tools, this.summary,
      h("div", { class: "x-body" }, this.picture, this.pane.element));
    const { signal } = this.ended;
    addEventListener("popstate", () => this.follow(), { signal });
    addEventListener("keydown", (event) => this.pressed(event), { signal });
    document.querySelectorAll<HTMLAnchorElement>("a.switch").forEach((link) => link.addEventListener("click", () => { link.hash = location.hash; }));
    this.warn();
    this.render(null);
    this.trail.replace(this.address());
    // Safari has no such call; there the first letter waits for it.
    globalThis.requestIdleCallback?.(() => { this.finder.prepare(); });
  }

  /** Ends this one, so that another may begin in its place. */
  end(): string {
    this.ended.abort();
    this.resized.disconnect();
    return this.trail.hash;
  }

  /** Escape lets go of what is chosen; Ctrl+Z and Ctrl+Y go back and forward, outside of fields. */
  private pressed(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.state.sel) this.go({ sel: "" });
    if (!(event.ctrlKey || event.metaKey) || (event.target as Element).closest?.("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    const forward = key === "y" || event.shiftKey;
    if (forward && this.trail.canGoForward) this.trail.forward();
    if (!forward && this.trail.canGoBack) this.trail.back();
  }

  private address(): string {
    return write({ ...this.state, build: this.model.build });
  }

  /** A link may be older than the graph: then it says so, and shows what there is now. */
  private warn(): void {
    const { build } = this.state;
    this.notice.hidden = !build || build === this.model.build;
    if (!this.notice.hidden) {
      this.notice.replaceChildren(h("p", {}, this.t("explore.other.build", { theirs: build, ours: this.model.build })), button(this.t("explore.close"), () => { this.notice.hidden = true; }));
    }
  }

  private follow(): void {
    const before = this.state;
    this.state = read(this.trail.hash);
    this.render(before);
  }

  private readonly go = (change: Partial<State>): void => {
    const before = this.state;
    const moved = change.view !== undefined && change.view !== before.view;
    // Another picture begins with nothing chosen that it may not have.
    const pairs = moved && (before.view === "compare") !== (change.view === "compare") ? { a: "", b: "" } : {};
    this.state = { ...before, ...(moved ? { sel: "", more: {}, table: false, hubs: false, ...pairs } : {}), ...change };
    const hash = this.address();
    if (hash === this.trail.hash) return;
    this.trail.push(hash);
    const seen = change.centre || change.sel;
    if (seen && this.model.node(seen) >= 0) looked(seen);
    this.render(before);
  };

  private readonly keep = (change: Partial<State>): void => {
    this.state = { ...this.state, ...change };
    this.trail.replace(this.address());
    this.renderUndo();
  };

  private context(): Context {
    return { model: this.model, state: this.state, filter: filterOf(this.model, this.state), t: this.t, go: this.go, keep: this.keep, evidence: this.fetcher };
  }

  private render(before: State | null): void {
    const context = this.context();
    const picture = (state: State): string => write({ ...state, sel: "", build: "", camera: "" });
    if (!before || picture(before) !== picture(this.state)) this.renderPicture(context);
    else if (before.camera !== this.state.camera) this.shown?.look?.(this.state.camera);
    this.shown?.choose?.(this.state.sel);
    // A chosen card shows its whole name, so that others may have moved.
    this.shown?.draw?.();
    if (this.state.sel && before) this.cardOf(this.state.sel)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!before || before.sel !== this.state.sel || before.status !== this.state.status) {
      void this.pane.show(context, this.state.sel);
      if (before && this.state.sel) this.pane.element.focus({ preventScroll: true });
      if (before?.sel && !this.state.sel) this.cardOf(before.sel)?.focus({ preventScroll: true });
    }
    this.renderUndo();
  }

  private cardOf(sel: string): HTMLElement | null {
    return this.picture.querySelector<HTMLElement>(`[data-node="${CSS.escape(sel.split(/[ @]/)[0]!)}"]`);
  }

  private renderPicture(context: Context): void {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const again = focused && this.root.contains(focused) ? focused.id || focused.getAttribute("data-keep") : null;
    const shown = SHOW[this.state.view](context);
    this.resized.disconnect();
    this.shown = shown;
    this.summary.textContent = shown.summary;
    this.renderTools(context, shown);
    if (this.state.table && !TABLES.has(this.state.view)) {
      this.shown = { element: tableOf(context, shown.rows), summary: shown.summary, rows: shown.rows };
    }
    this.picture.replaceChildren(this.shown.element);
    if (this.shown.draw) {
      this.resized.observe(this.shown.element);
      this.shown.draw();
    }
    if (again) this.root.querySelector<HTMLElement>(`#${CSS.escape(again)}, [data-keep="${CSS.escape(again)}"]`)?.focus();
  }

  private renderTools(context: Context, shown: Shown): void {
    const { t, state, model } = context;
    const tabs = VIEWS.map((view) => button(t(`explore.view.${view}`), () => this.go({ view, ...(view === "ego" ? { centre: state.centre || this.first(), open: [] } : { centre: "" }) }),
      { class: "x-tab", "aria-pressed": String(view === state.view), "data-keep": `tab-${view}` }));
    this.tools.replaceChildren(
      h("div", { class: "x-row" },
        picker(model, this.finder, t, { name: "find", label: t("explore.find"), recent: () => recent().map((id) => model.node(id)).filter((node) => node >= 0), take: (id) => this.go(state.view === "network" ? { sel: id } : { view: "ego", centre: id, open: [], sel: id, more: {}, table: false }) }),
        h("div", { class: "x-tabs", role: "group", "aria-label": t("explore.views") }, ...tabs, linkTo("/sparql", "SPARQL", { class: "x-tab" })),
        h("div", { class: "x-acts" },
          TABLES.has(state.view) ? null : button(t(state.table ? "explore.as.picture" : "explore.as.table"), () => this.go({ table: !state.table }), { class: "x-act", "data-keep": "table", "aria-pressed": String(state.table) }),
          button(t("explore.undo"), () => this.trail.back(), { class: "x-act x-undo", "data-keep": "undo", title: "Ctrl+Z" }),
          button(t("explore.redo"), () => this.trail.forward(), { class: "x-act x-redo", "data-keep": "redo", title: "Ctrl+Y" }),
          h("button", { type: "button", class: "x-act", "data-copy": location.href.split("#")[0]! + this.address(), "data-done": t("quote.copied") }, t("explore.copy.link")),
          exporter(context, shown, this.picture))),
      ...(state.view === "path" ? [pathEnds(context, this.finder)] : []),
      ...(state.view === "compare" ? [compareEnds(context, this.finder, this.comparing ?? sideOf(state.a).kind, (kind) => { this.comparing = kind; this.go({ a: "", b: "", sel: "" }); this.renderPicture(this.context()); })] : []),
      filters(context, this.finder));
  }

  private renderUndo(): void {
    const undo = this.tools.querySelector<HTMLButtonElement>(".x-undo");
    const redo = this.tools.querySelector<HTMLButtonElement>(".x-redo");
    if (undo) undo.disabled = !this.trail.canGoBack;
    if (redo) redo.disabled = !this.trail.canGoForward;
    const copy = this.tools.querySelector<HTMLButtonElement>("button[data-copy]");
    if (copy) copy.dataset["copy"] = location.href.split("#")[0]! + this.address();
  }

  /** What is spoken of most, for those who come without a name. */
  private first(): string {
    const { model, state } = this;
    if (state.sel && !state.sel.includes(" ") && !model.isFigure(model.node(state.sel))) return state.sel;
    let best = 0;
    for (let node = 1; node < model.entities; node += 1) {
      if (!model.kind(node).hub && model.weight(node) > model.weight(best)) best = node;
    }
    return model.entities ? model.id(best) : "";
  }

  /** Draws again a little later, when fonts or the window changed. */
  redraw(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.shown?.draw?.());
  }
}
