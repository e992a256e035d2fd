import type { Bench } from "./example.js";

/**
 * Takes what nobody obligated back from an account's children, the deepest first, up to the account itself. By a budget
 * officer of each owner, or of the one above.
 *
 * @param children Each account's children by its index, as books have them.
 */
export async function withdrawAll(
  { fisc, as }: Pick<Bench, "fisc" | "as">,
  account: number,
  children: ReadonlyMap<number, readonly number[]>,
): Promise<string[]> {
  const told: string[] = [];
  const budget = await as("budget");
  for (const child of children.get(account) ?? []) {
    told.push(...(await withdrawAll({ fisc, as }, child, children)));
    // With the sequence number of what was looked at: of two runs at once, one is refused.
    const { reserved, sequence: first } = await fisc.budget.account(child);
    if (reserved !== "0.00")
      await budget.budget.unreserve({ account: child, amount: reserved, sequence: first });
    const { available, sequence } = await fisc.budget.account(child);
    if (available === "0.00") continue;
    await budget.budget.withdraw({ account: child, amount: available, sequence });
    told.push(`withdrew ${available} from account ${child}`);
  }
  return told;
}
