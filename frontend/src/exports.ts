// What a reader can take along: the picture as SVG or PNG, its rows as CSV or GEXF.

import type { Context, Shown } from "./context.ts";
import { button, h } from "./dom.ts";
import { csv, gexf } from "./formats.ts";
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
      button("GEXF", () => save(`${name}.gexf`, new Blob([gexf(model, shown.rows)], { type: "application/xml" })))] : []));
  const menu = h("details", { class: "x-export" }, h("summary", { class: "x-act" }, t("explore.export")));
  // Rows may be many: they are looked at when the menu opens.
  menu.addEventListener("toggle", () => { if (menu.open && !menu.querySelector(".x-menu")) menu.append(list()); });
  menu.addEventListener("click", (event) => { if ((event.target as Element).closest(".x-menu button")) menu.open = false; });
  return menu;
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
