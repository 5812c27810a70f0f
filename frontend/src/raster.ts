// Dots and lines written into pixels: tens of thousands of them need no graphics card. Pure.

const QUARTERS = 4;
const SAMPLES = 4;

interface Mask { reach: number; covered: Uint8Array }

/** A colour of the page as the three bytes of a pixel. */
export type Colour = [number, number, number];

const masks = new Map<number, Mask>();

/** Returns how much a disc covers of each pixel around it, told in 255ths; quarters of a pixel make a difference. */
const maskOf = (radius: number, right: number, down: number): Mask => {
  const quarters = Math.max(2, Math.round(radius * QUARTERS));
  const key = (quarters * QUARTERS + right) * QUARTERS + down;
  const known = masks.get(key);
  if (known) return known;
  const r = quarters / QUARTERS;
  const reach = Math.ceil(r) + 1;
  const side = reach * 2 + 1;
  const covered = new Uint8Array(side * side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      let inside = 0;
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
        const x = column - reach + ((sample % SAMPLES) + 0.5) / SAMPLES - right / QUARTERS;
        const y = row - reach + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES - down / QUARTERS;
        if (x * x + y * y <= r * r) inside += 1;
      }
      covered[row * side + column] = Math.round((inside * 255) / (SAMPLES * SAMPLES));
    }
  }
  const mask = { reach, covered };
  masks.set(key, mask);
  return mask;
};

/** Pixels as a canvas takes them: four bytes each, red first. */
export class Pixels {
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
  private readonly words: Uint32Array;
  private crossed: Uint16Array | null = null;

  constructor(readonly width: number, readonly height: number) {
    this.bytes = new Uint8ClampedArray(width * height * 4);
    this.words = new Uint32Array(this.bytes.buffer);
  }

  /** Fills all with a colour. */
  clear([red, green, blue]: Colour): void {
    this.words.fill(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
  }

  /** Draws a disc whose middle is at x, y, in pixels; a part outside is left out. */
  disc(x: number, y: number, radius: number, colour: Colour): void {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const { reach, covered } = maskOf(radius, Math.floor((x - column) * QUARTERS), Math.floor((y - row) * QUARTERS));
    const side = reach * 2 + 1;
    const [red, green, blue] = colour;
    const { bytes, width, height } = this;
    const first = Math.max(0, reach - column);
    const last = Math.min(side, width - column + reach);
    for (let line = Math.max(0, reach - row); line < Math.min(side, height - row + reach); line += 1) {
      let at = ((row - reach + line) * width + column - reach + first) * 4;
      for (let cell = line * side + first; cell < line * side + last; cell += 1, at += 4) {
        const much = covered[cell]!;
        if (much === 0) continue;
        bytes[at] = bytes[at]! + ((red - bytes[at]!) * much) / 255;
        bytes[at + 1] = bytes[at + 1]! + ((green - bytes[at + 1]!) * much) / 255;
        bytes[at + 2] = bytes[at + 2]! + ((blue - bytes[at + 2]!) * much) / 255;
      }
    }
  }

  /** Notes a line; `drawLines` shows how many cross each pixel. */
  line(x0: number, y0: number, x1: number, y1: number): void {
    this.crossed ??= new Uint16Array(this.width * this.height);
    const part = clipped(x0, y0, x1, y1, this.width - 1, this.height - 1);
    if (!part) return;
    const [fromX, fromY, toX, toY] = part;
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY))));
    const [dx, dy] = [(toX - fromX) / steps, (toY - fromY) / steps];
    const { crossed, width } = this;
    let [x, y] = [fromX + 0.5, fromY + 0.5];
    for (let step = 0; step <= steps; step += 1, x += dx, y += dy) crossed[(y | 0) * width + (x | 0)]! += 1;
  }

  /** Draws the noted lines: the more cross a pixel, the darker, by the logarithm. */
  drawLines([red, green, blue]: Colour): void {
    const { crossed, bytes } = this;
    if (!crossed) return;
    for (let at = 0; at < crossed.length; at += 1) {
      const many = crossed[at]!;
      if (many === 0) continue;
      const much = Math.min(0.62, 0.13 + 0.09 * Math.log2(many));
      const pixel = at * 4;
      bytes[pixel] = bytes[pixel]! + (red - bytes[pixel]!) * much;
      bytes[pixel + 1] = bytes[pixel + 1]! + (green - bytes[pixel + 1]!) * much;
      bytes[pixel + 2] = bytes[pixel + 2]! + (blue - bytes[pixel + 2]!) * much;
    }
    crossed.fill(0);
  }
}

/** Returns the part of a line within 0…right, 0…bottom (Liang and Barsky 1984), or null. */
export const clipped = (x0: number, y0: number, x1: number, y1: number, right: number, bottom: number): [number, number, number, number] | null => {
  let [enter, leave] = [0, 1];
  const [dx, dy] = [x1 - x0, y1 - y0];
  for (const [way, room] of [[-dx, x0], [dx, right - x0], [-dy, y0], [dy, bottom - y0]] as const) {
    if (way === 0 && room < 0) return null;
    if (way < 0) enter = Math.max(enter, room / way);
    if (way > 0) leave = Math.min(leave, room / way);
  }
  return enter > leave ? null : [x0 + enter * dx, y0 + enter * dy, x0 + leave * dx, y0 + leave * dy];
};

/** Reads a colour as style sheets write it: #rgb, #rrggbb or rgb(…). */
export const colourOf = (text: string): Colour => {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (hex) return (hex.length === 3 ? [...hex].map((one) => one + one) : hex.match(/../g)!).map((one) => parseInt(one, 16)) as Colour;
  const numbers = text.match(/[\d.]+/g)?.map(Number) ?? [];
  return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0];
};
