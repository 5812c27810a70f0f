// Gives the reader a file.

import { h } from "./dom.ts";

/** Saves a file under a name, as if its link had been followed. */
export const save = (name: string, blob: Blob): void => {
  const link = h("a", { download: name });
  link.href = URL.createObjectURL(blob);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
