// Starts the explorer on the page that has a place for it: of a server, or a file that holds all it needs.

import { App } from "./app.ts";
import { h, site } from "./dom.ts";
import { fromServer } from "./evidence.ts";
import "./explorer.css";
import { Model } from "./model.ts";
import type { Columns, Language } from "./model.ts";
import { fromFile, saved } from "./saved.ts";
import type { Saved } from "./saved.ts";
import { words } from "./words.ts";

const begun = (root: HTMLElement, app: App): void => {
  void document.fonts.ready.then(() => app.redraw());
  root.dataset["ready"] = "true";
};

const fromPage = async (root: HTMLElement): Promise<void> => {
  const t = words(JSON.parse(root.dataset["messages"]!) as Record<string, string>);
  site.report = root.dataset["report"] ?? "";
  try {
    const answer = await fetch(root.dataset["graph"]!, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const opener = document.getElementById("embed-open") as HTMLAnchorElement | null;
    opener?.addEventListener("click", () => { opener.hash = location.hash; });
    begun(root, new App(root, new Model((await answer.json()) as Columns, root.dataset["language"] as Language), t, fromServer));
  } catch (error) {
    const again = h("a", { href: location.href }, t("explore.again"));
    again.addEventListener("click", () => location.reload());
    root.replaceChildren(h("h1", {}, t("explore.title")), h("p", { class: "x-error", role: "alert" }, t("explore.failed"), " ", again));
    console.error(error);
  }
};

/** Starts in a file; the buttons of its head change language and colours without a server. */
const fromData = (root: HTMLElement, data: Saved): void => {
  site.root = data.site || null;
  let language: Language = /^zh/.test(navigator.language) ? "zh" : "en";
  let app: App | null = null;
  const show = (): void => {
    const start = app?.end() ?? data.start;
    const t = words(data.messages[language]);
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = t("explore.title");
    document.querySelectorAll<HTMLElement>("[data-said]").forEach((one) => { one.textContent = t(one.dataset["said"]!); });
    app = new App(root, new Model(data.graph, language), t, fromFile(data, language), start);
    begun(root, app);
  };
  document.getElementById("switch-language")!.addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; show(); });
  document.querySelectorAll<HTMLElement>("[data-set-theme]").forEach((one) => one.addEventListener("click", () => { document.documentElement.dataset["theme"] = one.dataset["setTheme"]!; }));
  show();
};

const start = async (root: HTMLElement): Promise<void> => {
  const data = await saved();
  if (data) fromData(root, data);
  else await fromPage(root);
};

const root = document.getElementById("explorer");
// The workbench has a page of its own, with a script of its own.
const asked = /^#\/sparql\b\??/.exec(location.hash);
if (asked && !document.getElementById("fengtu-data")) location.replace(`/sparql#${location.hash.slice(asked[0].length)}`);
else if (root) void start(root);
