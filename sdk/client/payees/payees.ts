import { isHexString } from "ethers";

import { type Calendar, civilDate } from "../../calendar.js";
import { type Rail, railNumber, RAILS } from "../../disbursement/lines.js";
import { FiscInputError } from "../../errors.js";
import { Domain } from "../desk.js";
import { timeOf } from "../inputs/dates.js";
import { addressOf, hashOf, optionalAddress, optionalHash } from "../inputs/hex.js";
import type { PayeeRef } from "../refs.js";

/** Who is named, and why. */
interface StatusInput {
  readonly payee: PayeeRef;
  /** A commitment to the reason. */
  readonly reason?: string;
}

/** A status in the order of `PayeeStatus` in `contracts/disbursement/IPayeeRegistry.sol`. */
const STATUSES = ["active", "suspended", "excluded"] as const;
type Status = (typeof STATUSES)[number];

const KINDS = ["none", "entity", "person"] as const;

/** A payee as the registry has it now. */
export interface PayeeView {
  readonly payee: number;
  readonly kind: (typeof KINDS)[number];
  /** Where it stands with the registrar. */
  readonly status: Status;
  readonly inspectorStatus: Status;
  /** First day on which it is eligible no more; "never attested" before the first attestation. */
  readonly eligibleUntil: string;
  readonly isEligible: boolean;
  /** Its own key; the zero address for none. */
  readonly controller: string;
  /** How many details there are on each rail. */
  readonly versions: Readonly<Record<Rail, number>>;
  /** From when on the last of them are in force: UTC seconds. */
  readonly inForceFrom: Readonly<Record<Rail, number>>;
}

/** Who can be paid, and where. */
export class Payees extends Domain {
  /** Enrols an entity under its public key. By a registrar. */
  readonly enrolEntity = this.write(
    "payees",
    "enrolEntity",
  )({
    events: ["EntityEnrolled"],
    args: (input: {
      /** In the US its UEI. */
      readonly key: string;
      /** A key of the payee's own, with which it stops changes of its details. */
      readonly controller?: string;
    }) => [input.key, optionalAddress(input.controller, "controller")],
    made: {
      told: ([event]) => ({ payee: event?.args.payee ?? 0 }),
      foreseen: (returned) => ({ payee: Number(returned[0]) }),
    },
  });

  /** Enrols a natural person under an opaque id. By a registrar. */
  readonly enrolPerson = this.write(
    "payees",
    "enrolPerson",
  )({
    events: ["PersonEnrolled"],
    args: (input: {
      /** A salted commitment to who it is. */
      readonly identity: string;
      readonly controller?: string;
    }) => [hashOf(input.identity, "identity"), optionalAddress(input.controller, "controller")],
    made: {
      told: ([event]) => ({ payee: event?.args.payee ?? 0 }),
      foreseen: (returned) => ({ payee: Number(returned[0]) }),
    },
  });

  /** Says that a payee may be paid, until when and on what evidence. By a registrar. */
  readonly attest = this.write(
    "payees",
    "attest",
  )({
    events: ["EligibilityAttested"],
    args: async (input: { readonly payee: PayeeRef; readonly until: string; readonly evidence?: string }) => [
      await this.desk.refs.payee(input.payee),
      timeOf(input.until, this.desk.calendar, "until"),
      optionalHash(input.evidence, "evidence"),
    ],
  });

  /** Stops payments to a payee for the time being. By a registrar, or an inspector. */
  readonly suspend = this.status("suspended");
  /** Bars a payee from payments. By a registrar, or an inspector. */
  readonly exclude = this.status("excluded");
  /** Lets a payee be paid again, as far as the caller's kind of officer stopped it. */
  readonly reinstate = this.status("active");

  /** Sets where a payee is paid. By a registrar. Changes wait out the registry's delay. */
  readonly setDetails = this.write(
    "payees",
    "setDetails",
  )({
    events: ["DetailsSet"],
    args: async (input: {
      readonly payee: PayeeRef;
      readonly rail: Rail;
      /** An address on the token rail; on the attested rail a salted commitment of 20 bytes. */
      readonly account: string;
    }) => [
      await this.desk.refs.payee(input.payee),
      railOf(input.rail),
      input.rail === "token" ? addressOf(input.account, "account") : commitmentOf(input.account),
    ],
  });

  /** Stops a change of details that waits. By the payee's controller, a registrar or an inspector. */
  readonly stopDetails = this.write(
    "payees",
    "stopDetails",
  )({
    events: ["DetailsStopped"],
    args: async (input: { readonly payee: PayeeRef; readonly rail: Rail }) => [
      await this.desk.refs.payee(input.payee),
      railOf(input.rail),
    ],
  });

  /** Puts another key in the controller's place. By the controller; where there is none, by a registrar. */
  readonly setController = this.write(
    "payees",
    "setController",
  )({
    events: ["ControllerSet"],
    args: async (input: { readonly payee: PayeeRef; readonly controller: string }) => [
      await this.desk.refs.payee(input.payee),
      addressOf(input.controller, "controller"),
    ],
  });

  /** A payee as it stands now. */
  async payee(ref: PayeeRef): Promise<PayeeView> {
    const { contracts, calendar, refs } = this.desk;
    const payee = await refs.payee(ref);
    const it = await contracts.payees.payee(payee);
    if (it.kind === 0n) throw new FiscInputError("payee", `there is no payee ${payee}`, "have it enrolled");
    const [controller, isEligible] = await Promise.all([
      contracts.payees.controllerOf(payee),
      contracts.payees.isEligible(payee),
    ]);
    return {
      payee,
      kind: KINDS[Number(it.kind)] ?? "none",
      status: STATUSES[Number(it.status)] ?? "excluded",
      inspectorStatus: STATUSES[Number(it.inspectorStatus)] ?? "excluded",
      eligibleUntil: printEligibility(Number(it.eligibleUntil), calendar),
      isEligible,
      controller,
      versions: { token: Number(it.tokenVersion), attested: Number(it.bankVersion) },
      inForceFrom: { token: Number(it.tokenFrom), attested: Number(it.bankFrom) },
    };
  }

  private status(status: Status) {
    return this.write(
      "payees",
      "setStatus",
    )({
      events: ["PayeeStatusSet"],
      args: async (input: StatusInput) => [
        await this.desk.refs.payee(input.payee),
        STATUSES.indexOf(status),
        optionalHash(input.reason, "reason"),
      ],
    });
  }
}

const printEligibility = (until: number, calendar: Calendar): string =>
  until === 0 ? "never attested" : civilDate(until, calendar);

/** The contracts' number of a rail. @throws FiscInputError for a name that is none. */
export function railOf(rail: Rail): number {
  if (RAILS.includes(rail)) return railNumber(rail);
  throw new FiscInputError("rail", `there is no rail "${rail}"`, `use ${RAILS.join(" or ")}`);
}

function commitmentOf(account: string): string {
  if (isHexString(account, 20)) return account;
  throw new FiscInputError(
    "account",
    `"${account}" is no commitment to a bank account`,
    "give 20 bytes in hexadecimal, and never the account's own number",
  );
}
