// Asks the endpoint: an answer to show, or a file in a format.

import { readResults, readTriples } from "./terms.ts";
import type { Answer } from "./terms.ts";

export const TABLES: Record<string, string> = { csv: "text/csv", tsv: "text/tab-separated-values", json: "application/sparql-results+json", xml: "application/sparql-results+xml" };
export const GRAPHS: Record<string, string> = { ttl: "text/turtle", nt: "application/n-triples", jsonld: "application/ld+json", rdf: "application/rdf+xml" };
const SHOWN = `${TABLES["json"]}, ${GRAPHS["nt"]};q=0.9`;

export interface Said { answer: Answer; cut: boolean; seconds: number; bytes: number }

/** What the endpoint says is wrong: its sentence, and the line and column that it names, from 1 on. */
export class Refused extends Error {
  readonly line: number;
  readonly column: number;

  constructor(readonly status: number, detail: string, query: string) {
    super(detail);
    const place = /\bat (\d+):(\d+)/.exec(detail);
    const character = /\bat character (\d+)/.exec(detail);
    const before = character ? [...query].slice(0, Number(character[1])).join("") : "";
    this.line = place ? Number(place[1]) : character ? before.split("\n").length : 0;
    this.column = place ? Number(place[2]) : character ? [...before.slice(before.lastIndexOf("\n") + 1)].length + 1 : 0;
  }
}

const sent = async (query: string, accept: string, signal?: AbortSignal): Promise<Response> => {
  const answer = await fetch("/sparql", { method: "POST", headers: { "Content-Type": "application/sparql-query", Accept: accept }, body: query, signal: signal ?? null });
  if (answer.ok) return answer;
  const body = await answer.text();
  let detail = body.slice(0, 500);
  try { detail = (JSON.parse(body) as { detail?: string }).detail ?? detail; } catch { /* A proxy may answer in its own words. */ }
  throw new Refused(answer.status, detail || String(answer.status), query);
};

/** Returns the answer of a query, with how long it took and whether it was cut. */
export const ask = async (query: string, signal: AbortSignal): Promise<Said> => {
  const begun = performance.now();
  const answer = await sent(query, SHOWN, signal);
  const body = await answer.text();
  const seconds = (performance.now() - begun) / 1000;
  const graph = (answer.headers.get("Content-Type") ?? "").startsWith(GRAPHS["nt"]!);
  return { answer: graph ? readTriples(body) : readResults(JSON.parse(body)), cut: answer.headers.get("X-Truncated") === "true", seconds, bytes: body.length };
};

/** Returns the whole answer of a query as a file. */
export const file = async (query: string, suffix: string): Promise<Blob> => (await sent(query, (TABLES[suffix] ?? GRAPHS[suffix])!)).blob();
