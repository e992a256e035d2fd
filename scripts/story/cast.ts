import { HDNodeWallet, parseEther, type Signer } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { deployFisc, type Fisc } from "../../deploy/deployFisc.js";
import { foundedBy } from "../../deploy/foundedBy.js";
import { Staff } from "../../deploy/staff.js";
import { TREASURY } from "../../sdk/ids.js";
import { freshDeployment } from "../support/network.js";
import { TREASURY_CODE, type SampleOfficer, type SampleYear } from "./sample.js";

/** An officer of the sample, with the key they act by. */
export interface CastOfficer extends SampleOfficer {
  readonly id: number;
  readonly key: Signer;
  readonly organisationId: number;
}

/** A deployed ledger with the sample's organisations and officers. */
export interface Cast {
  readonly fisc: Fisc;
  readonly staff: Staff;
  readonly founders: Readonly<Record<"registrar" | "inspector" | "administrator" | "council", Signer>>;
  readonly organisations: ReadonlyMap<string, number>;
  readonly officers: ReadonlyMap<string, CastOfficer>;
  /** A fresh key with money for gas. */
  readonly newKey: () => Promise<Signer>;
}

/** Deploys a ledger and appoints the sample's officers. */
export async function appointCast(connection: NetworkConnection, sample: SampleYear): Promise<Cast> {
  const { ethers } = connection;
  const [deployer, registrar, inspector, administrator, council] = await ethers.getSigners();
  if (!deployer || !registrar || !inspector || !administrator || !council)
    throw new Error("too few accounts");
  const fisc = await deployFisc(
    connection,
    await foundedBy({ registrar, inspector, administrator, council: [council] }),
    await freshDeployment(connection),
  );
  const staff = new Staff(fisc.registry, { registrar, administrator });
  const newKey = async (): Promise<Signer> => {
    const key = HDNodeWallet.createRandom().connect(ethers.provider);
    await (await deployer.sendTransaction({ to: key.address, value: parseEther("10") })).wait();
    return key;
  };

  const organisations = new Map([[TREASURY_CODE, TREASURY]]);
  for (const { code, parent } of sample.organisations) {
    organisations.set(code, await staff.organisation(organisations.get(parent) ?? 0, code));
  }
  const officers = new Map<string, CastOfficer>();
  for (const officer of sample.officers) {
    const key = await newKey();
    const id = await staff.person(key);
    const organisationId = organisations.get(officer.organisation) ?? 0;
    await staff.appoint(id, organisationId, officer.offices, { limit: officer.limit });
    officers.set(officer.name, { ...officer, id, key, organisationId });
  }
  return {
    fisc,
    staff,
    founders: { registrar, inspector, administrator, council },
    organisations,
    officers,
    newKey,
  };
}
