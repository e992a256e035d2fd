import path from "node:path";

import { openOutbox } from "../../sdk/outbox/openOutbox.js";
import type { Outbox } from "../../sdk/outbox/outbox.js";
import type { keyOf } from "../support/keys.js";
import type { Open } from "../support/open.js";
import type { Io } from "../support/io.js";

/** Where outboxes are kept, in the project's folder: one for each key and chain. */
const FOLDER = ".fisc/outbox";

/** Chains of one's own: one node is believed, and every block of it stays. */
const DEVELOPMENT_CHAINS: readonly number[] = [31337, 1337];

/** The outbox of an officer's key: what moves money is sent once, whatever happens to this process. */
export async function outboxOf(
  { place, book }: Open,
  signer: Awaited<ReturnType<typeof keyOf>>,
  { cwd }: Io,
): Promise<Outbox> {
  const isOwn = DEVELOPMENT_CHAINS.includes(book.chainId);
  return openOutbox({
    folder: path.resolve(cwd, FOLDER),
    signer,
    chainId: BigInt(book.chainId),
    endpoints: place.rpc,
    ...(isOwn ? { quorum: 1, finality: 0, pollMs: 50 } : {}),
  });
}
