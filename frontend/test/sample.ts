// A graph made by hand: two places, two institutions, three initiatives, two goals, an honour, a figure.

import { Model } from "../src/model.ts";
import type { ClassOf, Columns, Language, PropertyOf } from "../src/model.ts";

const kind = (name: string, family: string, lane: number, hub = false): ClassOf => ({ name, family, lane, hub, zh: name, en: name });
const property = (name: string, lanes: boolean, situates = false): PropertyOf => ({ name, lanes, situates, zh: name, en: name, back: { zh: `被${name}`, en: `${name} of` } });
const NAMES = ["甲市", "乙县", "甲市司法局", "乙县法院", "青枫经验", "甲市“一件事”改革", "𠮷村议事", "矛盾少发生", "办事更方便", "全国优秀案例", "调解成功率"];
const CLASSES = [2, 2, 1, 1, 0, 0, 0, 3, 3, 4, 5];
const PINYIN = ["jiashi js", "yixian yx", "jiashisifaju jssfj", "yixianfayuan yxfy", "qingfengjingyan qfjy", "jiashiyijianshigaige jsyjsgg", "jicunyishi jcys", "maodunshaofasheng mdsfs", "banshigengfangbian bsgfb", "quanguoyouxiuanli qgyxal", "diaojiechenggonglv djcgl|tiaojiechenggonglv tjcgl"];

//  source, property (0 actsOn, 1 pursuesGoal, 2 honour, 3 implementedIn), target, status, from
const EDGES = [[2, 0, 4, 0, 2024], [2, 0, 5, 2, 2026], [3, 0, 4, 1, 2024], [4, 1, 7, 0, 2024], [5, 1, 8, 2, 2026], [4, 2, 9, 0, 2024], [6, 3, 1, 0, 2020], [4, 3, 0, 0, 2024], [2, 0, 4, 2, 2026]];

const columns = (): Columns => ({
  format: 1, build: "b1", base: "https://example.org/",
  vocabulary: {
    classes: [kind("Experience", "initiative", 2), kind("Institution", "institution", 0), kind("Place", "place", 0, true), kind("Goal", "goal", 1), kind("Honour", "honour", 3), kind("Indicator", "figure", -1), kind("Observation", "figure", 3)],
    lanes: ["who", "goal", "initiative", "outcome"].map((name) => ({ name, zh: name, en: name })),
    properties: [property("actsOn", true), property("pursuesGoal", true), property("honour", true), property("implementedIn", false, true)],
    statuses: ["completed", "ongoing", "planned"],
    themes: [{ name: "disputes", zh: "矛盾纠纷化解", en: "disputes" }],
    tiles: [{ place: "id/n0", row: 1, column: 1, zh: "甲", en: "Jia" }],
  },
  verbs: ["推进"],
  documents: { id: ["d1"], title: ["甲市治理侧记"], date: ["2025-01-02"] },
  nodes: {
    id: NAMES.map((_, at) => `id/n${at}`), label: NAMES, short: NAMES.map(() => ""), en: NAMES.map((name) => (name === "青枫经验" ? "Qingfeng Experience" : "")),
    pinyin: PINYIN, aliases: NAMES.map((name) => (name === "青枫经验" ? ["青枫模式"] : [])), class: CLASSES,
    themes: NAMES.map((_, at) => (at === 4 ? [0] : [])), above: NAMES.map((_, at) => (at === 1 ? 0 : -1)),
    x: NAMES.map((_, at) => at * 10), y: NAMES.map(() => 0),
  },
  blocks: [],
  edges: {
    document: EDGES.map(() => 0), claim: EDGES.map((_, at) => `c${at}`), source: EDGES.map((e) => e[0]!), target: EDGES.map((e) => e[2]!), property: EDGES.map((e) => e[1]!),
    verb: EDGES.map((e) => (e[1] === 0 ? 0 : -1)), status: EDGES.map((e) => e[3]!), from: EDGES.map((e) => e[4]!), to: EDGES.map((e) => e[4]!),
  },
  actions: { document: [0], claim: ["a0"], source: [-1], target: [4], property: [0], verb: [0], status: [2], from: [0], to: [0] },
  figures: { document: [0], claim: ["f0"], indicator: [10], about: [0], initiative: [-1], number: ["98.5%"], status: [0], from: [2024], to: [2024], conflict: [1] },
});

export const sample = (language: Language = "zh"): Model => new Model(columns(), language);
export const ALL = { passes: () => true, placeLabel: "" };
