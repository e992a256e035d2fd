import { concat, dataLength, dataSlice, getAddress, keccak256 } from "ethers";

import { mapBounded } from "../../concurrency.js";
import { CONTRACT_NAMES, type ContractName } from "../../contracts.js";
import { SOLIDITY_NAMES } from "../solidityNames.js";
import type { CheckContext } from "./context.js";
import { creationOf, encodeArguments } from "./creation.js";
import type { DeploymentFinding } from "./finding.js";

/** Requests under way at a time: public nodes limit them. */
const CONCURRENCY = 4;

/** Which of the book's addresses hold no code. */
export async function missingCode({
  provider,
  addresses,
  block,
}: CheckContext): Promise<DeploymentFinding[]> {
  const found: DeploymentFinding[] = [];
  await mapBounded(CONTRACT_NAMES, CONCURRENCY, async (name) => {
    if ((await provider.getCode(addresses[name], block)) !== "0x") return;
    found.push({
      rule: "no-code",
      contract: name,
      sentence: `There is no contract at ${addresses[name]}, where ${SOLIDITY_NAMES[name]} should be.`,
    });
  });
  return found;
}

/**
 * Compares the code at each address with what this build's constructor gives when it is handed the book's addresses and
 * settings: run on the node, as a call that creates nothing.
 *
 * So every reference and every setting that the code holds is compared along, also where no function gives it.
 */
export async function checkCode(context: CheckContext): Promise<DeploymentFinding[]> {
  const found = new Map<ContractName, DeploymentFinding[]>();
  await mapBounded(CONTRACT_NAMES, CONCURRENCY, async (name) => {
    found.set(name, await checkContract(context, name));
  });
  return CONTRACT_NAMES.flatMap((name) => found.get(name) ?? []);
}

async function checkContract(context: CheckContext, name: ContractName): Promise<DeploymentFinding[]> {
  const { provider, book, addresses, block, bytecodes } = context;
  const creation = creationOf(name, book);
  const [actual, expected] = await Promise.all([
    provider.getCode(addresses[name], block),
    provider.call({
      from: book.deployer,
      data: concat([bytecodes[name], encodeArguments(name, creation)]),
      blockTag: block,
    }),
  ]);
  const found: DeploymentFinding[] = [];
  const say = (rule: "code" | "wiring", sentence: string): void => {
    found.push({
      rule,
      contract: name,
      sentence: `${SOLIDITY_NAMES[name]} at ${addresses[name]} ${sentence}`,
    });
  };
  const { codeHash } = book.contracts[name];
  if (keccak256(actual) !== codeHash) say("code", `has other code than the book wrote down (${codeHash}).`);
  if (actual === expected) return found;

  const held = positions(expected, creation.words);
  if (mask(actual, held) !== mask(expected, held)) {
    const same = withoutMetadata(mask(actual, held)) === withoutMetadata(mask(expected, held));
    say(
      "code",
      same
        ? "differs from this build in its metadata alone: comments, names or settings of the compiler."
        : "is not what this build gives: it was compiled from other sources or with other settings.",
    );
  }
  if (dataLength(actual) !== dataLength(expected)) return found;
  const told = new Set<string>();
  for (const { at, label } of held) {
    const [is, should] = [dataSlice(actual, at, at + 32), dataSlice(expected, at, at + 32)];
    if (is === should || told.has(label)) continue;
    told.add(label);
    say("wiring", `holds ${readable(is)} as its ${label} instead of ${readable(should)}.`);
  }
  return found;
}

const PUSH32 = "7f";

/** Where the code pushes one of these words: that is how the compiler lays in what is immutable. */
function positions(
  code: string,
  words: readonly { readonly label: string; readonly word: string }[],
): { readonly at: number; readonly label: string }[] {
  return words.flatMap(({ label, word }) => {
    const pushed = PUSH32 + word.slice(2);
    const found: { at: number; label: string }[] = [];
    for (let i = code.indexOf(pushed, 2); i >= 0; i = code.indexOf(pushed, i + 2)) {
      // At an odd digit it would be two halves of other bytes.
      if (i % 2 === 0) found.push({ at: i / 2, label });
    }
    return found;
  });
}

/** The code with zeros where these words are. */
function mask(code: string, held: readonly { readonly at: number }[]): string {
  let masked = code;
  for (const { at } of held) {
    const start = 2 + at * 2;
    masked = masked.slice(0, start) + "0".repeat(64) + masked.slice(start + 64);
  }
  return masked;
}

/** The code without what the compiler appends about its sources, whose length stands in the last two bytes. */
function withoutMetadata(code: string): string {
  const length = parseInt(code.slice(-4), 16) + 2;
  return code.slice(0, Math.max(2, code.length - length * 2));
}

/** A word as an address or a number, whichever it looks like. */
function readable(word: string): string {
  const number = BigInt(word);
  return number < 2n ** 40n ? String(number) : getAddress(dataSlice(word, 12));
}
