import appointmentMissed from './appointment-missed.json' with { type: 'json' };
import bookedNotPickedUp from './booked-not-picked-up.json' with { type: 'json' };
import cumulativeExposure from './cumulative-exposure.json' with { type: 'json' };
import customsHold from './customs-hold.json' with { type: 'json' };
import deliveryOverdue from './delivery-overdue.json' with { type: 'json' };
import detention from './detention.json' with { type: 'json' };
import etaErosion from './eta-erosion.json' with { type: 'json' };
import etaMissing from './eta-missing.json' with { type: 'json' };
import etaSlip from './eta-slip.json' with { type: 'json' };
import type { Example } from './example.ts';
import likelyTheft from './likely-theft.json' with { type: 'json' };
import milestoneOverdue from './milestone-overdue.json' with { type: 'json' };
import milestoneVariance from './milestone-variance.json' with { type: 'json' };
import notMoving from './not-moving.json' with { type: 'json' };
import pickupOverdue from './pickup-overdue.json' with { type: 'json' };
import podMissing from './pod-missing.json' with { type: 'json' };
import routeDeviation from './route-deviation.json' with { type: 'json' };
import sensorFault from './sensor-fault.json' with { type: 'json' };
import setPointWrong from './set-point-wrong.json' with { type: 'json' };
import temperatureBreach from './temperature-breach.json' with { type: 'json' };
import tenderUnanswered from './tender-unanswered.json' with { type: 'json' };
import trackingLost from './tracking-lost.json' with { type: 'json' };
import unscheduledStop from './unscheduled-stop.json' with { type: 'json' };

export { type Example, type ExampleWorkflow, exampleSchema } from './example.ts';
export {
  differences,
  type Outcome,
  type Played,
  playScenario,
  type TriedScenario,
  type TriedWorkflow,
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
] as unknown as readonly Example[];
