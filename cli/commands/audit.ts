import type { Command } from "commander";

import { auditLedger } from "../audit/auditLedger.js";
import { action } from "../support/command.js";
import { EXIT } from "../support/exit.js";
import { withLedger } from "../support/open.js";
import type { Session } from "../support/session.js";

export const command = (session: Session): Command =>
  action(
    "audit",
    "Rebuilds the books from the journal alone, compares them with the contracts' storage field by field, checks every " +
      "invariant that can be checked from outside, and lists findings. Needs no key.",
    [
      ["fisc audit", "of the configured network's ledger"],
      [
        "fisc audit --rpc https://one.example --rpc https://two.example --json",
        "through two nodes that must agree",
      ],
    ],
    session,
    ({ globals }) =>
      withLedger(session, globals, async (open) => {
        const audit = await auditLedger(session, open);
        const { findings, events, fields, invariants, block } = audit;
        const lines = findings.map(({ kind, place, problem }) => `${kind}: ${place}: ${problem}`);
        const checked =
          `${String(events)} events up to block ${String(block)} folded, ${String(fields)} fields compared with storage, ` +
          `${String(invariants)} invariants checked.`;
        const verdict =
          findings.length === 0
            ? "No findings: journal, storage and rules agree."
            : `Findings: ${String(findings.length)}.`;
        return {
          text: [...lines, checked, verdict].join("\n"),
          json: { ...audit, ...resourcesUsed() },
          code: findings.length === 0 ? EXIT.done : EXIT.findings,
        };
      }),
  );

/** Of this process, from its start. */
function resourcesUsed() {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return {
    memoryMiB: Math.round(maxRSS / 1_024),
    cpuSeconds: Math.round((userCPUTime + systemCPUTime) / 1e4) / 100,
  };
}
