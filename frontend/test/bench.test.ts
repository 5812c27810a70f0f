import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, Refused } from "../src/bench/ask.ts";
import { broken, ems } from "../src/bench/chart.ts";
import { placed, plotOf, points, provinceOf, suited, ticks, triples } from "../src/bench/columns.ts";
import { offers } from "../src/bench/complete.ts";
import { read, START, write } from "../src/bench/hash.ts";
import { filled, recognised } from "../src/bench/known.ts";
import type { Known } from "../src/bench/known.ts";
import { bound, parameters, valid } from "../src/bench/parameters.ts";
import { completed, declared, missing, prefixLine, shortened, used } from "../src/bench/prefixes.ts";
import { forget, remember, remembered } from "../src/bench/remembered.ts";
import { compare, iri, isNumber, literal, moment, readResults, readTriples } from "../src/bench/terms.ts";
import type { Answer, Term } from "../src/bench/terms.ts";

const ONT = "https://w3id.org/fengtu/ont#";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const number = (n: number): Term => literal(String(n), { datatype: `${XSD}decimal` });
const NAMED = `#+ summary: 谁
#+ param name: 名称 / name
#+ param year: 年
PREFIX ft: <${ONT}>
SELECT ?x { VALUES ?name { "龙山经验"@zh "“龙山经验”"@zh } VALUES ?year { 2020 } ?x ft:name ?name }`;
const KNOWN: Known = {
  build: "b", base: "https://w3id.org/fengtu/", groups: [], tiles: [],
  prefixes: { ft: ONT, place: "https://w3id.org/fengtu/place/", status: "https://w3id.org/fengtu/scheme/status/" },
  terms: [
    { iri: `${ONT}Claim`, kind: "class", zh: "陈述", en: "claim", also: [] },
    { iri: `${ONT}ledBy`, kind: "property", zh: "牵头单位", en: "led by", also: [] },
    { iri: "https://w3id.org/fengtu/scheme/status/planned", kind: "individual", zh: "计划", en: "planned", also: [] },
  ],
  queries: [{ name: "who", group: "", zh: "谁", en: "who", text: NAMED }],
};

test("results are read in JSON and in N-Triples, with every kind of term", () => {
  const rows = readResults({ head: { vars: ["s", "n", "o"] }, results: { bindings: [{ s: { type: "uri", value: "x:a" }, o: { type: "literal", value: "𠮷", "xml:lang": "zh" } }] } });
  assert.deepEqual(rows.rows, [[iri("x:a"), null, literal("𠮷", { language: "zh" })]]);
  assert.equal(readResults({ head: {}, boolean: true }).truth, true);
  const graph = readTriples('<x:a> <x:p> "a \\"b\\"\\n\\u6797\\U00020BB7"@zh .\n_:b1 <x:p> <x:c> .\n<x:a> <x:n> "1"^^<' + XSD + 'integer> .\nnonsense\n');
  assert.equal(graph.rows.length, 3);
  assert.equal(graph.rows[0]![2]!.value, 'a "b"\n林𠮷');
  assert.equal(graph.rows[1]![0]!.kind, "bnode");
  assert.ok(isNumber(graph.rows[2]![2]!));
});

test("terms are ordered: nothing, numbers by value, then text with its numbers", () => {
  const cells = [literal("第10名"), literal("第9名"), number(10), number(9), null];
  const sorted = [...cells].sort((a, b) => compare(a, b, (term) => term.value, "zh-CN"));
  assert.deepEqual(sorted.map((cell) => cell?.value ?? ""), ["", "9", "10", "第9名", "第10名"]);
});

test("days, months and years are moments, other text is none", () => {
  assert.equal(moment(literal("2024")), 2024);
  assert.ok(moment(literal("2024-12-31")) < 2025 && moment(literal("2024-12-31")) > moment(literal("2024-12")));
  assert.ok(Number.isNaN(moment(literal("2024年"))));
});

test("prefixes are known where they are declared, and found where they are used", () => {
  const query = `PREFIX ft: <${ONT}>\nSELECT * { ?s ft:x place:330700 ; a <a:b> # status:planned\n . FILTER(?s = "status:x") }`;
  assert.deepEqual([...declared(query)], [["ft", ONT]]);
  assert.deepEqual([...used(query)].sort(), ["ft", "place"]);
  assert.deepEqual(missing(query, KNOWN.prefixes), ["place"]);
  assert.equal(missing(completed(query, KNOWN.prefixes), KNOWN.prefixes).length, 0);
});

test("a prefix goes below those there are, else below the header", () => {
  const put = (query: string): string => { const { at, text } = prefixLine(query, "ft", "x#"); return query.slice(0, at) + text + query.slice(at); };
  assert.equal(put("ASK {}"), "PREFIX ft: <x#>\nASK {}");
  assert.equal(put("#+ summary: 问\n\nASK {}"), "#+ summary: 问\n\nPREFIX ft: <x#>\nASK {}");
  assert.equal(put("PREFIX a: <a#>\nASK {}"), "PREFIX a: <a#>\nPREFIX ft: <x#>\nASK {}");
});

test("an IRI is shortened only to a plain name", () => {
  assert.equal(shortened(`${ONT}ledBy`, KNOWN.prefixes), "ft:ledBy");
  assert.equal(shortened("https://w3id.org/fengtu/place/a/b", KNOWN.prefixes), "<https://w3id.org/fengtu/place/a/b>");
});

test("parameters are read off a query, and bound without a way out of their place", () => {
  const [name, year] = parameters(NAMED);
  assert.deepEqual([name!.kind, name!.value, name!.suffix, name!.isName, name!.meaning.en], ["text", "龙山经验", "@zh", true, "name"]);
  assert.deepEqual([year!.kind, year!.value], ["integer", "2020"]);
  assert.match(bound(NAMED, name!, "枫桥经验"), /VALUES \?name \{ "枫桥经验"@zh "“枫桥经验”"@zh \}/);
  const hostile = bound(NAMED, name!, '" } ?s ?p ?o #\\\n$&');
  assert.equal(parameters(hostile).find((one) => one.name === "name")!.value, '" } ?s ?p ?o #\\\n$&');
  assert.equal(valid("iri", "x:a> ?s"), false);
  assert.equal(valid("integer", "1 2"), false);
});

test("a question with values is recognised, and its link names it", () => {
  const query = filled(KNOWN.queries[0]!, { name: "枫桥经验" });
  assert.deepEqual(recognised(KNOWN, query), { name: "who", values: { name: "枫桥经验" } });
  assert.equal(recognised(KNOWN, `${query}\nLIMIT 1`), null);
  const state = { ...START, name: "who", values: { name: "枫桥经验" }, view: "chart" as const, x: "year", page: 3, open: ["x:a,b", "x:c"], more: { "x:a/place": 15 }, build: "b" };
  assert.deepEqual(read(write(state)), state);
  assert.deepEqual(read("#view=nonsense&page=-1&chart=pie"), START);
});

test("completion finds terms by name and by label in both languages, variables and prefixes", () => {
  const texts = (typed: string, query = ""): string[] => offers(KNOWN, query, typed, "zh").map((one) => one.text);
  assert.deepEqual(texts("ft:led"), ["ft:ledBy"]);
  assert.deepEqual(texts("牵头"), ["ft:ledBy"]);
  assert.deepEqual(texts("ft:陈"), ["ft:Claim"]);
  assert.ok(texts("pla").includes("place:") && texts("pla").includes("status:planned"));
  assert.deepEqual(texts("?in", "SELECT ?initiative ?in { ?initiative ?p ?index }"), ["?index", "?initiative"]);
});

const ROWS: Answer = {
  form: "rows", truth: false, names: ["place", "name", "year", "value"],
  rows: [
    [iri("https://w3id.org/fengtu/place/330700"), literal("金华市"), literal("2025"), number(3)],
    [iri("https://w3id.org/fengtu/place/330726"), literal("浦江县"), literal("2024"), number(1)],
    [iri("https://w3id.org/fengtu/place/330726"), literal("浦江县"), literal("2023"), number(2)],
    [iri("https://w3id.org/fengtu/place/z-1"), literal("某地"), literal("2023"), null],
  ],
};

test("columns are known by what they hold, and the chart that suits is chosen", () => {
  const found = suited(ROWS, (name) => name === "金华市");
  assert.deepEqual(found, { numbers: ["value"], moments: ["year"], names: ["place", "name", "year"], places: ["place"] });
  const plot = plotOf(found, START)!;
  assert.deepEqual(plot, { chart: "line", x: "year", y: "value", by: "" });
  assert.deepEqual(points(ROWS, plot, (term) => term.value).map(({ x, y }) => [x, y]), [[2023, 2], [2024, 1], [2025, 3]]);
  const bars = plotOf(found, { ...START, chart: "bar", by: "nothing" })!;
  assert.equal(bars.x, "name");
  assert.equal(plotOf({ ...found, numbers: [] }, START), null);
});

test("axes end in round numbers around all values", () => {
  assert.deepEqual(ticks(0, 20), [0, 5, 10, 15, 20]);
  assert.deepEqual(ticks(97.9, 98.6), [97.8, 98, 98.2, 98.4, 98.6]);
  for (const [low, high] of [[3, 3], [-5, 7], [0, 1e9], [0.001, 0.002]] as const) {
    const marks = ticks(low, high);
    assert.ok(marks[0]! <= low && marks[marks.length - 1]! >= high && marks.length >= 2 && marks.length < 12, String([low, high, marks]));
  }
});

test("places are counted by province; numbers are means, what has none is told", () => {
  const text = (term: Term): string => term.value;
  const counted = placed(ROWS, "place", "", () => "", text);
  assert.deepEqual(counted.found.map(({ rows }) => rows), [2, 1, 1]);
  const means = placed(ROWS, "place", "value", () => "", text);
  assert.deepEqual([means.found.map(({ value }) => value), means.without], [[3, 1.5], 1]);
  assert.deepEqual(counted.found.map(({ iri: one }) => provinceOf(one)), ["330000", "330000", ""]);
});

test("triples come of graphs, of s p o, and of two columns of things", () => {
  const graph = readTriples('<x:a> <x:p> <x:b> .\n<x:a> <x:p> <x:b> .\n<x:a> <x:q> "1" .');
  assert.equal(triples(graph).length, 2);
  assert.equal(triples({ form: "rows", truth: false, names: ["s", "p", "o"], rows: [[iri("x:a"), iri("x:p"), literal("t")]] }).length, 1);
  const two = triples({ form: "rows", truth: false, names: ["who", "n", "what"], rows: [[iri("x:a"), number(1), iri("x:b")]] });
  assert.deepEqual(two.map(({ predicate, object }) => [predicate.value, object.value]), [["what", "x:b"]]);
  assert.equal(triples(ROWS).length, 0);
});

test("labels of bars break in two lines, and say when they are cut", () => {
  assert.equal(ems("龙山ab"), 3.12);
  assert.deepEqual(broken("龙山经验", 4), ["龙山经验"]);
  assert.deepEqual(broken("人民调解委员会工作站", 5), ["人民调解委", "员会工作站"]);
  assert.deepEqual(broken("人民调解委员会工作站点", 5), ["人民调解委", "员会工作…"]);
});

test("what the endpoint refuses is told with its line", async () => {
  const at = (detail: string, query = ""): number[] => { const { line, column } = new Refused(400, detail, query); return [line, column]; };
  assert.deepEqual(at("the query is refused: error at 4:2: expected OPTIONAL"), [4, 2]);
  assert.deepEqual(at("put a space after '<' at character 9", "ASK {\n 𠮷<a#>"), [2, 4]);
  assert.deepEqual(at("too slow"), [0, 0]);
  const before = globalThis.fetch;
  globalThis.fetch = () => Promise.resolve(new Response('{"detail":"no"}', { status: 400 }));
  await assert.rejects(ask("ASK {}", new AbortController().signal), /no/);
  globalThis.fetch = () => Promise.resolve(new Response("<x:a> <x:b> <x:c> .\n", { headers: { "Content-Type": "application/n-triples", "X-Truncated": "true" } }));
  const said = await ask("CONSTRUCT", new AbortController().signal);
  assert.deepEqual([said.answer.form, said.cut, said.answer.rows.length], ["graph", true, 1]);
  globalThis.fetch = before;
});

test("the last queries are remembered, each once, and forgotten", () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) } as unknown as Storage;
  const run = (query: string) => ({ query, when: "2025", rows: 1, seconds: 1 });
  ["a", "b", "a"].forEach((query) => remember(storage, run(query)));
  assert.deepEqual(remembered(storage).map(({ query }) => query), ["a", "b"]);
  kept.set("fengtu-queries", '{"not": "a list"}');
  assert.deepEqual(remembered(storage), []);
  remember(storage, run("c"));
  forget(storage);
  assert.deepEqual(remembered(storage), []);
  assert.deepEqual(remembered(null), []);
});
