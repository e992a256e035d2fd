import { TREASURY } from "../ids.js";
import type { Handlers } from "./handlers.js";
import { buildingSettings } from "./buildingRules.js";
import { ADMINISTRATOR, expectOffice } from "./offices.js";
import { expectCode, violation } from "./rules.js";

const LISTS = 8;

export const buildingCodeHandlers: Handlers<"CodeAdded" | "CodeWithdrawn"> = {
  CodeAdded(books, { args, position }) {
    const { list, value, officer, code, label } = args;
    const subject = (): string => `code list ${list}`;
    buildingSettings(books, position);
    expectOffice(books, position, officer, ADMINISTRATOR, 0n, TREASURY);
    expectCode(position, subject, code);
    const values = books.codeLists.get(list) ?? new Map<number, never>();
    if (list >= LISTS || value === 0 || values.has(value)) {
      throw violation(
        position,
        subject,
        "a value is added once to one of the lists, and keeps its meaning",
        `value ${value}, "${code}"`,
      );
    }
    books.codeLists.set(list, new Map([...values, [value, { value, code, label, isWithdrawn: false }]]));
  },

  CodeWithdrawn(books, { args, position }) {
    const { list, value, officer } = args;
    expectOffice(books, position, officer, ADMINISTRATOR, 0n, TREASURY);
    const code = books.codeLists.get(list)?.get(value);
    if (code === undefined || code.isWithdrawn) {
      throw violation(
        position,
        () => `code list ${list}`,
        "a value is withdrawn that there is",
        `value ${value}`,
      );
    }
    code.isWithdrawn = true;
  },
};
