import type { Command } from "commander";

import { printObligation } from "../../sdk/client/refs.js";
import type { Fisc } from "../../sdk/client/fisc.js";
import { action, type Call, type Examples } from "../support/command.js";
import type { Outcome } from "../support/outcome.js";
import type { Session } from "../support/session.js";
import type { Planned } from "./planned.js";
import { type ByKey, type SenderOf, withOfficer } from "./withOfficer.js";

/** A command by which an officer does one thing. With `--dry-run` it is tried and not sent. */
export function writing<Options extends object = object>(
  usage: string,
  description: string,
  examples: Examples,
  session: Session,
  planOf: (fisc: Fisc, call: Call<Options & ByKey>) => Planned | Promise<Planned>,
  senderOf?: SenderOf,
): Command {
  return action<Options & ByKey>(usage, description, examples, session, (call) =>
    withOfficer(
      session,
      call.globals,
      call.options,
      async ({ fisc }) => {
        const planned = await planOf(fisc, call);
        return call.globals.dryRun
          ? tried(planned, await planned.dryRun())
          : done(planned, await planned.send());
      },
      senderOf,
    ),
  ).option("--key <name>", "whose key signs: a name of fisc.json; its only one, when left out");
}

function tried(
  { method }: Planned,
  { call, from, gas, ...rest }: Awaited<ReturnType<Planned["dryRun"]>>,
): Outcome {
  const made = readable(rest);
  return {
    text: `Nothing was sent. No rule refuses it: ${method} from ${from}, about ${String(gas)} gas.${printMade(made)}`,
    json: { sent: false, method, from, gas, call: { to: call.to, data: call.data }, ...made },
  };
}

function done(
  { method }: Planned,
  { receipt, events, journal: _, ...rest }: Awaited<ReturnType<Planned["send"]>>,
): Outcome {
  // The first event stands among all of them.
  const made = readable(Object.fromEntries(Object.entries(rest).filter(([name]) => name !== "event")));
  const told = events.map(({ name, args }) => `  ${name} ${printArgs(readable(args))}`).join("\n");
  return {
    text: `Done: ${method}, transaction ${receipt.hash}, block ${String(receipt.blockNumber)}.${printMade(made)}\n${told}`,
    json: {
      sent: true,
      method,
      transaction: receipt.hash,
      block: receipt.blockNumber,
      gas: receipt.gasUsed,
      events: events.map(({ name, args }) => ({ name, args: readable(args) })),
      ...made,
    },
  };
}

const printMade = (made: object): string =>
  Object.entries(made)
    .map(([name, value]) => ` ${name}: ${textOf(value)}.`)
    .join("");

const printArgs = (args: object): string =>
  Object.entries(args)
    .map(([name, value]) => `${name}=${textOf(value)}`)
    .join(" ");

/** Obligations as people write them, wherever they stand. */
function readable<T extends object>(values: T): T {
  const entries = Object.entries(values).map(([name, value]: [string, unknown]) => {
    if (name === "obligation" && typeof value === "bigint") return [name, printObligation(value)];
    return [name, name === "obligations" ? (value as bigint[]).map(printObligation) : value];
  });
  return Object.fromEntries(entries) as T;
}

const textOf = (value: unknown): string =>
  typeof value === "string"
    ? value
    : JSON.stringify(value, (_, it: unknown) => (typeof it === "bigint" ? String(it) : it));
