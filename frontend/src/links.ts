// Lines between cards: where they run, and how they are drawn.

import { s } from "./dom.ts";

export interface Box { left: number; right: number; top: number; bottom: number }

const middle = (box: Box): number => (box.top + box.bottom) / 2;

const bend = (x: number, y: number, toX: number, toY: number): string => {
  const half = (toX - x) / 2;
  return `C${x + half} ${y} ${toX - half} ${toY} ${toX} ${toY}`;
};

/** The gap between cards of a column that is nearest to a height; above the first, below the last too. */
export const gapNear = (column: Box[], y: number): number => {
  if (!column.length) return y;
  const gaps = [column[0]!.top - 6, ...column.slice(1).map((box, at) => (column[at]!.bottom + box.top) / 2), column[column.length - 1]!.bottom + 6];
  return gaps.reduce((best, gap) => (Math.abs(gap - y) < Math.abs(best - y) ? gap : best));
};

/** Returns a path from card to card; it passes columns between them through gaps, never under a card. */
export const route = (from: Box, to: Box, between: Box[][]): string => {
  const [left, right] = from.left <= to.left ? [from, to] : [to, from];
  let x = left.right;
  let y = middle(left);
  let path = `M${x} ${y}`;
  const end = { x: right.left, y: middle(right) };
  for (const column of between) {
    if (!column.length) continue;
    const edge = { left: Math.min(...column.map((box) => box.left)), right: Math.max(...column.map((box) => box.right)) };
    const share = ((edge.left + edge.right) / 2 - x) / Math.max(1, end.x - x);
    const gap = gapNear(column, y + (end.y - y) * share);
    path += bend(x, y, edge.left, gap) + `H${edge.right}`;
    x = edge.right;
    y = gap;
  }
  return path + bend(x, y, end.x, end.y);
};

/** Makes the drawing of a line: what is seen, and a wider one that is easy to hit. */
export const lineOf = (title: string, dashed: boolean, weight: number): SVGGElement =>
  s("g", { class: `x-line${dashed ? " x-dashed" : ""}` },
    s("title", {}, title), s("path", { class: "x-seen", "stroke-width": Math.min(3, 1 + Math.log2(weight) / 2) }), s("path", { class: "x-hit" }));

/** Puts a path into a drawn line. */
export const place = (line: SVGGElement, path: string): void => line.querySelectorAll("path").forEach((one) => one.setAttribute("d", path));
