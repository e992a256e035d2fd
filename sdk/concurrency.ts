/**
 * Does `task` for each item, at most `limit` at a time, and gives the results in the items' order. The first failure
 * ends it.
 */
export async function mapBounded<T, R>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  results.length = items.length;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      // Safe: the index is below the length.
      results[index] = await task(items[index] as T);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  } finally {
    // A failure elsewhere leaves the other workers nothing to begin.
    next = items.length;
  }
  return results;
}
