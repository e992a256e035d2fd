import type { Signer } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { deployFisc, type Fisc } from "../../deploy/deployFisc.js";
import { foundedBy } from "../../deploy/foundedBy.js";
import { Staff } from "../../deploy/staff.js";
import type { Books } from "../../sdk/books/model.js";
import { TREASURY } from "../../sdk/ids.js";
import { readBooks } from "../../sdk/journal/readBooks.js";
import { OFFICES } from "../../sdk/offices.js";

/** A register, the organisation whose inventory is imported, and who acts for it. */
export interface PropertyOffice {
  readonly fisc: Fisc;
  readonly organisation: number;
  /** Of the treasury: adds codes. */
  readonly administrator: Signer;
  /** A property officer of the organisation. */
  readonly officer: Signer;
  /** Reads the register back from the journal, and from nothing else. */
  readonly read: () => Promise<Books>;
}

/**
 * Deploys a register and staffs it; on a node that is already up, finds the one that an import before deployed there,
 * and does what is left to do.
 */
export async function openPropertyOffice(
  connection: NetworkConnection,
  organisationCode: string,
): Promise<PropertyOffice> {
  const [deployer, registrar, inspector, administrator, council, officer] =
    await connection.ethers.getSigners();
  if (!deployer || !registrar || !inspector || !administrator || !council || !officer) {
    throw new Error("the node has fewer than six accounts of its own");
  }
  const fisc = await deployFisc(
    connection,
    await foundedBy({ registrar, inspector, administrator, council: [council] }),
  );
  const staff = new Staff(fisc.registry, { registrar, administrator });
  const organisation =
    Number(await fisc.registry.organisationByCode(organisationCode)) ||
    (await staff.organisation(TREASURY, organisationCode));
  const person = Number(await fisc.registry.officerOf(officer.address)) || (await staff.person(officer));
  const { offices } = await fisc.registry.appointment(person, organisation);
  if ((Number(offices) & OFFICES.property) === 0) await staff.appoint(person, organisation, ["property"]);

  const { registry, veto, ledger, buildings } = fisc;
  const addresses = await Promise.all(
    [registry, veto, ledger, buildings].map((contract) => contract.getAddress()),
  );
  const read = async (): Promise<Books> => {
    const { books } = await readBooks({ provider: connection.ethers.provider, addresses, from: 0 });
    return books;
  };
  return { fisc, organisation, administrator, officer, read };
}
