// Classic scripts, each with a style sheet: pages on file:// may not load modules. A script is built alone, by its mode.
import { defineConfig } from "vite";

const ENTRIES: Record<string, string> = { explorer: "src/main.ts", workbench: "src/bench/main.ts" };

export default defineConfig(({ mode }) => ({
  build: {
    target: "es2022",
    outDir: "../graph_build/portal/static/dist",
    emptyOutDir: false,
    copyPublicDir: false,
    cssCodeSplit: false,
    license: { fileName: `${mode}.licenses.md` },
    lib: {
      entry: ENTRIES[mode]!,
      formats: ["iife"],
      name: `Fengtu_${mode}`,
      fileName: () => `${mode}.js`,
      cssFileName: mode,
    },
  },
}));
