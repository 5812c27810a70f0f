// Pictures and rows as files. Pure functions: strings in, strings out.

import type { Row } from "./context.ts";
import type { Model } from "./model.ts";

const FORMULA = /^[=+\-@\t\r]/;

/** Returns a cell of CSV; one that a spreadsheet would run as a formula begins with an apostrophe. */
export const cell = (text: string): string => {
  const harmless = FORMULA.test(text) && !/^[+-]?\d[\d.,]*%?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

const called = (model: Model, node: number): string => [model.label(node), model.number(node)].filter(Boolean).join(" ");

/** Returns rows as CSV, with the mark that makes spreadsheets read UTF-8. */
export const csv = (model: Model, heads: string[], rows: Row[]): string => {
  const lines = rows.map((row) => [called(model, row.source), row.says, called(model, row.target), row.status, row.years, model.columns.documents.title[row.document] ?? "", model.columns.base + row.claim]);
  return `\ufeff${[heads, ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
};

/** Returns text as it stands in XML; characters that XML does not allow are left out. */
export const xml = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Returns rows as GEXF 1.3; an edge is a claim. */
export const gexf = (model: Model, rows: Row[]): string => {
  const nodes = [...new Set(rows.flatMap((row) => [row.source, row.target]))].sort((a, b) => a - b);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
    `<meta><creator>Fengtu ${xml(model.build)}</creator></meta>`,
    '<graph defaultedgetype="directed">',
    '<attributes class="node"><attribute id="class" title="class" type="string"/><attribute id="number" title="number" type="string"/></attributes>',
    '<attributes class="edge"><attribute id="status" title="status" type="string"/><attribute id="years" title="years" type="string"/><attribute id="document" title="document" type="string"/></attributes>',
    "<nodes>",
    ...nodes.map((node) => `<node id="${xml(model.id(node))}" label="${xml(model.label(node))}"><attvalues><attvalue for="class" value="${xml(model.kind(node).name)}"/><attvalue for="number" value="${xml(model.number(node))}"/></attvalues></node>`),
    "</nodes>", "<edges>",
    ...rows.map((row, at) => `<edge id="${at}" source="${xml(model.id(row.source))}" target="${xml(model.id(row.target))}" label="${xml(row.says)}"><attvalues><attvalue for="status" value="${xml(row.status)}"/><attvalue for="years" value="${xml(row.years)}"/><attvalue for="document" value="${xml(model.columns.documents.title[row.document] ?? "")}"/></attvalues></edge>`),
    "</edges>", "</graph>", "</gexf>", "",
  ].join("\n");
};
