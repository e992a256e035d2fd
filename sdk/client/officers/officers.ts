import { NO_END } from "../../calendar.js";
import { FiscInputError } from "../../errors.js";
import { MAX_CENTS } from "../../money.js";
import { type Office, OFFICES, officesMask } from "../../offices.js";
import { Domain } from "../desk.js";
import { someCents } from "../inputs/amounts.js";
import { secondsOf, timeOf } from "../inputs/dates.js";
import { addressOf, optionalHash } from "../inputs/hex.js";
import { numberNamed } from "../inputs/numbers.js";
import type { OfficerRef, OrganisationRef } from "../refs.js";
import { type AppointmentView, type OfficerView, viewAppointment, viewOfficer } from "./officerViews.js";

/** Names every organisation at once, for halts. */
const ALL = "all";

/** Who may act: organisations, persons, their keys and appointments; and halts of payments. */
export class Officers extends Domain {
  /** Creates an organisation. By an administrator of its parent, or above. */
  readonly createOrganisation = this.write(
    "registry",
    "createOrganisation",
  )({
    events: ["OrganisationCreated"],
    args: async (input: { readonly parent: OrganisationRef; readonly code: string }) => [
      await this.desk.refs.organisation(input.parent, "parent"),
      input.code,
    ],
    made: {
      told: ([event]) => ({ organisation: event?.args.organisation ?? 0 }),
      foreseen: (returned) => ({ organisation: Number(returned[0]) }),
    },
  });

  /** Enrols a person with a first key. By a registrar. */
  readonly enrolPerson = this.write(
    "registry",
    "enrolPerson",
  )({
    events: ["OfficerEnrolled"],
    args: (input: {
      readonly key: string;
      /** A salted commitment to the person's file; never a name. */
      readonly file?: string;
    }) => [addressOf(input.key, "key"), optionalHash(input.file, "file")],
    made: {
      told: ([event]) => ({ officer: event?.args.officer ?? 0 }),
      foreseen: (returned) => ({ officer: Number(returned[0]) }),
    },
  });

  /** Enrols a contract, which is its own key. By a registrar, or the top administrator. */
  readonly enrolContract = this.write(
    "registry",
    "enrolContract",
  )({
    events: ["OfficerEnrolled"],
    args: (input: { readonly contract: string }) => [addressOf(input.contract, "contract")],
    made: {
      told: ([event]) => ({ officer: event?.args.officer ?? 0 }),
      foreseen: (returned) => ({ officer: Number(returned[0]) }),
    },
  });

  /** Proposes a further key of one's own. By any officer. */
  readonly proposeKey = this.write(
    "registry",
    "proposeKey",
  )({
    events: ["KeyProposed"],
    args: (input: { readonly key: string }) => [addressOf(input.key, "key")],
  });

  /** Adds a key that its officer proposed; it works after the registry's delay. By a registrar. */
  readonly addKey = this.write(
    "registry",
    "addKey",
  )({
    events: ["KeyAdded"],
    args: async (input: { readonly officer: OfficerRef; readonly key: string }) => [
      await this.desk.refs.officer(input.officer),
      addressOf(input.key, "key"),
    ],
  });

  /** Revokes a key at once. By its officer, a registrar or the top administrator. */
  readonly revokeKey = this.write(
    "registry",
    "revokeKey",
  )({
    events: ["KeyRevoked"],
    args: (input: { readonly key: string }) => [addressOf(input.key, "key")],
  });

  /** Ends all keys and appointments of an officer at once. By a registrar or the top administrator. */
  readonly dismiss = this.write(
    "registry",
    "dismiss",
  )({
    events: ["OfficerDismissed"],
    args: async (input: { readonly officer: OfficerRef; readonly reason?: string }) => [
      await this.desk.refs.officer(input.officer),
      optionalHash(input.reason, "reason"),
    ],
  });

  /** Appoints an officer, in the place of any appointment there. By an administrator, or the top administrator. */
  readonly appoint = this.write(
    "registry",
    "appoint",
  )({
    events: ["OfficerAppointed"],
    args: async (input: {
      readonly officer: OfficerRef;
      readonly organisation: OrganisationRef;
      readonly offices: readonly Office[];
      /** Left out, as early as may be. */
      readonly from?: string;
      /** Left out, without end. */
      readonly until?: string;
      /** The most that one call may move in total; left out, without limit. */
      readonly limit?: string;
    }) => {
      input.offices.forEach((office) => numberNamed(OFFICES, office, "offices"));
      return [
        await this.desk.refs.officer(input.officer),
        await this.desk.refs.organisation(input.organisation),
        officesMask(...input.offices),
        input.from === undefined ? 0 : timeOf(input.from, this.desk.calendar, "from"),
        input.until === undefined ? NO_END : timeOf(input.until, this.desk.calendar, "until"),
        input.limit === undefined ? MAX_CENTS : someCents(input.limit, "limit"),
      ];
    },
  });

  /** Ends an appointment at once. */
  readonly revoke = this.write(
    "registry",
    "revoke",
  )({
    events: ["AppointmentRevoked"],
    args: async (input: { readonly officer: OfficerRef; readonly organisation: OrganisationRef }) => [
      await this.desk.refs.officer(input.officer),
      await this.desk.refs.organisation(input.organisation),
    ],
  });

  /** Puts an inspector in the place of another. By the top administrator: propose its `call`. */
  readonly replaceInspector = this.write(
    "registry",
    "replaceInspector",
  )({
    events: ["OfficerAppointed"],
    args: async (input: {
      /** Left out where there is none. */
      readonly former?: OfficerRef;
      readonly successor: OfficerRef;
    }) => [
      input.former === undefined ? 0 : await this.desk.refs.officer(input.former, "former"),
      await this.desk.refs.officer(input.successor, "successor"),
    ],
  });

  /** Stops payments for a time. By an inspector. */
  readonly halt = this.write(
    "registry",
    "halt",
  )({
    events: ["PaymentsHalted"],
    args: async (input: {
      /** One organisation, or "all". */
      readonly organisation: OrganisationRef;
      /** Such as "3 days". */
      readonly duration: string;
      readonly reason?: string;
    }) => [
      await this.scope(input.organisation),
      secondsOf(input.duration),
      optionalHash(input.reason, "reason"),
    ],
  });

  /** Ends a halt early. By an inspector, or the top administrator. */
  readonly lift = this.write(
    "registry",
    "lift",
  )({
    events: ["HaltLifted"],
    args: async (input: { readonly organisation: OrganisationRef }) => [await this.scope(input.organisation)],
  });

  /** An officer as they stand now. */
  async officer(ref: OfficerRef): Promise<OfficerView> {
    return viewOfficer(this.desk.contracts, await this.desk.refs.officer(ref));
  }

  /** The officer whose working key the client writes by. */
  async self(): Promise<OfficerView> {
    return this.officer(this.desk.requireSender().from);
  }

  /** An officer's appointment in an organisation. @throws FiscInputError where there is none. */
  async appointment(officer: OfficerRef, organisation: OrganisationRef): Promise<AppointmentView> {
    const { contracts, calendar, refs } = this.desk;
    return viewAppointment(
      contracts,
      calendar,
      await refs.officer(officer),
      await refs.organisation(organisation),
    );
  }

  /** An organisation's index, and its parent's; 0 above the treasury. */
  async organisation(
    ref: OrganisationRef,
  ): Promise<{ readonly organisation: number; readonly parent: number }> {
    const organisation = await this.desk.refs.organisation(ref);
    const { parent, depth } = await this.desk.contracts.registry.organisation(organisation);
    if (parent === 0n && depth === 0n && organisation !== 1) {
      throw new FiscInputError("organisation", `there is no organisation ${organisation}`, "create it first");
    }
    return { organisation, parent: Number(parent) };
  }

  private async scope(organisation: OrganisationRef): Promise<number> {
    return organisation === ALL ? 0 : this.desk.refs.organisation(organisation);
  }
}
