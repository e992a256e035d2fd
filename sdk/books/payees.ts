import { TREASURY } from "../ids.js";
import type { Position } from "../journal/event.js";
import { NO_HASH } from "./constants.js";
import { JournalGap } from "./errors.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { expectOffice, INSPECTOR, liveAppointment, officerByKey, REGISTRAR } from "./offices.js";
import type { DetailsBook, PayeeAct, PayeeBook, PayeeRailBook } from "./paymentModel.js";
import { expectCode, expectNextId, placeOf, violation } from "./rules.js";

const ACTIVE = 0;
const NO_ADDRESS = `0x${"0".repeat(40)}`;
const LONGEST_DELAY = 30 * 86_400;

/** The payee, who must be there. */
export function payeeIn(books: Books, position: Position, id: number): PayeeBook {
  const payee = books.payees.get(id);
  if (payee === undefined) throw new JournalGap(placeOf(position, `payee ${id}`), "an enrolment", "none");
  return payee;
}

/** Whether the payee may be paid at `time`. */
export function isEligible(payee: PayeeBook, time: number): boolean {
  return payee.status === ACTIVE && payee.inspectorStatus === ACTIVE && time < payee.eligibleUntil;
}

/** The details in force at `time`, if there are any: at most the last ones wait. */
export function detailsInForce(payee: PayeeBook, rail: number, time: number): DetailsBook | undefined {
  const { details, from } = railOf(payee, rail);
  return time < from ? details.at(-2) : details.at(-1);
}

function railOf(payee: PayeeBook, rail: number): PayeeRailBook {
  return rail === 0 ? payee.rails[0] : payee.rails[1];
}

/** Takes in a new payee, whose natural key must be free. */
function enrol(
  books: Books,
  act: PayeeAct,
  payee: Pick<PayeeBook, "id" | "isPerson" | "key" | "identity" | "controller">,
  isTaken: boolean,
): void {
  const { position } = act;
  expectNextId(position, "payee", books.payees.size, payee.id);
  if (isTaken || payee.identity === NO_HASH) {
    throw violation(
      position,
      `payee ${payee.id}`,
      "a key or identity names one payee",
      payee.key || payee.identity,
    );
  }
  const rail = (): PayeeRailBook => ({ details: [], from: 0, stopped: [] });
  books.payees.set(payee.id, {
    ...payee,
    status: ACTIVE,
    inspectorStatus: ACTIVE,
    eligibleUntil: 0,
    rails: [rail(), rail()],
    acts: [act],
  });
}

/** Whether the officer with this key holds one of the offices at the treasury. */
function holds(books: Books, key: string, time: number, offices: number): boolean {
  const officer = officerByKey(books, key, time);
  return officer !== undefined && ((liveAppointment(officer, TREASURY, time)?.offices ?? 0) & offices) !== 0;
}

export const payeeHandlers: Handlers<
  | "PayeeRegistryCreated"
  | "EntityEnrolled"
  | "PersonEnrolled"
  | "EligibilityAttested"
  | "PayeeStatusSet"
  | "DetailsSet"
  | "DetailsStopped"
  | "ControllerSet"
> = {
  PayeeRegistryCreated(books, { args, position }) {
    const { changeDelay } = args;
    if (books.payeeRegistry !== undefined || changeDelay === 0 || changeDelay > LONGEST_DELAY) {
      throw violation(
        position,
        "payee registry",
        "there is one, with a delay of up to 30 days",
        `${changeDelay}`,
      );
    }
    books.payeeRegistry = { ...args };
  },

  EntityEnrolled(books, { name, args, position }) {
    const { payee: id, officer, controller, key } = args;
    expectOffice(books, position, officer, REGISTRAR, 0n, TREASURY);
    expectCode(position, `payee ${id}`, key);
    const act = { name, officer, evidence: NO_HASH, position };
    enrol(books, act, { id, isPerson: false, key, identity: "", controller }, books.entityKeys.has(key));
    books.entityKeys.set(key, id);
  },

  PersonEnrolled(books, { name, args, position }) {
    const { payee: id, officer, controller, identity } = args;
    expectOffice(books, position, officer, REGISTRAR, 0n, TREASURY);
    const isTaken = books.identities.has(identity);
    const act = { name, officer, evidence: identity, position };
    enrol(books, act, { id, isPerson: true, key: "", identity, controller }, isTaken);
    books.identities.set(identity, id);
  },

  EligibilityAttested(books, { name, args, position }) {
    const { officer, evidence } = args;
    const payee = payeeIn(books, position, args.payee);
    expectOffice(books, position, args.officer, REGISTRAR, 0n, TREASURY);
    if (args.eligibleUntil <= position.timestamp) {
      throw violation(
        position,
        `payee ${payee.id}`,
        "an attestation ends after it is made",
        `${args.eligibleUntil}`,
      );
    }
    payee.eligibleUntil = args.eligibleUntil;
    payee.acts.push({ name, officer, evidence, position });
  },

  PayeeStatusSet(books, { args, position }) {
    const payee = payeeIn(books, position, args.payee);
    const { officer, byInspector, status } = args;
    // The top administrator, who is no officer, lifts what inspectors did.
    const isTop = officer === 0 && byInspector && status === ACTIVE;
    if (!isTop) expectOffice(books, position, officer, byInspector ? INSPECTOR : REGISTRAR, 0n, TREASURY);
    if (byInspector) payee.inspectorStatus = status;
    else payee.status = status;
  },

  DetailsSet(books, { args, position }) {
    const payee = payeeIn(books, position, args.payee);
    const { officer, rail, version, account, from } = args;
    const subject = `payee ${payee.id}`;
    expectOffice(books, position, officer, REGISTRAR, 0n, TREASURY);
    const on = railOf(payee, rail);
    if (version !== on.details.length + 1) {
      throw new JournalGap(
        placeOf(position, subject),
        `version ${on.details.length + 1}`,
        `version ${version}`,
      );
    }
    const time = position.timestamp;
    const isFirst = payee.rails.every(({ details }) => details.length === 0);
    const earliest = time + (isFirst ? 0 : (books.payeeRegistry?.changeDelay ?? 0));
    if (time < on.from || from !== earliest) {
      throw violation(
        position,
        subject,
        "changed details wait out their delay, one change at a time",
        `from ${from}, expected ${earliest}, the last ones from ${on.from}`,
      );
    }
    if (account === NO_ADDRESS || account === on.details.at(-1)?.account) {
      throw violation(position, subject, "details are set that are not those in force", account);
    }
    on.details.push({ version, account, from, officer });
    on.from = from;
  },

  DetailsStopped(books, { args, position }) {
    const payee = payeeIn(books, position, args.payee);
    const subject = `payee ${payee.id}`;
    const on = railOf(payee, args.rail);
    const time = position.timestamp;
    if (args.by !== payee.controller && !holds(books, args.by, time, REGISTRAR | INSPECTOR)) {
      throw violation(position, subject, "controller, registrar or inspector stop a change", args.by);
    }
    const last = on.details.at(-1);
    if (last?.version !== args.version || time >= on.from) {
      throw violation(position, subject, "a change is stopped that waits", `version ${args.version}`);
    }
    on.details.pop();
    on.stopped.push(last);
    on.from = 0;
  },

  ControllerSet(books, { args, position }) {
    const payee = payeeIn(books, position, args.payee);
    const may =
      payee.controller === NO_ADDRESS
        ? holds(books, args.by, position.timestamp, REGISTRAR)
        : args.by === payee.controller || args.by === books.settings?.top;
    if (!may) {
      throw violation(
        position,
        `payee ${payee.id}`,
        "a controller hands over, or the top does; a registrar where there is none",
        args.by,
      );
    }
    payee.controller = args.controller;
  },
};
