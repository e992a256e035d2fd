import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/**
 * The top administrator: OpenZeppelin's timelock.
 *
 * It starts without proposers, because its constructor would make each of them a canceller too; `Fisc` gives out its
 * roles one by one and then takes the deployer's own away. Its artifact comes from `npmFilesToBuild` in
 * `hardhat.config.ts`.
 */
export default buildModule("TopAdministrator", (m) => {
  const minimumDelay = m.getParameter<number>("minimumDelay");
  const timelock = m.contract("TimelockController", [minimumDelay, [], [], m.getAccount(0)], {
    id: "timelock",
  });
  return { timelock };
});
