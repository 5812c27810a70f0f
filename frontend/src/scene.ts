// The whole graph as points: which are where, which is under the pointer, which may have a name. Pure.

export interface Camera { x: number; y: number; scale: number }

const CELL = 40;
const SMALLEST = 0.004;
const LARGEST = 8;

/** Finds points near a spot without looking at all of them: points in the order of their cells. */
export class Grid {
  private readonly starts: Int32Array;
  private readonly order: Int32Array;
  private readonly left: number;
  private readonly top: number;
  private readonly columns: number;
  private readonly rows: number;

  constructor(private readonly x: ArrayLike<number>, private readonly y: ArrayLike<number>, nodes: ArrayLike<number>) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = 0; at < nodes.length; at += 1) {
      const node = nodes[at]!;
      left = Math.min(left, x[node]!); right = Math.max(right, x[node]!);
      top = Math.min(top, y[node]!); bottom = Math.max(bottom, y[node]!);
    }
    [this.left, this.top] = nodes.length ? [left, top] : [0, 0];
    this.columns = nodes.length ? Math.floor((right - left) / CELL) + 1 : 0;
    this.rows = nodes.length ? Math.floor((bottom - top) / CELL) + 1 : 0;
    this.starts = new Int32Array(this.columns * this.rows + 1);
    for (let at = 0; at < nodes.length; at += 1) this.starts[this.cell(nodes[at]!) + 1]! += 1;
    for (let cell = 0; cell < this.columns * this.rows; cell += 1) this.starts[cell + 1]! += this.starts[cell]!;
    const next = this.starts.slice();
    this.order = new Int32Array(nodes.length);
    for (let at = 0; at < nodes.length; at += 1) {
      const cell = this.cell(nodes[at]!);
      this.order[next[cell]!] = nodes[at]!;
      next[cell]! += 1;
    }
  }

  private cell(node: number): number {
    return Math.floor((this.y[node]! - this.top) / CELL) * this.columns + Math.floor((this.x[node]! - this.left) / CELL);
  }

  /** The nearest point at most `reach` away from a spot; -1 if there is none. */
  at(x: number, y: number, reach: number): number {
    let best = -1;
    let nearest = reach;
    const from = (spot: number, edge: number): number => Math.max(0, Math.floor((spot - reach - edge) / CELL));
    const to = (spot: number, edge: number, most: number): number => Math.min(most - 1, Math.floor((spot + reach - edge) / CELL));
    for (let row = from(y, this.top); row <= to(y, this.top, this.rows); row += 1) {
      for (let column = from(x, this.left); column <= to(x, this.left, this.columns); column += 1) {
        const cell = row * this.columns + column;
        for (let at = this.starts[cell]!; at < this.starts[cell + 1]!; at += 1) {
          const node = this.order[at]!;
          const away = Math.hypot(this.x[node]! - x, this.y[node]! - y);
          if (away < nearest) { nearest = away; best = node; }
        }
      }
    }
    return best;
  }
}

/** A thing that much is said of is larger, by the root, so that the area tells. */
export const radiusOf = (weight: number): number => Math.min(4.6, 1.6 + Math.sqrt(weight) * 0.28);

/** How large a dot is on the page: it grows slower than the distance between dots, and is at least so large. */
export const drawnRadius = (radius: number, scale: number, least = 0.55): number => Math.max(least, radius * Math.min(3.2, scale));

/** Returns the camera that shows a stretch of the picture in a window. */
export const fit = (left: number, top: number, right: number, bottom: number, width: number, height: number): Camera => {
  const scale = Math.min(width / Math.max(1, right - left), height / Math.max(1, bottom - top)) * 0.94;
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.max(SMALLEST, Math.min(4, scale)) };
};

/** Returns the camera after zooming by a factor so that a spot, told from the middle of the window, stays. */
export const zoomed = (camera: Camera, factor: number, dx: number, dy: number): Camera => {
  const scale = Math.max(SMALLEST, Math.min(LARGEST, camera.scale * factor));
  return { x: camera.x + dx / camera.scale - dx / scale, y: camera.y + dy / camera.scale - dy / scale, scale };
};

/** Writes a camera for an address: whole units, and a scale of four digits. */
export const writeCamera = ({ x, y, scale }: Camera): string => `${Math.round(x)},${Math.round(y)},${Number(scale.toPrecision(4))}`;

/** Reads a camera of an address; null if it is none. */
export const readCamera = (text: string): Camera | null => {
  const [x, y, scale, ...rest] = text.split(",").map(Number);
  const known = rest.length === 0 && [x, y, scale].every((one) => one !== undefined && Number.isFinite(one));
  return known && scale! >= SMALLEST && scale! <= LARGEST ? { x: x!, y: y!, scale: scale! } : null;
};

interface Box { x: number; y: number; width: number; height: number }
/** A name, and where it may stand: the middles of its box, the best first; `dot` is what it names. */
export interface Label { lines: string[]; width: number; height: number; bold: boolean; spots: { x: number; y: number }[]; dot?: Box }
export interface Placed extends Box { lines: string[]; bold: boolean }

const touch = (one: Box, other: Box, gap: number): boolean =>
  Math.abs(other.x - one.x) * 2 < other.width + one.width + gap * 4 && Math.abs(other.y - one.y) * 2 < other.height + one.height + gap;

/** Returns the labels that fit without touching one another or what others name, the first ones first. */
export const placed = (labels: Iterable<Label>, most: number): Placed[] => {
  const kept: Placed[] = [];
  const dots: Box[] = [];
  for (const { lines, bold, width, height, spots, dot } of labels) {
    if (kept.length >= most) break;
    const free = spots.map(({ x, y }) => ({ lines, bold, width, height, x, y })).find((one) => !kept.some((other) => touch(one, other, 2)) && !dots.some((other) => touch(one, other, 0)));
    if (!free || (dot && kept.some((other) => touch(dot, other, 0)))) continue;
    kept.push(free);
    if (dot) dots.push(dot);
  }
  return kept;
};
