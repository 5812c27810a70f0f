// What every view is given.

import type { Fetcher } from "./evidence.ts";
import type { Filter } from "./filter.ts";
import type { Model } from "./model.ts";
import type { State } from "./state.ts";
import type { Words } from "./words.ts";

export interface Context {
  model: Model;
  state: State;
  filter: Filter;
  t: Words;
  /** Asks for the sentences of claims. */
  evidence: Fetcher;
  /** Goes to a state that differs by some values; the browser's back button leads back. */
  go: (change: Partial<State>) => void;
  /** Changes the address of what is shown already, without a step to go back by. */
  keep: (change: Partial<State>) => void;
}

/** A row of the table that says the same as the picture. */
export interface Row { source: number; says: string; target: number; status: string; years: string; document: number; claim: string }

/** What a view shows: its element, what it says in one sentence, its rows, and how to draw it again. */
export interface Shown {
  element: HTMLElement;
  summary: string;
  readonly rows: Row[];
  /** Called when the element is on the page, and whenever its size changes. */
  draw?: () => void;
  /** What is shown as an image, where it is one. */
  image?: () => Promise<Blob | null>;
  /** Called when only the choice changed. */
  choose?: (sel: string) => void;
  /** Called when the address has another camera. */
  look?: (camera: string) => void;
}
