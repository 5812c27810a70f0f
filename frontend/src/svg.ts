// The picture on the page as one SVG file: cards, lines and words where they stand.

import { xml } from "./formats.ts";

const PAD = 24;
const FOOT = 20;

interface Piece { text: string; x: number; y: number; size: number; weight: string; fill: string }

/** Returns the pieces of text of an element, one for each line that the browser broke it into. */
const pieces = (element: Element, frame: DOMRect): Piece[] => {
  const found: Piece[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement!;
    if (parent.closest(".x-hidden, svg, .x-more, .x-unfold")) continue;
    const style = getComputedStyle(parent);
    const size = parseFloat(style.fontSize);
    for (const line of linesOf(node as Text)) {
      found.push({ text: line.text, x: line.box.left - frame.left, y: line.box.top - frame.top + (line.box.height + size * 0.72) / 2, size, weight: style.fontWeight, fill: style.color });
    }
  }
  return found;
};

const linesOf = (node: Text): { text: string; box: DOMRect }[] => {
  const found: { text: string; box: DOMRect }[] = [];
  const range = document.createRange();
  let at = 0;
  for (const character of node.data) {
    range.setStart(node, at);
    range.setEnd(node, at + character.length);
    at += character.length;
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    const last = found[found.length - 1];
    if (last && Math.abs(last.box.top - box.top) < 3) last.text += character;
    else found.push({ text: character, box });
  }
  return found.filter((line) => line.text.trim());
};

/** Returns what stands in a place as SVG, with lines of text below it. */
export const picture = (place: HTMLElement, footer: string[]): string => {
  const frame = place.firstElementChild!.getBoundingClientRect();
  const style = getComputedStyle(document.body);
  const width = Math.ceil(Math.max(frame.width, place.firstElementChild!.scrollWidth)) + PAD * 2;
  const height = Math.ceil(frame.height) + PAD * 2 + FOOT * footer.length;
  const lines = [...place.querySelectorAll(".x-line:not(.x-within) .x-seen")].map((path) => {
    const its = getComputedStyle(path);
    return `<path d="${xml(path.getAttribute("d") ?? "")}" fill="none" stroke="${its.stroke}" stroke-width="${its.strokeWidth}" stroke-opacity="${its.strokeOpacity}"${its.strokeDasharray === "none" ? "" : ` stroke-dasharray="${its.strokeDasharray}"`}/>`;
  });
  const cards = [...place.querySelectorAll(".x-card")].map((card) => cardAt(card, frame));
  const heads = [...place.querySelectorAll("h2")].flatMap((head) => pieces(head, frame)).map(textAt);
  const feet = footer.map((text, at) => textAt({ text, x: 0, y: height - PAD * 2 - FOOT * (footer.length - 1 - at) + 6, size: 12, weight: "400", fill: style.color }));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-PAD} ${-PAD} ${width} ${height}" font-family="${xml(style.fontFamily)}" lang="zh-CN">` +
    `<rect x="${-PAD}" y="${-PAD}" width="${width}" height="${height}" fill="${style.backgroundColor}"/>${[...lines, ...cards, ...heads, ...feet].join("\n")}</svg>\n`;
};

const textAt = (piece: Piece): string =>
  `<text x="${piece.x.toFixed(1)}" y="${piece.y.toFixed(1)}" font-size="${piece.size}" font-weight="${piece.weight}" fill="${piece.fill}">${xml(piece.text)}</text>`;

const cardAt = (card: Element, frame: DOMRect): string => {
  const box = card.getBoundingClientRect();
  const style = getComputedStyle(card);
  const [x, y] = [box.left - frame.left, box.top - frame.top];
  return `<g opacity="${style.opacity}"><rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${box.width.toFixed(1)}" height="${box.height.toFixed(1)}" rx="6" fill="${style.backgroundColor}" stroke="${style.borderTopColor}"/>` +
    `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="4" height="${box.height.toFixed(1)}" fill="${style.borderLeftColor}"/>${pieces(card, frame).map(textAt).join("")}</g>`;
};
