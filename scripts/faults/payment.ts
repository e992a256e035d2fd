import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { Message, Task } from "./payer.js";

const PAYER = fileURLToPath(new URL("payer.ts", import.meta.url));

/** A payment run in a process that is killed and started again. */
export class Payment {
  /** How many payments are final. */
  settled = 0;
  isDone = false;
  #failed = 0;
  #starts = 0;
  #child: ChildProcess | undefined;
  #broken: Error | undefined;
  #news: () => void = () => undefined;

  constructor(
    private readonly task: Task,
    private readonly onSettled: (more: number) => void,
  ) {}

  get failed(): number {
    return this.#failed;
  }

  /** Waits until so many payments are final, or all. */
  async reaches(settled: number): Promise<void> {
    if (this.#child === undefined && !this.isDone) this.#start();
    await this.#until(() => this.settled >= settled || this.isDone);
  }

  async finished(): Promise<void> {
    if (this.#child === undefined && !this.isDone) this.#start();
    await this.#until(() => this.isDone);
    if (this.#child !== undefined && this.#child.exitCode === null) await once(this.#child, "exit");
  }

  /** Kills the process as nothing else does: it can't tidy up. Starts it first, if it was killed before. */
  async kill(afterMs: number): Promise<void> {
    if (this.#child === undefined) this.#start();
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const child = this.#child;
    this.#child = undefined;
    if (child?.exitCode !== null || !child.kill("SIGKILL")) return;
    await once(child, "exit");
  }

  #start(): void {
    this.#starts += 1;
    // Gas limits are bigints, which JSON does not carry.
    const child = fork(PAYER, { execArgv: ["--import", "tsx"], serialization: "advanced" });
    this.#child = child;
    child.on("message", (message: Message) => this.#hear(message));
    child.on("exit", (code) => {
      if (child !== this.#child || this.isDone) return;
      this.#broken = new Error(`the payment run broke off with exit code ${String(code)}`);
      this.#news();
    });
    child.send({ ...this.task, seed: `${this.task.seed}/${String(this.#starts)}` });
  }

  #hear(message: Message): void {
    if ("settled" in message && message.settled > this.settled) {
      this.onSettled(message.settled - this.settled);
      this.settled = message.settled;
    }
    if ("failed" in message) {
      this.#failed = message.failed;
      this.isDone = true;
    }
    this.#news();
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.#broken !== undefined) throw this.#broken;
      await new Promise<void>((resolve) => (this.#news = resolve));
    }
  }
}
