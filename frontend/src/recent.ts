// What the reader looked at last, kept by this browser alone.

const KEY = "fengtu-recent";
const MOST = 8;

const kept = (): Storage | null => {
  try { return localStorage; } catch { return null; }
};

/** Returns the ids of what was looked at, the last first. */
export const recent = (storage: Storage | null = kept()): string[] => {
  try {
    const found: unknown = JSON.parse(storage?.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((one): one is string => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
};

/** Remembers that something was looked at. */
export const looked = (id: string, storage: Storage | null = kept()): void => {
  try {
    storage?.setItem(KEY, JSON.stringify([id, ...recent(storage).filter((one) => one !== id)].slice(0, MOST)));
  } catch {
    // A browser that keeps nothing is no reason to fail.
  }
};
