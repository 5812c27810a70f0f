// The queries that were run here, kept by the browser of the reader alone.

export interface Run { query: string; when: string; rows: number; seconds: number }

const KEY = "fengtu-queries";
const MOST = 40;

/** Returns the queries that were run, the last first; none where the browser keeps nothing. */
export const remembered = (storage: Storage | null): Run[] => {
  try {
    const found: unknown = JSON.parse(storage?.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((one): one is Run => typeof one?.query === "string" && typeof one.when === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
};

/** Remembers a query; the same one again only moves it to the front. */
export const remember = (storage: Storage | null, run: Run): void => {
  const kept = [run, ...remembered(storage).filter((one) => one.query !== run.query)].slice(0, MOST);
  try {
    storage?.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing, or no more, is no reason to fail.
  }
};

/** Forgets all queries. */
export const forget = (storage: Storage | null): void => {
  try { storage?.removeItem(KEY); } catch { /* As above. */ }
};
