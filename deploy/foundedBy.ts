import type { Signer } from "ethers";

import { DEFAULTS, type FiscParameters } from "./deployFisc.js";

/** Who is there from the first block, with their keys. */
export interface FounderKeys {
  readonly registrar: Signer;
  readonly inspector: Signer;
  readonly administrator: Signer;
  readonly council: readonly Signer[];
}

/** The default parameters, for a ledger founded by these keys. */
export async function foundedBy({ council, ...founders }: FounderKeys): Promise<FiscParameters> {
  const [registrar, inspector, administrator] = await Promise.all([
    founders.registrar.getAddress(),
    founders.inspector.getAddress(),
    founders.administrator.getAddress(),
  ]);
  return {
    ...DEFAULTS,
    founders: { registrar, inspector, administrator },
    council: await Promise.all(council.map((councillor) => councillor.getAddress())),
  };
}
