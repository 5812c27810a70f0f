// What may follow where the cursor stands: terms of the vocabulary by IRI or by label, variables, words of SPARQL. Pure functions.

import type { Language } from "../model.ts";
import type { Known, Word } from "./known.ts";
import { shortened } from "./prefixes.ts";

export interface Offer { text: string; label: string; detail: string; kind: "class" | "property" | "individual" | "variable" | "keyword" | "thing"; prefix: string }

const KEYWORDS = ("SELECT DISTINCT CONSTRUCT DESCRIBE ASK WHERE PREFIX FILTER OPTIONAL UNION MINUS BIND VALUES GRAPH EXISTS NOT GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET " +
  "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT AS IN STR LANG LANGMATCHES DATATYPE BOUND IF COALESCE REGEX REPLACE CONTAINS STRSTARTS STRENDS STRLEN SUBSTR CONCAT YEAR MONTH ROUND ABS IRI").split(" ");
const MOST = 60;

/** What is being typed before the cursor: a variable, a name with a prefix, or a word. */
export const TYPED = /[?$]\w*$|[A-Za-z][\w.-]*:[\p{L}\p{N}_-]*$|[\p{L}\p{N}_]+$/u;

/** Returns what may complete a word, the best first. */
export const offers = (known: Known, query: string, typed: string, language: Language): Offer[] => {
  if (/^[?$]/.test(typed)) return variables(query, typed);
  const [prefix, local] = typed.includes(":") ? (typed.split(/:(.*)/s) as [string, string]) : [null, typed];
  const needle = local.toLowerCase();
  const words = known.terms.map((word) => ({ word, name: shortened(word.iri, known.prefixes) }))
    .filter(({ name }) => !name.startsWith("<") && (prefix === null || name.startsWith(`${prefix}:`)))
    .map(({ word, name }) => ({ offer: offerOf(word, name, language), rank: rankOf(word, name, needle) }))
    .filter(({ rank }) => rank < 9)
    .sort((a, b) => a.rank - b.rank || (a.offer.text < b.offer.text ? -1 : 1));
  if (prefix !== null) return words.slice(0, MOST).map(({ offer }) => offer);
  const upper = typed.toUpperCase();
  const keywords = KEYWORDS.filter((word) => word.startsWith(upper)).map((word): Offer => ({ text: word, label: word, detail: "", kind: "keyword", prefix: "" }));
  const prefixes = Object.keys(known.prefixes).filter((one) => one.startsWith(needle)).map((one): Offer => ({ text: `${one}:`, label: `${one}:`, detail: known.prefixes[one]!, kind: "keyword", prefix: one }));
  return [...keywords, ...prefixes, ...(needle ? words.map(({ offer }) => offer) : [])].slice(0, MOST);
};

const variables = (query: string, typed: string): Offer[] => {
  const found = new Set([...query.matchAll(/[?$](\w+)/g)].map((one) => one[1]!));
  found.delete(typed.slice(1));
  return [...found].filter((name) => name.startsWith(typed.slice(1))).sort().map((name) => ({ text: typed[0]! + name, label: typed[0]! + name, detail: "", kind: "variable", prefix: "" }));
};

const offerOf = (word: Word, name: string, language: Language): Offer => ({
  text: name, label: name, kind: word.kind, prefix: name.split(":")[0]!,
  detail: (language === "en" ? [word.en, word.zh] : [word.zh, word.en]).filter(Boolean).join(" · "),
});

/** How well a term fits: its name, then its beginning, then its labels, then any part. */
const rankOf = (word: Word, name: string, needle: string): number => {
  const local = name.slice(name.indexOf(":") + 1).toLowerCase();
  if (!needle || local === needle) return 0;
  if (local.startsWith(needle)) return 1;
  const labels = [word.zh, word.en, ...word.also].map((label) => label.toLowerCase());
  if (labels.some((label) => label.startsWith(needle))) return 2;
  return labels.some((label) => label.includes(needle)) || local.includes(needle) ? 3 : 9;
};
