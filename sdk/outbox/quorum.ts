import { BadAnswer, type Endpoint } from "./endpoint.js";
import { OutboxFault } from "./faults.js";

/** How endpoints are asked. */
export interface Asking {
  /** How many must say the same. */
  readonly quorum: number;
  /** Until when an answer has to be there, in milliseconds. */
  readonly timeoutMs: number;
  /** For how long one that failed is not asked, in milliseconds. */
  readonly coolOffMs: number;
}

interface Answer<T> {
  readonly endpoint: Endpoint;
  readonly value: T;
}

/** Several endpoints, none of which is believed alone. */
export class Quorum {
  readonly #aside = new Map<Endpoint, { readonly until: number; readonly why: string }>();

  /** @param onAside Told when an endpoint is left aside, and why. */
  constructor(
    private readonly endpoints: readonly Endpoint[],
    private readonly asking: Asking,
    private readonly onAside: (endpoint: string, why: string) => void,
  ) {}

  /** The answers of all endpoints that give one. Those that fail, stall or talk nonsense are left aside for a while. */
  async ask<T>(question: (endpoint: Endpoint) => Promise<T>): Promise<Answer<T>[]> {
    const answers = await Promise.all(
      this.#atHand().map(async (endpoint): Promise<Answer<T>[]> => {
        try {
          const value = await within(this.asking.timeoutMs, question(endpoint));
          this.#aside.delete(endpoint);
          return [{ endpoint, value }];
        } catch (error) {
          this.#leaveAside(endpoint, error instanceof Error ? reasonOf(error) : String(error));
          return [];
        }
      }),
    );
    return answers.flat();
  }

  /** The same, where no fewer than the quorum must answer. */
  async askAll<T>(question: (endpoint: Endpoint) => Promise<T>): Promise<T[]> {
    const answers = await this.ask(question);
    this.requireEnough(answers);
    return answers.map(({ value }) => value);
  }

  /** @throws OutboxFault for fewer answers than the quorum. */
  requireEnough(answers: readonly unknown[]): void {
    if (!this.isEnough(answers)) throw this.fault();
  }

  isEnough = (answers: readonly unknown[]): boolean => answers.length >= this.asking.quorum;

  /**
   * What so many endpoints say alike; undefined where they don't. Whoever has no opinion answers undefined; whoever
   * contradicts the others is left aside.
   */
  async agreed<T>(
    question: (endpoint: Endpoint) => Promise<T | undefined>,
    keyOf: (value: T) => string,
  ): Promise<T | undefined> {
    const groups = new Map<string, Answer<T>[]>();
    for (const { endpoint, value } of await this.ask(question)) {
      if (value === undefined) continue;
      const key = keyOf(value);
      groups.set(key, [...(groups.get(key) ?? []), { endpoint, value }]);
    }
    const agreeing = [...groups.values()].filter((group) => group.length >= this.asking.quorum);
    // With two groups nobody can say which of them lies.
    const [group] = agreeing.length === 1 ? agreeing : [];
    if (group === undefined) return undefined;
    for (const other of groups.values()) {
      if (other === group) continue;
      for (const { endpoint } of other) this.#leaveAside(endpoint, "it contradicts the others");
    }
    return group[0]?.value;
  }

  /** The most that so many endpoints say at least: one that lies can't raise it, nor lower it while others are enough. */
  atLeast<T extends number | bigint>(values: readonly T[]): T {
    const sorted = [...values].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
    const value = sorted[this.asking.quorum - 1];
    if (value === undefined) throw this.fault();
    return value;
  }

  /** That too few answer, and what is wrong with the others. */
  fault(): OutboxFault {
    const wrong = [...this.#aside].map(([{ name }, { why }]) => `${name}: ${why}`);
    const { quorum } = this.asking;
    return new OutboxFault(
      "no quorum",
      "endpoints",
      `fewer than ${String(quorum)} of ${String(this.endpoints.length)} give an answer that can be used` +
        (wrong.length === 0 ? "" : ` (${wrong.join("; ")})`),
      "nothing is lost; try again when they are up, or name others",
    );
  }

  /** Whoever is not left aside; all of them where these would be too few. */
  #atHand(): readonly Endpoint[] {
    const now = Date.now();
    const good = this.endpoints.filter((endpoint) => (this.#aside.get(endpoint)?.until ?? 0) <= now);
    return good.length >= this.asking.quorum ? good : this.endpoints;
  }

  #leaveAside(endpoint: Endpoint, why: string): void {
    const isNews = this.#aside.get(endpoint)?.why !== why;
    this.#aside.set(endpoint, { until: Date.now() + this.asking.coolOffMs, why });
    if (isNews) this.onAside(endpoint.name, why);
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BadAnswer(`it gave no answer in ${String(ms)} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a failed connection is about stands in its cause. */
function reasonOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
