// Names found by characters and letters in one word: "jiaoyu局", "龙山jy". Pure functions.

const SYLLABLE = /^(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]+(?:ng?|r)?$/;
const LONGEST = 6;

/** Parts a spelling into one syllable for each initial; null where it cannot be. */
export const syllables = (full: string, initials: string): string[] | null => {
  const dead = new Set<string>();
  const from = (at: number, start: number): string[] | null => {
    if (at === initials.length) return start === full.length ? [] : null;
    const state = `${at} ${start}`;
    if (full[start] !== initials[at] || dead.has(state)) return null;
    for (let length = Math.min(LONGEST, full.length - start); length > 0; length -= 1) {
      const piece = full.slice(start, start + length);
      const rest = length === 1 || SYLLABLE.test(piece) ? from(at + 1, start + length) : null;
      if (rest) return [piece, ...rest];
    }
    dead.add(state);
    return null;
  };
  return from(0, 0);
};

/** Says whether what is typed spells the characters from a place on: each by itself, its syllable, or its first letter. */
const eats = (characters: string[], spoken: string[], at: number, typed: string): boolean => {
  if (!typed) return true;
  const [character, syllable] = [characters[at], spoken[at]];
  if (character === undefined || syllable === undefined) return false;
  if (typed.startsWith(character) && eats(characters, spoken, at + 1, typed.slice(character.length))) return true;
  if (typed.length < syllable.length && syllable.startsWith(typed)) return true;
  const lengths = new Set([syllable.length, /^[zcs]h/.test(syllable) ? 2 : 1, 1]);
  return [...lengths].some((length) => typed.startsWith(syllable.slice(0, length)) && eats(characters, spoken, at + 1, typed.slice(length)));
};

/** Returns where in a name what is typed begins to spell it; -1 where it does not. */
export const spelledAt = (name: string, spelling: { full: string; initials: string }, typed: string): number => {
  const characters = [...name];
  const own = [...typed].filter((one) => one > "\u2e7f");
  if (!own.every((one) => name.includes(one)) || characters.length !== spelling.initials.length) return -1;
  const spoken = syllables(spelling.full, spelling.initials);
  return spoken ? characters.findIndex((_, at) => eats(characters, spoken, at, typed)) : -1;
};
