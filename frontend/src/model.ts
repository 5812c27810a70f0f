// The graph in memory: the columns of the server, and which lines touch which node.

export type Language = "zh" | "en";

interface Named { name: string; zh: string; en: string }
export interface ClassOf extends Named { family: string; lane: number; hub: boolean }
export interface PropertyOf extends Named { lanes: boolean; situates: boolean; back: { zh: string; en: string } }

export interface Tile { place: string; row: number; column: number; zh: string; en: string }

interface Claims {
  document: number[]; claim: string[]; source: number[]; target: number[]; property: number[];
  verb: number[]; status: number[]; from: number[]; to: number[];
}

export interface Columns {
  format: number;
  build: string;
  base: string;
  vocabulary: { classes: ClassOf[]; lanes: Named[]; properties: PropertyOf[]; statuses: string[]; themes: Named[]; tiles: Tile[] };
  verbs: string[];
  documents: { id: string[]; title: string[]; date: string[] };
  nodes: {
    id: string[]; label: string[]; short: string[]; en: string[]; pinyin: string[]; aliases: string[][];
    class: number[]; themes: number[][]; above: number[]; x: number[]; y: number[];
  };
  /** Discs of the picture of the whole: a province (level 0) and the places in it (1). */
  blocks: { node: number; x: number; y: number; radius: number; level: number }[];
  edges: Claims;
  actions: Claims;
  figures: {
    document: number[]; claim: string[]; indicator: number[]; about: number[]; initiative: number[];
    number: string[]; status: number[]; from: number[]; to: number[]; conflict: number[];
  };
}

/** One claim as a line; `source` is -1 where nobody is named as the one who acts. */
export interface Line {
  source: number; target: number; property: number; claim: string; document: number;
  verb: number; status: number; from: number; to: number;
  /** Counts claims: lines of one claim have one number, and follow each other. */
  number: number;
}

const ABOUT: PropertyOf = { name: "about", zh: "数字", en: "figure", lanes: true, situates: false, back: { zh: "观测对象", en: "measures" } };
const MEASURES: PropertyOf = { name: "measures", zh: "数字", en: "figure", lanes: false, situates: false, back: { zh: "指标", en: "measured by" } };
const OUTCOME: PropertyOf = { name: "hasOutcome", zh: "成效", en: "outcome", lanes: true, situates: false, back: { zh: "带来此成效的举措", en: "outcome of" } };

/** Entities are nodes 0 … entities-1, then come the figures, which are claims. */
export class Model {
  readonly build: string;
  readonly entities: number;
  readonly size: number;
  readonly lines: Line[] = [];
  readonly properties: PropertyOf[];
  readonly classes: ClassOf[];
  readonly years: [number, number];
  private readonly touching: number[][];
  private readonly ids = new Map<string, number>();
  private readonly figureClass: number;
  private claims = 0;

  constructor(readonly columns: Columns, readonly language: Language) {
    this.build = columns.build;
    this.entities = columns.nodes.id.length;
    this.size = this.entities + columns.figures.claim.length;
    this.classes = columns.vocabulary.classes;
    this.figureClass = this.classes.findIndex((kind) => kind.name === "Observation");
    this.properties = [...columns.vocabulary.properties, ABOUT, OUTCOME, MEASURES];
    columns.nodes.id.forEach((id, node) => this.ids.set(id, node));
    this.readClaims(columns.edges);
    this.readClaims(columns.actions);
    this.readFigures();
    this.touching = Array.from({ length: this.size }, () => []);
    this.lines.forEach((line, at) => {
      if (line.source >= 0) this.touching[line.source]!.push(at);
      this.touching[line.target]!.push(at);
    });
    for (let node = this.entities; node < this.size; node += 1) this.ids.set(this.id(node), node);
    const dated = this.lines.map((line) => this.yearsOf(line)).filter(([from]) => from > 0);
    this.years = [dated.reduce((least, [from]) => Math.min(least, from), 9999), dated.reduce((most, [, to]) => Math.max(most, to), 0)];
  }

  private readClaims(claims: Claims): void {
    claims.claim.forEach((claim, at) => {
      const document = claims.document[at]!;
      this.lines.push({
        source: claims.source[at]!, target: claims.target[at]!, property: claims.property[at]!, claim: this.claimId(document, claim),
        document, verb: claims.verb[at]!, status: claims.status[at]!, from: claims.from[at]!, to: claims.to[at]!,
        number: at && claim === claims.claim[at - 1] && document === claims.document[at - 1] ? this.claims : (this.claims += 1),
      });
    });
  }

  private readFigures(): void {
    const { figures } = this.columns;
    const about = this.properties.indexOf(ABOUT);
    figures.claim.forEach((claim, at) => {
      const document = figures.document[at]!;
      const line = {
        target: this.entities + at, claim: this.claimId(document, claim), document, verb: -1,
        status: figures.status[at]!, from: figures.from[at]!, to: figures.to[at]!, number: (this.claims += 1),
      };
      if (figures.about[at]! >= 0) this.lines.push({ ...line, source: figures.about[at]!, property: about });
      if (figures.initiative[at]! >= 0) this.lines.push({ ...line, source: figures.initiative[at]!, property: about + 1 });
      this.lines.push({ ...line, source: figures.indicator[at]!, property: about + 2 });
    });
  }

  private claimId(document: number, claim: string): string {
    return document < 0 ? claim : `doc/${this.columns.documents.id[document]}/claim/${claim}`;
  }

  node(id: string): number {
    return this.ids.get(id) ?? -1;
  }

  id(node: number): string {
    const at = node - this.entities;
    return at < 0 ? this.columns.nodes.id[node]! : this.claimId(this.columns.figures.document[at]!, this.columns.figures.claim[at]!);
  }

  isFigure(node: number): boolean {
    return node >= this.entities;
  }

  kind(node: number): ClassOf {
    return this.classes[this.isFigure(node) ? this.figureClass : this.columns.nodes.class[node]!]!;
  }

  lane(node: number): number {
    return this.kind(node).lane;
  }

  /** The whole name; a figure is called by what it measures. */
  label(node: number): string {
    const entity = this.isFigure(node) ? this.columns.figures.indicator[node - this.entities]! : node;
    return (this.language === "en" && this.columns.nodes.en[entity]) || this.columns.nodes.label[entity]!;
  }

  /** The language that `label` answers in. */
  labelLanguage(node: number): string {
    const entity = this.isFigure(node) ? this.columns.figures.indicator[node - this.entities]! : node;
    return this.language === "en" && this.columns.nodes.en[entity] ? "en" : "zh-CN";
  }

  /** The name without the formula of official titles, and without the place that all of them share. */
  short(node: number, place = ""): string {
    const entity = this.isFigure(node) ? this.columns.figures.indicator[node - this.entities]! : node;
    const full = this.label(entity);
    if (full !== this.columns.nodes.label[entity]) return full;
    const short = this.columns.nodes.short[entity] || full;
    return place && short.startsWith(place) && short.length > place.length + 1 ? short.slice(place.length) : short;
  }

  number(node: number): string {
    return this.isFigure(node) ? this.columns.figures.number[node - this.entities]! : "";
  }

  conflicts(node: number): boolean {
    return this.isFigure(node) && this.columns.figures.conflict[node - this.entities] === 1;
  }

  /** The figures that say the same thing of the same subject and years as one that is contradicted, it first. */
  rivals(node: number): number[] {
    const { figures } = this.columns;
    const key = (at: number): string => [figures.indicator[at], figures.about[at], figures.from[at], figures.to[at]].join(" ");
    const mine = key(node - this.entities);
    const others = figures.claim.map((_, at) => at).filter((at) => figures.conflict[at] === 1 && key(at) === mine && this.entities + at !== node);
    return [node, ...others.map((at) => this.entities + at)];
  }

  themes(node: number): number[] {
    return this.isFigure(node) ? [] : this.columns.nodes.themes[node]!;
  }

  above(node: number): number {
    return this.isFigure(node) ? -1 : this.columns.nodes.above[node]!;
  }

  /** How many lines touch a node. */
  weight(node: number): number {
    return this.touching[node]!.length;
  }

  of(node: number): Line[] {
    return this.touching[node]!.map((at) => this.lines[at]!);
  }

  /** The years of a line: of its period, else of the document that says it; 0 where nothing is known. */
  yearsOf(line: Line, published = false): [number, number] {
    if (line.from && !published) return [line.from, line.to || line.from];
    const day = this.columns.documents.date[line.document] ?? "";
    const year = /^\d{4}/.test(day) ? Number(day.slice(0, 4)) : 0;
    return [year, year];
  }

  /** What a line says, from its source on or back from its target. */
  says(line: Line, back = false): string {
    if (line.verb >= 0 && !back) return this.columns.verbs[line.verb]!;
    const property = this.properties[line.property]!;
    return back ? property.back[this.language] : property[this.language];
  }

  status(line: Line): string {
    return this.columns.vocabulary.statuses[line.status] ?? "";
  }

  /** The other end of a line; -1 if there is none. */
  other(line: Line, node: number): number {
    return line.source === node ? line.target : line.source;
  }
}
