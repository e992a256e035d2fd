import { VOUCHER_STATES, type VoucherBook } from "../books/paymentModel.js";
import { VOUCHER_MARKS } from "../disbursement/voucherMarks.js";
import type { Check, DisbursementContext, Field } from "./compare.js";

/** Vouchers and invoices, and that parts and interest stand under the ids that are made for them. */
export function voucherChecks({ books, vouchers, overrides }: DisbursementContext): Check[] {
  return [...books.vouchers.values()].map((voucher) => async () => {
    const path = `vouchers[${voucher.id}]`;
    const stored = await vouchers.voucher(voucher.id, overrides);
    const fields: Field[] = [
      [`${path}.obligation`, voucher.obligation, stored.obligation],
      [`${path}.amount`, voucher.amount, stored.amount],
      [`${path}.payee`, voucher.payee, stored.payee],
      [`${path}.submitter`, voucher.submitter, stored.submitter],
      [`${path}.certifier`, voucher.certifier, stored.certifier],
      [`${path}.version`, voucher.version, stored.version],
      [`${path}.dueDay`, voucher.dueDay, stored.dueDay],
      [`${path}.state`, VOUCHER_STATES.indexOf(voucher.state), stored.state],
      [`${path}.marks`, marksOf(voucher), stored.marks],
      [`${path}.round`, voucher.round, stored.round],
    ];
    for (const [i, part] of voucher.parts.entries()) {
      fields.push([`${path}.parts[${i + 1}]`, part, await vouchers.partOf(voucher.id, i + 1, overrides)]);
    }
    const { interestOf } = voucher;
    if (interestOf !== undefined) {
      fields.push([`${path}.interestOf`, voucher.id, await vouchers.interestOf(interestOf, overrides)]);
    }
    return fields;
  });
}

function marksOf({ isHeld, heldByInspector, rail, isPart, isFreed }: VoucherBook): number {
  const { held, byInspector, attested, part, freed } = VOUCHER_MARKS;
  const holds = (isHeld ? held : 0) | (heldByInspector ? byInspector : 0);
  return holds | (rail * attested) | (isPart ? part : 0) | (isFreed ? freed : 0);
}
