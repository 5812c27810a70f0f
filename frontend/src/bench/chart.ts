// An answer as bars, lines or points: an SVG of our own with labelled axes.

import { h, s } from "../dom.ts";
import type { Words } from "../words.ts";
import { ticks } from "./columns.ts";
import type { Plot, Point } from "./columns.ts";

const MOST_BARS = 60;
const MOST_POINTS = 4000;
const MOST_SERIES = 8;
const EM = 13;
const LEFT = 64;
const BAR = 26;

/** How wide text is in ems, near enough to break it: Han characters are twice as wide as Latin ones. */
export const ems = (text: string): number => [...text].reduce((sum, one) => sum + (one.codePointAt(0)! > 0x2e7f ? 1 : 0.56), 0);

/** Breaks text into at most two lines of a width; what does not fit is left out with a sign. */
export const broken = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = "";
  for (const one of text) {
    if (ems(line + one) > width) { lines.push(line); line = ""; }
    line += one;
  }
  lines.push(line);
  if (lines.length <= 2) return lines;
  return [lines[0]!, `${[...lines[1]!].slice(0, -1).join("")}…`];
};

const shown = (n: number): string => {
  if (Math.abs(n) >= 1e15) return n.toExponential(2);
  const [whole = "", rest] = String(Number(n.toPrecision(12))).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
};

/** Numbers of an axis as they are read: years are not grouped. */
const marked = (n: number, isTime: boolean): string => (isTime ? String(Math.round(n * 100) / 100) : shown(n));

interface Drawn { points: Point[]; plot: Plot; axes: { x: string; y: string }; isTime: boolean; width: number; t: Words }

/** Returns the drawing with what it leaves out, said below it. */
export const chart = (drawn: Drawn): HTMLElement => {
  const { points, plot, axes, t } = drawn;
  const most = plot.chart === "bar" ? MOST_BARS : MOST_POINTS;
  const some = points.slice(0, most);
  const series = [...new Set(some.map((point) => point.series))];
  const told = t("bench.chart.alt", { kind: t(`bench.chart.${plot.chart}`), y: axes.y, x: axes.x, n: some.length });
  const drawing = plot.chart === "bar" ? bars({ ...drawn, points: some }, series) : plane({ ...drawn, points: some }, series);
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", told);
  return h("figure", { class: "w-chart" }, drawing,
    series.length > 1 ? h("ul", { class: "w-legend" }, ...series.slice(0, MOST_SERIES).map((name, at) => h("li", {}, h("span", { class: `w-key w-s${at}` }), h("bdi", {}, name || t("bench.none")))),
      series.length > MOST_SERIES ? h("li", { class: "note" }, t("bench.chart.series", { n: series.length - MOST_SERIES })) : null) : null,
    h("figcaption", { class: "note" }, told, points.length > most ? ` ${t("bench.chart.cut", { n: points.length - most })}` : ""));
};

const colour = (series: string[], point: Point): string => `w-s${Math.min(series.indexOf(point.series), MOST_SERIES)}`;

const bars = ({ points, axes, width }: Drawn, series: string[]): SVGSVGElement => {
  const wide = Math.min(Math.max(6, ...points.map((point) => ems(point.label))), Math.max(8, (width * 0.4) / EM));
  const left = wide * EM + 12;
  const marks = ticks(Math.min(0, ...points.map(({ y }) => y)), Math.max(0, ...points.map(({ y }) => y)), Math.max(2, Math.floor((width - left) / 90)));
  const [low, high] = [marks[0]!, marks[marks.length - 1]!];
  const right = Math.max(24, ems(shown(Math.max(...points.map(({ y }) => y)))) * 12 + 14);
  const at = (n: number): number => left + ((n - low) / (high - low)) * (width - left - right);
  const labels = points.map((point) => broken(point.label, wide));
  const tops: number[] = [];
  let y = 24;
  labels.forEach((lines) => { tops.push(y); y += Math.max(BAR, lines.length * 16 + 8); });
  const svg = frame(width, y + 44);
  for (const mark of marks) svg.append(s("line", { class: "w-grid", x1: at(mark), x2: at(mark), y1: 18, y2: y }), s("text", { class: "w-mark", x: at(mark), y: y + 16, "text-anchor": "middle" }, marked(mark, false)));
  svg.append(s("text", { class: "w-axis", x: left, y: 12 }, axes.x), s("text", { class: "w-axis", x: width - 4, y: y + 36, "text-anchor": "end" }, `${axes.y} →`));
  points.forEach((point, index) => {
    const lines = labels[index]!;
    const height = Math.max(BAR, lines.length * 16 + 8);
    const middle = tops[index]! + height / 2;
    const [from, to] = [at(Math.min(0, point.y)), at(Math.max(0, point.y))];
    svg.append(s("g", {}, s("title", {}, `${point.label}: ${shown(point.y)}${point.series ? ` (${point.series})` : ""}`),
      ...lines.map((line, number) => s("text", { class: "w-label", x: left - 8, y: middle + 4 + (number - (lines.length - 1) / 2) * 16, "text-anchor": "end" }, line)),
      s("rect", { class: `w-bar ${colour(series, point)}`, x: from, y: middle - 8, width: Math.max(1, to - from), height: 16, rx: 2 }),
      s("text", { class: "w-value", x: to + 5, y: middle + 4 }, shown(point.y))));
  });
  return svg;
};

const plane = ({ points, plot, axes, width, isTime }: Drawn, series: string[]): SVGSVGElement => {
  const height = Math.min(420, Math.max(260, width * 0.5));
  const [ys, xs] = [points.map(({ y }) => y), points.map(({ x }) => x)];
  const vertical = ticks(Math.min(...ys), Math.max(...ys));
  const horizontal = isTime ? years(Math.min(...xs), Math.max(...xs), Math.max(2, Math.floor(width / 80))) : ticks(Math.min(...xs), Math.max(...xs), Math.max(2, Math.floor(width / 110)));
  const scale = (marks: number[], from: number, to: number) => (n: number): number => from + ((n - marks[0]!) / (marks[marks.length - 1]! - marks[0]! || 1)) * (to - from);
  const left = Math.max(LEFT, Math.max(...vertical.map((mark) => ems(shown(mark)))) * 12 + 16);
  const [across, up] = [scale(horizontal, left, width - 20), scale(vertical, height - 48, 28)];
  const svg = frame(width, height);
  for (const mark of vertical) svg.append(s("line", { class: "w-grid", x1: left, x2: width - 20, y1: up(mark), y2: up(mark) }), s("text", { class: "w-mark", x: left - 8, y: up(mark) + 4, "text-anchor": "end" }, shown(mark)));
  for (const mark of horizontal) svg.append(s("line", { class: "w-grid", x1: across(mark), x2: across(mark), y1: 28, y2: height - 48 }), s("text", { class: "w-mark", x: across(mark), y: height - 30, "text-anchor": "middle" }, marked(mark, isTime)));
  svg.append(s("text", { class: "w-axis", x: 4, y: 14 }, `↑ ${axes.y}`), s("text", { class: "w-axis", x: width - 4, y: height - 8, "text-anchor": "end" }, `${axes.x} →`));
  if (plot.chart === "line") {
    for (const name of series) {
      const mine = points.filter((point) => point.series === name);
      svg.append(s("polyline", { class: `w-path ${colour(series, mine[0]!)}`, points: mine.map((point) => `${across(point.x).toFixed(1)},${up(point.y).toFixed(1)}`).join(" ") }));
    }
  }
  for (const point of points) svg.append(s("circle", { class: `w-point ${colour(series, point)}`, cx: across(point.x), cy: up(point.y), r: 4 }, s("title", {}, `${point.label}: ${shown(point.y)}${point.series ? ` (${point.series})` : ""}`)));
  return svg;
};

/** Whole years between which all moments lie, not too many of them. */
const years = (first: number, last: number, most: number): number[] => {
  const [from, to] = [Math.floor(first), Math.max(Math.ceil(last), Math.floor(first) + 1)];
  const step = Math.max(1, Math.ceil((to - from) / most));
  return Array.from({ length: Math.ceil((to - from) / step) + 1 }, (_, at) => from + at * step);
};

const frame = (width: number, height: number): SVGSVGElement => s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "w-svg" });
