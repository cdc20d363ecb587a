// The driver as a program: a set-up and orders as lines of JSON in, reports as lines of JSON out.
import { createInterface } from 'node:readline';
import { makeDriver, type Order, type Pinned, type Setup } from './driver.ts';

const driver = makeDriver(JSON.parse(process.argv[2] ?? '{}') as Setup);

async function serve(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const report = await driver.run(JSON.parse(line) as Order | Pinned);
    console.log(JSON.stringify(report));
  }
  await driver.close();
}

void serve();
