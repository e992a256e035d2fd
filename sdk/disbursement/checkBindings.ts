import { FiscInputError } from "../errors.js";
import { lineSize, type Rail, RAILS } from "./lines.js";
import { type Binding, blindedBinding, blindedReference } from "./reference.js";
import { bindingsRoot, type Chunk, type Schedule, SCHEDULE_KINDS } from "./schedule.js";

/** What a line stands for, as who made the schedule shows it to the certifying officer. */
export interface ShownBinding extends Binding {
  /** The payee's for this schedule: see `scheduleSecret`. */
  readonly secret: string;
}

/** How a payee stands in the `PayeeRegistry` now. */
export interface Standing {
  /** Of the details in force on the schedule's rail: one that still waits is none. */
  readonly version: number;
  readonly account: string;
  readonly eligibleUntil: number;
}

/**
 * What a certifying officer checks of a benefit schedule beside `checkSchedule`: that each line pays the payee for whom
 * it is shown, by the details in force, while they are eligible; that nobody is paid twice; and that the schedule ends
 * when the first payee's eligibility does. The contracts know lines by addresses and references alone, so that the delay
 * of changed details holds here or nowhere.
 *
 * @param shown One for each line, through all chunks, in their order.
 * @param standingOf The registry's word, by the payee's id; undefined for who is not to be paid: unknown, suspended,
 * excluded, without details on this rail.
 * @throws FiscInputError for a schedule that is not to be certified; it names the line, the first one 1.
 */
export function checkBindings(
  { header, chunks }: Schedule,
  shown: readonly ShownBinding[],
  standingOf: (payee: number) => Standing | undefined,
): void {
  if (header.kind !== SCHEDULE_KINDS.benefit)
    throw fault("schedule", "it pays vouchers, which are not bound");
  const rail = RAILS[header.rail] ?? "token";
  const lines = chunks.flatMap(({ lines: packed }) => textsOf(rail, packed));
  if (lines.length !== shown.length) {
    throw fault("schedule", `${String(shown.length)} bindings are shown for ${String(lines.length)} lines`);
  }
  checkPayees(lines, shown, standingOf);
  const blinded = shown.map((binding) => blindedBinding(binding.secret, binding));
  checkLines(rail, lines, shown, blinded);
  checkRoots(rail, chunks, blinded);
  const earliest = shown.reduce((least, { eligibleUntil }) => Math.min(least, eligibleUntil), Infinity);
  if (header.eligibleUntil !== earliest) {
    throw fault(
      "schedule",
      `it is payable until ${String(header.eligibleUntil)}, the first payee until ${String(earliest)}`,
    );
  }
}

/** Each payee is eligible for as long as is said, with the details in force, and stands in one line. */
function checkPayees(
  lines: readonly string[],
  shown: readonly ShownBinding[],
  standingOf: (payee: number) => Standing | undefined,
): void {
  const placeOfPayee = new Map<number, number>();
  const placeOfLine = new Map<string, number>();
  for (const [i, { payee, version, account, eligibleUntil }] of shown.entries()) {
    const standing = standingOf(payee);
    if (standing === undefined) throw fault(lineAt(i), `payee ${String(payee)} is not to be paid`);
    if (version !== standing.version || account.toLowerCase() !== standing.account.toLowerCase()) {
      throw fault(
        lineAt(i),
        `version ${String(version)} of payee ${String(payee)}'s details, ${account}, is not the one in force, ` +
          `version ${String(standing.version)}, ${standing.account}`,
      );
    }
    if (eligibleUntil > standing.eligibleUntil) {
      throw fault(
        lineAt(i),
        `payee ${String(payee)} is eligible until ${String(standing.eligibleUntil)}, not ${String(eligibleUntil)}`,
      );
    }
    const before = placeOfPayee.get(payee);
    if (before !== undefined)
      throw fault(lineAt(i), `payee ${String(payee)} is paid in ${lineAt(before)}, too`);
    placeOfPayee.set(payee, i);
    // One person enrolled twice, mostly: the same amount to the same place.
    const line = lines[i] ?? "";
    const twin = placeOfLine.get(line);
    if (twin !== undefined) throw fault(lineAt(i), `it is ${lineAt(twin)} again, under another payee`);
    placeOfLine.set(line, i);
  }
}

/** Each line pays its binding's account, or names its reference. */
function checkLines(
  rail: Rail,
  lines: readonly string[],
  shown: readonly ShownBinding[],
  blinded: readonly string[],
): void {
  for (const [i, line] of lines.entries()) {
    const account = rail === "token" ? shown[i]?.account : blindedReference(blinded[i] ?? "");
    if (account === undefined || !line.startsWith(account.slice(2).toLowerCase())) {
      throw fault(lineAt(i), `it does not pay payee ${String(shown[i]?.payee)}, for whom it is shown`);
    }
  }
}

/** The bindings are those under the certified root. */
function checkRoots(rail: Rail, chunks: readonly Chunk[], blinded: readonly string[]): void {
  let first = 0;
  for (const { index, bindings, lines } of chunks) {
    const next = first + textsOf(rail, lines).length;
    if (bindingsRoot(blinded.slice(first, next)) !== bindings.toLowerCase()) {
      throw fault(`chunk ${String(index + 1)}`, "its root of bindings is not that of the bindings shown");
    }
    first = next;
  }
}

/** Each line's digits: cut from the text, since there are tens of thousands. */
function textsOf(rail: Rail, packed: string): string[] {
  const digits = 2 * lineSize(rail);
  const count = Math.floor((packed.length - 2) / digits);
  const text = packed.toLowerCase();
  return Array.from({ length: count }, (_, i) => text.slice(2 + i * digits, 2 + (i + 1) * digits));
}

const lineAt = (place: number): string => `line ${String(place + 1)}`;

const fault = (place: string, problem: string): FiscInputError =>
  new FiscInputError(place, problem, "don't certify it; have it made anew");
