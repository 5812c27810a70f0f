// Prefixes of a query: which it declares, which it uses, and where another line goes. Pure functions.

const DECLARED = /^[ \t]*PREFIX[ \t]+([\w.-]*):[ \t]*<([^<>\s]*)>/gim;
// Strings, IRIs and comments are passed over: in them nothing is a name.
const PASSED = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n]*/g;
const NAME = /(?<![\w.:-])([A-Za-z][\w.-]*):(?=[\w%\\-]|$|[^\w/])/gm;

/** Returns the prefixes that a query declares. */
export const declared = (query: string): Map<string, string> => new Map([...query.matchAll(DECLARED)].map((found) => [found[1]!, found[2]!]));

/** Returns the prefixes that a query uses in names. */
export const used = (query: string): Set<string> => {
  const bare = query.replace(DECLARED, (line) => " ".repeat(line.length)).replace(PASSED, (found) => " ".repeat(found.length));
  return new Set([...bare.matchAll(NAME)].map((found) => found[1]!));
};

/** Returns the known prefixes that a query uses without declaring them. */
export const missing = (query: string, known: Record<string, string>): string[] => {
  const has = declared(query);
  return [...used(query)].filter((prefix) => !has.has(prefix) && known[prefix] !== undefined).sort();
};

/** Returns where a line for a prefix goes and what it says: after those there are, else after the header. */
export const prefixLine = (query: string, prefix: string, namespace: string): { at: number; text: string } => {
  const line = `PREFIX ${prefix}: <${namespace}>\n`;
  const last = [...query.matchAll(DECLARED)].pop();
  if (last) {
    const end = query.indexOf("\n", last.index);
    return end < 0 ? { at: query.length, text: `\n${line}` } : { at: end + 1, text: line };
  }
  const header = /^(?:[ \t]*#[^\n]*(?:\n|$)|[ \t]*\n)*/.exec(query)![0].length;
  const body = query.slice(0, header);
  return { at: header, text: (body && !body.endsWith("\n") ? "\n" : "") + line };
};

/** Returns a query in which every known prefix that it uses is declared. */
export const completed = (query: string, known: Record<string, string>): string =>
  missing(query, known).reduce((text, prefix) => {
    const { at, text: line } = prefixLine(text, prefix, known[prefix]!);
    return text.slice(0, at) + line + text.slice(at);
  }, query);

/** Returns an IRI with a prefix where one fits and leaves a plain name, else in angle brackets. */
export const shortened = (iri: string, known: Record<string, string>): string => {
  for (const [prefix, namespace] of Object.entries(known)) {
    const rest = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^[A-Za-z0-9_][\w-]*$/.test(rest)) return `${prefix}:${rest}`;
  }
  return `<${iri}>`;
};
