import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { id, ZeroAddress, ZeroHash } from "ethers";

import { NO_END } from "../../sdk/calendar.js";
import { TREASURY } from "../../sdk/ids.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES } from "../../sdk/offices.js";
import attestedRailModule from "./AttestedRail.js";
import budgetLedger from "./BudgetLedger.js";
import buildingRegistry from "./BuildingRegistry.js";
import cashCeilings from "./CashCeilings.js";
import inspectorVeto from "./InspectorVeto.js";
import interestRates from "./InterestRates.js";
import officerRegistry from "./OfficerRegistry.js";
import payeeRegistry from "./PayeeRegistry.js";
import payers from "./Payers.js";
import recordRegistry from "./RecordRegistry.js";
import tokenRailModule from "./TokenRail.js";
import topAdministrator from "./TopAdministrator.js";

/** The name of a councillor's parameter; the first is 1. */
export const councillor = (seat: number): string => `councillor${seat}`;

/**
 * The whole of Fisc, with nobody left in charge but those it names:
 * the council proposes to the timelock, the inspector vetoes, anyone executes what has waited, and the deployer
 * keeps nothing.
 *
 * A module can't count its parameters, so the number of councillors is fixed when it is built.
 */
export const fisc = (councillors: number) => buildModule("Fisc", (m) => compose(m, councillors));

/** With one councillor, as a council that decides by multi-signature is: for Ignition's command line. */
export default fisc(1);

function compose(m: IgnitionModuleBuilder, councillors: number) {
  const { timelock } = m.useModule(topAdministrator);
  const { registry } = m.useModule(officerRegistry);
  const { veto } = m.useModule(inspectorVeto);
  const { ledger } = m.useModule(budgetLedger);
  const { payees } = m.useModule(payeeRegistry);
  const { cash } = m.useModule(cashCeilings);
  const { rates } = m.useModule(interestRates);
  const { tokenRail } = m.useModule(tokenRailModule);
  const { attestedRail } = m.useModule(attestedRailModule);
  const { vouchers, schedules } = m.useModule(payers);
  const { buildings } = m.useModule(buildingRegistry);
  const { records } = m.useModule(recordRegistry);

  // While there is no delay yet, the deployer has the timelock enrol the contracts that act, appoint the payers and set
  // its delay. They are appointed by the ids that their enrolment gave them, whoever else was enrolled in between. Where
  // the register of buildings collects is for the organisations' administrators to say.
  const deployer = m.getAccount(0);
  const proposer = id("PROPOSER_ROLE");
  const mayPropose = m.call(timelock, "grantRole", [proposer, deployer], { id: "deployerProposes" });
  const anyoneExecutes = m.call(timelock, "grantRole", [id("EXECUTOR_ROLE"), ZeroAddress], {
    id: "anyoneExecutes",
  });
  const enrol = (contract: typeof vouchers | typeof schedules | typeof buildings, name: string) =>
    m.encodeFunctionCall(registry, "enrolContract", [contract], { id: `enrolmentOf${name}` });
  const enrolments = [
    [registry, registry, registry],
    [0, 0, 0],
    [enrol(vouchers, "Vouchers"), enrol(schedules, "Schedules"), enrol(buildings, "BuildingRegistry")],
    ZeroHash,
    ZeroHash,
  ];
  const enrolling = m.call(timelock, "scheduleBatch", [...enrolments, 0], {
    id: "scheduleEnrolments",
    after: [mayPropose],
  });
  const enrolled = m.call(timelock, "executeBatch", enrolments, {
    id: "enrolContracts",
    after: [enrolling, anyoneExecutes],
  });
  const appoint = (eventIndex: number, name: string) => {
    const officer = m.readEventArgument(enrolled, "OfficerEnrolled", "officer", {
      emitter: registry,
      eventIndex,
      id: `officer${name}`,
    });
    return m.encodeFunctionCall(
      registry,
      "appoint",
      [officer, TREASURY, OFFICES.paying, 0, NO_END, MAX_CENTS],
      {
        id: `appointmentOf${name}`,
      },
    );
  };
  const appointments = [
    [registry, registry, timelock],
    [0, 0, 0],
    [
      appoint(0, "Vouchers"),
      appoint(1, "Schedules"),
      m.encodeFunctionCall(timelock, "updateDelay", [m.getParameter<number>("minimumDelay")], {
        id: "delay",
      }),
    ],
    ZeroHash,
    ZeroHash,
  ];
  const appointing = m.call(timelock, "scheduleBatch", [...appointments, 0], {
    id: "scheduleAppointments",
    after: [enrolled],
  });
  const appointed = m.call(timelock, "executeBatch", appointments, {
    id: "appointPayers",
    after: [appointing],
  });

  const seats = Array.from({ length: councillors }, (_, index) => councillor(index + 1));
  const granted = [
    ...seats.map((seat) =>
      m.call(timelock, "grantRole", [proposer, m.getParameter<string>(seat)], { id: `${seat}Proposes` }),
    ),
    m.call(timelock, "grantRole", [id("CANCELLER_ROLE"), veto], { id: "onlyTheVetoCancels" }),
    m.call(timelock, "revokeRole", [proposer, deployer], {
      id: "deployerProposesNoMore",
      after: [appointed],
    }),
  ];
  m.call(timelock, "renounceRole", [ZeroHash, deployer], { id: "deployerLeaves", after: granted });
  return {
    timelock,
    registry,
    veto,
    ledger,
    payees,
    cash,
    rates,
    tokenRail,
    attestedRail,
    vouchers,
    schedules,
    buildings,
    records,
  };
}
