// Chinese names in lines: where a line may end (kinsoku), and what fits into two of them. Pure.

/** What may not begin a line, and what may not end one. */
const NOT_FIRST = /^[，。、；：！？）》」』】〕〉”’…—％%.,;:!?)\]}·々]/u;
const NOT_LAST = /[（《「『【〔〈“‘([{]$/u;
const HANG = 1.2;
/** Digits with their unit, and words of Latin letters, stay together. */
const UNIT = /[（《「『【〔〈“‘([{]*(?:[\p{N}.,%％]+[年月日个项次人万亿]?|[\p{Script=Latin}\p{M}'’.-]+|\s+|.)[，。、；：！？）》」』】〕〉”’…—％%.,;:!?)\]}·々]*/gu;

/** How wide text is, in ems: Latin letters and digits take about half of one. */
export const ems = (text: string): number => {
  let wide = 0;
  for (const character of text) wide += character < "\u0250" ? 0.58 : 1;
  return wide;
};

/** Returns text in one line or two of at most `wide` ems, and about as long; what does not fit becomes “…”. */
export const wrapped = (text: string, wide: number): string[] => {
  if (ems(text) <= wide) return [text];
  const units = text.match(UNIT) ?? [];
  let best: string[] = [];
  let least = Infinity;
  for (let at = 1; at < units.length; at += 1) {
    const [first, second] = [units.slice(0, at).join("").trimEnd(), units.slice(at).join("").trimStart()];
    if (NOT_FIRST.test(second) || NOT_LAST.test(first)) continue;
    // Better to end with a mark, or before one that opens, than within a word.
    const cost = Math.max(ems(first), ems(second), wide - 2) + (NOT_FIRST.test(first.slice(-1)) || NOT_LAST.test(second.slice(0, 1)) || first.endsWith("的") ? 0 : 1.6);
    if (ems(first) <= wide + HANG && cost < least) { least = cost; best = [first, second]; }
  }
  return (best.length ? best : [text]).map((line) => cut(line, wide));
};

/** A line may hang over by one mark; what is longer is cut. */
const cut = (line: string, wide: number): string => {
  if (ems(line) <= wide + HANG) return line;
  let kept = "";
  for (const character of line) {
    if (ems(kept + character) > wide - 0.6) break;
    kept += character;
  }
  return `${kept.replace(NOT_LAST, "").trimEnd()}…`;
};
