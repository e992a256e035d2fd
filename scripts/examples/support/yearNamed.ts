import { FiscInputError } from "../../../sdk/errors.js";
import { requireYear } from "../../support/bounds.js";

/** A fiscal year as an option names it. */
export function yearNamed(text: string, place = "--year"): number {
  if (!/^\d{4}$/.test(text)) throw new FiscInputError(place, `"${text}" is no year`, 'write it as "2027"');
  requireYear(Number(text), place);
  return Number(text);
}
