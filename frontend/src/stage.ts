// The window onto the whole graph: moved, zoomed and pointed into by mouse, finger and keyboard.

import type { Context } from "./context.ts";
import { h } from "./dom.ts";
import type { Line } from "./model.ts";
import { Painter, sizeOf } from "./painter.ts";
import type { Picked, Scene, Style } from "./painter.ts";
import { drawnRadius, fit, Grid, readCamera, writeCamera, zoomed } from "./scene.ts";
import type { Camera } from "./scene.ts";
import { wrapped } from "./wrap.ts";

const STEP = 60;
export const ZOOM = 1.35;
const SETTLE_MS = 140;
const REACH = 9;
/** From the middle, for those who choose with Enter. */
const KEY_REACH = 90;
const SLIP = 4;
const CLOSE = 1.1;
const NAME_EMS = 10;
const FOOT = 18;

interface Spot { x: number; y: number }

export class Stage {
  readonly sheet: HTMLElement;
  readonly tip = h("div", { class: "x-tip", hidden: true });
  private readonly painter: Painter;
  private style: Style;
  private readonly grid: Grid;
  private readonly fingers = new Map<number, Spot>();
  private camera: Camera | null;
  private chosen = -1;
  private pointed = -1;
  private clicked = -1;
  private settling = 0;
  private frame = 0;
  private moved = false;
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private readonly themes = new MutationObserver(() => this.restyle());

  constructor(private readonly context: Context, readonly element: HTMLElement, private readonly scene: Scene, private readonly styled: () => Style) {
    const [under, above] = [h("canvas", { class: "x-under" }), h("canvas", { class: "x-above" })];
    this.sheet = h("div", { class: "x-sheet", "aria-hidden": "true" }, under, above);
    this.style = styled();
    this.painter = new Painter(under, above, scene, this.name, this.style);
    this.grid = new Grid(scene.x, scene.y, scene.shown);
    this.camera = readCamera(context.state.camera);
    element.append(this.sheet, this.tip);
    this.listen();
    this.themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.dark.addEventListener("change", this.restyle);
  }

  private readonly name = (node: number): string[] => wrapped(this.context.model.short(node, this.context.filter.placeLabel), NAME_EMS);

  /** Takes the colours of the page anew; a stage that has left the page lets go of it. */
  private readonly restyle = (): void => {
    if (!this.element.isConnected) { this.themes.disconnect(); this.dark.removeEventListener("change", this.restyle); return; }
    this.style = this.styled();
    this.painter.restyle(this.style);
    this.paint();
  };

  /** Takes the size the page gives it; paints only if that is another one. */
  resize(): void {
    const { width, height } = this.element.getBoundingClientRect();
    if (!width || !height || !this.painter.resize(sizeOf(width, height))) return;
    if (!this.camera) this.whole(); else this.paint();
  }

  /** Shows all. */
  whole(): void {
    const { width, height } = this.element.getBoundingClientRect();
    const { rings } = this.scene;
    const [left, right] = [Math.min(...rings.map((r) => r.x - r.radius)), Math.max(...rings.map((r) => r.x + r.radius))];
    const [top, bottom] = [Math.min(...rings.map((r) => r.y - r.radius)), Math.max(...rings.map((r) => r.y + r.radius))];
    const head = (bottom - top) * (FOOT / height);
    this.camera = rings.length ? fit(left, top - head, right, bottom, width, height) : { x: 0, y: 0, scale: 1 };
    this.paint();
    this.settled();
  }

  zoom(factor: number, dx = 0, dy = 0): void {
    if (this.camera) this.move(zoomed(this.camera, factor, dx, dy));
  }

  /** Goes to a camera of an address. */
  look(text: string): void {
    const camera = readCamera(text);
    if (!camera) { this.whole(); return; }
    this.camera = camera;
    this.paint();
  }

  /** Shows what surrounds a node; goes there, unless it was chosen here or is in sight. */
  choose(node: number, go: boolean): void {
    const { x, y } = this.scene;
    this.chosen = node >= 0 && !this.context.model.isFigure(node) ? node : -1;
    if (this.chosen >= 0 && go && this.clicked !== node && this.camera && !this.inSight(node)) {
      this.camera = { x: x[node]!, y: y[node]!, scale: Math.max(CLOSE, this.camera.scale) };
      this.paint();
      this.settled();
    } else this.pick();
    this.clicked = -1;
  }

  private inSight(node: number): boolean {
    const { width, height } = this.element.getBoundingClientRect();
    const { x, y, scale } = this.camera!;
    return Math.abs(this.scene.x[node]! - x) * scale < width * 0.45 && Math.abs(this.scene.y[node]! - y) * scale < height * 0.45 && drawnRadius(this.scene.radius[node]!, scale) > 1.2;
  }

  private move(camera: Camera): void {
    this.camera = camera;
    this.tip.hidden = true;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const { transform, sharp, covers } = this.painter.shift(camera);
      if (sharp && !covers) this.paint(); else this.sheet.style.transform = transform;
      clearTimeout(this.settling);
      this.settling = window.setTimeout(() => { if (!sharp) this.paint(); this.settled(); }, SETTLE_MS);
    });
  }

  private settled(): void {
    if (this.camera) this.context.keep({ camera: writeCamera(this.camera) });
  }

  private paint(): void {
    if (!this.camera) return;
    this.painter.paint(this.camera);
    this.sheet.style.transform = this.painter.shift(this.camera).transform;
    this.pick();
  }

  private pick(): void {
    const node = this.pointed >= 0 ? this.pointed : this.chosen;
    this.sheet.classList.toggle("x-picked", node >= 0);
    this.painter.pick(node < 0 ? null : this.around(node));
  }

  private around(node: number): Picked {
    const { model, filter } = this.context;
    const between = new Map<number, Line[]>();
    for (const line of model.of(node)) {
      const other = model.other(line, node);
      if (other < 0 || other === node || model.isFigure(other) || !filter.passes(line)) continue;
      const lines = between.get(other);
      if (lines) lines.push(line); else between.set(other, [line]);
    }
    const others = [...between].sort(([a], [b]) => this.scene.radius[b]! - this.scene.radius[a]! || a - b);
    return { node, others: others.map(([other, lines]) => ({ node: other, planned: lines.every((line) => model.status(line) === "planned") })) };
  }

  /** Returns the picture as it is now, twice as fine, with lines of text below it. */
  image(footer: string[]): Promise<Blob | null> {
    const { width, height } = this.element.getBoundingClientRect();
    const painter = new Painter(h("canvas"), h("canvas"), this.scene, this.name, this.style);
    painter.resize({ width, height, ratio: 2, margin: 0 });
    painter.paint(this.camera!);
    painter.pick(this.chosen < 0 ? null : this.around(this.chosen));
    const sheet = h("canvas");
    [sheet.width, sheet.height] = [painter.under.width, painter.under.height + (footer.length + 1) * FOOT * 2];
    const ink = sheet.getContext("2d")!;
    ink.fillStyle = this.style.paper;
    ink.fillRect(0, 0, sheet.width, sheet.height);
    ink.globalAlpha = this.chosen < 0 ? 1 : 0.35;
    ink.drawImage(painter.under, 0, 0);
    ink.globalAlpha = 1;
    ink.drawImage(painter.above, 0, 0);
    ink.fillStyle = this.style.ink;
    ink.font = `24px ${this.style.font}`;
    footer.forEach((line, at) => ink.fillText(line, 24, painter.under.height + (at + 1) * FOOT * 2));
    return new Promise((done) => { sheet.toBlob(done); });
  }

  /** A spot of the window, told from its middle. */
  private spot(event: { clientX: number; clientY: number }): Spot {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  }

  private under({ x, y }: Spot, reach = REACH): number {
    const camera = this.camera;
    return camera ? this.grid.at(camera.x + x / camera.scale, camera.y + y / camera.scale, reach / camera.scale) : -1;
  }

  private listen(): void {
    const { element } = this;
    element.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      this.moved = this.fingers.size > 0;
      this.fingers.set(event.pointerId, this.spot(event));
      element.setPointerCapture(event.pointerId);
    });
    element.addEventListener("pointermove", (event) => { if (this.fingers.has(event.pointerId)) this.drag(event); else if (event.pointerType === "mouse") this.point(this.spot(event)); });
    element.addEventListener("pointerup", (event) => this.lift(event));
    element.addEventListener("pointercancel", (event) => { this.fingers.delete(event.pointerId); });
    element.addEventListener("pointerleave", () => { this.tip.hidden = true; if (this.pointed >= 0) { this.pointed = -1; this.pick(); } });
    element.addEventListener("wheel", (event) => {
      event.preventDefault();
      const { x, y } = this.spot(event);
      this.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), x, y);
    }, { passive: false });
    element.addEventListener("dblclick", (event) => { const { x, y } = this.spot(event); this.zoom(ZOOM * ZOOM, x, y); });
    element.addEventListener("keydown", (event) => this.key(event));
  }

  /** One finger moves; two move and zoom, so that what is under them stays there. */
  private drag(event: PointerEvent): void {
    const before = [...this.fingers.values()];
    const now = this.spot(event);
    const start = this.fingers.get(event.pointerId)!;
    if (!this.moved && Math.hypot(now.x - start.x, now.y - start.y) < SLIP) return;
    this.moved = true;
    this.fingers.set(event.pointerId, now);
    const after = [...this.fingers.values()];
    const { x, y, scale } = this.camera!;
    const [from, to] = [middle(before), middle(after)];
    const panned = { x: x - (to.x - from.x) / scale, y: y - (to.y - from.y) / scale, scale };
    const factor = before.length === 2 ? apart(after) / Math.max(1, apart(before)) : 1;
    this.move(factor === 1 ? panned : zoomed(panned, factor, to.x, to.y));
  }

  private lift(event: PointerEvent): void {
    if (!this.fingers.delete(event.pointerId) || this.moved) return;
    this.take(this.under(this.spot(event), event.pointerType === "touch" ? REACH * 2 : REACH));
  }

  private take(node: number): void {
    this.clicked = node;
    this.context.go({ sel: node < 0 ? "" : this.context.model.id(node) });
  }

  private key(event: KeyboardEvent): void {
    if (!this.camera || event.ctrlKey || event.metaKey || event.altKey) return;
    const { x, y, scale } = this.camera;
    const step = STEP / scale;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => this.move({ x: x - step, y, scale }), ArrowRight: () => this.move({ x: x + step, y, scale }),
      ArrowUp: () => this.move({ x, y: y - step, scale }), ArrowDown: () => this.move({ x, y: y + step, scale }),
      "+": () => this.zoom(ZOOM), "=": () => this.zoom(ZOOM), "-": () => this.zoom(1 / ZOOM), "0": () => this.whole(),
      Enter: () => { const node = this.under({ x: 0, y: 0 }, KEY_REACH); if (node >= 0) this.take(node); },
    };
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  }

  private point(spot: Spot): void {
    const node = this.under(spot);
    this.tip.hidden = node < 0;
    this.element.classList.toggle("x-over-node", node >= 0);
    if (node >= 0) this.explain(node, spot);
    if (node !== this.pointed) { this.pointed = node; this.pick(); }
  }

  private explain(node: number, spot: Spot): void {
    const { model } = this.context;
    const { width, height } = this.element.getBoundingClientRect();
    this.tip.textContent = `${model.label(node)} · ${model.kind(node)[model.language]}`;
    this.tip.style.left = `${Math.max(4, Math.min(width - this.tip.offsetWidth - 4, width / 2 + spot.x + 12))}px`;
    this.tip.style.top = `${Math.min(height - this.tip.offsetHeight - 4, height / 2 + spot.y + 16)}px`;
  }
}

const middle = (spots: Spot[]): Spot => ({ x: spots.reduce((sum, one) => sum + one.x, 0) / spots.length, y: spots.reduce((sum, one) => sum + one.y, 0) / spots.length });
const apart = ([a, b]: Spot[]): number => Math.hypot(a!.x - b!.x, a!.y - b!.y);
