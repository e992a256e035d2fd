import { FiscInputError } from "../../sdk/errors.js";

/** What the sample calls `key`; `place` is where it does. */
export function need<K, V>(known: ReadonlyMap<K, V>, key: K, place: string): V {
  const value = known.get(key);
  if (value !== undefined) return value;
  throw new FiscInputError(
    place,
    `"${String(key)}" is not in the sample`,
    "add it to its file, or correct the name",
  );
}
