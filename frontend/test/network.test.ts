import assert from "node:assert/strict";
import { test } from "node:test";
import { clipped, colourOf, Pixels } from "../src/raster.ts";
import { drawnRadius, fit, Grid, placed, readCamera, writeCamera, zoomed } from "../src/scene.ts";
import type { Label } from "../src/scene.ts";
import { ems, wrapped } from "../src/wrap.ts";

test("the nearest point is found as a scan finds it", () => {
  const many = Array.from({ length: 500 }, (_, at) => at);
  const [x, y] = [many.map((at) => (at * 7919) % 1013), many.map((at) => (at * 104_729) % 811)];
  const grid = new Grid(x, y, many);
  for (let spot = 0; spot < 300; spot += 1) {
    const [a, b, reach] = [(spot * 37) % 1100 - 40, (spot * 53) % 900 - 40, 5 + (spot % 70)];
    const away = (node: number): number => Math.hypot(x[node]! - a, y[node]! - b);
    const nearest = many.reduce((best, node) => (away(node) < away(best) ? node : best));
    const found = grid.at(a, b, reach);
    assert.equal(found >= 0 ? away(found) : -1, away(nearest) < reach ? away(nearest) : -1);
  }
  assert.equal(new Grid([], [], []).at(0, 0, 100), -1);
});

test("zooming keeps the spot under the pointer, and a camera survives its address", () => {
  const camera = { x: 100, y: -40, scale: 0.5 };
  const near = zoomed(camera, 3, 80, 20);
  assert.ok(Math.abs(camera.x + 80 / camera.scale - (near.x + 80 / near.scale)) < 1e-9);
  assert.ok(Math.abs(camera.y + 20 / camera.scale - (near.y + 20 / near.scale)) < 1e-9);
  assert.deepEqual(readCamera(writeCamera({ x: 12.4, y: -3.6, scale: 0.123456 })), { x: 12, y: -4, scale: 0.1235 });
  for (const text of ["", "1,2", "1,2,x", "1,2,0", "1,2,99", "1,2,1,5"]) assert.equal(readCamera(text), null, text);
  assert.deepEqual(fit(0, 0, 100, 50, 100, 100), { x: 50, y: 25, scale: 0.94 });
  assert.equal(drawnRadius(3, 0.01, 2.2), 2.2);
});

test("labels touch neither one another nor what another one names", () => {
  const label = (x: number, y: number): Label => ({ lines: ["甲乙"], bold: false, width: 24, height: 14, spots: [{ x, y: y - 12 }, { x, y: y + 12 }], dot: { x, y, width: 6, height: 6 } });
  const found = placed(Array.from({ length: 60 }, (_, at) => label((at * 13) % 90, (at * 29) % 70)), 40);
  assert.ok(found.length > 3);
  found.forEach((one, at) => found.slice(at + 1).forEach((other) => {
    assert.ok(Math.abs(one.x - other.x) * 2 >= one.width + other.width || Math.abs(one.y - other.y) * 2 >= one.height + other.height);
  }));
  assert.equal(placed([label(0, 0), label(100, 0)], 1).length, 1);
});

test("names break where Chinese may, in two lines that are about as long", () => {
  assert.deepEqual(wrapped("龙山经验", 10), ["龙山经验"]);
  assert.deepEqual(wrapped("荣获“二星平安金鼎”的县（市、区）数", 10), ["荣获“二星平安金鼎”", "的县（市、区）数"]);
  for (const name of ["推进社会治理，化解矛盾纠纷，建设平安城市", "2024年12月31日前完成全部改造任务的小区数量", "Longshan Experience of the People's Courts", "《关于加强基层治理体系和治理能力现代化建设的意见》（试行）"]) {
    const lines = wrapped(name, 10);
    assert.ok(lines.length <= 2);
    for (const line of lines) assert.ok(ems(line) <= 11.5, line);
    assert.doesNotMatch(lines[1] ?? "", /^[，。、；：！？）》」』】〕”’]/u);
    assert.doesNotMatch(lines[0]!, /[（《「『【〔“‘]$/u);
  }
  assert.ok(!wrapped("共有各类社会组织12345678个参加", 8).some((line) => /^\d/.test(line) && !line.startsWith("12345678")));
});

const at = (pixels: Pixels, x: number, y: number): number[] => [...pixels.bytes.slice((y * pixels.width + x) * 4, (y * pixels.width + x) * 4 + 3)];

test("a disc covers the pixels within its radius, and what lies outside is left out", () => {
  const pixels = new Pixels(40, 30);
  pixels.clear([255, 255, 255]);
  pixels.disc(20.5, 15.5, 6, [0, 100, 0]);
  let inked = 0;
  for (let y = 0; y < 30; y += 1) for (let x = 0; x < 40; x += 1) inked += (255 - at(pixels, x, y)[0]!) / 255;
  assert.ok(Math.abs(inked - Math.PI * 36) < 3, String(inked));
  assert.deepEqual(at(pixels, 20, 15), [0, 100, 0]);
  assert.deepEqual(at(pixels, 28, 15), [255, 255, 255]);
  for (const [x, y] of [[-3, -3], [42, 15], [20, 33], [-50, 500]] as const) pixels.disc(x, y, 6, [9, 9, 9]);
  assert.deepEqual(at(pixels, 20, 15), [0, 100, 0]);
  assert.deepEqual(at(pixels, 0, 0), [9, 9, 9]);
});

test("where more lines cross it is darker", () => {
  const pixels = new Pixels(20, 20);
  pixels.clear([255, 255, 255]);
  pixels.line(-5, 10, 40, 10);
  for (let n = 0; n < 8; n += 1) pixels.line(10, -9, 10, 99);
  pixels.line(50, 50, 60, 60);
  pixels.drawLines([0, 0, 0]);
  const [one, many, none] = [at(pixels, 3, 10)[0]!, at(pixels, 10, 3)[0]!, at(pixels, 3, 3)[0]!];
  assert.ok(many < one && one < none && none === 255);
  assert.equal(clipped(0, 50, 10, 50, 20, 20), null);
  assert.deepEqual(clipped(-10, 5, 10, 5, 20, 20), [0, 5, 10, 5]);
});

test("colours are read as style sheets write them", () => {
  assert.deepEqual([colourOf(" #0b66a8"), colourOf("#fff"), colourOf("rgb(1, 2, 3)")], [[11, 102, 168], [255, 255, 255], [1, 2, 3]]);
});
