// The way of a reader through states: one step back or forward, in the browser's history, or in memory where a page may not write one.

/** Where states are written, one after the other. */
export interface Trail {
  readonly hash: string;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  push(hash: string): void;
  replace(hash: string): void;
  back(): void;
  forward(): void;
}

interface Mark { depth: number }

/** The browser's own history: its buttons and ours do the same. */
export class InHistory implements Trail {
  private furthest: number;

  constructor() {
    this.furthest = this.depth;
    // After a reload the steps ahead are still there, but only the browser knows how many.
    this.furthest = Math.max(this.depth, Number(sessionStorage.getItem(this.key) ?? 0));
  }

  private readonly key = "fengtu-furthest";

  private get depth(): number {
    return (history.state as Mark | null)?.depth ?? 0;
  }

  get hash(): string { return location.hash; }
  get canGoBack(): boolean { return this.depth > 0; }
  get canGoForward(): boolean { return this.depth < this.furthest; }

  push(hash: string): void {
    const depth = this.depth + 1;
    history.pushState({ depth } satisfies Mark, "", hash);
    this.furthest = depth;
    sessionStorage.setItem(this.key, String(depth));
  }

  replace(hash: string): void {
    history.replaceState({ depth: this.depth } satisfies Mark, "", hash);
  }

  back(): void { history.back(); }
  forward(): void { history.forward(); }
}

/** States in memory, for a page in the frame of a notebook, which has no address of its own. */
export class InMemory implements Trail {
  private readonly states: string[];
  private at = 0;

  constructor(start: string, private readonly moved: () => void) {
    this.states = [start];
  }

  get hash(): string { return this.states[this.at]!; }
  get canGoBack(): boolean { return this.at > 0; }
  get canGoForward(): boolean { return this.at < this.states.length - 1; }

  push(hash: string): void {
    this.states.splice(this.at + 1, Infinity, hash);
    this.at += 1;
  }

  replace(hash: string): void {
    this.states[this.at] = hash;
  }

  back(): void { this.step(-1); }
  forward(): void { this.step(1); }

  private step(by: number): void {
    const to = this.at + by;
    if (to < 0 || to >= this.states.length) return;
    this.at = to;
    this.moved();
  }
}

/** Returns the browser's history where the page may write it, else one in memory. */
export const trailOf = (given: string, moved: () => void): Trail => {
  // Anything else would be another page.
  const start = given.startsWith("#") ? given : "#";
  try {
    history.replaceState(history.state, "", start);
    return new InHistory();
  } catch {
    return new InMemory(start, moved);
  }
};
