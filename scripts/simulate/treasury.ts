import { parseEther } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";

import { DEFAULTS, deployFisc, type Fisc } from "../../deploy/deployFisc.js";
import { Staff } from "../../deploy/staff.js";
import { acts } from "../../sdk/acts.js";
import { NO_END } from "../../sdk/calendar.js";
import { encodeClassification } from "../../sdk/classification.js";
import type { Rail } from "../../sdk/disbursement/lines.js";
import { MANY_PAYEES, obligationId, TREASURY } from "../../sdk/ids.js";
import type { Office } from "../../sdk/offices.js";
import type { StablecoinMock } from "../../types/ethers-contracts/index.js";
import { chainTime } from "../support/network.js";

/** A treasury on the morning of the day: everything is in place but the schedules. */
export interface Treasury {
  readonly connection: NetworkConnection;
  readonly fisc: Fisc;
  readonly token: StablecoinMock;
  readonly staff: Staff;
  readonly agency: number;
  readonly officers: Readonly<
    Record<"receiving" | "submitting" | "certifying" | "disbursing", HardhatEthersSigner>
  >;
  /** What the benefits of each rail are paid from. */
  readonly programs: Readonly<Record<Rail, bigint>>;
}

/** More than a day's benefits, in cents: a hundred billion dollars. */
const PLENTY = 10n ** 13n;

/** Units of the token to a cent. */
export const SCALE = 10_000n;

const DAY = 86_400;

/**
 * Deploys a ledger, staffs it, opens a program for each rail, fills the vault and sets the day's ceiling on cash.
 *
 * @param deployment See `deployFisc`.
 */
export async function openTreasury(connection: NetworkConnection, deployment?: string): Promise<Treasury> {
  const { ethers } = connection;
  const [deployer, registrar, inspector, administrator, council, ...others] = await ethers.getSigners();
  if (!deployer || !registrar || !inspector || !administrator || !council)
    throw new Error("too few accounts");
  const founders = {
    registrar: registrar.address,
    inspector: inspector.address,
    administrator: administrator.address,
  };
  const fisc = await deployFisc(
    connection,
    { ...DEFAULTS, founders, council: [council.address] },
    deployment,
  );
  const staff = new Staff(fisc.registry, { registrar, administrator });
  const agency = await staff.organisation(TREASURY, "028");
  const appoint = async (organisation: number, office: Office): Promise<HardhatEthersSigner> => {
    const key = others.shift();
    if (key === undefined) throw new Error("too few accounts");
    await staff.appoint(await staff.person(key), organisation, [office]);
    return key;
  };
  const central = {
    appropriating: await appoint(TREASURY, "appropriating"),
    budget: await appoint(TREASURY, "budget"),
    disbursing: await appoint(TREASURY, "disbursing"),
  };
  const own = {
    budget: await appoint(agency, "budget"),
    contracting: await appoint(agency, "contracting"),
    receiving: await appoint(agency, "receiving"),
    submitting: await appoint(agency, "submitting"),
    certifying: await appoint(agency, "certifying"),
  };

  const law = fisc.ledger.connect(central.appropriating);
  await law.openAppropriation(agency, 1, NO_END, NO_END, "028-X-8006");
  await law.execute(TREASURY, [acts.appropriate({ account: 1, sequence: 1, amount: 2n * PLENTY })]);
  await law.seal(2n * PLENTY, 0n);
  await fisc.ledger.connect(own.budget).openAllotment(1, agency, 1, NO_END, "BENEFITS");
  await fisc.ledger
    .connect(own.budget)
    .execute(agency, [acts.allot({ account: 2, sequence: 1, amount: 2n * PLENTY })]);
  const classification = encodeClassification({
    objectClass: "420",
    programActivity: "0001",
    fundingSource: "D",
  });
  const program = (sequence: number) =>
    acts.obligate({ account: 2, sequence, amount: PLENTY, payee: MANY_PAYEES, classification });
  await fisc.ledger.connect(own.contracting).execute(agency, [program(2), program(3)]);

  const token = await ethers.deployContract("StablecoinMock", ["USD"]);
  await token.mint(deployer, PLENTY * SCALE);
  await token.approve(fisc.tokenRail, PLENTY * SCALE);
  const top = await fisc.timelock.getAddress();
  await connection.networkHelpers.setBalance(top, parseEther("1"));
  await fisc.tokenRail.connect(await ethers.getImpersonatedSigner(top)).allow(token, "USD");
  await fisc.tokenRail.connect(deployer).deposit(token, PLENTY);
  const today = await chainTime(connection);
  await fisc.cash.connect(central.budget).setCeiling(agency, 2n * PLENTY, today, today + DAY);

  return {
    connection,
    fisc,
    token,
    staff,
    agency,
    officers: {
      receiving: own.receiving,
      submitting: own.submitting,
      certifying: own.certifying,
      disbursing: central.disbursing,
    },
    programs: { token: obligationId(2, 2), attested: obligationId(2, 3) },
  };
}
