import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/**
 * The top administrator: OpenZeppelin's timelock.
 *
 * It starts without proposers, because its constructor would make each of them a canceller too, and without a delay, so
 * that `Fisc` can have it appoint the payers; then `Fisc` sets the delay, gives out its roles one by one and takes the
 * deployer's own away. Its artifact comes from `npmFilesToBuild` in `hardhat.config.ts`.
 */
export default buildModule("TopAdministrator", (m) => {
  const timelock = m.contract("TimelockController", [0, [], [], m.getAccount(0)], { id: "timelock" });
  return { timelock };
});
