import { id } from "ethers";

import type { JournalEvent } from "../../../sdk/journal/event.js";
import { readAll } from "../../integration/fold.js";
import { time } from "../../fixtures/network.js";
import { CLASSES, commitmentOf, type Recorded, recorded, recordId, YEAR } from "../../fixtures/recorded.js";

export interface EveryRecord extends Recorded {
  readonly events: readonly JournalEvent[];
}

const REASON = id("reason");
export const [READER, OTHER_READER] = [id("reader"), id("other reader")] as const;

/** Ids of agency A's records, by the names that `everyRecord` gives them. */
export const named = (name: string): string => recordId(2, name);

/** A chain on which every event of the record register was emitted at least once, and its journal. */
export async function everyRecord(): Promise<EveryRecord> {
  const all = await recorded();
  const { registry, veto, ledger, records, asOfficer, asClerk, asInspector, a } = all;
  const of = (name: string, changes: object = {}) => commitmentOf(a.id, name, changes);
  await asOfficer.anchor(of("invoice"));
  await asOfficer.anchorAll([of("contract", { class: CLASSES.year }), of("survey"), of("held")]);
  await asClerk.supersede(of("contract", { root: id("second"), class: CLASSES.sixYears }), 2);
  await asOfficer.supersede(of("contract", { root: id("third"), class: CLASSES.sixYears }), 3);
  await asOfficer.anchorBatch(of("batch", { class: CLASSES.year }), 1_000);

  await asClerk.hold(named("invoice"), REASON);
  await asInspector.hold(named("invoice"), REASON);
  await asClerk.release(named("invoice"));
  await asInspector.release(named("invoice"));
  await asInspector.hold(named("held"), REASON);
  await asClerk.hold(named("held"), REASON);

  await asClerk.grant(named("invoice"), READER, id("grant"));
  await asClerk.grant(named("invoice"), OTHER_READER, id("other grant"));
  await asClerk.withdrawGrant(named("invoice"), READER);
  await asClerk.withdrawGrant(named("invoice"), id("nobody"));
  await asClerk.disclose(named("contract"), 2, id("disclosure"));
  await asClerk.erase(named("invoice"), 1, REASON);
  await time.increase(8 * YEAR);
  await asClerk.erase(named("contract"), 3, REASON);

  const addresses = [registry, veto, ledger, records].map((contract) => contract.getAddress());
  return { ...all, events: await readAll(await Promise.all(addresses)) };
}
