import hre from "hardhat";

type TaskResult<T> = { success: true; value: T } | { success: false; error: T };

/** Runs one of Hardhat's tasks of tests. Hardhat types their results as `any`; this is what both of them return. */
export async function runTask<T>(
  id: string[],
  options: { readonly testFiles: string[]; readonly grep?: string; readonly noCompile?: boolean },
): Promise<TaskResult<T>> {
  return (await hre.tasks.getTask(id).run({ ...options })) as TaskResult<T>;
}
