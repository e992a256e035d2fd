import { encodeCode } from "../../buildings/codes.js";
import { ACQUISITION, type BuildingFacts, encodeFacts } from "../../buildings/facts.js";
import { DISPOSAL } from "../../buildings/kinds.js";
import { Domain } from "../desk.js";
import { areaOf, centsOf } from "../inputs/amounts.js";
import { optionalHash } from "../inputs/hex.js";
import { MOST, numberNamed, wholeNumber } from "../inputs/numbers.js";
import type { AccountRef, OrganisationRef } from "../refs.js";
import { type Acquisition, codeValue } from "./facts.js";

/** A building, and what a step rests on. */
interface Step {
  readonly building: string;
  readonly evidence?: string;
}

/** A step to another status. */
interface StatusStep extends Step {
  /** What the jurisdiction calls a building of that status: a value of its code list; left out for not stated. */
  readonly standing?: number;
}

/** The life of a building, and its custody, which moves by offer and acceptance. By property officers. */
export abstract class Lifecycle extends Domain {
  /** Planned to active. */
  readonly activate = this.write(
    "buildings",
    "activate",
  )({
    events: ["BuildingActivated"],
    args: (input: StatusStep & { readonly acquisition: Acquisition }) => {
      const [building, standing, evidence] = stepOf(input);
      return [building, numberNamed(ACQUISITION, input.acquisition, "acquisition"), standing, evidence];
    },
  });

  /** Active to excess; screening begins. */
  readonly reportExcess = this.write(
    "buildings",
    "reportExcess",
  )({
    events: ["ExcessReported"],
    args: (input: StatusStep) => stepOf(input),
  });

  /** Excess to surplus, once screening is over. By a property officer of the treasury. */
  readonly declareSurplus = this.write(
    "buildings",
    "declareSurplus",
  )({
    events: ["SurplusDeclared"],
    args: (input: StatusStep) => stepOf(input),
  });

  /** Excess or surplus back to active: a need was found. */
  readonly restore = this.write(
    "buildings",
    "restore",
  )({
    events: ["BuildingRestored"],
    args: (input: StatusStep) => stepOf(input),
  });

  /** Disposes of a building for ever. */
  readonly dispose = this.write(
    "buildings",
    "dispose",
  )({
    events: ["BuildingDisposed"],
    args: (input: StatusStep & { readonly disposal: keyof typeof DISPOSAL }) => {
      const [building, standing, evidence] = stepOf(input);
      return [building, numberNamed(DISPOSAL, input.disposal, "disposal"), standing, evidence];
    },
  });

  /** Sells a surplus building, and posts the proceeds to an appropriation of the custodian's or the treasury's. */
  readonly sell = this.write(
    "buildings",
    "sell",
  )({
    events: ["BuildingDisposed", "ProceedsPosted"],
    args: async (
      input: StatusStep & {
        readonly account: AccountRef;
        readonly proceeds: string;
        /** The account's sequence number as its author saw it; left out, it is read now. */
        readonly sequence?: number;
      },
    ) => {
      const [building, standing, evidence] = stepOf(input);
      const account = await this.desk.refs.account(input.account);
      const { totals, terms } = await this.desk.contracts.ledger.account(account);
      const sequence = wholeNumber(input.sequence ?? Number(totals.sequence), MOST[32], "sequence");
      const proceeds = centsOf(input.proceeds, "proceeds");
      return [building, { owner: terms.owner, account, sequence, proceeds }, standing, evidence];
    },
  });

  /** Offers custody to another organisation. */
  readonly offerCustody = this.write(
    "buildings",
    "offerCustody",
  )({
    events: ["CustodyOffered"],
    args: async (input: Step & { readonly to: OrganisationRef }) => [
      encodeCode(input.building, "building"),
      await this.desk.refs.organisation(input.to, "to"),
      optionalHash(input.evidence, "evidence"),
    ],
  });

  /** Takes an offer back. */
  readonly withdrawOffer = this.write(
    "buildings",
    "withdrawOffer",
  )({
    events: ["CustodyOfferWithdrawn"],
    args: (input: { readonly building: string }) => [encodeCode(input.building, "building")],
  });

  /** Takes custody. By a property officer of the organisation that it is offered to. */
  readonly acceptCustody = this.write(
    "buildings",
    "acceptCustody",
  )({
    events: ["CustodyAccepted"],
    args: async (
      input: Step & {
        /** The building's facts as the acceptor saw them; left out, as they are now. */
        readonly seen?: BuildingFacts;
      },
    ) => {
      const building = encodeCode(input.building, "building");
      const seen =
        input.seen === undefined
          ? await this.desk.contracts.buildings.facts(building)
          : encodeFacts(input.seen);
      return [building, seen, optionalHash(input.evidence, "evidence")];
    },
  });

  /** Says how much of a building an organisation occupies; 0 when it moves out. */
  readonly setOccupancy = this.write(
    "buildings",
    "setOccupancy",
  )({
    events: ["OccupancySet"],
    args: async (input: Step & { readonly occupant: OrganisationRef; readonly area: string }) => [
      encodeCode(input.building, "building"),
      await this.desk.refs.organisation(input.occupant, "occupant"),
      areaOf(input.area),
      optionalHash(input.evidence, "evidence"),
    ],
  });
}

const stepOf = ({ building, standing = 0, evidence }: StatusStep): [string, number, string] => [
  encodeCode(building, "building"),
  codeValue(standing, "standing"),
  optionalHash(evidence, "evidence"),
];
