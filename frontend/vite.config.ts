// One classic script and one style sheet: pages on file:// may not load modules.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    target: "es2022",
    outDir: "../graph_build/portal/static/dist",
    emptyOutDir: true,
    copyPublicDir: false,
    cssCodeSplit: false,
    lib: {
      entry: "src/main.ts",
      formats: ["iife"],
      name: "FengtuExplorer",
      fileName: () => "explorer.js",
      cssFileName: "explorer",
    },
  },
});
