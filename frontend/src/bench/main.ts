// Starts the workbench on the page of the endpoint, in place of its plain form.

import { h } from "../dom.ts";
import "../explorer.css";
import type { Language } from "../model.ts";
import { words } from "../words.ts";
import { Bench } from "./app.ts";
import "./bench.css";
import { fetched } from "./known.ts";

const start = async (root: HTMLElement): Promise<void> => {
  const t = words(JSON.parse(root.dataset["messages"]!) as Record<string, string>);
  const plain = document.getElementById("plain");
  const field = plain?.querySelector("textarea");
  try {
    const known = await fetched();
    root.hidden = false;
    const bench = new Bench(root, known, root.dataset["language"] as Language, t, field?.value ?? "", new URLSearchParams(location.search).has("query"));
    plain?.remove();
    root.dataset["ready"] = String(Boolean(bench));
  } catch (error) {
    // The plain form stays and does its work.
    root.replaceChildren(h("p", { class: "x-error", role: "alert" }, t("explore.failed")));
    console.error(error);
  }
};

const root = document.getElementById("bench");
if (root) void start(root);
