import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";

/** Whether a proof leads from a leaf to a root; false for one that is no proof at all. */
export function isUnder(root: string, leaf: string, proof: readonly string[]): boolean {
  try {
    return SimpleMerkleTree.verify(root, leaf, [...proof]);
  } catch {
    return false;
  }
}
