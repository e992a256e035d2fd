import { obligationIn } from "./access.js";
import { NEVER_DUE, NO_HASH } from "./constants.js";
import type { Handlers } from "./handlers.js";
import { civilDay, interestDue } from "./rates.js";
import { violation } from "./rules.js";
import { MOST, voucherIn } from "./vouchers.js";

/** Vouchers that the law makes, not an officer: the ledger's claim comes before, where the account had authority for it. */
export const interestHandlers: Handlers<"InterestCharged"> = {
  InterestCharged(books, { args, position }) {
    const { voucher: id, interest, amount, daysLate, rate, isCertified } = args;
    const late = voucherIn(books, position, id);
    const subject = (): string => `voucher ${id}`;
    const paidDay = late.payments.at(-1)?.traces?.settlementDay ?? civilDay(books, position.timestamp);
    const due = interestDue(books, late.amount, late.dueDay, paidDay);
    const isDue = due.amount === amount && due.daysLate === daysLate && due.rate === rate && amount !== 0n;
    if (late.state !== "paid" || late.expected !== undefined || !isDue) {
      throw violation(
        position,
        subject,
        "interest is what a late payment bears, day by day",
        `${amount} for ${daysLate} days at ${rate}, due are ${due.amount} for ${due.daysLate} at ${due.rate}`,
      );
    }
    const obligation = obligationIn(books, position, late.obligation);
    const last = obligation.acts.at(-1);
    const isAccrued =
      last?.name === "InterestAccrued" && last.document === interest && last.amount === amount;
    const fits = amount <= (MOST[late.rail] ?? 0n);
    if (books.vouchers.has(interest) || isAccrued !== isCertified || (isCertified && !fits)) {
      throw violation(
        position,
        subject,
        "interest is charged once, and certified as it accrues",
        `accrued ${isAccrued}, certified ${isCertified}`,
      );
    }
    const { certificates, payments } = late;
    const payment = payments.at(-1);
    if (payment !== undefined) payment.charged = interest;
    books.vouchers.set(interest, {
      ...late,
      id: interest,
      amount,
      dueDay: NEVER_DUE,
      // The law claims it, on no document.
      evidence: NO_HASH,
      round: 0,
      state: isCertified ? "certified" : "submitted",
      isHeld: false,
      heldByInspector: false,
      isFreed: false,
      isPart: false,
      interestOf: id,
      parts: [],
      payments: [],
      former: undefined,
      // It takes over the certificate of what was paid late.
      certificates: certificates.slice(-1),
      refusals: [],
    });
  },
};
