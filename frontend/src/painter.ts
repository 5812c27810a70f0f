// Paints the whole graph on a sheet larger than the window; moving the sheet is all that panning costs.

import { colourOf, Pixels } from "./raster.ts";
import type { Colour } from "./raster.ts";
import { drawnRadius, placed } from "./scene.ts";
import type { Camera, Label, Placed } from "./scene.ts";
import { ems } from "./wrap.ts";

export interface Ring { x: number; y: number; radius: number; label: string; level: number }
/** Points with their place, size and colour: `shown` in colour, most spoken of first; `rest` pale. */
export interface Scene { x: number[]; y: number[]; radius: Float32Array; colour: Uint8Array; shown: number[]; rest: number[]; rings: Ring[]; lines: Int32Array }
export interface Style { paper: string; ink: string; soft: string; line: string; accent: string; font: string; colours: string[] }
/** A thing and those around it; a line is broken where all that is said of the two is a plan. */
export interface Picked { node: number; others: { node: number; planned: boolean }[] }
export interface Size { width: number; height: number; ratio: number; margin: number }

const TEXT = 12;
const HEAD = 14;
const LABELS = 240;
const CANDIDATES = 2400;
const READABLE = 1.3;
const INNER_HEAD = 34;
const SMALL_HEAD = 24;
const FOUND = 2.2;
/** More pixels than this are not worth their memory: then the margin around the window is smaller. */
const MOST_PIXELS = 7e6;

/** Returns a size whose sheet has a margin of half the window, where that is not too much. */
export const sizeOf = (width: number, height: number): Size => {
  const ratio = Math.min(2, devicePixelRatio || 1);
  const room = Math.sqrt(MOST_PIXELS / Math.max(1, width * height * ratio * ratio));
  return { width, height, ratio, margin: Math.max(0.1, Math.min(0.5, (room - 1) / 2)) };
};

export class Painter {
  private readonly base: CanvasRenderingContext2D;
  private readonly over: CanvasRenderingContext2D;
  private paper: Colour = [0, 0, 0];
  private colours: Colour[] = [];
  private pixels = new Pixels(0, 0);
  private size: Size = { width: 0, height: 0, ratio: 1, margin: 0 };
  /** What the sheet shows now. */
  private painted: Camera = { x: 0, y: 0, scale: 0 };

  constructor(readonly under: HTMLCanvasElement, readonly above: HTMLCanvasElement, private readonly scene: Scene, private readonly label: (node: number) => string[], private style: Style) {
    // In memory and not on a graphics card: pixels are written here, and the page only moves them.
    this.base = under.getContext("2d", { willReadFrequently: true, alpha: false })!;
    this.over = above.getContext("2d", { willReadFrequently: true })!;
    this.restyle(style);
  }

  /** Takes other colours; what is painted keeps its own. */
  restyle(style: Style): void {
    this.style = style;
    this.paper = colourOf(style.paper);
    this.colours = style.colours.map(colourOf);
  }

  /** Takes the size of the window; says whether it is another one. */
  resize(size: Size): boolean {
    if (Object.entries(size).every(([name, value]) => this.size[name as keyof Size] === value)) return false;
    this.size = size;
    for (const canvas of [this.under, this.above]) {
      canvas.width = Math.round(this.wide * size.ratio);
      canvas.height = Math.round(this.high * size.ratio);
      // Through the style object, which the policy of the page allows; an attribute it does not.
      canvas.style.width = `${canvas.width / size.ratio}px`;
      canvas.style.height = `${canvas.height / size.ratio}px`;
    }
    this.pixels = new Pixels(this.under.width, this.under.height);
    this.painted = { x: 0, y: 0, scale: 0 };
    return true;
  }

  private get wide(): number { return this.size.width * (1 + 2 * this.size.margin); }
  private get high(): number { return this.size.height * (1 + 2 * this.size.margin); }

  /** Returns how the sheet is to be moved for a camera, and whether it then is sharp and covers the window. */
  shift(camera: Camera): { transform: string; sharp: boolean; covers: boolean } {
    const { painted, size } = this;
    const zoom = painted.scale ? camera.scale / painted.scale : 0;
    const whole = (length: number): number => (zoom === 1 ? Math.round(length * size.ratio) / size.ratio : length);
    const left = whole(size.width / 2 + (painted.x - camera.x) * camera.scale - (this.wide * zoom) / 2);
    const top = whole(size.height / 2 + (painted.y - camera.y) * camera.scale - (this.high * zoom) / 2);
    const covers = left <= 1 && top <= 1 && left + this.wide * zoom >= size.width - 1 && top + this.high * zoom >= size.height - 1;
    return { transform: `translate(${left}px, ${top}px) scale(${zoom})`, sharp: zoom === 1, covers };
  }

  /** Paints what a camera sees, and a margin around. */
  paint(camera: Camera): void {
    this.painted = { ...camera };
    this.paintPixels();
    const { base } = this;
    base.setTransform(1, 0, 0, 1, 0, 0);
    base.putImageData(new ImageData(this.pixels.bytes, this.under.width, this.under.height), 0, 0);
    base.setTransform(this.size.ratio, 0, 0, this.size.ratio, 0, 0);
    this.paintRings(base);
    this.paintLabels(base, placed(this.labels(), LABELS));
  }

  private paintPixels(): void {
    const { scene, pixels, size } = this;
    pixels.clear(this.paper);
    const scale = this.painted.scale * size.ratio;
    const [dx, dy] = [pixels.width / 2 - this.painted.x * scale, pixels.height / 2 - this.painted.y * scale];
    for (let at = 0; at < scene.lines.length; at += 2) {
      const [a, b] = [scene.lines[at]!, scene.lines[at + 1]!];
      pixels.line(scene.x[a]! * scale + dx, scene.y[a]! * scale + dy, scene.x[b]! * scale + dx, scene.y[b]! * scale + dy);
    }
    pixels.drawLines(colourOf(this.style.soft));
    const edge = 20 * size.ratio;
    const disc = (node: number, colour: Colour, least?: number): void => {
      const [x, y] = [scene.x[node]! * scale + dx, scene.y[node]! * scale + dy];
      if (x < -edge || y < -edge || x > pixels.width + edge || y > pixels.height + edge) return;
      pixels.disc(x, y, drawnRadius(scene.radius[node]!, this.painted.scale, least) * size.ratio, colour);
    };
    const pale = colourOf(this.style.line);
    for (const node of scene.rest) disc(node, pale);
    // A few among many must be seen. The last one lies on top: that of which most is said.
    const least = scene.rest.length ? FOUND : undefined;
    for (let at = scene.shown.length - 1; at >= 0; at -= 1) disc(scene.shown[at]!, this.colours[scene.colour[scene.shown[at]!]!]!, least);
  }

  private x(x: number): number { return (x - this.painted.x) * this.painted.scale + this.wide / 2; }
  private y(y: number): number { return (y - this.painted.y) * this.painted.scale + this.high / 2; }

  private sees(x: number, y: number): boolean {
    return x > 0 && y > 0 && x < this.wide && y < this.high;
  }

  private paintRings(ink: CanvasRenderingContext2D): void {
    ink.strokeStyle = this.style.line;
    for (const ring of this.scene.rings) {
      const radius = ring.radius * this.painted.scale;
      if (ring.level && radius < 5) continue;
      ink.lineWidth = ring.level ? 0.7 : 1.2;
      ink.beginPath();
      ink.arc(this.x(ring.x), this.y(ring.y), radius, 0, 7);
      ink.stroke();
    }
  }

  /** Yields the labels that are wanted, headings first, then the dots that are large enough to have a name. */
  private *labels(): Generator<Label> {
    const { scene, painted } = this;
    for (const level of [0, 1]) {
      for (const ring of scene.rings) {
        const radius = ring.radius * painted.scale;
        const [x, y] = [this.x(ring.x), this.y(ring.y) - radius - (level ? 7 : 10)];
        if (ring.level !== level || (level && radius < INNER_HEAD) || !this.sees(x, y)) continue;
        yield labelOf([ring.label], level || radius < SMALL_HEAD ? TEXT : HEAD, level === 0, [{ x, y }]);
      }
    }
    let asked = 0;
    for (const node of scene.shown) {
      const radius = drawnRadius(scene.radius[node]!, painted.scale);
      if (radius < READABLE || asked > CANDIDATES) break;
      const [x, y] = [this.x(scene.x[node]!), this.y(scene.y[node]!)];
      if (!this.sees(x, y)) continue;
      asked += 1;
      yield this.nameAbove(node, x, y, radius, false);
    }
  }

  private nameAbove(node: number, x: number, y: number, radius: number, bold: boolean): Label {
    const lines = this.label(node);
    const label = labelOf(lines, TEXT, bold, []);
    const [dx, dy] = [radius + 3 + label.width / 2, radius + 1 + label.height / 2];
    const spots = [{ x, y: y - dy }, { x, y: y + dy }, { x: x + dx, y }, { x: x - dx, y }];
    return { ...label, spots, dot: { x, y, width: radius * 2, height: radius * 2 } };
  }

  private paintLabels(ink: CanvasRenderingContext2D, labels: Placed[]): void {
    const { style } = this;
    ink.textAlign = "center";
    ink.textBaseline = "middle";
    ink.lineJoin = "round";
    for (const one of labels) {
      const size = one.height / one.lines.length - 2;
      ink.font = `${one.bold ? "600 " : ""}${size}px ${style.font}`;
      ink.lineWidth = 3.5;
      ink.strokeStyle = style.paper;
      ink.fillStyle = style.ink;
      one.lines.forEach((line, at) => {
        const y = one.y + (at - (one.lines.length - 1) / 2) * (size + 2);
        ink.strokeText(line, one.x, y);
        ink.fillText(line, one.x, y);
      });
    }
  }

  /** Paints what is pointed at or chosen over the rest: its lines, and the names around that fit. */
  pick(picked: Picked | null): void {
    const { over, scene } = this;
    over.setTransform(1, 0, 0, 1, 0, 0);
    over.clearRect(0, 0, this.above.width, this.above.height);
    if (!picked) return;
    over.setTransform(this.size.ratio, 0, 0, this.size.ratio, 0, 0);
    this.pickLines(picked);
    const nodes = [picked.node, ...picked.others.map((other) => other.node)];
    const labels = nodes.map((node, at) => {
      const [x, y] = [this.x(scene.x[node]!), this.y(scene.y[node]!)];
      const radius = Math.max(at ? 2.2 : 4, drawnRadius(scene.radius[node]!, this.painted.scale) * (at ? 1.1 : 1.5));
      over.fillStyle = this.style.colours[scene.colour[node]!]!;
      over.beginPath();
      over.arc(x, y, radius, 0, 7);
      over.fill();
      if (!at) { over.strokeStyle = this.style.accent; over.lineWidth = 2; over.beginPath(); over.arc(x, y, radius + 3, 0, 7); over.stroke(); }
      return this.nameAbove(node, x, y, radius + (at ? 0 : 3), at === 0);
    });
    this.paintLabels(over, placed(labels.filter(({ dot }) => this.sees(dot!.x, dot!.y)), LABELS / 2));
  }

  private pickLines({ node, others }: Picked): void {
    const { over, scene } = this;
    over.strokeStyle = this.style.accent;
    over.globalAlpha = others.length > 300 ? 0.3 : 0.7;
    for (const planned of [false, true]) {
      over.lineWidth = 1.2;
      over.setLineDash(planned ? [5, 4] : []);
      over.beginPath();
      for (const other of others) {
        if (other.planned !== planned) continue;
        over.moveTo(this.x(scene.x[node]!), this.y(scene.y[node]!));
        over.lineTo(this.x(scene.x[other.node]!), this.y(scene.y[other.node]!));
      }
      over.stroke();
    }
    over.setLineDash([]);
    over.globalAlpha = 1;
  }
}

const labelOf = (lines: string[], size: number, bold: boolean, spots: Label["spots"]): Label =>
  ({ lines, width: Math.max(...lines.map(ems)) * size, height: lines.length * (size + 2), bold, spots });
