// Which lines and nodes a filter by theme, place, period and status lets through.

import type { Line, Model } from "./model.ts";
import type { State } from "./state.ts";

export interface Filter {
  passes: (line: Line) => boolean;
  /** The name of the place all is in, to be left out of labels; empty without such a filter. */
  placeLabel: string;
}

/** Returns all nodes at work in a place: itself, what lies in it, who governs there, what is done there. */
export const situated = (model: Model, place: number): Set<number> => {
  const found = new Set<number>([place]);
  for (let node = 0; node < model.entities; node += 1) {
    for (let up = node, steps = 0; up >= 0 && steps < 8; up = model.above(up), steps += 1) {
      if (up === place) { found.add(node); break; }
    }
  }
  const places = [...found];
  for (const inside of places) {
    for (const line of model.of(inside)) {
      if (line.target === inside && line.source >= 0 && model.properties[line.property]!.situates) found.add(line.source);
      if (model.isFigure(line.target)) found.add(line.target);
    }
  }
  return found;
};

/** Returns an institution and the initiatives that have a line with it. */
export const doneBy = (model: Model, institution: number): Set<number> => {
  const found = new Set([institution]);
  for (const line of model.of(institution)) {
    const other = model.other(line, institution);
    if (other >= 0 && model.kind(other).family === "initiative") found.add(other);
  }
  return found;
};

/** Returns the filter of a state. */
export const filterOf = (model: Model, state: State): Filter => {
  const theme = model.columns.vocabulary.themes.findIndex((one) => one.name === state.theme);
  const place = state.place ? model.node(state.place) : -1;
  const inside = place >= 0 ? situated(model, place) : null;
  const org = state.org ? model.node(state.org) : -1;
  const done = org >= 0 ? doneBy(model, org) : null;
  const status = model.columns.vocabulary.statuses.indexOf(state.status);
  const document = model.columns.documents.id.indexOf(state.document);
  const ofKind = (node: number): boolean => node >= 0 && model.kind(node).name === state.kind;
  const ofTheme = (node: number): boolean => node >= 0 && model.themes(node).includes(theme);
  const overlaps = (line: Line): boolean => {
    const [from, to] = model.yearsOf(line, state.published);
    return from > 0 && (!state.to || from <= state.to) && (!state.from || to >= state.from);
  };
  return {
    placeLabel: place >= 0 ? model.columns.nodes.label[place]! : "",
    passes: (line) =>
      (theme < 0 || ofTheme(line.source) || ofTheme(line.target)) &&
      (!inside || inside.has(line.source) || inside.has(line.target)) &&
      (!done || done.has(line.source) || done.has(line.target)) &&
      (status < 0 || line.status === status) &&
      (!state.document || line.document === document) &&
      (!state.kind || ofKind(line.source) || ofKind(line.target)) &&
      (!(state.from || state.to) || overlaps(line)),
  };
};
