const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

const MOST_DIGITS = 1_000;

/**
 * The one way to write a JSON number that any reader takes for the same value; undefined for one that most readers
 * would round, since they keep 64 bits of it.
 */
export function exactNumber(digits: string): string | undefined {
  // Nobody means one of so many, and a power of so many takes hours to work out.
  if (digits.length > MOST_DIGITS) return undefined;
  const value = Number(digits);
  if (!Number.isFinite(value)) return undefined;
  // ECMAScript's own notation is the shortest that reads back as the same bits; -0 is written 0.
  const written = String(value);
  return scaled(written) === scaled(digits) ? written : undefined;
}

/** A decimal as its significant digits and a power of ten, so that two ways to write one value are equal. */
function scaled(digits: string): string {
  const [, sign = "", units = "", decimals = "", power = "0"] = NUMBER.exec(digits) ?? [];
  const all = (units + decimals).replace(/^0+/, "");
  const significant = all.replace(/0+$/, "");
  if (significant === "") return "0";
  const exponent = BigInt(power) - BigInt(decimals.length) + BigInt(all.length - significant.length);
  return `${sign}${significant}e${String(exponent)}`;
}
