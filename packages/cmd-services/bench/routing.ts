// How well requests are routed, measured on CLINC150: trained on its training part, judged on the part to judge by.
// pnpm bench:routing [--few N] [--no-refusals]
import { parseArgs } from 'node:util';
import { compile } from '../src/cache/compile.ts';
import { openRoutes } from '../src/cache/routes.ts';
import { evalRegistry } from '../src/classifier/eval-registry.ts';
import { clincRegistry, evalLines, refusals } from './clinc.ts';
import { oneShot } from './one-shot.ts';

const { values } = parseArgs({
  options: { few: { type: 'string' }, 'no-refusals': { type: 'boolean', default: false } },
});
const registry = clincRegistry(values.few === undefined ? {} : { few: Number(values.few) });

const started = performance.now();
const cpu = process.cpuUsage();
let shown = 0;
const bytes = compile(registry, {
  refusals: values['no-refusals'] ? [] : refusals,
  onProgress: (done, total) => {
    const percent = Math.floor((100 * done) / total);
    if (!process.stderr.isTTY || percent === shown) return;
    shown = percent;
    process.stderr.write(`\rtraining ${percent} %${done === total ? '\n' : ''}`);
  },
});
const wall = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpu);

const routes = openRoutes(bytes, registry.source);
const result = evalRegistry({ routes, lines: evalLines() });
const share = (value: number | null): string =>
  value === null ? '-' : `${(value * 100).toFixed(2)} %`;

const once = oneShot(bytes);
const rows: [string, string, string][] = [
  ['service', share(result.service_accuracy), 'at least 92.0 %'],
  ['org', share(result.org_accuracy), 'at least 96.5 %'],
  ['sent to the right service', share(result.accepted_accuracy), 'at least 89.5 %'],
  ['refused of what is for nobody', share(result.refusal_recall), 'at least 80 %'],
  [
    'all, one in 5.5 for nobody',
    share(((result.accepted_accuracy ?? 0) * 4.5 + (result.refusal_recall ?? 0)) / 5.5),
    'at least 88 %',
  ],
  ['calibration error', share(result.ece), 'at most 2 %'],
  ['model', `${(bytes.length / 1e6).toFixed(2)} MB`, 'at most 1.5 MB'],
  [
    'training',
    `${wall.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of CPU)`,
    'at most 20 s on an idle machine',
  ],
  ['one decision', `${result.median_ms.toFixed(3)} ms`, ''],
  [
    'one decision, of one process',
    `${once.adds.toFixed(1)} ms on ${once.start.toFixed(1)} ms`,
    'at most 3 ms more than starting',
  ],
];
console.log(
  `CLINC150, ${values.few ?? '100'} examples per service, ${values['no-refusals'] ? 'no' : refusals.length} refusals; ${result.lines} lines`,
);
for (const [what, value, aim] of rows) console.log(`${what.padEnd(32)} ${value.padEnd(28)} ${aim}`);
