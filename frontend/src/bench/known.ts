// What the workbench knows of the graph: its terms, prefixes and questions, and what things are called.

import type { Language, Tile } from "../model.ts";
import { shortened } from "./prefixes.ts";
import { bound, parameters } from "./parameters.ts";
import type { Term } from "./terms.ts";

export interface Word { iri: string; kind: "class" | "property" | "individual"; zh: string; en: string; also: string[] }
export interface Question { name: string; group: string; zh: string; en: string; text: string }
export interface Known {
  build: string; base: string; prefixes: Record<string, string>; terms: Word[];
  groups: { name: string; zh: string; en: string }[]; queries: Question[]; tiles: Tile[];
}
export interface Thing { iri: string; label: string; href: string | null; family: string; kind: string; language: string }

const AT_ONCE = 300;

/** Reads what does not change with the reader. */
export const fetched = async (): Promise<Known> => {
  const answer = await fetch("/api/workbench", { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Known;
};

/** What things are called; asked of the server once for each. */
export class Names {
  private readonly things = new Map<string, Thing>();
  private readonly found = new Map<string, string>();

  constructor(private readonly known: Known, readonly language: Language) {}

  /** Asks for the names of things, and for places by their names; without an answer IRIs are shown. */
  async need(iris: Iterable<string>, places: Iterable<string> = []): Promise<void> {
    const wanted = [...new Set(iris)].filter((iri) => !this.things.has(iri));
    const named = [...new Set(places)].filter((name) => !this.found.has(name));
    for (let at = 0; at < Math.max(wanted.length, named.length); at += AT_ONCE) {
      const body = JSON.stringify({ iris: wanted.slice(at, at + AT_ONCE), places: named.slice(at, at + AT_ONCE) });
      const answer = await fetch("/api/things", { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body }).catch(() => null);
      if (!answer?.ok) return;
      const said = (await answer.json()) as { things: Record<string, Thing>; places: Record<string, string> };
      Object.entries(said.things).forEach(([iri, thing]) => this.things.set(iri, thing));
      named.slice(at, at + AT_ONCE).forEach((name) => this.found.set(name, said.places[name] ?? ""));
    }
  }

  thing(iri: string): Thing | undefined {
    return this.things.get(iri);
  }

  /** The IRI of the one place of a name; empty if there is none or several. */
  place(name: string): string {
    return this.found.get(name) ?? "";
  }

  /** What a term is called: a thing by its label where it has one, else by its IRI with a prefix. */
  textOf(term: Term): string {
    if (term.kind !== "iri") return term.kind === "bnode" ? `_:${term.value}` : term.value;
    const thing = this.things.get(term.value);
    if (!thing?.family || thing.family === "thing" && !thing.kind) return shortened(term.value, this.known.prefixes).replace(/^<|>$/g, "");
    return thing.label;
  }
}

/** Returns the query of a question with values in place of its examples. */
export const filled = (question: Question, values: Record<string, string>): string =>
  parameters(question.text).reduce((text, one) => (values[one.name] ? bound(text, one, values[one.name]!) : text), question.text);

/** Returns the question and values that a query is, if it is one; its link is short then. */
export const recognised = (known: Known, query: string): { name: string; values: Record<string, string> } | null => {
  const given = parameters(query);
  for (const question of known.queries) {
    const own = parameters(question.text);
    if (own.length !== given.length) continue;
    const values = Object.fromEntries(given.filter((one) => own.find((other) => other.name === one.name)?.value !== one.value).map((one) => [one.name, one.value]));
    if (filled(question, values) === query.trim()) return { name: question.name, values };
  }
  return null;
};
