import { id } from "ethers";

import { encodeCode, tokenIdOf } from "../../../sdk/buildings/codes.js";
import {
  ACQUISITION,
  BUILDING_STATUS,
  decodeFacts,
  encodeFacts,
  NOT_SURVEYED,
  TITLE,
} from "../../../sdk/buildings/facts.js";
import { need } from "../need.js";
import type { Trial } from "./trial.js";

/** An owned building in use, one that is for sale, and one that was sold. */
const BUILDINGS = { owned: "IRS-101", waiting: "IRS-103", sold: "BEP-202" } as const;

/** Tries to move, sell, alter or enter a building as it may not be. */
export async function tryBuildings(trial: Trial): Promise<void> {
  await tryCustody(trial);
  await trySale(trial);
  await tryInventory(trial);
}

/** Custody by another way than offer and acceptance. */
async function tryCustody(trial: Trial): Promise<void> {
  const { buildings } = trial.cast.fisc;
  const { key, organisationId } = trial.officer("irs-property");
  const custodian = buildings.connect(key);
  const building = encodeCode(BUILDINGS.owned);
  const token = tokenIdOf(BUILDINGS.owned);
  const stranger = trial.officer("bep-property").key;
  const other = need(trial.cast.organisations, "12K3", "the attempts");
  await trial.attempt(
    "transfer a building as if it were any token",
    "BuildingRegistryCustodyByOfferOnly",
    async () =>
      custodian.transferFrom.staticCall(
        await buildings.holderOf(organisationId),
        await buildings.holderOf(other),
        token,
      ),
  );
  await trial.attempt("approve somebody to transfer it", "BuildingRegistryCustodyByOfferOnly", () =>
    custodian.approve.staticCall(stranger, token),
  );
  await (await custodian.offerCustody(building, other, id("tried"))).wait();
  await trial.attempt("accept custody that another was offered", "OfficerRegistryNotAppointed", async () =>
    buildings
      .connect(stranger)
      .acceptCustody.staticCall(building, await buildings.facts(building), id("tried")),
  );
  await (await custodian.withdrawOffer(building)).wait();
}

/** A sale before its time. */
async function trySale(trial: Trial): Promise<void> {
  const { buildings, ledger } = trial.cast.fisc;
  const { key } = trial.officer("irs-property");
  await trial.attempt(
    "sell a surplus building before its waiting time",
    "BuildingRegistryWaiting",
    async () => {
      const account = trial.account("IRS-ENF");
      const { terms, totals } = await ledger.account(account);
      const proceeds = { owner: terms.owner, account, sequence: totals.sequence, proceeds: 1n };
      return buildings.connect(key).sell.staticCall(encodeCode(BUILDINGS.waiting), proceeds, 0, id("tried"));
    },
  );
}

/** What can't be entered or altered. */
async function tryInventory(trial: Trial): Promise<void> {
  const { buildings } = trial.cast.fisc;
  const { key, organisationId } = trial.officer("bep-property");
  const desk = buildings.connect(key);
  const entry = { record: id("tried"), description: "0x" };
  await trial.attempt("amend a building that was sold", "BuildingRegistryDisposed", async () => {
    const building = encodeCode(BUILDINGS.sold);
    const facts = decodeFacts(await buildings.facts(building));
    const amended = { ...entry, id: building, facts: encodeFacts({ ...facts, area: facts.area + 1 }) };
    return desk.amend.staticCall(organisationId, [amended]);
  });
  await trial.attempt(
    "enter a building under a code that is taken",
    "BuildingRegistryAlreadyRegistered",
    () => {
      const facts = encodeFacts({
        ...{ area: 0, kind: 0, use: 0, standing: 0, condition: NOT_SURVEYED, utilisation: NOT_SURVEYED },
        title: TITLE.owned,
        status: BUILDING_STATUS.planned,
        acquisition: ACQUISITION.none,
      });
      const registration = { ...entry, id: encodeCode(BUILDINGS.sold), facts };
      return desk.register.staticCall(organisationId, [registration]);
    },
  );
}
