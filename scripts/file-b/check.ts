import type { NetworkConnection } from "hardhat/types/network";

import { compareBooksWithStorage } from "../../sdk/audit/compare.js";
import { findViolations } from "../../sdk/audit/invariants.js";
import { readBooks } from "../../sdk/journal/readBooks.js";
import { formatCents } from "../../sdk/money.js";
import type { Office } from "./desks.js";
import type { ReplayedRow } from "./replay.js";

export interface Checked {
  /** One line for each figure that is not what the file or the books say. */
  readonly mismatches: readonly string[];
  /** How many fields were compared. */
  readonly fieldsCompared: number;
  /** How many events the books were rebuilt from. */
  readonly journal: number;
}
