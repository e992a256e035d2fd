import { acts, type Act } from "../sdk/acts.js";
import type { ClaimKind } from "../sdk/claims.js";
import { NO_END } from "../sdk/calendar.js";
import { TREASURY } from "../sdk/ids.js";
import { OFFICES } from "../sdk/offices.js";
import { BATCH, CLASSIFICATION, evidence, type Role, type World } from "./world.js";

/** One figure of the snapshot: a transaction (or a call) that does `items` things. */
export interface Case<In = World> {
  readonly name: string;
  readonly items: number;
  /** Gas of the whole transaction, from the world as it was created. */
  readonly gas: (world: In) => Promise<bigint>;
}

/** What each figure is for is defined in `README.md`, case by case. */
const AMOUNT = 123_456n;
const SMALL = 4_321n;

/** A case of a batch by one officer. */
function batch(name: string, items: number, role: Role, make: (world: World) => readonly Act[]): Case {
  return {
    name: `${name}.${String(items)}`,
    items,
    gas: (world) => {
      const isCentral = role === "appropriating" || role === "treasuryBudget" || role === "transferring";
      return world.run(role, isCentral ? TREASURY : world.agency, make(world));
    },
  };
}

type OnAccount = (line: { account: number; sequence: number; amount: bigint; evidence: string }) => Act;
type OnObligation = (line: { obligation: bigint; sequence: number; amount: bigint; evidence: string }) => Act;

/** The sequence number of the root, the first child and its obligations in the world. */
const ROOT_SEQUENCE = 4 + 1 + BATCH;
const CHILD_SEQUENCE = 3 + BATCH + 1;
const NEXT_CHILDREN_SEQUENCE = 2 + BATCH + 1;
const COMMITMENT_SEQUENCE = { obligations: 2, advanced: 2, retained: 3 } as const;

/** The sequence number of the child at `index`: the first three have obligations, the last was never acted on. */
function seenOf(index: number): number {
  if (index === 0) return CHILD_SEQUENCE;
  if (index <= 2) return NEXT_CHILDREN_SEQUENCE;
  return index === BATCH ? 1 : 2;
}

const onRoot = (name: string, role: Role, make: OnAccount): Case[] =>
  [1, BATCH].map((items) =>
    batch(name, items, role, ({ root }) =>
      Array.from({ length: items }, (_, i) =>
        make({ account: root, sequence: ROOT_SEQUENCE + i, amount: AMOUNT, evidence: evidence() }),
      ),
    ),
  );

const onChild = (name: string, make: OnAccount): Case[] =>
  [1, BATCH].map((items) =>
    batch(name, items, "budget", ({ children: [child = 0] }) =>
      Array.from({ length: items }, (_, i) =>
        make({ account: child, sequence: CHILD_SEQUENCE + i, amount: 100n, evidence: evidence() }),
      ),
    ),
  );

const onObligations = (
  name: string,
  role: Role,
  make: OnObligation,
  of: keyof typeof COMMITMENT_SEQUENCE = "obligations",
): Case[] =>
  [1, BATCH].map((items) =>
    batch(name, items, role, (world) =>
      world[of].slice(0, items).map((obligation) =>
        make({
          obligation,
          sequence: COMMITMENT_SEQUENCE[of],
          amount: SMALL,
          evidence: evidence(),
        }),
      ),
    ),
  );

/** A case of claims of one kind, each on an obligation of its own. */
const posting = (name: string, kind: ClaimKind): Case[] =>
  [1, BATCH].map((items) => ({
    name: `${name}.${String(items)}`,
    items,
    gas: ({ post, obligations: all }) =>
      post(
        kind,
        all.slice(0, items).map((obligation) => ({ obligation, amount: SMALL, document: evidence() })),
      ),
  }));

const obligate = (account: number, sequence: number): Act =>
  acts.obligate({
    account,
    sequence,
    amount: AMOUNT,
    payee: 70_001 + sequence,
    classification: CLASSIFICATION,
    evidence: evidence(),
  });

const authority: Case[] = [
  {
    name: "authority.check.1",
    items: 1,
    gas: async ({ probe, fisc, signers, agency }) =>
      probe.check(fisc.registry, await signers.contracting.getAddress(), agency, OFFICES.contracting, AMOUNT),
  },
  {
    name: "authority.enrol.1",
    items: 1,
    gas: async ({ fisc, signers }) =>
      gasOf(
        fisc.registry.connect(signers.registrar).enrolPerson(await signers.spare.getAddress(), evidence()),
      ),
  },
  {
    name: "authority.appoint.1",
    items: 1,
    gas: async ({ fisc, signers, officers, agency }) =>
      gasOf(
        fisc.registry
          .connect(signers.administrator)
          .appoint(officers.contracting, agency, OFFICES.contracting, 0, NO_END, AMOUNT),
      ),
  },
  {
    name: "authority.dismiss.1",
    items: 1,
    gas: async ({ fisc, signers, officers }) =>
      gasOf(fisc.registry.connect(signers.registrar).dismiss(officers.contracting, evidence())),
  },
  {
    name: "authority.halt.1",
    items: 1,
    gas: async ({ fisc, signers, agency }) =>
      gasOf(fisc.registry.connect(signers.inspector).halt(agency, 3600, evidence())),
  },
];

const accounts: Case[] = [
  {
    name: "budget.openAppropriation.1",
    items: 1,
    gas: async ({ fisc, signers, agency }) =>
      gasOf(
        fisc.ledger
          .connect(signers.appropriating)
          .openAppropriation(agency, 1, NO_END, NO_END, "012-2014/2014-1600"),
      ),
  },
  {
    name: "budget.openAllotment.1",
    items: 1,
    gas: async ({ fisc, signers, agency, root }) =>
      gasOf(fisc.ledger.connect(signers.budget).openAllotment(root, agency, 1, NO_END, "6011")),
  },
  ...onRoot("budget.appropriate", "appropriating", acts.appropriate),
  ...onRoot("budget.rescind", "appropriating", acts.rescind),
  ...onRoot("budget.realise", "appropriating", acts.realise),
  ...onRoot("budget.withhold", "treasuryBudget", acts.withhold),
  ...onRoot("budget.release", "treasuryBudget", acts.release),
  ...onRoot("budget.collect", "collecting", (line) => acts.collect({ ...line, receipt: "refund" })),
  batch("budget.transfer", 1, "transferring", ({ root, otherRoot }) => [
    acts.transfer({
      account: root,
      to: otherRoot,
      sequence: ROOT_SEQUENCE,
      amount: AMOUNT,
      evidence: evidence(),
    }),
  ]),
  batch("budget.allot", 1, "budget", ({ children }) => [
    acts.allot({ account: children.at(-1) ?? 0, sequence: 1, amount: AMOUNT, evidence: evidence() }),
  ]),
  batch("budget.allot", BATCH, "budget", ({ children }) =>
    children
      .slice(1, 1 + BATCH)
      .map((account, i) =>
        acts.allot({ account, sequence: seenOf(i + 1), amount: AMOUNT, evidence: evidence() }),
      ),
  ),
  ...onChild("budget.withdraw", acts.withdraw),
  ...onChild("budget.reserve", acts.reserve),
  ...onChild("budget.unreserve", acts.unreserve),
];

const obligations: Case[] = [
  batch("budget.obligate", 1, "contracting", ({ children: [child = 0] }) => [
    obligate(child, CHILD_SEQUENCE),
  ]),
  batch("budget.obligate", BATCH, "contracting", ({ children: [child = 0] }) =>
    Array.from({ length: BATCH }, (_, i) => obligate(child, CHILD_SEQUENCE + i)),
  ),
  batch("budget.obligateAcross", BATCH, "contracting", ({ children }) =>
    children.slice(0, BATCH).map((child, i) => obligate(child, seenOf(i))),
  ),
  ...onObligations("budget.increase", "contracting", acts.increase),
  ...onObligations("budget.deobligate", "contracting", acts.deobligate),
  ...onObligations("budget.accept", "receiving", acts.accept),
  ...onObligations("budget.reverse", "receiving", acts.reverse),
  ...onObligations("budget.retain", "receiving", acts.retain),
  ...onObligations("budget.unretain", "receiving", acts.unretain, "retained"),
  ...onObligations("budget.advance", "advances", acts.advance, "advanced"),
  ...onObligations("budget.liquidate", "advances", acts.liquidate, "advanced"),
  ...onObligations("budget.recall", "advances", acts.recall, "advanced"),
];

const claims: Case[] = [
  ...posting("budget.postCertify", "Certify"),
  ...posting("budget.postDecertify", "Decertify"),
  ...posting("budget.postPay", "Pay"),
  ...posting("budget.postReturn", "Return"),
  ...posting("budget.postInterest", "Interest"),
];

/** Every case of the budget, in the order of the table. */
export const CASES: readonly Case[] = [...authority, ...accounts, ...obligations, ...claims];

export async function gasOf(
  sending: Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>,
): Promise<bigint> {
  const receipt = await (await sending).wait();
  if (receipt === null) throw new Error("a transaction left no receipt");
  return receipt.gasUsed;
}
