import { isError, JsonRpcProvider, Wallet } from "ethers";

import { type AddressBook, parseAddressBook } from "../../../sdk/client/addressBook.js";
import { connectFisc } from "../../../sdk/client/connectFisc.js";
import type { Fisc } from "../../../sdk/client/fisc.js";
import type { Sender } from "../../../sdk/client/sender.js";
import { SignerSender } from "../../../sdk/client/signerSender.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { openOutbox } from "../../../sdk/outbox/openOutbox.js";
import type { Outbox } from "../../../sdk/outbox/outbox.js";
import type { Bench } from "./example.js";
import { textOf } from "./textOf.js";

/** Where a ledger is, and where payments on their way are kept. */
interface Places {
  readonly book: string;
  readonly rpc: readonly string[];
  readonly outbox: string;
}

/** Ids of development chains, which one node is. */
const DEVELOPMENT: readonly number[] = [31337, 1337];

/** Connects to a ledger, with keys from the environment. */
export async function openBench({ book: file, rpc, outbox: folder }: Places): Promise<{
  readonly bench: Bench;
  readonly close: () => Promise<void>;
  /** Whether anything may have been sent. */
  readonly hasSent: () => boolean;
}> {
  const book = parseAddressBook(await textOf(file), file);
  // Without a cache: a nonce that was right a moment ago is not.
  const provider = new JsonRpcProvider(rpc[0], book.chainId, { staticNetwork: true, cacheTimeout: -1 });
  const closing: (() => unknown)[] = [() => provider.destroy()];
  const close = async (): Promise<void> => {
    for (const one of closing.reverse()) await one();
  };
  const fisc = await connected(provider, book, close);
  let sent = false;
  const senders = new Map<string, Sender>();
  const written = async (name: string, make: () => Promise<Sender>): Promise<Sender> => {
    const known = senders.get(name);
    if (known !== undefined) return known;
    const sender = await make();
    const told: Sender = {
      from: sender.from,
      // What it waits for may be on its way.
      recall: async (id, fingerprint) => {
        sent = true;
        return sender.recall?.(id, fingerprint);
      },
      send: (call, id, fingerprint) => {
        sent = true;
        return sender.send(call, id, fingerprint);
      },
    };
    senders.set(name, told);
    return told;
  };
  const outboxes = new Map<string, Outbox>();
  const outboxOf = async (office: string): Promise<Outbox> => {
    const options = { folder, signer: keyOf(office), chainId: BigInt(book.chainId), endpoints: rpc };
    // One node is believed where no other is named: one's own, it is hoped.
    if (rpc.length === 1 && !DEVELOPMENT.includes(book.chainId))
      console.error(
        "one node is believed alone: name a second --rpc, of another operator, unless it is your own",
      );
    const outbox = await openOutbox({ ...options, quorum: Math.min(2, rpc.length) });
    closing.push(() => outbox.close());
    return outbox;
  };
  const bench: Bench = {
    fisc,
    signer: (office) => Promise.resolve(keyOf(office).connect(provider)),
    sender: async (office) => written(office, async () => SignerSender.of(await bench.signer(office))),
    as: async (office) => fisc.as(await bench.sender(office)),
    paying: async (office) => {
      const outbox = outboxes.get(office) ?? (await outboxOf(office));
      outboxes.set(office, outbox);
      const sender = await written(`${office}, paying`, () => Promise.resolve(outbox));
      return { client: fisc.as(sender), stateOf: outbox.stateOf };
    },
  };
  return { bench, close, hasSent: () => sent };
}

async function connected(
  provider: JsonRpcProvider,
  book: AddressBook,
  close: () => Promise<void>,
): Promise<Fisc> {
  try {
    return await connectFisc(provider, book);
  } catch (error) {
    await close();
    if (error instanceof FiscInputError) throw error;
    const { host } = new URL(provider._getConnection().url);
    const code = error instanceof Error && "code" in error ? String(error.code) : "no answer";
    const known = isError(error, "SERVER_ERROR") ? error.shortMessage : code;
    throw new FiscInputError(
      "--rpc",
      `${host} can't be used (${known})`,
      "name a node that is up, and its chain",
    );
  }
}

function keyOf(office: string): Wallet {
  const name = `FISC_KEY_${office.toUpperCase()}`;
  try {
    return new Wallet(process.env[name] ?? "");
  } catch {
    // Not the error's own words, which may hold the key.
    throw new FiscInputError(
      name,
      "it holds no private key",
      "set it to the key of whoever holds the office",
    );
  }
}
