// A session: lines in, answers out, until it is told to end. No error ends it.
import { failureText, type Outcome } from '@rhachet/kit';
import type { Routes } from '../cache/routes.ts';
import { systemClock } from '../clock.ts';
import { explained } from '../commands/explain.ts';
import { healthOutcome } from '../commands/health.ts';
import type { Notes } from '../commands/notes.ts';
import { clientFor, type OpenOptions } from '../commands/open.ts';
import type { Output } from '@rhachet/serve';
import { routesOutcome } from '../commands/routes.ts';
import { answered } from '../commands/show.ts';
import { DispatcherCore } from '../dispatch/core.ts';
import { orgNamed } from '../dispatch/routes.ts';
import { helpText, type Line, readLine, readTo } from './words.ts';

export interface SessionParts {
  routes: Routes;
  options: OpenOptions;
  json: boolean;
  notes: Notes;
  output: Output;
}

type Mock = Pick<OpenOptions, 'mock' | 'mock-file'>;

export class Session {
  isOver = false;
  readonly #parts: SessionParts;
  #dispatcher: DispatcherCore;
  #isMock: boolean;
  #running: AbortController | undefined;

  private constructor(parts: SessionParts, dispatcher: DispatcherCore) {
    const { mock, 'mock-file': file } = parts.options;
    this.#parts = parts;
    this.#dispatcher = dispatcher;
    this.#isMock = mock !== undefined || file !== undefined;
  }

  static async open(parts: SessionParts): Promise<Session> {
    return new Session(parts, await dispatcherFor(parts, parts.options));
  }

  /** Whether services are only played. */
  get isMock(): boolean {
    return this.#isMock;
  }

  /** Never rejects. */
  async run(line: string): Promise<void> {
    const { output, json, notes } = this.#parts;
    this.#running = new AbortController();
    try {
      const read = readLine(line);
      if (read) this.#print(await this.#perform(read, this.#running.signal));
    } catch (error) {
      output.note(`${notes.take()}${failureText(error, json)}`);
    } finally {
      this.#running = undefined;
    }
  }

  /** Stops the call that runs; false when none does. */
  cancel(): boolean {
    this.#running?.abort();
    return this.#running !== undefined;
  }

  close(): Promise<void> {
    return this.#dispatcher.close();
  }

  #print(outcome: Outcome): void {
    const { output } = this.#parts;
    if (!('print' in outcome)) return;
    output.note(outcome.note ?? '');
    if (typeof outcome.print === 'string') output.out(outcome.print);
  }

  #perform({ name, rest }: Line, signal: AbortSignal): Outcome | Promise<Outcome> {
    if (name === 'to') return this.#to(rest, signal);
    if (name === 'dispatch') return this.#dispatch(rest, signal);
    if (name === 'explain') return explained(this.#dispatcher.explain(rest), this.#parts);
    if (name === 'health') return this.#health(rest);
    if (name === 'mock') return this.#mock(rest);
    if (name === 'quit') this.isOver = true;
    if (name === 'quit') return { print: '' };
    if (name === 'help') return { print: helpText() };
    const org = rest === '' ? undefined : rest;
    return routesOutcome(this.#dispatcher.registry, { ...this.#parts, org });
  }

  async #dispatch(query: string, signal: AbortSignal): Promise<Outcome> {
    const result = await this.#dispatcher.dispatch(query, { signal });
    return answered({ ...this.#parts, result, quiet: false });
  }

  async #to(rest: string, signal: AbortSignal): Promise<Outcome> {
    const { target, query, data } = readTo(rest);
    const options = { signal, query, ...(data === undefined ? {} : { data }) };
    const result = await this.#dispatcher.dispatchTo(target.org, target.service, options);
    return answered({ ...this.#parts, result, quiet: false });
  }

  async #health(rest: string): Promise<Outcome> {
    const org = rest === '' ? undefined : orgNamed(this.#dispatcher.registry, rest).code;
    return healthOutcome(await this.#dispatcher.healthReports(org), this.#parts);
  }

  async #mock(rest: string): Promise<Outcome> {
    const isOn = rest === '' ? !this.#isMock : rest !== 'off';
    const named = rest === '' || rest === 'on' ? true : rest;
    const before = this.#dispatcher;
    this.#dispatcher = await dispatcherFor(this.#parts, isOn ? { mock: named } : {});
    this.#isMock = isOn;
    await before.close();
    return {
      note: isOn ? 'no service is called from here on\n' : 'services are called\n',
      print: '',
    };
  }
}

async function dispatcherFor({ routes, notes }: SessionParts, mock: Mock): Promise<DispatcherCore> {
  return new DispatcherCore({
    routes: () => routes,
    registry: routes.registry,
    client: await clientFor(mock),
    clock: systemClock,
    onSignal: (line) => notes.signal(line),
  });
}
