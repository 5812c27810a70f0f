// The editor of queries. It lives in a shadow root: there its styles are constructed style sheets, which the policy of the page allows.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import type { Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

import { h } from "../dom.ts";
import { TYPED } from "./complete.ts";
import type { Offer } from "./complete.ts";
import { declared, prefixLine } from "./prefixes.ts";

export interface Place { line: number; column: number; message: string }
interface Options {
  label: string; text: string; prefixes: Record<string, string>;
  offers: (query: string, typed: string) => Offer[];
  /** Offers that take a while; the others do not wait for them. */
  names: (typed: string) => Promise<Offer[]>;
  run: () => void; changed: () => void;
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.moduleKeyword], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--completed)" },
  { tag: [tags.variableName, tags.definition(tags.variableName)], color: "var(--value)" },
  { tag: [tags.number, tags.bool], color: "var(--planned)" },
  { tag: [tags.namespace, tags.propertyName, tags.typeName, tags.url, tags.atom], color: "var(--link)" },
  { tag: tags.comment, color: "var(--soft)" },
]);

const LOOK = EditorView.theme({
  "&": { border: "1px solid var(--line-2)", borderRadius: ".5rem", background: "var(--card)", color: "var(--ink)", fontSize: ".9rem" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono, ui-monospace, monospace)", lineHeight: "1.6", maxHeight: "26rem", minHeight: "12rem", overflow: "auto", borderRadius: ".5rem" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { background: "transparent", color: "var(--soft)", border: "0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--wash) 60%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in srgb, var(--link) 28%, transparent)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--hit)" },
  ".cm-tooltip": { background: "var(--card)", color: "var(--ink)", border: "1px solid var(--line-2)", borderRadius: ".4rem", boxShadow: "0 8px 24px rgb(0 0 0 / .16)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "18rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .6rem", minHeight: "24px", lineHeight: "24px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--wash)", color: "var(--ink)" },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal", fontFamily: "var(--sans)" },
  ".cm-diagnostic": { fontFamily: "var(--sans)" },
});

export class Editor {
  readonly element = h("div", { class: "w-editor" });
  private readonly view: EditorView;

  constructor(private readonly options: Options) {
    const root = this.element.attachShadow({ mode: "open" });
    this.view = new EditorView({ root, parent: root, state: EditorState.create({ doc: options.text, extensions: this.extensions() }) });
  }

  private extensions(): Extension[] {
    return [
      lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), closeBrackets(), lintGutter(),
      sparql(), syntaxHighlighting(COLOURS), LOOK, EditorView.lineWrapping,
      autocompletion({ override: [
        (context) => this.complete(context, (typed) => this.options.offers(this.text, typed)),
        (context) => this.complete(context, (typed) => this.options.names(typed)),
      ], icons: false, interactionDelay: 0 }),
      keymap.of([{ key: "Mod-Enter", run: () => { this.options.run(); return true; } }, ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, indentWithTab, ...defaultKeymap.filter((one) => one.key !== "Mod-Enter")]),
      EditorView.contentAttributes.of({ "aria-label": this.options.label, tabindex: "0", spellcheck: "false", lang: "en" }),
      EditorView.updateListener.of((update) => { if (update.docChanged) this.options.changed(); }),
    ];
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Replaces what differs, so that the cursor and undo stay as good as they can. */
  set text(text: string) {
    const now = this.text;
    if (now === text) return;
    let from = 0;
    while (from < now.length && from < text.length && now[from] === text[from]) from += 1;
    let back = 0;
    while (back < now.length - from && back < text.length - from && now[now.length - 1 - back] === text[text.length - 1 - back]) back += 1;
    this.view.dispatch({ changes: { from, to: now.length - back, insert: text.slice(from, text.length - back) } });
  }

  focus(): void {
    this.view.focus();
  }

  /** Marks the place that an error speaks of; none takes the marks away. */
  mark(place: Place | null): void {
    const { doc } = this.view.state;
    if (!place) { this.view.dispatch(setDiagnostics(this.view.state, [])); return; }
    const line = doc.line(Math.min(Math.max(1, place.line), doc.lines));
    // The server counts characters, the editor units of UTF-16.
    const before = [...line.text].slice(0, Math.max(0, place.column - 1)).join("").length;
    const from = line.from + Math.min(before, line.length);
    const word = /^\S+/.exec(line.text.slice(before))?.[0].length ?? 0;
    const [start, end] = word ? [from, from + word] : [line.from, line.to];
    this.view.dispatch(setDiagnostics(this.view.state, [{ from: start, to: end, severity: "error", message: place.message }]));
    this.view.dispatch({ effects: EditorView.scrollIntoView(from, { y: "center" }) });
  }

  private async complete(context: CompletionContext, offered: (typed: string) => Offer[] | Promise<Offer[]>): Promise<CompletionResult | null> {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const typed = TYPED.exec(before)?.[0] ?? "";
    if (!typed && !context.explicit || /^\s*#/.test(before)) return null;
    const found = await offered(typed);
    if (context.aborted || !found.length) return null;
    return { from: context.pos - typed.length, filter: false, options: found.map((one) => this.completion(one)) };
  }

  private completion(offer: Offer): Completion {
    return {
      label: offer.label, detail: offer.detail, type: offer.kind,
      apply: (view, _, from, to) => {
        view.dispatch({ changes: { from, to, insert: offer.text }, selection: { anchor: from + offer.text.length } });
        this.declare(offer.prefix);
      },
    };
  }

  /** Declares a prefix that is used, unless it is or the line that is typed does. */
  private declare(prefix: string): void {
    const namespace = this.options.prefixes[prefix];
    const line = this.view.state.doc.lineAt(this.view.state.selection.main.head).text;
    if (!namespace || declared(this.text).has(prefix) || /^\s*PREFIX\b/i.test(line)) return;
    const { at, text } = prefixLine(this.text, prefix, namespace);
    this.view.dispatch({ changes: { from: at, insert: text } });
  }
}
