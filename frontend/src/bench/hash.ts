// What the reader of the workbench looks at, all of it in the hash of the address. Pure functions.

export const SHOWN = ["table", "chart", "network", "map"] as const;
export type View = (typeof SHOWN)[number];
export const CHARTS = ["bar", "line", "scatter"] as const;
export type Chart = (typeof CHARTS)[number];

export interface State {
  /** The query; empty where a name and values stand for it. */
  query: string;
  /** The name of a query of the catalogue, and the values of its parameters. */
  name: string;
  values: Record<string, string>;
  view: View;
  /** The column that rows are sorted by, with `-` before it for falling order. */
  sort: string;
  page: number;
  chart: Chart | "";
  x: string;
  y: string;
  by: string;
  /** The column of places, of numbers, and the province that is open, on the map. */
  place: string;
  value: string;
  tile: string;
  centre: string;
  open: string[];
  more: Record<string, number>;
  sel: string;
  build: string;
}

export const START: State = {
  query: "", name: "", values: {}, view: "table", sort: "", page: 1, chart: "", x: "", y: "", by: "",
  place: "", value: "", tile: "", centre: "", open: [], more: {}, sel: "", build: "",
};

const FIELDS = { name: "name", query: "query", sort: "sort", x: "x", y: "y", by: "by", place: "place", value: "value", tile: "tile", centre: "c", sel: "sel", build: "v" } as const;
type Field = keyof typeof FIELDS;

/** Reads a hash; what it does not know it passes over. */
export const read = (hash: string): State => {
  const given = new URLSearchParams(hash.replace(/^#\/?/, ""));
  const text = (name: string): string => given.get(name) ?? "";
  const fields = Object.fromEntries((Object.keys(FIELDS) as Field[]).map((key) => [key, text(FIELDS[key])])) as Record<Field, string>;
  const values = Object.fromEntries([...given].filter(([key]) => key.startsWith("p.")).map(([key, value]) => [key.slice(2), value]));
  const more: Record<string, number> = {};
  for (const part of text("more").split(",")) {
    const [name, count] = part.split("*");
    if (name && /^\d+$/.test(count ?? "")) more[name] = Number(count);
  }
  return {
    ...START, ...fields, values, more,
    view: SHOWN.find((view) => view === text("view")) ?? START.view,
    chart: CHARTS.find((chart) => chart === text("chart")) ?? "",
    page: /^[1-9]\d{0,5}$/.test(text("page")) ? Number(text("page")) : 1,
    open: given.getAll("open"),
  };
};

/** Writes a state as a hash, in a fixed order and without what is as at the start. */
export const write = (state: State): string => {
  const out = new URLSearchParams();
  const add = (key: string, value: string): void => { if (value) out.append(key, value); };
  add("name", state.name);
  Object.keys(state.values).sort().forEach((key) => add(`p.${key}`, state.values[key]!));
  add("query", state.name ? "" : state.query);
  add("view", state.view === START.view ? "" : state.view);
  add("sort", state.sort);
  add("page", state.page > 1 ? String(state.page) : "");
  add("chart", state.chart);
  (["x", "y", "by", "place", "value", "tile", "centre"] as const).forEach((key) => add(FIELDS[key], state[key]));
  state.open.forEach((one) => add("open", one));
  add("more", Object.entries(state.more).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, n]) => `${name}*${n}`).join(","));
  add("sel", state.sel);
  add("v", state.build);
  return `#${out.toString().replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%3F", "?").replaceAll("%2C", ",")}`;
};
