import { FiscInputError } from "../../../sdk/errors.js";
import type { CodeListName, CodeLists } from "../../buildings/codeLists.js";

/** The value of a code; 0 where none is stated. */
export function codeValue(codes: CodeLists, list: CodeListName, code: string, place: string): number {
  if (code === "") return 0;
  const value = codes.valueOf(list, code);
  if (value !== undefined) return value;
  throw new FiscInputError(
    place,
    `list ${list} has no "${code}"`,
    `use one of ${codes.codesOf(list).join(", ")}, or add it to codes.csv`,
  );
}
