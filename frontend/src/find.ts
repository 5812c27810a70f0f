// Instant search: Chinese, pinyin, initials, English and former names, by a plain scan.

import { spelledAt } from "./mixed.ts";
import type { Model } from "./model.ts";

export interface Hit { node: number; rank: number; matched: string }

/** Returns text as search compares it: compatibility forms, lower case, letters and digits only. */
export const folded = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

interface Spelling { full: string; initials: string }
interface Entry { node: number; keys: string[]; spellings: Spelling[]; weight: number; texts: string[] }

export class Finder {
  private entries: Entry[] | null = null;

  constructor(private readonly model: Model) {}

  /** Folds all names; done when the page has nothing else to do, else with the first letter typed. */
  prepare(): Entry[] {
    return (this.entries ??= this.read());
  }

  private read(): Entry[] {
    const { model } = this;
    const { nodes } = model.columns;
    const entries: Entry[] = [];
    for (let node = 0; node < model.entities; node += 1) {
      const texts = [nodes.label[node]!, nodes.en[node]!, ...nodes.aliases[node]!].filter(Boolean);
      const spellings = nodes.pinyin[node]!.split("|").map((one) => { const [full = "", initials = ""] = one.split(" "); return { full, initials }; });
      entries.push({ node, texts, keys: texts.map(folded), spellings, weight: model.weight(node) });
    }
    return entries;
  }

  /** Returns the best hits: whole names, then beginnings, then parts, then spellings. */
  find(query: string, limit = 12, accepts: (node: number) => boolean = () => true): Hit[] {
    const needle = folded(query);
    if (!needle) return [];
    const latin = /^[a-z0-9]+$/.test(needle);
    const hits: (Hit & { weight: number })[] = [];
    for (const entry of this.prepare()) {
      const found = match(entry, needle, latin);
      if (found && accepts(entry.node)) hits.push({ node: entry.node, weight: entry.weight, ...found });
    }
    return hits.sort((a, b) => a.rank - b.rank || b.weight - a.weight || a.node - b.node).slice(0, limit);
  }
}

const match = (entry: Entry, needle: string, latin: boolean): { rank: number; matched: string } | null => {
  let best = 9;
  let matched = "";
  entry.keys.forEach((key, at) => {
    const place = key.indexOf(needle);
    if (place < 0) return;
    const rank = key.length === needle.length ? 0 : place === 0 ? 1 : 2;
    if (rank < best) { best = rank; matched = entry.texts[at]!; }
  });
  if (best < 9) return { rank: best, matched };
  if (!latin) {
    // Aliases have no spelling of their own: mixed words are looked for in the name alone.
    const places = entry.spellings.map((one) => spelledAt(entry.keys[0]!, one, needle)).filter((at) => at >= 0);
    return /[a-z]/.test(needle) && places.length ? { rank: Math.min(...places) === 0 ? 3 : 5, matched: entry.texts[0]! } : null;
  }
  const rank = Math.min(...entry.spellings.map((one) => spelled(one, needle)));
  return rank < 9 ? { rank, matched: entry.texts[0]! } : null;
};

const spelled = ({ full, initials }: Spelling, needle: string): number => {
  if (full.startsWith(needle)) return 3;
  if (initials.startsWith(needle)) return 4;
  return needle.length > 2 && (full.includes(needle) || initials.includes(needle)) ? 5 : 9;
};
