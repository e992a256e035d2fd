import { CODE_LIST } from "../../buildings/kinds.js";
import { Domain } from "../desk.js";
import { MOST, numberNamed, wholeNumber } from "../inputs/numbers.js";

export type CodeListName = keyof typeof CODE_LIST;

/** The register's code lists. By an administrator of the treasury. */
export class CodeLists extends Domain {
  /** Adds a code, whose value keeps its meaning for ever. */
  readonly add = this.write(
    "buildings",
    "addCode",
  )({
    events: ["CodeAdded"],
    args: (input: {
      readonly list: CodeListName;
      readonly value: number;
      readonly code: string;
      /** What it means; of a schema, the header line of its columns. */
      readonly label: string;
    }) => [
      numberNamed(CODE_LIST, input.list, "list"),
      wholeNumber(input.value, MOST[8], "value", 1),
      input.code,
      input.label,
    ],
  });

  /** Withdraws a code from further use. */
  readonly withdraw = this.write(
    "buildings",
    "withdrawCode",
  )({
    events: ["CodeWithdrawn"],
    args: (input: { readonly list: CodeListName; readonly value: number }) => [
      numberNamed(CODE_LIST, input.list, "list"),
      wholeNumber(input.value, MOST[8], "value", 1),
    ],
  });

  /** The values that a list has. */
  async values(list: CodeListName): Promise<number[]> {
    const word = await this.desk.contracts.buildings.codes(numberNamed(CODE_LIST, list, "list"));
    const all = Array.from({ length: MOST[8] + 1 }, (_, value) => value);
    return all.filter((value) => ((word >> BigInt(value)) & 1n) === 1n);
  }
}
