/** The error of the kind that a call must throw; any other goes on. */
export async function caught<E extends Error>(
  kind: abstract new (...args: never[]) => E,
  call: () => unknown,
): Promise<E> {
  try {
    await call();
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error("it went through");
}
