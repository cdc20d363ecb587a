// Runs the cases on Bun; prints the names of those that go wrong.
import { openBridge } from '../src/bridge/open-bridge.ts';
import { callOf, CASES, difference, NESTED, nestingHost } from './bridge-cases.ts';
import { CounterHost } from './counter-host.ts';

const bridge = openBridge({ timeout: 20_000 });
const host = new CounterHost();
const nesting = nestingHost(() => bridge);
for (const [cases, its] of [[CASES, host] as const, [NESTED, nesting] as const]) {
  for (const wanted of cases) {
    const wrong = difference(bridge.run(callOf(wanted.text, wanted.call), its), wanted);
    if (wrong) console.log(`${wanted.name}: ${wrong}`);
  }
}
bridge.close();
console.log('done');
