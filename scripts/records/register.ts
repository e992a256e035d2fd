import type { NetworkConnection } from "hardhat/types/network";

import { DEFAULTS, deployFisc } from "../../deploy/deployFisc.js";
import { Staff } from "../../deploy/staff.js";
import { TREASURY } from "../../sdk/ids.js";
import type { RecordRegistry } from "../../types/ethers-contracts/index.js";

/** A register in the hands of an officer of an agency. */
export interface Register {
  readonly records: RecordRegistry;
  readonly organisation: number;
  /** A retention class that was set. */
  readonly class: number;
}

const CLASS = 1;
const A_YEAR = 365 * 86_400;

/** Deploys everything, and staffs an agency with one officer. */
export async function openRegister(connection: NetworkConnection): Promise<Register> {
  const [, registrar, inspector, administrator, council, officer] = await connection.ethers.getSigners();
  if (!registrar || !inspector || !administrator || !council || !officer) throw new Error("too few accounts");
  const founders = {
    registrar: registrar.address,
    inspector: inspector.address,
    administrator: administrator.address,
  };
  const fisc = await deployFisc(connection, { ...DEFAULTS, founders, council: [council.address] });
  const staff = new Staff(fisc.registry, { registrar, administrator });
  const organisation = await staff.organisation(TREASURY, "028");
  await staff.appoint(await staff.person(officer), organisation, ["contracting"]);
  await (await fisc.records.connect(administrator).setRetention(CLASS, A_YEAR)).wait();
  return { records: fisc.records.connect(officer), organisation, class: CLASS };
}
