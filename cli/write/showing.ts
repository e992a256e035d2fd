import type { Command } from "commander";

import { Fisc } from "../../sdk/client/fisc.js";
import { action, type Call, type Examples } from "../support/command.js";
import { withLedger } from "../support/open.js";
import { toJson } from "../support/outcome.js";
import { calendarOf } from "../support/readLedger.js";
import type { Session } from "../support/session.js";

/** A command that shows one thing as the contracts have it now. Needs no key. */
export const showing = <Options extends object = object>(
  usage: string,
  description: string,
  examples: Examples,
  session: Session,
  look: (fisc: Fisc, call: Call<Options>) => Promise<object>,
): Command =>
  action<Options>(usage, description, examples, session, (call) =>
    withLedger(session, call.globals, async ({ book, provider, contracts }) => {
      const found = await look(new Fisc(book, provider, await calendarOf(contracts)), call);
      const lines = Object.entries(found).map(([name, value]) => `${name.padEnd(16)} ${plain(value)}`);
      return { text: lines.join("\n"), json: { ...found } };
    }),
  );

const plain = (value: unknown): string => (typeof value === "string" ? value : toJson(value ?? null));
