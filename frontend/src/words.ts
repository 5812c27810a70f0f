// The sentences of the page, which the server gives in the language of the reader.

export type Values = Record<string, string | number>;
export type Words = (key: string, values?: Values) => string;

/** Returns a message with its values; `one|many` is chosen by `n`, as on the server. */
export const words = (messages: Record<string, string>): Words => (key, values = {}) => {
  const message = messages[key];
  if (message === undefined) return key;
  const [one = "", many] = message.split("|");
  const chosen = many !== undefined && String(values["n"]) !== "1" ? many : one;
  return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
};

/** Groups the thousands of a whole number. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
