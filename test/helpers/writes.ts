import type { Fisc } from "../../sdk/client/fisc.js";
import type { AnyWrite } from "../../sdk/client/write.js";

/** Every write of a client, by the path to it: "payments.schedules.pay". */
export function writesOf(fisc: Fisc): ReadonlyMap<string, AnyWrite> {
  const found = new Map<string, AnyWrite>();
  const visit = (domain: object, path: string): void => {
    for (const [name, value] of Object.entries(domain) as [string, unknown][]) {
      if (isWrite(value)) found.set(path + name, value);
      // What a domain works with is no part of it; its further domains are.
      else if (name !== "desk" && isDomain(value)) visit(value, `${path}${name}.`);
    }
  };
  const { officers, council, budget, payees, payments, buildings, records } = fisc;
  visit({ officers, council, budget, payees, payments, buildings, records }, "");
  return found;
}

const isWrite = (value: unknown): value is AnyWrite =>
  typeof value === "function" && "contract" in value && "dryRun" in value;

const isDomain = (value: unknown): value is object => typeof value === "object" && value !== null;
