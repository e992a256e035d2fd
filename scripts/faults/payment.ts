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
  #isOpen = false;
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

  /**
   * Kills the process as nothing else does: it can't tidy up. Starts it first, if it was killed before.
   *
   * @param isEarly Whether it may be killed before its outbox is open.
   * @returns Whether there was one to kill.
   */
  async kill(afterMs: number, isEarly: boolean): Promise<boolean> {
    if (this.#child === undefined && !this.isDone) this.#start();
    if (!isEarly) await this.#until(() => this.#isOpen || this.isDone);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const child = this.#child;
    if (this.isDone || child === undefined) return false;
    this.#child = undefined;
    child.kill("SIGKILL");
    if (child.signalCode === null && child.exitCode === null) await once(child, "exit");
    return true;
  }

  #start(): void {
    this.#starts += 1;
    this.#isOpen = false;
    // Gas limits are bigints, which JSON does not carry.
    const child = fork(PAYER, { execArgv: ["--import", "tsx"], serialization: "advanced" });
    this.#child = child;
    child.on("message", (message: Message) => {
      if (child === this.#child) this.#hear(message);
    });
    child.on("exit", (code) => {
      if (child !== this.#child || this.isDone) return;
      this.#broken = new Error(`the payment run broke off with exit code ${String(code)}`);
      this.#news();
    });
    child.send({ ...this.task, seed: `${this.task.seed}/${String(this.#starts)}` });
  }

  #hear(message: Message): void {
    this.#isOpen ||= "opened" in message;
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
