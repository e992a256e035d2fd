import type { AccountBook, Books, ObligationBook } from "../../books/model.js";
import type { PayeeBook } from "../../books/paymentModel.js";
import { FiscInputError } from "../../errors.js";
import type { Position } from "../../journal/event.js";
import { type EvidenceIndex, evidenceNamed } from "../../records/evidence.js";
import { paymentRegister } from "../register.js";
import { buildingStages } from "./building.js";
import type { Figure } from "./figure.js";
import { type LookUp, plainGround, type Stage, stageOf } from "./ground.js";
import { authority, isAt, isLater, stagesOf } from "./money.js";

/**
 * Walks from a figure to the acts that it is the sum of, from these to what they rest on in turn, down to the act of law
 * that made the money available, and says of each act what document it names and what the record register says of it.
 *
 * The first stage is the figure's own; its amount is the figure. An account that is cancelled counts as zero in
 * statements: the walk leads to what its balances were.
 *
 * @param index What acts can name as evidence: see `recordsByEvidence`.
 * @throws FiscInputError for a figure of something that there is not.
 */
export function walk(books: Books, figure: Figure, index: EvidenceIndex): Stage[] {
  const lookUp: LookUp = (hash, at) => evidenceNamed(index, hash, at);
  switch (figure.of) {
    case "account":
      return accountStages(books, figure, lookUp);
    case "obligation": {
      const obligation = known(books.obligations, figure.obligation, "obligation");
      const subject = `obligation ${String(obligation.id)}`;
      return stagesOf(books, { obligations: [obligation], figure: figure.figure, subject }, lookUp);
    }
    case "voucher": {
      const { id, payee, obligation, payments } = known(books.vouchers, figure.voucher, "voucher");
      const until = payments.at(-1)?.returns.at(-1)?.position ?? payments.at(-1)?.position;
      const payment = { document: id, obligation, payee, until, at: undefined };
      return paymentStages(books, `voucher ${id}`, payment, lookUp);
    }
    case "entry": {
      const row = paymentRegister(books).find(({ number }) => number === figure.entry);
      if (row === undefined) throw missing("entry", figure.entry);
      const { obligation, payee, position } = row;
      const payment = { document: undefined, obligation, payee, until: position, at: position };
      return paymentStages(books, `entry ${String(figure.entry)}`, payment, lookUp);
    }
    case "payee":
      return [payeeStage(known(books.payees, figure.payee, "payee"), undefined, lookUp)];
    case "building":
      return buildingStages(
        books,
        known(books.buildings, figure.building, "building"),
        figure.figure,
        lookUp,
      );
  }
}

function accountStages(
  books: Books,
  { account: id, figure, withBelow = false }: Extract<Figure, { of: "account" }>,
  lookUp: LookUp,
): Stage[] {
  const account = known(books.accounts, id, "account");
  if (figure === "authority") return authority(books, [id], lookUp);
  const accounts = withBelow ? treeOf(books, account) : [account];
  const obligations = accounts.flatMap((it) =>
    it.obligations.flatMap((one) => books.obligations.get(one) ?? []),
  );
  const subject = `account ${String(id)}${withBelow ? " and below" : ""}`;
  return stagesOf(books, { obligations, figure, subject }, lookUp);
}

/** An account and all below it. */
function treeOf(books: Books, account: AccountBook): AccountBook[] {
  const below = account.children.flatMap((id) => books.accounts.get(id) ?? []);
  return [account, ...below.flatMap((it) => treeOf(books, it))];
}

/** A payment that is asked after: all of a voucher's claims, or the one at a place in the journal. */
interface Payment {
  readonly document: string | undefined;
  readonly obligation: bigint;
  readonly payee: number;
  readonly until: Position | undefined;
  readonly at: Position | undefined;
}

function paymentStages(
  books: Books,
  subject: string,
  { document, obligation: id, payee: payeeId, until, at }: Payment,
  lookUp: LookUp,
): Stage[] {
  const obligation: ObligationBook = known(books.obligations, id, "obligation");
  const [paid, ...others] = stagesOf(
    books,
    {
      ...{ obligations: [obligation], figure: "paid", subject, until },
      isCounted: (act) => (at === undefined ? act.document === document : isAt(act.position, at)),
    },
    lookUp,
  );
  const payee = books.payees.get(payeeId);
  const whom = payee === undefined ? [] : [payeeStage(payee, until, lookUp)];
  return [...(paid === undefined ? [] : [paid]), ...whom, ...others];
}

/** Who a payee is, and the attestation that it may be paid which was the last one then. */
function payeeStage({ id, acts }: PayeeBook, until: Position | undefined, lookUp: LookUp): Stage {
  const [enrolled, ...attested] = acts.filter((act) => !isLater(act, until));
  const last = attested.at(-1);
  const behind = [enrolled, last].filter((act) => act !== undefined);
  return stageOf(
    "payee",
    `payee ${String(id)}`,
    behind.map((act) => plainGround(act, undefined, lookUp)),
  );
}

function known<Id extends string | number | bigint, T>(all: ReadonlyMap<Id, T>, id: Id, what: string): T {
  const found = all.get(id);
  if (found === undefined) throw missing(what, id);
  return found;
}

const missing = (what: string, id: string | number | bigint): FiscInputError =>
  new FiscInputError(
    `${what} ${String(id)}`,
    "the books have none",
    "fold more of the journal, or correct it",
  );
