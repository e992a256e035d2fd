import { encodeCode } from "../../buildings/codes.js";
import { dayOf } from "../../calendar.js";
import { FiscInputError } from "../../errors.js";
import { Domain } from "../desk.js";
import { areaOf, someCents } from "../inputs/amounts.js";
import { bytesOf, optionalHash } from "../inputs/hex.js";
import { MOST, wholeNumber } from "../inputs/numbers.js";
import type { OrganisationRef } from "../refs.js";
import { custodianOf } from "./custodian.js";

/** A lease to be entered or amended. */
export interface LeaseInput {
  readonly building: string;
  readonly lease: string;
  /** First and last civil day. */
  readonly from: string;
  readonly until: string;
  /** Square feet; left out for not stated. */
  readonly area?: string;
  /** A year; left out for not stated. */
  readonly rent?: string;
  /** Parts of the building that it covers, each a line of its description. */
  readonly parts?: number;
  /** From `encodeDescription`. */
  readonly description?: string;
}

interface Entries {
  /** Which has custody; left out, whichever does. */
  readonly organisation?: OrganisationRef;
  readonly leases: readonly LeaseInput[];
}

/** Of whom buildings are leased. By property officers of the organisation with custody. */
export class Leases extends Domain {
  /** Enters leases of buildings that are held by lease. */
  readonly register = this.write(
    "buildings",
    "registerLeases",
  )({
    events: ["LeaseRegistered"],
    args: async (input: Entries) => [await this.custodian(input), input.leases.map(entryOf)],
  });

  /** Amends running leases. */
  readonly amend = this.write(
    "buildings",
    "amendLeases",
  )({
    events: ["LeaseAmended"],
    args: async (input: Entries) => [await this.custodian(input), input.leases.map(entryOf)],
  });

  /** Renews a running lease to a later end. */
  readonly renew = this.write(
    "buildings",
    "renewLease",
  )({
    events: ["LeaseRenewed"],
    args: (input: {
      readonly building: string;
      readonly lease: string;
      /** Last civil day. */
      readonly until: string;
      readonly area?: string;
      readonly rent?: string;
      readonly evidence?: string;
    }) => [
      encodeCode(input.building, "building"),
      encodeCode(input.lease, "lease"),
      dayOf(input.until, "until"),
      areaOf(input.area ?? "0", "area"),
      someCents(input.rent ?? "0", "rent"),
      optionalHash(input.evidence, "evidence"),
    ],
  });

  /** Ends a running lease. */
  readonly end = this.write(
    "buildings",
    "endLease",
  )({
    events: ["LeaseEnded"],
    args: (input: { readonly building: string; readonly lease: string; readonly evidence?: string }) => [
      encodeCode(input.building, "building"),
      encodeCode(input.lease, "lease"),
      optionalHash(input.evidence, "evidence"),
    ],
  });

  private custodian({ organisation, leases }: Entries): Promise<number> {
    const [first] = leases;
    if (first === undefined) throw new FiscInputError("leases", "there is none", "give one at least");
    return custodianOf(this.desk, organisation, first.building);
  }
}

function entryOf(input: LeaseInput, i: number) {
  const place = `lease ${i + 1}`;
  return {
    building: encodeCode(input.building, `${place}, building`),
    id: encodeCode(input.lease, `${place}, lease`),
    from: dayOf(input.from, `${place}, from`),
    until: dayOf(input.until, `${place}, until`),
    area: areaOf(input.area ?? "0", `${place}, area`),
    rent: someCents(input.rent ?? "0", `${place}, rent`),
    parts: wholeNumber(input.parts ?? 1, MOST[16], `${place}, parts`),
    description: bytesOf(input.description ?? "0x", `${place}, description`),
  };
}
