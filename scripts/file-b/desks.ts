import { setTimeout } from "node:timers/promises";

import { toQuantity, type Signer } from "ethers";
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
  const to = await fisc.ledger.getAddress();
  const run: Office["run"] = async (signer, organisation, batch) => {
    const data = fisc.ledger.interface.encodeFunctionData("execute", [organisation, [...batch]]);
    await sendTried(connection, { from: await signer.getAddress(), to, data, gas: GAS });
  };
  return { fisc, agency, treasury, desks, run };
}

/** Plenty for a hundred acts, and below what one transaction may use (EIP-7825). */
const GAS = toQuantity(16_000_000);

/**
 * Tries a transaction, sends it from an account of the node's and waits for its receipt.
 *
 * In the node's own words, not through a signer: thousands of rows wait here, and a signer asks about each transaction
 * several times more.
 */
async function sendTried(
  { provider }: NetworkConnection,
  transaction: Readonly<Record<"from" | "to" | "data" | "gas", string>>,
): Promise<void> {
  await provider.request({ method: "eth_call", params: [transaction, "latest"] });
  const hash: unknown = await provider.request({ method: "eth_sendTransaction", params: [transaction] });
  for (let attempt = 0; attempt < RECEIPT_ATTEMPTS; ++attempt) {
    const receipt: unknown = await provider.request({ method: "eth_getTransactionReceipt", params: [hash] });
    if (receipt === null) await setTimeout(RECEIPT_PAUSE);
    else if ((receipt as { status: string }).status === "0x1") return;
    else throw new Error(`transaction ${String(hash)} failed after a successful trial`);
  }
  throw new Error(`transaction ${String(hash)} was not mined: the node must mine each as it comes`);
}

/** Milliseconds between two looks for a receipt, and how many there are. */
const RECEIPT_PAUSE = 5;
const RECEIPT_ATTEMPTS = 6_000;

function tooFew(): Error {
  return new Error("the node has fewer than ten accounts of its own");
}
