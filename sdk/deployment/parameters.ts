/** What a ledger is deployed with; `deploy/parameters/local.json5` explains each. Durations are in seconds. */
export interface FiscParameters {
  readonly minimumDelay: number;
  readonly keyDelay: number;
  readonly appointmentDelay: number;
  readonly haltMaximum: number;
  readonly haltCooldown: number;
  readonly changeDelay: number;
  readonly excessWait: number;
  readonly surplusWait: number;
  readonly treasuryCode: string;
  readonly founders: {
    readonly registrar: string;
    readonly inspector: string;
    readonly administrator: string;
  };
  /** Who proposes to the timelock. */
  readonly council: readonly string[];
  readonly identity: {
    readonly name: string;
    readonly currency: string;
    readonly timeZone: string;
    readonly fiscalYearStart: string;
  };
  /** The `Vouchers` whose place these take; none, when left out. */
  readonly predecessor?: string;
}
