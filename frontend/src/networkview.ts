// The whole graph on the page: each thing a dot in the disc of its place. Needs no graphics card.

import { rowsOf } from "./cards.ts";
import type { Context, Row, Shown } from "./context.ts";
import { button, h, on } from "./dom.ts";
import { footerOf } from "./exports.ts";
import type { Line, Model } from "./model.ts";
import type { Ring, Scene, Style } from "./painter.ts";
import { radiusOf } from "./scene.ts";
import { Stage, ZOOM } from "./stage.ts";
import { grouped } from "./words.ts";

/** Shows all entities, each near others of its place; those that the filter leaves are in colour. */
export const networkView = (context: Context): Shown => {
  const { model, t, state } = context;
  const { scene, claims, families } = sceneOf(context);
  const [n, all] = [scene.shown.length, scene.shown.length + scene.rest.length];
  const element = h("div", { class: "x-stage", tabindex: "0", role: "application", "aria-roledescription": t("explore.network.role"), "aria-label": t("explore.network.label", { n: grouped(n) }), "data-keep": "stage" });
  const stage = new Stage(context, element, scene, () => styleOf(families));
  let rows: Row[] | null = null;
  const shown: Shown = {
    element: h("div", { class: "x-network" }, tools(context, stage, families), element, n ? null : h("p", { class: "x-none" }, t("explore.nothing"))),
    summary: n < all ? t("explore.network.some", { n: grouped(n), all: grouped(all), lines: grouped(claims.length) }) : t("explore.network.summary", { n: grouped(n), lines: grouped(claims.length) }),
    // Tens of thousands of rows are made only for those who ask for them.
    get rows() { return (rows ??= rowsOf(context, claims)); },
    draw: () => stage.resize(),
    choose: (sel) => { stage.choose(model.node(sel.split(/[ @]/)[0]!), started || !state.camera); started = true; },
    look: (camera) => stage.look(camera),
    image: () => stage.image(footerOf(context, shown)),
  };
  let started = false;
  return shown;
};

const tools = ({ t, state, go }: Context, stage: Stage, families: string[]): HTMLElement => h("div", { class: "x-row" },
  h("span", { class: "x-tabs" },
    button("+", () => stage.zoom(ZOOM), { "aria-label": t("explore.network.in"), title: t("explore.network.in"), class: "x-tab" }),
    button("−", () => stage.zoom(1 / ZOOM), { "aria-label": t("explore.network.out"), title: t("explore.network.out"), class: "x-tab" }),
    button(t("explore.network.all"), () => stage.whole(), { class: "x-tab" })),
  h("label", { class: "x-check" }, on(h("input", { type: "checkbox", id: "x-all-lines", checked: state.hubs }), "change", () => go({ hubs: !state.hubs })), t("explore.network.lines")),
  h("span", { class: "x-legend" }, ...families.map((family) => h("span", { class: `x-key f-${family}` }, t(`lane.${family}`)))));

interface Whole { spoken: number[]; radius: Float32Array; colour: Uint8Array; families: string[] }

const wholes = new WeakMap<Model, Whole>();

/** What no filter changes: which things are spoken of, most first, how large they are, and their colours. */
const wholeOf = (model: Model): Whole => {
  const known = wholes.get(model);
  if (known) return known;
  const weight = Int32Array.from({ length: model.entities }, (_, node) => model.weight(node));
  const spoken = Array.from(weight.keys()).filter((node) => weight[node]! > 0).sort((a, b) => weight[b]! - weight[a]! || a - b);
  const kinds = model.classes.map((kind) => kind.family);
  const there = new Set(spoken.map((node) => model.columns.nodes.class[node]!));
  const families = [...new Set(kinds.filter((_, kind) => there.has(kind)))];
  const colour = Uint8Array.from(model.columns.nodes.class, (kind) => families.indexOf(kinds[kind]!));
  const whole = { spoken, radius: Float32Array.from(weight, radiusOf), colour, families };
  wholes.set(model, whole);
  return whole;
};

const sceneOf = (context: Context): { scene: Scene; claims: Line[]; families: string[] } => {
  const { model, filter, state } = context;
  const { spoken, radius, colour, families } = wholeOf(model);
  const { x, y } = model.columns.nodes;
  const claims: Line[] = [];
  const passing = new Uint8Array(model.size);
  for (const line of model.lines) {
    if (!filter.passes(line)) continue;
    if (line.source >= 0) passing[line.source] = 1;
    passing[line.target] = 1;
    if (line.source >= 0 && !model.isFigure(line.target)) claims.push(line);
  }
  const scene: Scene = {
    x, y, radius, colour, rings: ringsOf(context),
    shown: spoken.filter((node) => passing[node]), rest: spoken.filter((node) => !passing[node]),
    lines: state.hubs ? Int32Array.from(claims.flatMap((line) => [line.source, line.target])) : new Int32Array(0),
  };
  return { scene, claims, families };
};

/** Provinces are called as on their tiles; the round without a tile, and the disc without a place, by what they hold. */
const ringsOf = ({ model, t }: Context): Ring[] => {
  const tiles = new Map(model.columns.vocabulary.tiles.map((tile) => [tile.place, tile[model.language]]));
  return model.columns.blocks.map(({ node, x, y, radius, level }) => {
    const named = level ? (node < 0 ? t("explore.network.nowhere") : model.short(node)) : (node >= 0 && tiles.get(model.id(node)) || t("explore.network.apart"));
    return { x, y, radius, level, label: named };
  });
};

const styleOf = (families: string[]): Style => {
  const css = getComputedStyle(document.documentElement);
  const value = (name: string): string => css.getPropertyValue(`--${name}`).trim();
  return { paper: value("paper"), ink: value("ink"), soft: value("soft"), line: value("line-2"), accent: value("accent"), font: getComputedStyle(document.body).fontFamily, colours: families.map(value) };
};
