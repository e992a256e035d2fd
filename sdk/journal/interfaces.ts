import type { Interface } from "ethers";

import { CONTRACT_NAMES, FACTORIES } from "../contracts.js";

/** The interfaces of the contracts that write the journal, from the ABIs that the build generates. */
export function journalInterfaces(): Interface[] {
  // The timelock's own events are none of the journal's.
  return CONTRACT_NAMES.filter((name) => name !== "timelock").map((name) =>
    FACTORIES[name].createInterface(),
  );
}
