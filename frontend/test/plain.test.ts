import assert from "node:assert/strict";
import { test } from "node:test";
import { safeHref } from "../src/dom.ts";
import { cell, csv, gexf, xml } from "../src/formats.ts";
import { gapNear, route } from "../src/links.ts";
import { looked, recent } from "../src/recent.ts";
import { read, START, write } from "../src/state.ts";
import { grouped, words } from "../src/words.ts";
import { sample } from "./sample.ts";

test("what was looked at last is kept, each once, and at most eight", () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) } as unknown as Storage;
  for (const id of ["a", "b", "c", "d", "e", "f", "g", "h", "i", "b"]) looked(id, storage);
  assert.deepEqual(recent(storage), ["b", "i", "h", "g", "f", "e", "d", "c"]);
  kept.set("fengtu-recent", "{");
  assert.deepEqual(recent(storage), []);
  looked("a", null);
});

test("a state survives its address", () => {
  const state = { ...START, view: "ego" as const, centre: "id/i-1", sel: "id/i-1 place/330700", open: ["id/a", "id/b"], from: 2021, status: "planned", more: { "id/i-1/goal": 15 }, build: "abc" };
  assert.deepEqual(read(write(state)), state);
  assert.deepEqual(read(write({ ...START, view: "path", a: "id/1", b: "id/2", hubs: true, table: true })), { ...START, view: "path", a: "id/1", b: "id/2", hubs: true, table: true });
});

test("an address that means nothing is the start", () => {
  for (const hash of ["", "#", "#/nowhere?y=x-y&more=::", "#/lanes?y=12"]) assert.deepEqual(read(hash), START, hash);
});

test("messages take values, and the plural where there is one", () => {
  const t = words({ a: "{n} line|{n} lines", b: "{x}与{y}" });
  assert.equal(t("a", { n: 1 }), "1 line");
  assert.equal(t("a", { n: 2 }), "2 lines");
  assert.equal(t("b", { x: "甲" }), "甲与{y}");
  assert.equal(t("c"), "c");
  assert.equal(grouped(1234567), "1,234,567");
});

test("only paths of the site and addresses of the web are links", () => {
  assert.equal(safeHref("/page/id/i-1"), "/page/id/i-1");
  assert.equal(safeHref("https://w3id.org/fengtu/"), "https://w3id.org/fengtu/");
  for (const bad of ["javascript:alert(1)", "//example.org", "/\\example.org", " /x", "data:text/html,x", "https://", null, ""]) assert.equal(safeHref(bad), null);
});

test("a line passes a column through the nearest gap", () => {
  const box = (top: number) => ({ left: 100, right: 200, top, bottom: top + 40 });
  assert.equal(gapNear([box(0), box(60), box(120)], 45), 50);
  assert.equal(gapNear([box(0), box(60)], -50), -6);
  assert.equal(gapNear([box(0), box(60)], 500), 106);
  assert.equal(gapNear([], 7), 7);
  const path = route({ left: 0, right: 50, top: 0, bottom: 40 }, { left: 300, right: 350, top: 60, bottom: 100 }, [[box(0), box(60)]]);
  assert.match(path, /^M50 20C.* 100 50H200C.* 300 80$/);
});

test("cells of CSV are quoted, and formulas are defused", () => {
  assert.equal(cell('他说"好",再议'), '"他说""好"",再议"');
  assert.equal(cell("=1+1"), "'=1+1");
  assert.equal(cell("-32.54%"), "-32.54%");
  assert.equal(cell("@SUM(A1)"), "'@SUM(A1)");
});

test("XML has no mark that XML forbids", () => {
  assert.equal(xml('<a&"\u0001>'), "&lt;a&amp;&quot;&gt;");
});

test("rows are written as CSV and GEXF with the claims that say them", () => {
  const model = sample();
  const rows = [{ source: 2, says: "推进", target: 4, status: "completed", years: "2024", document: 0, claim: "doc/d1/claim/c0" }];
  assert.equal(csv(model, ["从", "关系"], rows), "\ufeff从,关系\r\n甲市司法局,推进,青枫经验,completed,2024,甲市治理侧记,https://example.org/doc/d1/claim/c0\r\n");
  const written = gexf(model, rows);
  assert.match(written, /<node id="id\/n2" label="甲市司法局">/);
  assert.match(written, /<edge id="0" source="id\/n2" target="id\/n4" label="推进">/);
});
