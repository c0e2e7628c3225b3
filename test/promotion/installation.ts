import { chaser } from '@slipway/runtime/promotion/testing/workflows';
import { type Plan, planSchema } from '@slipway/shared/api';
import { waitFor } from '../support/wait-for.ts';

/** What came back: the status, and the body as JSON. */
export interface Answer {
  readonly status: number;
  // The checks look at a few fields of many answers; what they say of them fails when a field is not there.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

/** A running installation as the checks use it; without a cookie whoever asks is the local owner. */
export class Installation {
  readonly url: string;
  readonly #cookie: string | undefined;

  constructor(url: string, cookie?: string) {
    this.url = url;
    this.#cookie = cookie;
  }

  /** The same installation, asked by somebody else. */
  as(cookie: string): Installation {
    return new Installation(this.url, cookie);
  }

  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(this.#cookie ? { cookie: this.#cookie } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Asks for what must succeed. */
  async must(method: string, path: string, body?: unknown): Promise<Answer['body']> {
    const answer = await this.ask(method, path, body);
    if (answer.status === 200) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`);
  }

  /** Saves the next version of a workflow; makes the workflow where there is none. */
  async save(graph: { readonly id: string }, base: number | null): Promise<number> {
    if (base === null) await this.must('POST', '/workflows', { name: graph.id, id: graph.id, from: { blank: true } });
    const saved = { graph, base, message: 'for the check' };
    return (await this.must('POST', `/workflows/${graph.id}/versions`, saved)).number;
  }

  async plan(environment: string, body: object): Promise<Plan> {
    return planSchema.parse(await this.must('POST', `/environments/${environment}/plans`, body));
  }

  /** Plans one version of a workflow; null stops it. */
  async planOne(environment: string, workflow: string, version: number | null): Promise<Plan> {
    return this.plan(environment, { changes: [{ workflow, version }] });
  }

  async read(plan: Plan): Promise<Plan> {
    return planSchema.parse(await this.must('GET', `/environments/${plan.environment}/plans/${plan.id}`));
  }

  on(plan: Plan, verb: 'approve' | 'apply'): Promise<Answer> {
    return this.ask('POST', `/environments/${plan.environment}/plans/${plan.id}/${verb}`, { hash: plan.hash });
  }

  /** Plans and applies, where no approval is asked for. */
  async release(environment: string, workflow: string, version: number | null): Promise<void> {
    const plan = await this.planOne(environment, workflow, version);
    const { status, body } = await this.on(plan, 'apply');
    if (status !== 200) throw new Error(`apply: ${status} ${JSON.stringify(body)}`);
  }

  async bindTms(environment: string, port: number): Promise<void> {
    const config = { baseUrl: `http://127.0.0.1:${port}`, auth: { kind: 'none' } };
    await this.must('PUT', `/environments/${environment}/grants`, { host: '127.0.0.1', port });
    await this.must('PUT', `/environments/${environment}/connections/tms`, { connector: 'http', config });
  }

  async setDesk(environment: string, desk: string): Promise<void> {
    await this.must('PUT', `/environments/${environment}/variables`, { values: { desk } });
  }

  /** Gives an environment what the chaser needs, without a target that could be reached. */
  async readyForChaser(environment: string): Promise<void> {
    const config = { baseUrl: 'https://tms.simulated.invalid', auth: { kind: 'none' } };
    await this.must('PUT', `/environments/${environment}/connections/tms`, { connector: 'http', config });
    await this.setDesk(environment, 'desk');
  }

  /** Lets something happen to a shipment. */
  async happen(
    environment: string,
    event: { id: string; shipment: string; type: string; data?: object },
  ): Promise<void> {
    const { id, shipment, type, data = {} } = event;
    const time = new Date().toISOString();
    const said = { specversion: '1.0', id, source: '/check', type, subject: `shipment:${shipment}`, time, data };
    const { accepted } = await this.must('POST', `/environments/${environment}/events`, said);
    if (accepted !== 1) throw new Error(`the event ${id} was not taken in`);
  }

  /** Waits until a subject looks as it should; answers it. */
  async subject(
    environment: string,
    shipment: string,
    enough: (subject: Answer['body']) => boolean,
  ): Promise<Answer['body']> {
    const path = `/environments/${environment}/subjects/${encodeURIComponent(`shipment:${shipment}`)}`;
    const look = async () => {
      const { status, body } = await this.ask('GET', path);
      return status === 200 && enough(body) ? body : undefined;
    };
    return waitFor(look, { what: `shipment ${shipment} in ${environment}`, timeoutMs: 60_000 });
  }

  /** The cells of a workflow: `<environment> <state> <version>`. */
  async cells(workflow: string): Promise<readonly string[]> {
    const { workflows } = await this.must('GET', '/releases');
    const row = workflows.find((each: { workflow: string }) => each.workflow === workflow);
    return (row?.cells ?? []).map(
      (cell: { environment: string; state: string; version: number | null }) =>
        `${cell.environment} ${cell.state}${cell.version === null ? '' : ` ${cell.version}`}`,
    );
  }
}

/** A version of the chaser that tells which one it was by the outcome of its runs. */
export function chaserNumber(number: number, id = 'chaser') {
  return chaser({ id, outcome: `by version ${number}` });
}
