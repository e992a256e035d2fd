/** Of a line on each rail, by the rail's number: hexadecimal digits in all, and those before the amount. */
const LAYOUTS = [
  { size: 50, amountAt: 40 },
  { size: 32, amountAt: 20 },
] as const;
/** Of an id of a voucher. */
const ID_DIGITS = 64;
/** Sums up to here are exact in a double, one more amount of 48 bits included. */
const EXACT = 2 ** 52;

const layoutOf = (rail: number) => (rail === 0 ? LAYOUTS[0] : LAYOUTS[1]);

/** How many lines there are, or nothing if it is no whole number of them. */
export function lineCountOf(rail: number, packed: string): number | undefined {
  const count = (packed.length - 2) / layoutOf(rail).size;
  return count > 0 && Number.isInteger(count) ? count : undefined;
}

/** Whether a line's bit is set, 256 to a word. */
export function isLineSet(bits: (word: number) => bigint, line: number): boolean {
  return ((bits(line >> 8) >> BigInt(line & 255)) & 1n) === 1n;
}

/**
 * What the lines add up to that `counts` says count, in cents, and how many those are.
 *
 * There may be thousands: amounts are read as doubles, which they fit.
 */
export function sumLines(
  rail: number,
  packed: string,
  counts?: (line: number) => boolean,
): { cents: bigint; count: number } {
  const { size, amountAt } = layoutOf(rail);
  let cents = 0n;
  let exact = 0;
  let count = 0;
  for (let at = 2, line = 0; at < packed.length; at += size, line++) {
    if (counts !== undefined && !counts(line)) continue;
    exact += Number.parseInt(packed.slice(at + amountAt, at + size), 16);
    count += 1;
    if (exact < EXACT) continue;
    cents += BigInt(exact);
    exact = 0;
  }
  return { cents: cents + BigInt(exact), count };
}

/** The ids of a vendor schedule's chunk, or nothing if it is no whole number of them. */
export function voucherIdsIn(packed: string): string[] | undefined {
  const count = (packed.length - 2) / ID_DIGITS;
  if (count === 0 || !Number.isInteger(count)) return undefined;
  return Array.from(
    { length: count },
    (_, i) => `0x${packed.slice(2 + ID_DIGITS * i, 2 + ID_DIGITS * (i + 1))}`,
  );
}
