import assert from "node:assert/strict";
import { test } from "node:test";
import { around, surroundings } from "../src/ego.ts";
import { filterOf, situated } from "../src/filter.ts";
import { Finder } from "../src/find.ts";
import { syllables } from "../src/mixed.ts";
import { lanes, order } from "../src/lanes.ts";
import { paths } from "../src/path.ts";
import { START } from "../src/state.ts";
import { ALL, sample } from "./sample.ts";

const model = sample();
const named = (name: string): number => model.columns.nodes.label.indexOf(name);

test("a figure is a node of its own that is called by what it measures", () => {
  const figure = model.entities;
  assert.equal(model.label(figure), "调解成功率");
  assert.equal(model.number(figure), "98.5%");
  assert.equal(model.node("doc/d1/claim/f0"), figure);
  assert.ok(model.conflicts(figure));
});

test("labels drop the place that all of them share, and are English where there is English", () => {
  assert.equal(model.short(named("甲市司法局"), "甲市"), "司法局");
  assert.equal(model.short(named("甲市"), "甲市"), "甲市");
  const english = sample("en");
  assert.equal(english.label(named("青枫经验")), "Qingfeng Experience");
  assert.equal(english.labelLanguage(named("甲市")), "zh-CN");
});

test("a line without a period has the year of its document", () => {
  const alone = model.of(named("青枫经验")).find((line) => line.source < 0)!;
  assert.deepEqual(model.yearsOf(alone), [2025, 2025]);
  assert.deepEqual(model.years, [2020, 2026]);
});

test("lanes hold what lines between lanes connect, and say how many there are", () => {
  const picture = lanes(model, ALL);
  assert.deepEqual(picture.lanes.map((lane) => lane.cards.map((card) => model.label(card.node)).sort()), [
    ["乙县法院", "甲市", "甲市司法局"], ["办事更方便", "矛盾少发生"], ["甲市“一件事”改革", "青枫经验"], ["全国优秀案例", "调解成功率"],
  ]);
  assert.deepEqual(picture.lanes.map((lane) => lane.total), [3, 2, 2, 2]);
  assert.equal(picture.hidden, 0);
});

test("a card counts each claim once, by what became of it", () => {
  const card = lanes(model, ALL).lanes[2]!.cards.find((one) => model.label(one.node) === "青枫经验")!;
  assert.deepEqual(card.tally, { completed: 4, ongoing: 1, planned: 2 });
  assert.equal(card.lines, 7);
});

test("claims between the same two are one line", () => {
  const join = lanes(model, ALL).joins.find((one) => one.a === named("甲市司法局") && one.b === named("青枫经验"))!;
  assert.equal(join.lines.length, 2);
});

test("what does not fit is counted, not hidden in silence", () => {
  const crowd = sample();
  const many = lanes(crowd, { ...ALL, passes: (line) => line.property !== 1 });
  assert.equal(many.lanes[1]!.total, 0);
  assert.equal(many.lanes[1]!.cards.length, 0);
});

test("filters let through by theme, place, years and status", () => {
  const shown = (change: object): string[] => lanes(model, filterOf(model, { ...START, ...change })).lanes[2]!.cards.map((card) => model.label(card.node)).sort();
  assert.deepEqual(shown({ theme: "disputes" }), ["青枫经验"]);
  assert.deepEqual(shown({ status: "ongoing" }), ["青枫经验"]);
  assert.deepEqual(shown({ from: 2026 }), ["甲市“一件事”改革", "青枫经验"]);
  assert.deepEqual(shown({ to: 2023 }), []);
  assert.equal(filterOf(model, { ...START, place: "id/n0" }).placeLabel, "甲市");
});

test("a place holds what lies in it and what is done there", () => {
  const inside = situated(model, named("甲市"));
  assert.ok(inside.has(named("乙县")));
  assert.ok(inside.has(named("𠮷村议事")), "done in a county of the place");
  assert.ok(inside.has(named("青枫经验")));
  assert.ok(!inside.has(named("甲市“一件事”改革")));
});

test("cards stand near what they are connected to", () => {
  const join = (a: number, b: number) => ({ a, b, lines: [] });
  const [left, right] = order([[1, 2, 3, 9], [4, 5, 6]], [join(1, 6), join(2, 5), join(3, 4)]);
  assert.deepEqual(left!.map((node) => 7 - node).slice(0, 3), right, "no two lines cross");
  assert.equal(left![3], 9, "a card without a line comes last");
});

test("surroundings are grouped by family and grow by unfolding", () => {
  const centre = named("甲市司法局");
  const first = surroundings(model, ALL, centre, [], {});
  assert.deepEqual(first.columns.map((column) => column.groups.map((group) => group.family)), [[], ["initiative"]]);
  const grown = surroundings(model, ALL, centre, [named("青枫经验")], {});
  const outer = grown.columns.find((column) => column.depth === 2)!;
  assert.deepEqual(outer.groups.map((group) => group.family), ["institution", "place", "goal", "honour"]);
  assert.ok(grown.shown.size > first.shown.size);
  assert.deepEqual(surroundings(model, ALL, centre, [named("乙县")], {}).shown, first.shown);
});

test("a group shows the most spoken of and says how many there are", () => {
  const [group] = around(model, ALL, named("甲市司法局"), new Set(), {});
  assert.deepEqual(group!.cards.map((card) => model.label(card.node)), ["青枫经验", "甲市“一件事”改革"]);
  assert.equal(group!.total, 2);
});

test("paths go round hubs unless they are wanted", () => {
  const [from, to] = [named("乙县法院"), named("办事更方便")];
  assert.deepEqual(paths(model, ALL, from, to, false), [[from, named("青枫经验"), named("甲市司法局"), named("甲市“一件事”改革"), to]]);
  assert.deepEqual(paths(model, ALL, named("矛盾少发生"), named("甲市"), false)[0], [named("矛盾少发生"), named("青枫经验"), named("甲市")]);
  assert.deepEqual(paths(model, ALL, named("𠮷村议事"), named("青枫经验"), false), []);
});

test("every path is there, the shortest first, and of one length those through less busy things", () => {
  const all = (from: number, to: number, seen: number[]): number[][] => (from === to ? [seen] : seen.length > 6 ? []
    : [...new Set(model.of(from).map((line) => model.other(line, from)))].filter((other) => other >= 0 && !seen.includes(other) && !model.isFigure(other)).flatMap((other) => all(other, to, [...seen, other])));
  const busy = (way: number[]): number => way.slice(1, -1).reduce((sum, node) => sum + Math.log2(1 + model.weight(node)), 0);
  for (let from = 0; from < 10; from += 1) {
    for (let to = 0; to < 10; to += 1) {
      const found = paths(model, ALL, from, to, true);
      const expected = from === to ? [] : all(from, to, [from]).sort((a, b) => a.length - b.length || busy(a) - busy(b)).slice(0, 5);
      assert.deepEqual(found.map((way) => [way.length, busy(way).toFixed(6)]), expected.map((way) => [way.length, busy(way).toFixed(6)]), `${from} ${to}`);
    }
  }
});

test("a spelling is parted at its initials, and not where it cannot be", () => {
  assert.deepEqual(syllables("jiashisifaju", "jssfj"), ["jia", "shi", "si", "fa", "ju"]);
  assert.deepEqual([syllables("xian", "x"), syllables("xian", "xa")], [["xian"], ["xi", "an"]]);
  assert.deepEqual(syllables("141tixi", "141tx"), ["1", "4", "1", "ti", "xi"]);
  assert.equal(syllables("jiashi", "js1"), null);
});

test("an institution keeps what it does and what came of it", () => {
  const { passes } = filterOf(model, { ...START, org: "id/n3" });
  const kept = model.lines.filter(passes).map((line) => [line.source, line.target].map((node) => (node >= 0 ? model.label(node) : "")).join("→"));
  assert.ok(kept.includes("乙县法院→青枫经验") && kept.includes("青枫经验→全国优秀案例"));
  assert.ok(!kept.some((line) => line.includes("一件事")));
});

test("names are found by characters, pinyin, initials, English and alias", () => {
  const finder = new Finder(model);
  const found = (query: string): string[] => finder.find(query).map((hit) => model.label(hit.node));
  for (const query of ["青枫", "qingfeng", "qfjy", "QINGFENG exp", "青枫模式"]) assert.equal(found(query)[0], "青枫经验", query);
  assert.equal(found("tjcgl")[0], "调解成功率");
  for (const query of ["qingfeng经验", "青枫jy", "青feng经y", "qingf经验"]) assert.deepEqual(found(query), ["青枫经验"], query);
  assert.deepEqual(found("sifa局"), ["甲市司法局"]);
  assert.deepEqual(found("qingfeng司法"), []);
  assert.equal(found("𠮷村")[0], "𠮷村议事");
  assert.deepEqual(found("  "), []);
  assert.deepEqual(found("没有"), []);
  assert.equal(finder.find("青枫模式")[0]!.matched, "青枫模式");
});
