// The twin of a picture: the same lines as rows.

import type { Context, Row } from "./context.ts";
import { button, h, icon } from "./dom.ts";

const MOST = 300;

/** Returns the rows of a picture as a table; each opens its evidence. */
export const tableOf = (context: Context, rows: Row[]): HTMLElement => {
  const { t } = context;
  if (!rows.length) return h("p", { class: "x-none" }, t("explore.nothing"));
  const heads = ["source", "says", "target", "status", "years", "document"].map((key) => h("th", { scope: "col" }, t(`explore.column.${key}`)));
  return h("div", { class: "x-table" },
    h("table", {}, h("caption", { class: "x-hidden" }, t("explore.table")), h("thead", {}, h("tr", {}, ...heads, h("th", { scope: "col" }, t("quote.evidence")))),
      h("tbody", {}, ...rows.slice(0, MOST).map((row) => rowOf(context, row)))),
    rows.length > MOST ? h("p", { class: "note" }, t("explore.table.more", { n: rows.length - MOST })) : null);
};

const rowOf = (context: Context, row: Row): HTMLElement => {
  const { model, t, go } = context;
  const name = (node: number): HTMLElement => h("td", {}, icon(model.kind(node).family), h("bdi", { lang: model.labelLanguage(node) }, model.label(node)), model.number(node) ? h("b", { class: "x-number", lang: "zh-CN" }, ` ${model.number(node)}`) : null);
  const sel = `${model.id(row.source)} ${model.id(row.target)}`;
  return h("tr", {}, name(row.source), h("td", {}, row.says), name(row.target),
    h("td", {}, row.status ? h("span", { class: `chip status-${row.status}` }, t(`status.${row.status}`)) : null), h("td", { class: "date" }, row.years),
    h("td", { lang: "zh-CN" }, model.columns.documents.title[row.document] ?? ""),
    h("td", {}, button(t("quote.evidence"), () => go({ sel }), { class: "copy", "aria-label": `${t("quote.evidence")}: ${model.label(row.source)} ${row.says} ${model.label(row.target)}` })));
};
