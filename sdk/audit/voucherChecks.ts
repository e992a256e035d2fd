import { VOUCHER_STATES, type VoucherBook } from "../books/paymentModel.js";
import type { Check, DisbursementContext, Field } from "./compare.js";

const HELD = 1;
const BY_INSPECTOR = 2;
const ATTESTED = 4;
const PART = 8;
const FREED = 16;

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
  const held = (isHeld ? HELD : 0) | (heldByInspector ? BY_INSPECTOR : 0);
  return held | (rail * ATTESTED) | (isPart ? PART : 0) | (isFreed ? FREED : 0);
}
