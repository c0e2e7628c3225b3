import appointmentMissed from './appointment-missed.json' with { type: 'json' };
import customsHold from './customs-hold.json' with { type: 'json' };
import deliveryOverdue from './delivery-overdue.json' with { type: 'json' };
import etaSlip from './eta-slip.json' with { type: 'json' };
import pickupOverdue from './pickup-overdue.json' with { type: 'json' };
import podMissing from './pod-missing.json' with { type: 'json' };
import type { Scenario } from './scenario.ts';
import temperatureBreach from './temperature-breach.json' with { type: 'json' };
import tenderUnanswered from './tender-unanswered.json' with { type: 'json' };

export { type Played, playScenario } from './play.ts';
export { type Scenario, type ScenarioStep, scenarioSchema } from './scenario.ts';

/** A workflow that analysts can start from, with what it is tried with: example, test and documentation in one. */
export interface Example {
  readonly title: string;
  /** Which events and systems it works on. */
  readonly needs: string;
  /** The workflow as it is saved. */
  readonly workflow: ExampleWorkflow;
  readonly scenarios: readonly Scenario[];
}

/** As much of it as is known without reading it. */
export type ExampleWorkflow = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
};

/** The gallery, in the order in which it is shown. (Their shape is checked by a test: types of JSON are too wide.) */
export const EXAMPLES = [
  deliveryOverdue,
  etaSlip,
  tenderUnanswered,
  pickupOverdue,
  appointmentMissed,
  customsHold,
  temperatureBreach,
  podMissing,
] as unknown as readonly Example[];
