import { Fisc } from "../../sdk/client/fisc.js";
import type { Sender } from "../../sdk/client/sender.js";
import { SignerSender } from "../../sdk/client/signerSender.js";
import { FiscInputError } from "../../sdk/errors.js";
import { keyOf } from "../support/keys.js";
import { type Open, withLedger } from "../support/open.js";
import { calendarOf } from "../support/readLedger.js";
import type { Globals, Session } from "../support/session.js";

/** The option of every command that writes. */
export interface ByKey {
  readonly key?: string;
}

/** A ledger, and an officer who writes to it. */
export interface Officer extends Open {
  readonly fisc: Fisc;
}

/** How an officer's calls get onto the chain. By default one by one, each waited for. */
export type SenderOf = (
  open: Open,
  signer: Awaited<ReturnType<typeof keyOf>>,
) => Promise<Sender & Partial<Closing>>;

interface Closing {
  close(): unknown;
}

/** Opens a command's ledger for the officer of its key. A key of nobody is found out before anything is asked. */
export function withOfficer<Result>(
  session: Session,
  globals: Globals,
  { key }: ByKey,
  work: (officer: Officer) => Promise<Result>,
  senderOf: SenderOf = async ({ provider }, signer) => SignerSender.of(signer.connect(provider)),
): Promise<Result> {
  return withLedger(session, globals, async (open) => {
    const signer = await keyOf(key, open.place, open.book.chainId, session.io);
    const officer = await open.contracts.registry.officerOf(signer.address);
    if (officer === 0n) {
      throw new FiscInputError(
        `key ${signer.address}`,
        "no officer has it, or it was revoked or does not work yet",
        "name another key, or have a registrar enrol it",
      );
    }
    const sender = await senderOf(open, signer);
    try {
      return await work({
        ...open,
        fisc: new Fisc(open.book, open.provider, await calendarOf(open.contracts), sender),
      });
    } finally {
      await sender.close?.();
    }
  });
}
