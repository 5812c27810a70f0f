// A saved file: graph, sentences and words stand in the page itself, compressed.

import type { Fetcher } from "./evidence.ts";
import type { Columns, Language } from "./model.ts";

type Claim = Awaited<ReturnType<Fetcher>>[number];
export interface Saved { graph: Columns; messages: Record<Language, Record<string, string>>; claims: Record<string, [Claim, Claim]>; site: string; start: string }

/** Returns what stands in the page, if it is a saved one. */
export const saved = async (): Promise<Saved | null> => {
  const block = document.getElementById("fengtu-data");
  if (!block) return null;
  const bytes = Uint8Array.from(atob(block.textContent!.trim()), (one) => one.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(text).json()) as Saved;
};

/** Returns what finds the evidence of claims in the file; one that was left out is passed over. */
export const fromFile = ({ claims }: Saved, language: Language): Fetcher => (ids) =>
  Promise.resolve(ids.flatMap((id) => (claims[id] ? [claims[id][language === "zh" ? 0 : 1]] : [])));
