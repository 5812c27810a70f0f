// Elements without a framework. Text always goes in as text, never as HTML.

export type Child = Node | string | number | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined>;

const SVG = "http://www.w3.org/2000/svg";

const fill = <E extends Element>(element: E, attributes: Attributes, children: Child[]): E => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false).map((child) => (child instanceof Node ? child : String(child))));
  return element;
};

/** Makes an HTML element. */
export const h = <K extends keyof HTMLElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] =>
  fill(document.createElement(name), attributes, children);

/** Makes an SVG element. */
export const s = <K extends keyof SVGElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] =>
  fill(document.createElementNS(SVG, name), attributes, children);

/** Listens, and returns the element. */
export const on = <E extends Element>(element: E, type: string, listener: (event: Event) => void): E => {
  element.addEventListener(type, listener);
  return element;
};

/** Makes a button that does something. */
export const button = (label: Child, act: () => void, attributes: Attributes = {}): HTMLButtonElement =>
  on(h("button", { type: "button", ...attributes }, label), "click", act);

/** Makes a link to a path of the site; nothing where there is no site. */
export const linkTo = (path: string, text: Child, attributes: Attributes = {}): HTMLAnchorElement | null => {
  const href = safeHref(path);
  return href ? h("a", { ...attributes, href, ...(site.root ? { target: "_blank", rel: "noopener" } : {}) }, text) : null;
};

/** Makes the icon of a family; the page has the drawings. */
export const icon = (family: string): SVGSVGElement =>
  s("svg", { class: `icon f-${family}`, "aria-hidden": "true", focusable: "false" }, s("use", { href: `#i-${family}` }));

/** Where paths of the site lead: to this server; in a saved file to the address it was saved from, or nowhere. */
export const site: { root: string | null; report: string } = { root: "", report: "" };

/** Says what a link leads to; only paths of this site and addresses of the web are links. */
export const safeHref = (target: string | null | undefined): string | null => {
  if (!target || /[\s\\\u0000-\u001f]/.test(target)) return null;
  if (target.startsWith("/")) return target.startsWith("//") || site.root === null ? null : site.root + target;
  return /^https?:\/\/[^/]/.test(target) ? target : null;
};
