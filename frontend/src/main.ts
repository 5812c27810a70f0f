// Starts the explorer on the page that has a place for it.

import { App } from "./app.ts";
import { h } from "./dom.ts";
import { fromServer } from "./evidence.ts";
import "./explorer.css";
import { Model } from "./model.ts";
import type { Columns, Language } from "./model.ts";
import { words } from "./words.ts";

const start = async (root: HTMLElement): Promise<void> => {
  const t = words(JSON.parse(root.dataset["messages"]!) as Record<string, string>);
  try {
    const answer = await fetch(root.dataset["graph"]!, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const app = new App(root, new Model((await answer.json()) as Columns, root.dataset["language"] as Language), t, fromServer);
    void document.fonts.ready.then(() => app.redraw());
    root.dataset["ready"] = "true";
  } catch (error) {
    const again = h("a", { href: location.href }, t("explore.again"));
    again.addEventListener("click", () => location.reload());
    root.replaceChildren(h("h1", {}, t("explore.title")), h("p", { class: "x-error", role: "alert" }, t("explore.failed"), " ", again));
    console.error(error);
  }
};

const root = document.getElementById("explorer");
// The workbench has a page of its own, with a script of its own.
const asked = /^#\/sparql\??/.exec(location.hash);
if (asked) location.replace(`/sparql#${location.hash.slice(asked[0].length)}`);
else if (root) void start(root);
