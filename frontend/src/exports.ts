// What a reader can take along: the picture as SVG or PNG, its rows as CSV or GEXF.

import type { Context, Shown } from "./context.ts";
import { button, h, site } from "./dom.ts";
import type { Child } from "./dom.ts";
import { csv, gexf, xml } from "./formats.ts";
import { save } from "./save.ts";
import { picture } from "./svg.ts";

const SCALE = 2;
const LARGEST = 16_000;

/** Returns the menu of exports for what is shown. */
export const exporter = (context: Context, shown: Shown, place: HTMLElement): HTMLElement => {
  const { t, model, state } = context;
  const name = `fengtu-${state.view}-${model.build}`;
  const heads = ["source", "says", "target", "status", "years", "document", "claim"].map((key) => t(`explore.column.${key}`));
  const drawn = (): string => picture(place, footerOf(context, shown));
  const list = (): HTMLElement => h("div", { class: "x-menu" },
      ...(shown.image && !state.table ? [button("PNG", () => void shown.image!().then((blob) => { if (blob) save(`${name}.png`, blob); }))] : []),
      ...(shown.draw && !shown.image && !state.table ? [button("SVG", () => save(`${name}.svg`, new Blob([drawn()], { type: "image/svg+xml" }))), button("PNG", () => void png(drawn(), `${name}.png`))] : []),
      ...(shown.rows.length ? [] : [h("p", { class: "note" }, t("explore.export.none"))]),
      ...(shown.rows.length ? [button("CSV", () => save(`${name}.csv`, new Blob([csv(model, heads, shown.rows)], { type: "text/csv" }))),
      button("GEXF", () => save(`${name}.gexf`, new Blob([gexf(model, shown.rows)], { type: "application/xml" })))] : []),
      ...(site.root === "" ? fromServer(context, shown) : []));
  const menu = h("details", { class: "x-export" }, h("summary", { class: "x-act" }, t("explore.export")));
  // Rows may be many: they are looked at when the menu opens.
  menu.addEventListener("toggle", () => {
    menu.querySelector(".x-menu")?.remove();
    if (menu.open) menu.append(list());
  });
  menu.addEventListener("click", (event) => { if ((event.target as Element).closest(".x-menu :is(button:not([data-copy]), a)")) menu.open = false; });
  return menu;
};

/** What the server makes: the explorer as one file in this state, the picture of pyvis, and a frame for other pages. */
const fromServer = ({ t, state }: Context, shown: Shown): Child[] => {
  const { hash, origin } = location;
  const around = state.view === "ego" && state.centre ? `?around=${encodeURIComponent(state.centre)}` : "";
  const frame = `<iframe src="${xml(`${origin}/embed${hash}`)}" title="${xml(shown.summary)}" width="100%" height="640" loading="lazy"></iframe>`;
  return [
    h("a", { href: `/explore.html?at=${encodeURIComponent(hash)}`, download: "" }, t("explore.save")),
    h("a", { href: `/snapshot.html${around}`, download: "" }, t("explore.snapshot")),
    h("button", { type: "button", "data-copy": frame, "data-done": t("quote.copied") }, t("explore.embed")),
  ];
};

/** Returns what stands below a picture: what it shows, of which build, when. */
export const footerOf = ({ t, model }: Context, shown: Shown): string[] =>
  [shown.summary, t("explore.footer", { build: model.build, date: new Date().toISOString().slice(0, 10), base: model.columns.base })];

const png = async (svg: string, name: string): Promise<void> => {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = h("canvas");
  const scale = Math.min(SCALE, LARGEST / Math.max(image.width, image.height));
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => { if (blob) save(name, blob); });
};
