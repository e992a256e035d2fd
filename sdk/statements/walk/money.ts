import type { ActRecord, Books, ObligationBook } from "../../books/model.js";
import type { PaymentBook, ReturnBook } from "../../books/paymentModel.js";
import type { Position } from "../../journal/event.js";
import { effectOn, effectOnAuthority, type ObligationFigure } from "../effects.js";
import { compare, type Ground, groundOf, type LookUp, type Stage, stageOf } from "./ground.js";

const NONE = "0x";

/** What each figure of an obligation rests on in turn: what is paid was accepted or advanced, and that was obligated. */
const BEHIND: Readonly<Record<ObligationFigure, readonly ObligationFigure[]>> = {
  paid: ["paid", "accepted", "advances", "obligated"],
  accepted: ["accepted", "advances", "obligated"],
  advances: ["advances", "obligated"],
  obligated: ["obligated"],
};

/** What is asked of some obligations. */
export interface Asked {
  readonly obligations: readonly ObligationBook[];
  readonly figure: ObligationFigure;
  readonly subject: string;
  /** Which acts of the figure itself count; all, if left out. */
  readonly isCounted?: (act: ActRecord) => boolean;
  /** What came after that does not bear on it. */
  readonly until?: Position | undefined;
}

/**
 * What a figure of some obligations rests on, down to the authority of the accounts that they are on and of all above
 * them.
 */
export function stagesOf(
  books: Books,
  { obligations, figure, subject, isCounted = () => true, until }: Asked,
  lookUp: LookUp,
): Stage[] {
  const stages = BEHIND[figure].map((it) =>
    stageOf(
      it,
      subject,
      obligations.flatMap(({ acts }) =>
        acts.flatMap((act): Ground[] => {
          if ((it === figure && !isCounted(act)) || isLater(act, until)) return [];
          // A novation moves no money, and says who is owed it.
          const amount = act.name === "Novated" && it === "obligated" ? 0n : effectOn(it, act);
          return amount === undefined ? [] : [groundOf(act, amount, lookUp, evidenceBehind(books, act))];
        }),
      ),
    ),
  );
  const accounts = new Set(obligations.map(({ account }) => account));
  const own = stages.filter(({ grounds }, i) => i === 0 || grounds.length > 0);
  return [...own, ...authority(books, accounts, lookUp, until)];
}

/** What the authority of accounts rests on: theirs first, and then that of each account above them, up to the law. */
export function authority(
  books: Books,
  accounts: Iterable<number>,
  lookUp: LookUp,
  until?: Position,
): Stage[] {
  const lines = new Map<number, Stage>();
  for (const first of accounts) {
    for (let it = books.accounts.get(first); it !== undefined; it = books.accounts.get(it.parent)) {
      const { id, acts } = it;
      // Lower accounts come before those that gave them something, whichever obligation leads there.
      lines.delete(id);
      const grounds = acts.flatMap((act): Ground[] => {
        const amount = isLater(act, until) ? undefined : effectOnAuthority(id, act);
        return amount === undefined ? [] : [groundOf(act, amount, lookUp)];
      });
      lines.set(id, stageOf("authority", `account ${String(id)}`, grounds));
    }
  }
  return [...lines.values()];
}

/** What an act names, or what a claim, which names nothing, goes back to: the invoice, or what shows that it came back. */
function evidenceBehind(books: Books, { name, document, evidence, position }: ActRecord): string {
  if (document === undefined) return evidence;
  const voucher = books.vouchers.get(document);
  if (name === "Paid") return voucher?.evidence ?? NONE;
  const back = paymentsOf(books, document)
    .flatMap(({ returns }) => returns)
    .find((it) => isAt(it.position, position));
  return back === undefined ? NONE : shownBy(back);
}

/** The payments of a voucher, or of a schedule's chunks. */
function paymentsOf(books: Books, document: string): readonly PaymentBook[] {
  const chunks = books.schedules.get(document)?.chunks.values() ?? [];
  return books.vouchers.get(document)?.payments ?? [...chunks].flatMap(({ paid }) => paid?.payment ?? []);
}

const shownBy = ({ attestation, evidence }: ReturnBook): string => evidence ?? attestation?.evidence ?? NONE;

export const isAt = (a: Position, b: Position): boolean =>
  a.blockNumber === b.blockNumber && a.logIndex === b.logIndex && a.line === b.line;

/** Whether an act came after a place in the journal. */
export const isLater = (
  { position }: { readonly position: Position },
  until: Position | undefined,
): boolean => until !== undefined && compare(position, until) > 0;
