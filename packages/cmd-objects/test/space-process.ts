// What test/space.ts starts on Bun (SQLite is not in Node 20): object spaces by number, one JSON line per call.
import { openBridge } from '../src/bridge/open-bridge.ts';
import { Runtime } from '../src/runtime.ts';
import { runTests } from '../src/testing/run-tests.ts';
import { defineCompiled } from './compiled-classes.ts';
import type { SpaceCall } from './space.ts';

const spaces = new Map<number, Runtime>();

const spaceOf = (number: number): Runtime => {
  const space = spaces.get(number);
  if (!space) throw new Error(`there is no space ${number}`);
  return space;
};

async function open({ space, options, compiled }: Extract<SpaceCall, { kind: 'open' }>) {
  const withBash = { openBridge: (env: NodeJS.ProcessEnv) => openBridge({ env }), ...options };
  const runtime = Runtime.open(withBash);
  spaces.set(space, runtime);
  if (compiled !== null) await defineCompiled(runtime, options.classDirectories ?? [], compiled);
  return null;
}

function answer(call: SpaceCall): unknown {
  switch (call.kind) {
    case 'open':
      return open(call);
    case 'send':
      return spaceOf(call.space).answer({ words: call.words, session: call.session });
    case 'explain':
      return spaceOf(call.space).explain(call.words, true).candidates;
    case 'tests':
      return runTests(call.name, spaceOf(call.space).space);
    case 'close':
      spaceOf(call.space).close();
      return null;
  }
}

for await (const line of console) {
  // The end of the input is an empty line.
  if (line === '') break;
  const { id, call } = JSON.parse(line) as { readonly id: number; readonly call: SpaceCall };
  let reply: object;
  try {
    reply = { id, result: await answer(call) };
  } catch (error) {
    reply = { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
