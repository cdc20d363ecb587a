// GET /metrics: what was asked and how it went, how long it took, what became of the map.
import { Counter, Histogram, type Metric, prometheusText } from '@rhachet/serve';
import { METHOD_NAMES } from '../rpc/answer.ts';
import type { Told } from '../rpc/respond.ts';
import type { MapFacts } from './current-map.ts';

type Single = [name: string, help: string, value: number];

const singleOf = (type: 'gauge' | 'counter', [name, help, value]: Single): Metric => ({
  name,
  help,
  type,
  samples: [{ value }],
});

const HELP = {
  questions: 'Questions by method and outcome: ok, or the code of the error.',
  seconds: 'Time to find an answer, without reading and writing it.',
  requests: 'HTTP requests to this server by path and status.',
};

export class Metrics {
  readonly #questions = new Counter({ name: 'rhachet_map_questions_total', help: HELP.questions });
  readonly #seconds = new Histogram({
    name: 'rhachet_map_question_duration_seconds',
    help: HELP.seconds,
  });
  readonly #requests = new Counter({ name: 'rhachet_http_requests_total', help: HELP.requests });
  #sent = 0;
  #running = 0;

  readonly told = ({ method, outcome, seconds }: Told): void => {
    // Callers could name methods without end.
    const known = METHOD_NAMES.includes(method) ? method : 'other';
    this.#questions.add({ method: known, outcome });
    this.#seconds.observe({ method: known }, seconds);
  };

  began(): void {
    this.#running += 1;
  }

  ended(path: string, { status, body }: { status: number; body: { length: number } }): void {
    this.#running -= 1;
    this.#sent += body.length;
    this.#requests.add({ path, status: String(status) });
  }

  text({ files, families, loadedAt, reloads, failures }: MapFacts): string {
    const gauges: Single[] = [
      ['rhachet_http_requests_running', 'HTTP requests that are being answered.', this.#running],
      ['rhachet_map_files', 'Files that the map is made of.', files],
      ['rhachet_map_families', 'Names that have overloads.', families],
      ['rhachet_map_loaded_timestamp_seconds', 'When the sources were read.', loadedAt / 1000],
    ];
    const counters: Single[] = [
      ['rhachet_http_sent_bytes_total', 'Bytes of answers.', this.#sent],
      ['rhachet_map_reloads_total', 'Changes of the sources that came into use.', reloads],
      ['rhachet_map_failures_total', 'Times that the sources could not be read.', failures],
    ];
    return prometheusText([
      this.#questions.metric(),
      this.#seconds.metric(),
      this.#requests.metric(),
      ...gauges.map((one) => singleOf('gauge', one)),
      ...counters.map((one) => singleOf('counter', one)),
    ]);
  }
}
