import { type Act, ACT_KINDS } from "../../acts.js";
import { formatCents } from "../../money.js";
import type { JournalEventName } from "../../journal/event.js";
import type { LEDGER_EVENTS } from "../../journal/schema.js";
import { obligationId } from "../../ids.js";
import { Domain } from "../desk.js";
import { someCents } from "../inputs/amounts.js";
import { timeOf } from "../inputs/dates.js";
import { type AccountRef, type ObligationRef, obligationOf, type OrganisationRef } from "../refs.js";
import type { NoInput, Write } from "../write.js";
import { type AccountView, type ObligationView, viewAccount, viewObligation } from "./accountViews.js";
import { actingFor } from "./actingFor.js";
import type { ActInputs, BatchAct, Verb } from "./actInputs.js";
import { planActs } from "./planActs.js";

/** For whom an officer acts; left out, the organisation that the act belongs to. */
interface ForOrganisation {
  readonly organisation?: OrganisationRef;
}

type ActEvent = Exclude<
  keyof typeof LEDGER_EVENTS,
  | "LedgerCreated"
  | "OpeningSealed"
  | "LedgerFrozen"
  | "AppropriationOpened"
  | "AllotmentOpened"
  | "AccountExtended"
  | "AccountReassigned"
>;

/** The event that each act is journalled by. */
const EVENT_OF = {
  appropriate: "Appropriated",
  rescind: "Rescinded",
  anticipate: "Anticipated",
  forgo: "Forgone",
  realise: "Realised",
  transfer: "Transferred",
  withhold: "Withheld",
  release: "Released",
  allot: "Allotted",
  withdraw: "Withdrawn",
  reserve: "Reserved",
  unreserve: "Unreserved",
  collect: "Collected",
  uncollect: "Uncollected",
  obligate: "Obligated",
  openObligation: "ObligationOpened",
  increase: "Increased",
  deobligate: "Deobligated",
  novate: "Novated",
  accept: "Accepted",
  reverse: "Reversed",
  advance: "Advanced",
  liquidate: "Liquidated",
  recall: "Recalled",
  retain: "Retained",
  unretain: "Unretained",
} as const satisfies Record<Verb, ActEvent>;

type EventOfVerb<V extends Verb> = (typeof EVENT_OF)[V];

const ACT_EVENTS: readonly ActEvent[] = Object.values(EVENT_OF);

/** Appropriations, allotments and obligations: the acts of the budget, alone or in batches that happen whole. */
export class Budget extends Domain {
  /** Opens an appropriation. By an appropriating officer of the treasury. */
  readonly openAppropriation = this.write(
    "ledger",
    "openAppropriation",
  )({
    events: ["AppropriationOpened"],
    args: async (input: {
      /** The public account symbol. */
      readonly symbol: string;
      readonly owner: OrganisationRef;
      /** First day on which it may be obligated. */
      readonly opens: string;
      /** First day on which it no longer may. */
      readonly closes: string;
      /** First day on which nothing moves any more. */
      readonly cancels: string;
    }) => [
      await this.desk.refs.organisation(input.owner, "owner"),
      timeOf(input.opens, this.desk.calendar, "opens"),
      timeOf(input.closes, this.desk.calendar, "closes"),
      timeOf(input.cancels, this.desk.calendar, "cancels"),
      input.symbol,
    ],
    made: {
      told: ([event]) => ({ account: event?.args.account ?? 0 }),
      foreseen: (returned) => ({ account: Number(returned[0]) }),
    },
  });

  /** Opens an account below another. By a budget officer of the parent's owner. */
  readonly openAllotment = this.write(
    "ledger",
    "openAllotment",
  )({
    events: ["AllotmentOpened"],
    args: async (input: {
      readonly parent: AccountRef;
      /** Its natural key beside its siblings. */
      readonly code: string;
      readonly owner: OrganisationRef;
      readonly opens: string;
      /** "none" follows the appropriation. */
      readonly closes: string;
    }) => [
      await this.desk.refs.account(input.parent, "parent"),
      await this.desk.refs.organisation(input.owner, "owner"),
      timeOf(input.opens, this.desk.calendar, "opens"),
      timeOf(input.closes, this.desk.calendar, "closes"),
      input.code,
    ],
    made: {
      told: ([event]) => ({ account: event?.args.account ?? 0 }),
      foreseen: (returned) => ({ account: Number(returned[0]) }),
    },
  });

  /** Moves an account's ends to later dates, while they are not reached. */
  readonly extend = this.write(
    "ledger",
    "extend",
  )({
    events: ["AccountExtended"],
    args: async (input: {
      readonly account: AccountRef;
      readonly closes: string;
      /** Of an appropriation; a child has none. */
      readonly cancels?: string;
    }) => [
      await this.desk.refs.account(input.account),
      timeOf(input.closes, this.desk.calendar, "closes"),
      input.cancels === undefined ? 0 : timeOf(input.cancels, this.desk.calendar, "cancels"),
    ],
  });

  /** Gives an account to another organisation. By a budget officer of its superior. */
  readonly reassign = this.write(
    "ledger",
    "reassign",
  )({
    events: ["AccountReassigned"],
    args: async (input: { readonly account: AccountRef; readonly owner: OrganisationRef }) => [
      await this.desk.refs.account(input.account),
      await this.desk.refs.organisation(input.owner, "owner"),
    ],
  });

  /** Ends opening entries, for ever. By an appropriating officer of the treasury, with the predecessor's totals. */
  readonly seal = this.write(
    "ledger",
    "seal",
  )({
    events: ["OpeningSealed"],
    args: (input: { readonly openingAuthority: string; readonly openingObligated: string }) => [
      someCents(input.openingAuthority, "openingAuthority"),
      someCents(input.openingObligated, "openingObligated"),
    ],
  });

  /** Ends all acts, for ever. By the top administrator: propose its `call`. */
  readonly freeze = this.write(
    "ledger",
    "freeze",
  )({
    events: ["LedgerFrozen"],
    args: (_: NoInput) => [],
  });

  /** Does several acts for one organisation, in their order: all or none. */
  readonly execute = this.executing<
    ForOrganisation & { readonly acts: readonly BatchAct[] },
    ActEvent,
    { readonly obligations: readonly bigint[] }
  >(
    ACT_EVENTS,
    ({ acts }) => acts,
    (obligations) => ({ obligations }),
  );

  /** The law makes authority available. */
  readonly appropriate = this.act("appropriate");
  /** The law takes unobligated authority away. */
  readonly rescind = this.act("rescind");
  /** Resources are expected; no authority yet. */
  readonly anticipate = this.act("anticipate");
  /** Anticipated resources will not come. */
  readonly forgo = this.act("forgo");
  /** Collected resources become authority, as far as they were anticipated. */
  readonly realise = this.act("realise");
  /** Authority moves to a sibling, or from appropriation to appropriation. */
  readonly transfer = this.act("transfer");
  /** Authority may not be used for now. */
  readonly withhold = this.act("withhold");
  /** Withheld authority may be used again. */
  readonly release = this.act("release");
  /** Authority passes from the parent down to the account. */
  readonly allot = this.act("allot");
  /** Unused authority passes up to the parent. */
  readonly withdraw = this.act("withdraw");
  /** Funds are set aside before a commitment. */
  readonly reserve = this.act("reserve");
  /** Reserved funds are free again. */
  readonly unreserve = this.act("unreserve");
  /** Money comes into an appropriation. */
  readonly collect = this.act("collect");
  /** A receipt posted in error is taken out. */
  readonly uncollect = this.act("uncollect");
  /** A legal commitment to a payee is made. */
  readonly obligate = this.actMaking("obligate");
  /** A commitment made before this ledger began is entered, until the seal. */
  readonly openObligation = this.actMaking("openObligation");
  /** An obligation rises. */
  readonly increase = this.act("increase");
  /** An obligation falls by what was neither accepted nor advanced. */
  readonly deobligate = this.act("deobligate");
  /** An obligation goes over to another payee, whole. */
  readonly novate = this.act("novate");
  /** Goods or work were received and accepted. */
  readonly accept = this.act("accept");
  /** An acceptance not yet claimed is taken back. */
  readonly reverse = this.act("reverse");
  /** Money may be paid before acceptance. */
  readonly advance = this.act("advance");
  /** An advance turns into acceptance. */
  readonly liquidate = this.act("liquidate");
  /** An advance not yet claimed is taken back. */
  readonly recall = this.act("recall");
  /** A part of what was accepted is held back. */
  readonly retain = this.act("retain");
  /** What was held back may be claimed. */
  readonly unretain = this.act("unretain");

  /** An account as it stands now. */
  async account(ref: AccountRef): Promise<AccountView> {
    return viewAccount(this.desk.contracts, this.desk.calendar, await this.desk.refs.account(ref));
  }

  /** An obligation as it stands now. */
  obligation(ref: ObligationRef): Promise<ObligationView> {
    return viewObligation(this.desk.contracts, obligationOf(ref));
  }

  /** What the ledger says of its opening entries, and whether it is frozen. */
  async status(): Promise<{
    readonly openingAuthority: string;
    readonly openingObligated: string;
    readonly isSealed: boolean;
    readonly isFrozen: boolean;
  }> {
    const { openingAuthority, openingObligated, isSealed, isFrozen } =
      await this.desk.contracts.ledger.status();
    return {
      openingAuthority: formatCents(openingAuthority),
      openingObligated: formatCents(openingObligated),
      isSealed,
      isFrozen,
    };
  }

  /** A batch of one. */
  private act<V extends Verb>(verb: V): Write<ActInputs[V] & ForOrganisation, EventOfVerb<V>> {
    return this.executing<ActInputs[V] & ForOrganisation, EventOfVerb<V>, object>(
      [EVENT_OF[verb]],
      (input) => [batchAct(verb, input)],
      () => ({}),
    );
  }

  private actMaking<V extends "obligate" | "openObligation">(
    verb: V,
  ): Write<ActInputs[V] & ForOrganisation, EventOfVerb<V>, { readonly obligation: bigint }> {
    return this.executing(
      [EVENT_OF[verb]],
      (input: ActInputs[V] & ForOrganisation) => [batchAct(verb, input)],
      ([obligation = 0n]) => ({ obligation }),
    );
  }

  /** A batch of acts, and what is made of the obligations that it makes. */
  private executing<Input extends ForOrganisation, N extends JournalEventName, Made extends object>(
    events: readonly N[],
    actsIn: (input: Input) => readonly BatchAct[],
    made: (obligations: readonly bigint[]) => Made,
  ): Write<Input, N, Made> {
    return this.write(
      "ledger",
      "execute",
    )({
      events,
      args: async (input: Input) => {
        const acts = await planActs(this.desk, actsIn(input));
        const [first] = acts;
        const { organisation } = input;
        return [
          organisation !== undefined || first === undefined
            ? await this.desk.refs.organisation(organisation ?? 0)
            : await actingFor(this.desk, first),
          acts,
        ];
      },
      made: {
        told: (told) =>
          made(
            told.flatMap(({ name, args }) =>
              name === "Obligated" || name === "ObligationOpened"
                ? [(args as { obligation: bigint }).obligation]
                : [],
            ),
          ),
        foreseen: (_, [, acts]) => made((acts as readonly Act[]).flatMap(obligationMadeBy)),
      },
    });
  }
}

// Safe: the act's name and its own input.
const batchAct = <V extends Verb>(act: V, input: ActInputs[V]): BatchAct =>
  ({ ...input, act }) as unknown as BatchAct;

const MAKING: readonly number[] = [ACT_KINDS.indexOf("Obligate"), ACT_KINDS.indexOf("OpenObligation")];

const obligationMadeBy = ({ kind, subject, sequence }: Act): bigint[] =>
  MAKING.includes(kind) ? [obligationId(Number(subject), sequence)] : [];
