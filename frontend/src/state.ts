// What the reader looks at, all of it in the hash of the address, so that every state is a link.

export const VIEWS = ["lanes", "themes", "time", "places", "compare", "ego", "path", "network"] as const;
export type ViewName = (typeof VIEWS)[number];

export interface State {
  view: ViewName;
  theme: string;
  place: string;
  from: number;
  to: number;
  status: string;
  /** The chosen card, or two of them joined by a blank: a line. */
  sel: string;
  centre: string;
  /** Nodes that were unfolded beside the centre. */
  open: string[];
  a: string;
  b: string;
  /** Paths may lead through hubs; the whole graph is drawn with all its lines. */
  hubs: boolean;
  /** Only statements of this document, by its id. */
  document: string;
  /** Only lines of which one end is of this class. */
  kind: string;
  /** Only what this institution does, and what came of it. */
  org: string;
  /** Years are those of the claims, or those in which the documents appeared. */
  published: boolean;
  table: boolean;
  /** What the window onto the whole graph shows: x, y and scale; empty for all. */
  camera: string;
  /** Cards shown beyond the first ones, by lane or family. */
  more: Record<string, number>;
  build: string;
}

export const START: State = {
  view: "lanes", theme: "", place: "", from: 0, to: 0, status: "", sel: "", centre: "", open: [],
  a: "", b: "", hubs: false, document: "", kind: "", org: "", published: false, table: false, camera: "", more: {}, build: "",
};

/** The views that stand around something. */
const CENTRED = new Set<ViewName>(["ego", "time", "places"]);
/** The views that put two things side by side. */
const PAIRS = new Set<ViewName>(["path", "compare"]);

const year = (text: string | null): number => (/^\d{4}$/.test(text ?? "") ? Number(text) : 0);

/** Reads a hash; what it does not know it passes over. */
export const read = (hash: string): State => {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const given = new URLSearchParams(query);
  const text = (name: string): string => given.get(name) ?? "";
  const [from, to] = text("y").split("-");
  const more: Record<string, number> = {};
  for (const part of text("more").split(",")) {
    const [name, count] = part.split(":");
    if (name && /^\d+$/.test(count ?? "")) more[name] = Number(count);
  }
  return {
    ...START,
    view: VIEWS.find((view) => view === path) ?? START.view,
    theme: text("theme"), place: text("place"), from: year(from ?? ""), to: year(to ?? ""), status: text("status"),
    sel: text("sel"), centre: text("c"), open: text("open").split(",").filter(Boolean),
    a: text("a"), b: text("b"), hubs: given.has("hubs"), document: text("doc"), kind: text("kind"), org: text("org"), published: given.has("published"), table: given.has("table"), camera: text("at"), more, build: text("v"),
  };
};

/** Writes a state as a hash, in a fixed order and without what is as at the start. */
export const write = (state: State): string => {
  const out: string[] = [];
  // Ids are paths: their slashes may stand in a hash, and read better.
  const add = (name: string, value: string): void => {
    if (value) out.push(`${name}=${encodeURIComponent(value).replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%20", "+").replaceAll("%40", "@")}`);
  };
  add("theme", state.theme);
  add("place", state.place);
  add("y", state.from || state.to ? `${state.from || ""}-${state.to || ""}` : "");
  add("status", state.status);
  add("doc", state.document);
  add("kind", state.kind);
  add("org", state.org);
  add("c", CENTRED.has(state.view) ? state.centre : "");
  add("open", state.view === "ego" ? state.open.join(",") : "");
  add("a", PAIRS.has(state.view) ? state.a : "");
  add("b", PAIRS.has(state.view) ? state.b : "");
  if (state.published) out.push("published");
  if (state.hubs) out.push("hubs");
  add("more", Object.entries(state.more).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, n]) => `${name}:${n}`).join(","));
  add("sel", state.sel);
  add("at", state.view === "network" ? state.camera : "");
  if (state.table) out.push("table");
  add("v", state.build);
  return `#/${state.view}${out.length ? `?${out.join("&")}` : ""}`;
};
