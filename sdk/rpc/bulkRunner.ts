import type { ContractRunner, Provider, TransactionRequest } from "ethers";

import { creation, selectorOf, split } from "./bulkPacking.js";

export interface BulkRunnerOptions {
  /** Bytes of calls in one request: code that creates may have 49,152, the reader's own included (EIP-3860). */
  readonly mostCalls?: number;
  /** Bytes of answers in one request: they come in the place of code, which may have 24,576 (EIP-170). */
  readonly mostAnswers?: number;
  /** Requests under way at a time. */
  readonly concurrency?: number;
}

interface Waiting {
  readonly request: TransactionRequest;
  /** As the reader takes it: hexadecimal, without a prefix. */
  readonly packed: string;
  readonly resolve: (answer: string) => void;
  readonly reject: (error: unknown) => void;
}

/** A length before each answer. */
const ANSWER_HEAD = 2;
/** What an answer is taken to be as long as none of its function was seen. */
const FIRST_GUESS = 1_024;

/** Where a node is the reason, fewer calls at a time would fail as well. */
const TROUBLE = ["NETWORK_ERROR", "SERVER_ERROR", "TIMEOUT"];

/**
 * Runs views in bulk: those that wait at one moment go to the node in few requests, through `BulkReader`, which nobody
 * has to deploy. Contracts that are connected to it are used as always.
 *
 * Where a node does not take so many calls at once, or such calls at all, they are asked in smaller parts, at last one by
 * one. It reads and never sends.
 */
export class BulkRunner implements ContractRunner {
  readonly provider = null;
  private readonly waiting: Waiting[] = [];
  private readonly sizes = new Map<string, number>();
  private isScheduled = false;
  private running = 0;

  constructor(
    private readonly node: Provider,
    private readonly options: BulkRunnerOptions = {},
  ) {}

  call(request: TransactionRequest): Promise<string> {
    return new Promise((resolve, reject) => {
      // Safe: a contract that is connected by its address gives it, and the data.
      const [to, data] = [request.to as string, request.data ?? "0x"];
      const packed = to.slice(2) + (data.length / 2 - 1).toString(16).padStart(4, "0") + data.slice(2);
      this.waiting.push({ request, packed, resolve, reject });
      this.schedule();
    });
  }

  /** Once all that is asked for at this moment waits. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setTimeout(() => {
      this.isScheduled = false;
      this.flush();
    }, 0);
  }

  private flush(): void {
    const { concurrency = 4 } = this.options;
    while (this.running < concurrency && this.waiting.length > 0) {
      const batch = this.next();
      this.running += 1;
      void this.ask(batch).finally(() => {
        this.running -= 1;
        this.flush();
      });
    }
  }

  /** As many as fit into one request: of one block, with room for what they are likely to answer. */
  private next(): Waiting[] {
    const { mostCalls = 48_000, mostAnswers = 24_000 } = this.options;
    let [calls, answers, count] = [0, 0, 0];
    for (const { request, packed } of this.waiting) {
      calls += packed.length / 2;
      answers += ANSWER_HEAD + (this.sizes.get(selectorOf(packed)) ?? FIRST_GUESS);
      const fits =
        calls <= mostCalls &&
        answers <= mostAnswers &&
        request.blockTag === this.waiting[0]?.request.blockTag;
      if (count > 0 && !fits) break;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private async ask(batch: readonly Waiting[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    if (batch.length === 1) return this.askAlone(first);
    let answers: (string | undefined)[];
    try {
      const data = creation(batch.map(({ packed }) => packed).join(""));
      answers = split(
        await this.node.call({ data, blockTag: first.request.blockTag ?? "latest" }),
        batch.length,
      );
    } catch (error) {
      if (isTrouble(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      const half = Math.ceil(batch.length / 2);
      await this.ask(batch.slice(0, half));
      return this.ask(batch.slice(half));
    }
    for (const [i, one] of batch.entries()) {
      const answer = answers[i];
      // The node's own words for a call that failed.
      if (answer === undefined) await this.askAlone(one);
      else {
        this.sizes.set(selectorOf(one.packed), answer.length / 2 - 1);
        one.resolve(answer);
      }
    }
  }

  private async askAlone({ request, resolve, reject }: Waiting): Promise<void> {
    await this.node.call(request).then(resolve, reject);
  }
}

function isTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "NetworkTrouble" || ("code" in error && TROUBLE.includes(String(error.code)));
}
