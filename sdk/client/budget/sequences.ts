import type { Contracts } from "../../contracts.js";
import { MOST, wholeNumber } from "../inputs/numbers.js";

/** The sequence numbers that the acts of one batch carry, each subject's read once and counted on. */
export class Sequences {
  private readonly known = new Map<bigint, number>();
  /** Acts of the batch that raise the number of a subject that was not read yet. */
  private readonly ahead = new Map<bigint, number>();

  constructor(private readonly ledger: Contracts["ledger"]) {}

  /** The next act's number. @param given What its author saw, in the place of what is read now. */
  async take(subject: bigint, given: number | undefined, place: string): Promise<number> {
    const number =
      given === undefined ? await this.current(subject) : wholeNumber(given, MOST[32], `${place}, sequence`);
    this.known.set(subject, number + 1);
    return number;
  }

  /** An act that is addressed elsewhere raises this subject's number too. */
  raise(subject: bigint): void {
    const known = this.known.get(subject);
    if (known === undefined) this.ahead.set(subject, (this.ahead.get(subject) ?? 0) + 1);
    else this.known.set(subject, known + 1);
  }

  /** An obligation that the batch itself makes. */
  begin(obligation: bigint): void {
    this.known.set(obligation, 1);
  }

  private async current(subject: bigint): Promise<number> {
    const known = this.known.get(subject);
    if (known !== undefined) return known;
    const sequence =
      subject <= BigInt(MOST[32])
        ? (await this.ledger.account(subject)).totals.sequence
        : (await this.ledger.obligation(subject)).commitment.sequence;
    return Number(sequence) + (this.ahead.get(subject) ?? 0);
  }
}
