import { encodeCode } from "../../buildings/codes.js";
import { type BuildingFacts, decodeFacts, encodeFacts } from "../../buildings/facts.js";
import { dateOf } from "../../calendar.js";
import { FiscInputError } from "../../errors.js";
import { formatCents } from "../../money.js";
import type { Desk } from "../desk.js";
import { civilDayOf } from "../inputs/dates.js";
import { bytesOf, optionalHash } from "../inputs/hex.js";
import { wholeNumber } from "../inputs/numbers.js";
import type { OrganisationRef } from "../refs.js";
import { CodeLists } from "./codeLists.js";
import { custodianOf, unknownBuilding } from "./custodian.js";
import { changedFacts, type FactsInput, factsOf, type FactsView, viewFacts } from "./facts.js";
import { Leases } from "./leases.js";
import { Lifecycle } from "./lifecycle.js";
import { WorkOrders } from "./workOrders.js";

/** A building to be entered. */
export interface RegistrationInput {
  /** Its code: 1 to 31 printable characters without a space. */
  readonly building: string;
  readonly status: "planned" | "active";
  readonly facts: FactsInput;
  /** Commitment to its file. */
  readonly record?: string;
  /** From `encodeDescription`. */
  readonly description?: string;
}

/** A building to be amended. */
export interface AmendmentInput {
  readonly building: string;
  /** What changes; what is left out stays as it is. */
  readonly facts?: Partial<FactsInput>;
  readonly record?: string;
  readonly description?: string;
}

/** What a survey found. */
export interface SurveyInput {
  readonly building: string;
  /** Percent. */
  readonly condition: number;
  readonly utilisation: number;
  /** Civil date. */
  readonly day: string;
  readonly evidence?: string;
}

/** Which has custody; left out, whichever does. */
interface ForOrganisation {
  readonly organisation?: OrganisationRef;
}

/** A building as the register has it now. */
export interface BuildingView extends FactsView {
  readonly building: string;
  readonly custodian: number;
  /** Civil date of the last survey; undefined before the first. */
  readonly surveyed: string | undefined;
  readonly leases: number;
  /** Square feet. */
  readonly occupied: string;
  /** Which organisation may accept custody; undefined where it is not offered. */
  readonly offeredTo: number | undefined;
  /** As rules read them: what `acceptCustody` takes as seen. */
  readonly facts: BuildingFacts;
}

/** What is owned: the register of public buildings, their life, custody, leases and costs. */
export class Buildings extends Lifecycle {
  readonly leases: Leases;
  readonly workOrders: WorkOrders;
  readonly codeLists: CodeLists;

  /** Enters buildings. By a property officer of the organisation that will have custody. */
  readonly register = this.write(
    "buildings",
    "register",
  )({
    events: ["BuildingRegistered"],
    args: async (input: {
      readonly organisation: OrganisationRef;
      readonly buildings: readonly RegistrationInput[];
    }) => [await this.desk.refs.organisation(input.organisation), input.buildings.map(registrationOf)],
  });

  /** Amends buildings. By a property officer of the organisation with custody. */
  readonly amend = this.write(
    "buildings",
    "amend",
  )({
    events: ["BuildingAmended"],
    args: async (input: ForOrganisation & { readonly amendments: readonly AmendmentInput[] }) => [
      await custodianOf(this.desk, input.organisation, firstOf(input.amendments).building),
      await Promise.all(input.amendments.map((it, i) => this.amendment(it, `amendment ${i + 1}`))),
    ],
  });

  /** Records surveys. By a property officer of the organisation with custody. */
  readonly survey = this.write(
    "buildings",
    "survey",
  )({
    events: ["BuildingSurveyed"],
    args: async (input: ForOrganisation & { readonly surveys: readonly SurveyInput[] }) => [
      await custodianOf(this.desk, input.organisation, firstOf(input.surveys).building),
      input.surveys.map(surveyOf),
    ],
  });

  constructor(desk: Desk) {
    super(desk);
    this.leases = new Leases(desk);
    this.workOrders = new WorkOrders(desk);
    this.codeLists = new CodeLists(desk);
  }

  /** A building as it stands now. */
  async building(code: string): Promise<BuildingView> {
    const { buildings } = this.desk.contracts;
    const word = encodeCode(code, "building");
    const packed = await buildings.facts(word);
    if (packed === 0n) throw unknownBuilding(code);
    const [custodian, surveyed, { leases, occupied }, { to }] = await Promise.all([
      buildings.custodianOf(word),
      buildings.surveyedOn(word),
      buildings.tenancy(word),
      buildings.offer(word),
    ]);
    const facts = decodeFacts(packed);
    return {
      ...viewFacts(facts),
      building: code,
      custodian: Number(custodian),
      surveyed: surveyed === 0n ? undefined : dateOf(Number(surveyed)),
      leases: Number(leases),
      occupied: formatCents(occupied),
      offeredTo: to === 0n ? undefined : Number(to),
      facts,
    };
  }

  private async amendment({ building, facts, record, description }: AmendmentInput, place: string) {
    const id = encodeCode(building, `${place}, building`);
    const now = await this.desk.contracts.buildings.facts(id);
    if (now === 0n) throw unknownBuilding(building);
    return {
      id,
      facts: encodeFacts(changedFacts(decodeFacts(now), facts ?? {}, place)),
      record: optionalHash(record, `${place}, record`),
      description: bytesOf(description ?? "0x", `${place}, description`),
    };
  }
}

function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first !== undefined) return first;
  throw new FiscInputError("buildings", "there is none", "give one at least");
}

function registrationOf({ building, status, facts, record, description }: RegistrationInput, i: number) {
  const place = `building ${i + 1}`;
  return {
    id: encodeCode(building, place),
    facts: encodeFacts(factsOf(facts, status, place)),
    record: optionalHash(record, `${place}, record`),
    description: bytesOf(description ?? "0x", `${place}, description`),
  };
}

const PERCENT = 100;

function surveyOf({ building, condition, utilisation, day, evidence }: SurveyInput, i: number) {
  const place = `survey ${i + 1}`;
  return {
    id: encodeCode(building, `${place}, building`),
    condition: wholeNumber(condition, PERCENT, `${place}, condition`),
    utilisation: wholeNumber(utilisation, PERCENT, `${place}, utilisation`),
    day: civilDayOf(day, `${place}, day`),
    evidence: optionalHash(evidence, `${place}, evidence`),
  };
}
