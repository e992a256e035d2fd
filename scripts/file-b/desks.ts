import type { Signer } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { DEFAULTS, deployFisc, type Fisc } from "../../deploy/deployFisc.js";
import { Staff } from "../../deploy/staff.js";
import type { Act } from "../../sdk/acts.js";
import { TREASURY } from "../../sdk/ids.js";
import { freshDeployment } from "../support/network.js";
import type { Desk } from "./plan.js";

/** A ledger with the one agency whose file is replayed, and an officer at each desk. */
export interface Office {
  readonly fisc: Fisc;
  readonly agency: number;
  /** Sends a batch of the treasury's appropriating officer. */
  readonly treasury: Signer;
  readonly desks: Readonly<Record<Desk, Signer>>;
  /** Tries a batch without sending it, then sends it; throws what refused it. */
  readonly run: (signer: Signer, organisation: number, batch: readonly Act[]) => Promise<void>;
}

/** Deploys a ledger and staffs it. */
export async function openOffice(connection: NetworkConnection, agencyCode: string): Promise<Office> {
  const [deployer, registrar, inspector, administrator, council, treasury, ...officers] =
    await connection.ethers.getSigners();
  const [contracting, receiving, budget, certifying] = officers;
  if (!deployer || !registrar || !inspector || !administrator || !council || !treasury) throw tooFew();
  if (!contracting || !receiving || !budget || !certifying) throw tooFew();
  const fisc = await deployFisc(
    connection,
    {
      ...DEFAULTS,
      founders: {
        registrar: registrar.address,
        inspector: inspector.address,
        administrator: administrator.address,
      },
      council: [council.address],
    },
    await freshDeployment(connection),
  );
  const staff = new Staff(fisc.registry, { registrar, administrator });
  const agency = await staff.organisation(TREASURY, agencyCode);
  await staff.appoint(await staff.person(treasury), TREASURY, ["appropriating"]);
  const desks = { contracting, receiving, budget, certifying };
  for (const [office, key] of Object.entries(desks) as [Desk, Signer][]) {
    await staff.appoint(await staff.person(key), agency, [office]);
  }
  const run: Office["run"] = async (signer, organisation, batch) => {
    const execute = fisc.ledger.connect(signer).getFunction("execute");
    await execute.staticCall(organisation, [...batch]);
    const sent = await execute.send(organisation, [...batch], { gasLimit: 16_000_000 });
    const receipt = await sent.wait();
    if (receipt?.status !== 1) throw new Error(`transaction ${sent.hash} failed after a successful trial`);
  };
  return { fisc, agency, treasury, desks, run };
}

function tooFew(): Error {
  return new Error("the node has fewer than ten accounts of its own");
}
