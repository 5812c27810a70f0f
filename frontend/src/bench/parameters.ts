// Parameters of a query file: lines `#+ param x: …` with `VALUES ?x { … }`, as the server reads them. Pure functions.

import { declared } from "./prefixes.ts";

export type Kind = "iri" | "text" | "integer" | "decimal" | "date";
export interface Parameter {
  name: string;
  meaning: { zh: string; en: string };
  kind: Kind;
  /** The first term that stands there now, without quotation marks and brackets. */
  value: string;
  /** What follows a literal: its language or datatype. */
  suffix: string;
  /** Whether a name is looked for with and without quotation marks. */
  isName: boolean;
}

const TERM = /<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^(?:<[^<>\s]*>|[^\s{}"<>]+))?|[\w.-]*:[^\s{}"<>]*|[+-]?[\d.]+|true|false/g;
const valuesOf = (name: string): RegExp => new RegExp(`(VALUES[ \\t]+\\?${name}[ \\t]*\\{[ \\t]*)((?:[^{}"\\n]|"(?:[^"\\\\\\n]|\\\\.)*")*?)([ \\t]*\\})`);
const HEADER = /^#\+ *([^:\n]+?) *: *(.*)$/gm;

/** Returns the lines of a header by their names. */
export const header = (query: string): Map<string, string> => new Map([...query.matchAll(HEADER)].map((found) => [found[1]!, found[2]!.trim()]));

/** Returns the parameters that a query declares and has a place for. */
export const parameters = (query: string): Parameter[] => {
  const found: Parameter[] = [];
  for (const [key, meaning] of header(query)) {
    const name = /^param\s+(\w+)$/.exec(key)?.[1];
    const terms = name ? valuesOf(name).exec(query)?.[2]?.match(TERM) : null;
    if (name && terms?.length) found.push(parameter(name, meaning, terms, query));
  }
  return found;
};

const parameter = (name: string, meaning: string, terms: string[], query: string): Parameter => {
  const [zh = "", en = zh] = meaning.split(" / ");
  const { kind, value, suffix } = read(terms[0]!, query);
  const isName = kind === "text" && terms.length > 1 && read(terms[1]!, query).value === `“${value}”`;
  return { name, meaning: { zh, en }, kind, value, suffix, isName };
};

const read = (term: string, query: string): { kind: Kind; value: string; suffix: string } => {
  if (term.startsWith("<")) return { kind: "iri", value: term.slice(1, -1), suffix: "" };
  if (term.startsWith('"')) {
    const end = term.lastIndexOf('"');
    const suffix = term.slice(end + 1);
    const value = term.slice(1, end).replace(/\\(.)/g, (_, one: string) => ({ n: "\n", t: "\t", r: "\r" })[one] ?? one);
    return { kind: /date>?$/.test(suffix) ? "date" : "text", value, suffix };
  }
  if (!term.includes(":")) return { kind: term.includes(".") ? "decimal" : "integer", value: term, suffix: "" };
  const [prefix = "", local = ""] = term.split(/:(.*)/s);
  return { kind: "iri", value: (declared(query).get(prefix) ?? `${prefix}:`) + local, suffix: "" };
};

/** Says whether a value may stand for a parameter; a form refuses others before they are sent. */
export const valid = (kind: Kind, value: string): boolean => {
  if (kind === "iri") return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|^`\\]*$/.test(value);
  if (kind === "integer") return /^[+-]?\d+$/.test(value);
  if (kind === "decimal") return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(value);
  if (kind === "date") return /^\d{4}-\d{2}-\d{2}$/.test(value);
  return value.trim() !== "";
};

const quoted = (value: string): string => `"${value.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}"`;

/** Returns a query in which a parameter has another value. */
export const bound = (query: string, wanted: Parameter, value: string): string => {
  const terms = wanted.kind === "iri" ? `<${value}>`
    : wanted.kind === "text" || wanted.kind === "date" ? spellings(wanted, value).map((one) => quoted(one) + wanted.suffix).join(" ")
      : value;
  return query.replace(valuesOf(wanted.name), (_, before: string, __: string, after: string) => before + terms + after);
};

const spellings = (wanted: Parameter, value: string): string[] => {
  if (!wanted.isName) return [value];
  const bare = /^[“"]([^“”"]*)[”"]$/.exec(value)?.[1] ?? value;
  return [bare, `“${bare}”`];
};
