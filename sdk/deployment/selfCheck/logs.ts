import { type BaseContract, type LogDescription } from "ethers";

import { isRangeRefused } from "../../journal/isRangeRefused.js";
import type { CheckContext } from "./context.js";

/** An event of a contract, and the block that it stands in. */
export interface ContractEvent {
  readonly block: number;
  readonly event: LogDescription;
}

const PAGE = 2_000;

/** All events of a contract from the deployment's first block to `to`, in their order; smaller pages where asked for. */
export async function eventsOf(
  { provider, book }: Pick<CheckContext, "provider" | "book">,
  contract: BaseContract,
  to: number,
): Promise<ContractEvent[]> {
  const address = await contract.getAddress();
  const events: ContractEvent[] = [];
  let size = PAGE;
  for (let from = book.fromBlock; from <= to;) {
    const end = Math.min(from + size - 1, to);
    try {
      for (const log of await provider.getLogs({ address, fromBlock: from, toBlock: end })) {
        const event = contract.interface.parseLog(log);
        if (event !== null) events.push({ block: log.blockNumber, event });
      }
    } catch (error) {
      if (end === from || !isRangeRefused(error)) throw error;
      size = Math.max(1, Math.floor((end - from + 1) / 2));
      continue;
    }
    from = end + 1;
    size = Math.min(PAGE, size * 2);
  }
  return events;
}
