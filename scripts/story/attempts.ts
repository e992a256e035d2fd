import type { NetworkConnection } from "hardhat/types/network";

import { acts, type Act } from "../../sdk/acts.js";
import { NO_END } from "../../sdk/calendar.js";
import { encodeClassification } from "../../sdk/classification.js";
import { officesMask } from "../../sdk/offices.js";
import { refusalOf } from "../../sdk/refusal.js";
import { chainTime, moveClock } from "../support/network.js";
import type { Cast } from "./cast.js";
import type { Year } from "./year.js";

/** What somebody tried and a rule refused, or should have. */
export interface Attempt {
  readonly title: string;
  /** The rule that must refuse it. */
  readonly expected: string;
  /** The rule that did; undefined where none did. */
  readonly refusedBy: string | undefined;
}

const CLASSIFICATION = encodeClassification({
  objectClass: "252",
  programActivity: "0001",
  fundingSource: "D",
});

/** How long a new key waits, with a day to spare. */
const KEY_DELAY = 4 * 86_400;

/** Tries what the law forbids, after the year has run. Nothing of it is sent: each is refused before. */
export async function tryForbidden(
  connection: NetworkConnection,
  cast: Cast,
  year: Year,
): Promise<Attempt[]> {
  const { fisc, founders, officers } = cast;
  const { ledger, registry } = fisc;
  const account = (key: string): number => year.accounts.get(key) ?? 0;
  const obligation = (key: string): bigint => year.obligations.get(key) ?? 0n;
  const officer = (name: string) => {
    const found = officers.get(name);
    if (found === undefined) throw new Error(`no officer ${name}`);
    return found;
  };
  const sequenceOf = async (id: number): Promise<number> =>
    Number((await ledger.account(id)).totals.sequence);
  const commitmentOf = async (id: bigint) => (await ledger.obligation(id)).commitment;
  const attempts: Attempt[] = [];
  const attempt = async (title: string, expected: string, call: () => Promise<unknown>): Promise<void> => {
    let refusedBy: string | undefined;
    try {
      await call();
    } catch (error) {
      refusedBy = refusalOf(error, [ledger.interface, registry.interface])?.rule;
      if (refusedBy === undefined) throw error;
    }
    attempts.push({ title, expected, refusedBy });
  };
  const trying = (name: string, ...batch: readonly Act[]) => {
    const { key, organisationId } = officer(name);
    return ledger.connect(key).execute.staticCall(organisationId, [...batch]);
  };
  const obligate = async (key: string, amount: bigint, after = 0): Promise<Act> =>
    acts.obligate({
      account: account(key),
      sequence: (await sequenceOf(account(key))) + after,
      payee: 1,
      amount,
      classification: CLASSIFICATION,
    });

  const { available } = (await ledger.account(account("IRS-ENF"))).totals;
  await attempt("obligate one cent more than is available", "BudgetLedgerInsufficientAuthority", async () =>
    trying("irs-contracts", await obligate("IRS-ENF", available + 1n)),
  );
  await attempt(
    "make authority of money that was not collected",
    "BudgetLedgerInsufficientReserves",
    async () =>
      trying(
        "law",
        acts.realise({ account: account("BEP"), sequence: await sequenceOf(account("BEP")), amount: 1n }),
      ),
  );
  await attempt("obligate in an expired account", "BudgetLedgerWrongPhase", async () =>
    trying("nrcs-contracts", await obligate("NRCS-1415", 100n)),
  );
  await attempt("obligate next year's allotment this year", "BudgetLedgerOutsideWindow", async () =>
    trying("aphis-contracts", await obligate("APHIS/NEXT", 100n)),
  );
  await attempt("enter an opening balance after the seal", "BudgetLedgerSealed", async () =>
    trying(
      "nrcs-contracts",
      acts.openObligation({
        account: account("NRCS-1415"),
        sequence: await sequenceOf(account("NRCS-1415")),
        payee: 1,
        amount: 100n,
        classification: CLASSIFICATION,
      }),
    ),
  );
  await attempt("spend another organisation's account", "BudgetLedgerWrongOrganisation", async () =>
    trying("aphis-contracts", await obligate("IRS-ENF", 100n)),
  );
  await attempt("go over one's warrant in two halves of one call", "OfficerRegistryOverLimit", async () =>
    trying(
      "bep-contracts",
      await obligate("BEP/INK", 100_000_001n),
      await obligate("BEP/INK", 100_000_000n, 1),
    ),
  );
  await attempt("certify more than was accepted", "BudgetLedgerExceedsOwed", async () =>
    trying("bep-certifier", acts.certify({ obligation: obligation("TEPB1633712"), sequence: 1, amount: 1n })),
  );
  await attempt("take back money that a delivery has earned", "BudgetLedgerExceedsObligation", async () =>
    trying(
      "bep-contracts",
      acts.deobligate({
        obligation: obligation("TEPB1633712"),
        sequence: Number((await commitmentOf(obligation("TEPB1633712"))).sequence),
        amount: 1n,
      }),
    ),
  );

  const root = account("IRS-ENF");
  const seen = await sequenceOf(root);
  const reserve = acts.reserve({ account: root, sequence: seen, amount: 100n });
  const budget = officer("irs-budget");
  await (await ledger.connect(budget.key).execute(budget.organisationId, [reserve])).wait();
  await attempt("send the same act twice", "BudgetLedgerAlreadyDone", () => trying("irs-budget", reserve));
  await attempt("act on figures that have changed since", "BudgetLedgerStaleView", () =>
    trying("irs-budget", acts.reserve({ account: root, sequence: seen, amount: 200n })),
  );

  await attempt("appoint oneself", "OfficerRegistrySelfAppointment", async () => {
    const administrator = await registry.officerOf(await founders.administrator.getAddress());
    return registry
      .connect(founders.administrator)
      .appoint.staticCall(administrator, budget.organisationId, officesMask("budget"), 0, NO_END, 1);
  });
  await attempt("certify and disburse in one person", "OfficerRegistryIncompatibleOffices", () =>
    registry
      .connect(founders.administrator)
      .appoint.staticCall(
        budget.id,
        budget.organisationId,
        officesMask("certifying", "disbursing"),
        0,
        NO_END,
        1,
      ),
  );
  await attempt(
    "accept one's own contract, in a new office and by a second key",
    "BudgetLedgerDutiesNotSeparate",
    () => acceptOwnContract(connection, cast, obligation("TIRSE16T00001")),
  );
  await attempt("go on acting after dismissal", "OfficerRegistryUnknownKey", async () => {
    const dismissed = officer("fas-contracts");
    const reason = `0x${"0".repeat(64)}`;
    await (await registry.connect(founders.registrar).dismiss(dismissed.id, reason)).wait();
    return trying("fas-contracts", await obligate("FAS-1516", 100n));
  });
  return attempts;
}

/** A contracting officer gets a second key and, by and by, the office to accept: still the same person. */
async function acceptOwnContract(
  connection: NetworkConnection,
  cast: Cast,
  contract: bigint,
): Promise<unknown> {
  const { registry, ledger } = cast.fisc;
  const contracting = cast.officers.get("irs-contracts");
  if (contracting === undefined) throw new Error("no contracting officer");
  const second = await cast.newKey();
  const address = await second.getAddress();
  await (await registry.connect(contracting.key).proposeKey(address)).wait();
  await (await registry.connect(cast.founders.registrar).addKey(contracting.id, address)).wait();
  await moveClock(connection, (await chainTime(connection)) + KEY_DELAY);
  await cast.staff.appoint(contracting.id, contracting.organisationId, ["receiving"]);
  const { commitment } = await ledger.obligation(contract);
  return ledger
    .connect(second)
    .execute.staticCall(contracting.organisationId, [
      acts.accept({ obligation: contract, sequence: Number(commitment.sequence), amount: 1n }),
    ]);
}
