import appointmentMissed from './appointment-missed.json' with { type: 'json' };
import bookedNotPickedUp from './booked-not-picked-up.json' with { type: 'json' };
import carrierPattern from './carrier-pattern.json' with { type: 'json' };
import caseLate from './case-late.json' with { type: 'json' };
import cumulativeExposure from './cumulative-exposure.json' with { type: 'json' };
import customsHold from './customs-hold.json' with { type: 'json' };
import cutoffAtRisk from './cutoff-at-risk.json' with { type: 'json' };
import deliveryAttemptFailed from './delivery-attempt-failed.json' with { type: 'json' };
import deliveryOverdue from './delivery-overdue.json' with { type: 'json' };
import detention from './detention.json' with { type: 'json' };
import disruptionIncident from './disruption-incident.json' with { type: 'json' };
import documentMissing from './document-missing.json' with { type: 'json' };
import etaErosion from './eta-erosion.json' with { type: 'json' };
import etaMissing from './eta-missing.json' with { type: 'json' };
import etaSlip from './eta-slip.json' with { type: 'json' };
import type { Example } from './example.ts';
import exceptionToGroups from './exception-to-groups.json' with { type: 'json' };
import freeTime from './free-time.json' with { type: 'json' };
import gateOutEstimate from './gate-out-estimate.json' with { type: 'json' };
import impossibleEvent from './impossible-event.json' with { type: 'json' };
import lanePattern from './lane-pattern.json' with { type: 'json' };
import likelyTheft from './likely-theft.json' with { type: 'json' };
import milestoneOverdue from './milestone-overdue.json' with { type: 'json' };
import milestoneVariance from './milestone-variance.json' with { type: 'json' };
import missedConnection from './missed-connection.json' with { type: 'json' };
import notMoving from './not-moving.json' with { type: 'json' };
import oceanRoll from './ocean-roll.json' with { type: 'json' };
import orderAtRisk from './order-at-risk.json' with { type: 'json' };
import orderNeeds from './order-needs.json' with { type: 'json' };
import pickupOverdue from './pickup-overdue.json' with { type: 'json' };
import podMissing from './pod-missing.json' with { type: 'json' };
import repeatedShock from './repeated-shock.json' with { type: 'json' };
import routeDeviation from './route-deviation.json' with { type: 'json' };
import sensorFault from './sensor-fault.json' with { type: 'json' };
import setPointWrong from './set-point-wrong.json' with { type: 'json' };
import shipmentToOrder from './shipment-to-order.json' with { type: 'json' };
import shortReceipt from './short-receipt.json' with { type: 'json' };
import sitePattern from './site-pattern.json' with { type: 'json' };
import sourcesDisagree from './sources-disagree.json' with { type: 'json' };
import stockBelowNeed from './stock-below-need.json' with { type: 'json' };
import stormImpact from './storm-impact.json' with { type: 'json' };
import temperatureBreach from './temperature-breach.json' with { type: 'json' };
import tenderUnanswered from './tender-unanswered.json' with { type: 'json' };
import trackingLost from './tracking-lost.json' with { type: 'json' };
import unscheduledStop from './unscheduled-stop.json' with { type: 'json' };
import warehouseStuck from './warehouse-stuck.json' with { type: 'json' };

export { type Example, type ExampleWorkflow, exampleSchema } from './example.ts';
export { givenOf } from './given.ts';
export {
  differences,
  type Outcome,
  type Played,
  playScenario,
  type TriedScenario,
  type TriedWorkflow,
  tryEach,
  tryScenarios,
} from './play/index.ts';
export { type Scenario, type ScenarioStep, scenarioSchema } from './scenario.ts';

/** The gallery, in the order in which it is shown. (Their shape is checked by a test: types of JSON are too wide.) */
export const EXAMPLES = [
  deliveryOverdue,
  etaSlip,
  tenderUnanswered,
  pickupOverdue,
  milestoneVariance,
  bookedNotPickedUp,
  appointmentMissed,
  customsHold,
  temperatureBreach,
  podMissing,
  trackingLost,
  notMoving,
  detention,
  routeDeviation,
  unscheduledStop,
  likelyTheft,
  etaErosion,
  etaMissing,
  milestoneOverdue,
  cumulativeExposure,
  setPointWrong,
  sensorFault,
  repeatedShock,
  missedConnection,
  oceanRoll,
  cutoffAtRisk,
  freeTime,
  gateOutEstimate,
  deliveryAttemptFailed,
  warehouseStuck,
  shortReceipt,
  shipmentToOrder,
  orderAtRisk,
  exceptionToGroups,
  carrierPattern,
  lanePattern,
  sitePattern,
  documentMissing,
  impossibleEvent,
  sourcesDisagree,
  stormImpact,
  disruptionIncident,
  stockBelowNeed,
  orderNeeds,
  caseLate,
] as unknown as readonly Example[];
