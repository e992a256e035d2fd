import hre from "hardhat";

/** Which tests: files, all where none is named, and a pattern of their names. */
export interface Options {
  readonly testFiles: readonly string[];
  readonly grep?: string;
}

type TaskResult<T> = { success: true; value: T } | { success: false; error: T };

/** Runs one of Hardhat's tasks of tests. Hardhat types their results as `any`; this is what both of them return. */
export async function runTask<T>(
  id: string[],
  options: Options & { readonly noCompile?: boolean },
): Promise<TaskResult<T>> {
  const testFiles = [...options.testFiles];
  return (await hre.tasks.getTask(id).run({ ...options, testFiles })) as TaskResult<T>;
}
