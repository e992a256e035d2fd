import { civilDate } from "../../calendar.js";
import { formatCents } from "../../money.js";
import { Domain } from "../desk.js";
import { someCents } from "../inputs/amounts.js";
import { timeOf } from "../inputs/dates.js";
import type { OrganisationRef } from "../refs.js";

/** What an organisation may pay out in a period. */
export interface CeilingView {
  readonly ceiling: string;
  readonly spent: string;
  readonly left: string;
  /** Civil dates. */
  readonly from: string;
  readonly until: string;
}

/** How much cash may leave in a period, beside the authority. By a budget officer of the treasury. */
export class Ceilings extends Domain {
  /** Sets an organisation's ceiling in the place of any. */
  readonly set = this.write(
    "cash",
    "setCeiling",
  )({
    events: ["CashCeilingSet"],
    args: async (input: {
      readonly organisation: OrganisationRef;
      readonly ceiling: string;
      readonly from: string;
      readonly until: string;
    }) => [
      await this.desk.refs.organisation(input.organisation),
      someCents(input.ceiling, "ceiling"),
      timeOf(input.from, this.desk.calendar, "from"),
      timeOf(input.until, this.desk.calendar, "until"),
    ],
  });

  /** Lifts an organisation's ceiling. */
  readonly lift = this.write(
    "cash",
    "setCeiling",
  )({
    events: ["CashCeilingSet"],
    args: async (input: { readonly organisation: OrganisationRef }) => [
      await this.desk.refs.organisation(input.organisation),
      ...LIFTED,
    ],
  });

  /** An organisation's ceiling; undefined where there is none. */
  async ceiling(organisation: OrganisationRef): Promise<CeilingView | undefined> {
    const { contracts, calendar, refs } = this.desk;
    const { ceiling, spent, from, until } = await contracts.cash.ceiling(
      await refs.organisation(organisation),
    );
    if (until === 0n) return undefined;
    return {
      ceiling: formatCents(ceiling),
      spent: formatCents(spent),
      left: formatCents(ceiling > spent ? ceiling - spent : 0n),
      from: civilDate(Number(from), calendar),
      until: civilDate(Number(until), calendar),
    };
  }
}

/** No ceiling, from 0 until 0. */
const LIFTED = [0, 0, 0] as const;
