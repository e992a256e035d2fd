import type { Desk } from "../desk.js";
import { Ceilings } from "./ceilings.js";
import { Interest } from "./interest.js";
import { Rails } from "./rails.js";
import { Schedules } from "./schedules.js";
import { Vouchers } from "./vouchers.js";

/** How money leaves: vouchers here, and beside them all that they are paid by and under. */
export class Payments extends Vouchers {
  /** Thousands of payments certified as one. */
  readonly schedules: Schedules;
  readonly rails: Rails;
  readonly ceilings: Ceilings;
  readonly interest: Interest;

  constructor(desk: Desk) {
    super(desk);
    this.schedules = new Schedules(desk);
    this.rails = new Rails(desk);
    this.ceilings = new Ceilings(desk);
    this.interest = new Interest(desk);
  }
}
