/** Words by which providers say that a range of blocks holds too much; their codes differ, and some give none. */
const REFUSAL =
  /(block|response|query|result|log|request|payload).{0,40}(range|limit|size|large|many|exceed|more than)|too (many|large|big|wide)|limit exceeded|-32005|413|timed? ?out/i;

/** Whether a provider refused a range of blocks as too large, so that a smaller one may do. */
export function isRangeRefused(error: unknown): boolean {
  const parts: unknown[] = [error];
  const texts: string[] = [];
  // The answer lies under one or two wrappers, depending on the provider.
  for (let part = parts.pop(), depth = 0; part !== undefined && depth < 8; part = parts.pop(), depth++) {
    if (typeof part !== "object" || part === null) continue;
    const { message, code, error: inner, info, cause } = part as Record<string, unknown>;
    if (typeof message === "string") texts.push(message);
    if (typeof code === "string" || typeof code === "number") texts.push(String(code));
    parts.push(...[inner, info, cause].filter((nested) => nested !== undefined && nested !== null));
  }
  return texts.some((text) => REFUSAL.test(text));
}
