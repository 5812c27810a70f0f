// Terms of RDF, and answers of a SPARQL service as rows of them. Pure functions.

export interface Term { kind: "iri" | "literal" | "bnode"; value: string; datatype: string; language: string }
export type Cell = Term | null;
/** An answer: rows under names, a truth, or a graph, whose rows are its triples. */
export interface Answer { form: "rows" | "truth" | "graph"; names: string[]; rows: Cell[][]; truth: boolean }

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger", "int", "long", "short"].map((name) => XSD + name));
export const TRIPLE = ["subject", "predicate", "object"];

export const iri = (value: string): Term => ({ kind: "iri", value, datatype: "", language: "" });
export const literal = (value: string, { datatype = "", language = "" } = {}): Term => ({ kind: "literal", value, datatype, language });

interface Binding { type: string; value: string; datatype?: string; "xml:lang"?: string }
interface Results { head: { vars?: string[] }; boolean?: boolean; results?: { bindings: Record<string, Binding>[] } }

/** Reads the JSON format of results. */
export const readResults = (answer: unknown): Answer => {
  const { head, boolean, results } = answer as Results;
  if (boolean !== undefined) return { form: "truth", names: [], rows: [], truth: boolean };
  const names = head.vars ?? [];
  const rows = (results?.bindings ?? []).map((row) => names.map((name) => termOf(row[name])));
  return { form: "rows", names, rows, truth: false };
};

const termOf = (one: Binding | undefined): Cell => {
  if (!one) return null;
  const kind = one.type === "uri" ? "iri" : one.type === "bnode" ? "bnode" : "literal";
  return { kind, value: one.value, datatype: one.datatype ?? "", language: one["xml:lang"] ?? "" };
};

const TRIPLES = /^\s*(<[^>]*>|_:[^\s]+)\s+(<[^>]*>)\s+(<[^>]*>|_:[^\s]+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?)\s*\.\s*$/;
const ESCAPES: Record<string, string> = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };

/** Reads N-Triples; a line that is none is passed over. */
export const readTriples = (text: string): Answer => {
  const rows: Cell[][] = [];
  for (const line of text.split("\n")) {
    const found = TRIPLES.exec(line);
    if (found) rows.push([written(found[1]!), written(found[2]!), written(found[3]!)]);
  }
  return { form: "graph", names: TRIPLE, rows, truth: false };
};

const written = (text: string): Term => {
  if (text.startsWith("<")) return iri(unescaped(text.slice(1, -1)));
  if (text.startsWith("_:")) return { kind: "bnode", value: text.slice(2), datatype: "", language: "" };
  const end = text.lastIndexOf('"');
  const rest = text.slice(end + 1);
  return literal(unescaped(text.slice(1, end)), rest.startsWith("@") ? { language: rest.slice(1) } : rest ? { datatype: rest.slice(3, -1) } : {});
};

const unescaped = (text: string): string =>
  text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (_, four?: string, eight?: string, one?: string) => {
    const code = four ?? eight;
    return code ? String.fromCodePoint(Number.parseInt(code, 16)) : (ESCAPES[one!] ?? one!);
  });

/** Says whether a term is a number. */
export const isNumber = (term: Cell): boolean => term?.kind === "literal" && NUMBERS.has(term.datatype) && Number.isFinite(Number(term.value));

/** A day, month or year as a number that grows with time; NaN for anything else. */
export const moment = (term: Cell): number => {
  if (term?.kind !== "literal") return Number.NaN;
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*|Z)?$/.exec(term.value);
  if (!found) return Number.NaN;
  return Number(found[1]) + (Number(found[2] ?? 1) - 1) / 12 + (Number(found[3] ?? 1) - 1) / 372;
};

/** Orders terms: nothing, numbers by value, then text as a reader of the language expects it. */
export const compare = (a: Cell, b: Cell, textOf: (term: Term) => string, language: string): number => {
  if (!a || !b) return a ? 1 : b ? -1 : 0;
  if (isNumber(a) && isNumber(b)) return Number(a.value) - Number(b.value);
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -1 : 1;
  return textOf(a).localeCompare(textOf(b), language, { numeric: true });
};
