import { isError } from "ethers";

import type { Fisc } from "../../../sdk/client/fisc.js";

/** Which chunks of a schedule are paid in a block that stays, as the outbox has it: none before there is one. */
export async function finalChunks(
  { provider, contracts }: Fisc,
  schedule: string,
): Promise<(index: number) => boolean> {
  const block = await provider.getBlock("finalized");
  if (block === null) return () => false;
  const paid = await contracts.schedules.progress(schedule, { blockTag: block.number }).then(
    ({ paidChunks }) => paidChunks,
    (error: unknown) => {
      // The contract itself is younger than that block.
      if (isError(error, "BAD_DATA") && error.value === "0x") return 0n;
      throw error;
    },
  );
  return (index) => ((paid >> BigInt(index)) & 1n) === 1n;
}
