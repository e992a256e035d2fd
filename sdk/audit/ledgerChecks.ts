import type { ObligationBook } from "../books/model.js";
import { authorityOf, owedOf } from "../books/amounts.js";
import type { Check, CheckContext } from "./compare.js";

/** What an obligation's slot holds in an officer's place once there are several: see `SEVERAL_OFFICERS`. */
const SEVERAL_OFFICERS = 2 ** 24 - 1;

/** Who did what on an obligation: the ledger's view of it, and the books' list. */
const DUTIES = [
  ["hasObligated", "obligators"],
  ["hasAccepted", "acceptors"],
  ["hasCertified", "certifiers"],
] as const;

/** What the ledger says of itself, and its seal. */
export function statusChecks({ books, ledger, overrides }: CheckContext): Check[] {
  return [
    async () => {
      const stored = await ledger.status(overrides);
      return [
        ["status.openingAuthority", books.status.openingAuthority, stored.openingAuthority],
        ["status.openingObligated", books.status.openingObligated, stored.openingObligated],
        ["status.isSealed", books.status.isSealed, stored.isSealed],
        ["status.isFrozen", books.status.isFrozen, stored.isFrozen],
      ];
    },
    async () => {
      const stored = await ledger.identity(overrides);
      const { identity } = books;
      return [
        ["identity.ledger", identity?.ledger, await ledger.ledgerId(overrides)],
        ["identity.registry", identity?.registry, await ledger.registry(overrides)],
        ["identity.name", identity?.name, stored.name],
        ["identity.currency", identity?.currency, stored.currency],
        ["identity.timeZone", identity?.timeZone, stored.timeZone],
        ["identity.fiscalYearStart", identity?.fiscalYearStart, stored.fiscalYearStart],
      ];
    },
  ];
}

export function accountChecks({ books, ledger, overrides }: CheckContext): Check[] {
  return [...books.accounts.values()].map((account) => async () => {
    const path = `accounts[${account.id}]`;
    const { totals, terms, reserves } = await ledger.account(account.id, overrides);
    return [
      [`${path}.totals.available`, account.available, totals.available],
      [`${path}.totals.allotted`, account.allotted, totals.allotted],
      [`${path}.totals.obligated`, account.obligated, totals.obligated],
      [`${path}.totals.sequence`, account.sequence, totals.sequence],
      [`${path}.terms.parent`, account.parent, terms.parent],
      [`${path}.terms.root`, account.root, terms.root],
      [`${path}.terms.owner`, account.owner, terms.owner],
      [`${path}.terms.opensAt`, account.opensAt, terms.opensAt],
      [`${path}.terms.closesAt`, account.closesAt, terms.closesAt],
      [`${path}.terms.cancelsAt`, account.cancelsAt, terms.cancelsAt],
      [`${path}.terms.depth`, account.depth, terms.depth],
      [`${path}.reserves.withheld`, account.withheld, reserves.withheld],
      [`${path}.reserves.reserved`, account.reserved, reserves.reserved],
      [`${path}.reserves.anticipated`, account.anticipated, reserves.anticipated],
      [`${path}.reserves.collected`, account.collected, reserves.collected],
      [`${path}.authority`, authorityOf(account), await ledger.authority(account.id, overrides)],
      [`${path}.code`, account.id, await ledger.accountByCode(account.parent, account.code, overrides)],
    ];
  });
}

/** Obligations, and who obligated, accepted and certified on each. */
export function obligationChecks(context: CheckContext): Check[] {
  const { books, ledger, overrides, allPairsUpTo } = context;
  const officers = [...books.officers.keys()];
  const asksForAll = officers.length * books.obligations.size <= allPairsUpTo;
  return [...books.obligations.values()].flatMap((obligation) => {
    const { id } = obligation;
    const path = `obligations[${id}]`;
    const own: Check = async () => {
      const { commitment, claims, retained } = await ledger.obligation(id, overrides);
      return [
        [`${path}.commitment.obligated`, obligation.obligated, commitment.obligated],
        [`${path}.commitment.owed`, owedOf(obligation), commitment.owed],
        [`${path}.commitment.payee`, obligation.payee, commitment.payee],
        [`${path}.commitment.obligator`, slotOf(obligation.obligators), commitment.obligator],
        [`${path}.commitment.acceptor`, slotOf(obligation.acceptors), commitment.acceptor],
        [`${path}.commitment.sequence`, obligation.sequence, commitment.sequence],
        [`${path}.claims.certifier`, slotOf(obligation.certifiers), claims.certifier],
        [`${path}.claims.advanced`, obligation.advanced, claims.advanced],
        [`${path}.claims.certified`, obligation.certified, claims.certified],
        [`${path}.claims.paid`, obligation.paid, claims.paid],
        [`${path}.claims.isRetaining`, obligation.retained !== 0n, claims.isRetaining],
        [`${path}.retained`, obligation.retained, retained],
      ];
    };
    const duties = DUTIES.flatMap(([view, list]): Check[] => {
      const did = obligation[list];
      // One officer alone stands in the slot that was compared; lists begin with the second.
      const asked = asksForAll ? officers : did.length > 1 ? involved(obligation) : [];
      return asked.map((officer) => async () => [
        [`${path}.${view}[${officer}]`, did.includes(officer), await ledger[view](id, officer, overrides)],
      ]);
    });
    return [own, ...duties];
  });
}

function slotOf(officers: readonly number[]): number {
  return officers.length > 1 ? SEVERAL_OFFICERS : (officers[0] ?? 0);
}

/** Every officer who acted on the obligation in any way. */
function involved(obligation: ObligationBook): number[] {
  return [...new Set(obligation.acts.map(({ officer }) => officer))];
}
