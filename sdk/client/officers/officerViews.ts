import { type Calendar, civilDate } from "../../calendar.js";
import type { Contracts } from "../../contracts.js";
import { FiscInputError } from "../../errors.js";
import { formatCents } from "../../money.js";
import { type Office, officesIn } from "../../offices.js";

/** An officer as the registry has them now. */
export interface OfficerView {
  readonly officer: number;
  readonly isContract: boolean;
  /** Whether a registrar or inspector. */
  readonly isIndependent: boolean;
  /** Live keys, those that do not work yet included. */
  readonly keys: readonly string[];
  /** Every office held in this term, anywhere, even if given up since. */
  readonly held: readonly Office[];
}

/** An officer's offices in one organisation. */
export interface AppointmentView {
  readonly offices: readonly Office[];
  /** Civil dates in the ledger's calendar; "none" for one without end. */
  readonly from: string;
  readonly until: string;
  readonly limit: string;
}

export async function viewOfficer({ registry }: Contracts, officer: number): Promise<OfficerView> {
  const [it, keys] = await Promise.all([registry.officer(officer), registry.keysOf(officer)]);
  if (it.term === 0n) {
    throw new FiscInputError("officer", `there is no officer ${officer}`, "have them enrolled");
  }
  return {
    officer,
    isContract: it.isContract,
    isIndependent: it.independent,
    keys: [...keys],
    held: officesIn(Number(it.held)),
  };
}

export async function viewAppointment(
  { registry }: Contracts,
  calendar: Calendar,
  officer: number,
  organisation: number,
): Promise<AppointmentView> {
  const [it, { term }] = await Promise.all([
    registry.appointment(officer, organisation),
    registry.officer(officer),
  ]);
  // One of a former term stays stored and has no effect.
  if (it.offices === 0n || it.term !== term) {
    throw new FiscInputError(
      "appointment",
      `officer ${officer} has none in organisation ${organisation}`,
      "have them appointed",
    );
  }
  return {
    offices: officesIn(Number(it.offices)),
    from: civilDate(Number(it.from), calendar),
    until: civilDate(Number(it.until), calendar),
    limit: formatCents(it.limit),
  };
}
