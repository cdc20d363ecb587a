// An upgrade in place while skills and commands run, and while others are called.
import { writeFileSync } from 'node:fs';
import type { ManagerName } from '@rhachet/package-managers';
import { type Result, until } from '@rhachet/testing';
import { describe, expect, it } from 'vitest';
import { NEW, OLD } from './registry.setup.ts';
import { bin, CALLS, isOfEmptyBin, isOfFilesTakenAway, judge } from './calls.ts';
import { makeSandbox, type Sandbox, SKILLS } from './sandbox.ts';
import { WORDS } from './words.ts';

const INITS = SKILLS.replace('skills', 'inits');

/** Says that it runs, waits for a word through a named pipe, and ends with 5. */
const waits = (name: string): string =>
  `#!/bin/sh\necho ${name} started\nread -r word <${name}.pipe\necho "${name} $word"\nexit 5\n`;

const files = {
  [`${SKILLS}/skill.sh`]: waits('skill'),
  [`${SKILLS}/child.sh`]: waits('child'),
  [`${INITS}/one.sh`]: '#!/bin/sh\necho one\n',
  [`${INITS}/two.sh`]: waits('two'),
};

/** What runs during the upgrade: a skill in our place, one below Node.js, two inits below a runtime that stays. */
const RUNNING: [string, string, RegExp][] = [
  ['skill', `${bin} run --skill skill`, /^skill started\nskill on\n$/],
  ['child', `RHACHET_ENGINE=node ${bin} run --skill child`, /^child started\nchild on\n$/],
  ['two', `${bin} run --init one --init two`, /one[^]*two started[^]*two on/],
];

async function startAll({ sh, start }: Sandbox) {
  return Promise.all(
    RUNNING.map(async ([name, line, expected]) => {
      await sh(`mkfifo ${name}.pipe`);
      const child = start(line);
      let seen = '';
      child.stdout.on('data', (text: string) => (seen += text));
      await until(() => seen.includes('one') || seen.includes('started'), `${line} to start`);
      return { name, line, expected, child };
    }),
  );
}

/** Calls without pause until the upgrade is over; what it returns are the ones that were wrong. */
async function callDuring(upgrade: Promise<Result>, sh: Sandbox['sh']) {
  const tally = { right: 0, refused: 0, ofEmptyBin: 0, takenAway: 0 };
  const wrong: unknown[] = [];
  let over = false;
  void upgrade.finally(() => (over = true));
  const calling = CALLS.map(async (call) => {
    while (!over) {
      const result = await sh(call.line);
      const verdict = judge(call, result);
      if (verdict !== undefined) tally[verdict] += 1;
      else if (isOfEmptyBin(result)) tally.ofEmptyBin += 1;
      else if (isOfFilesTakenAway(result)) tally.takenAway += 1;
      else wrong.push({ ...call, ...result, bytes: undefined });
    }
  });
  await Promise.all(calling);
  return { tally, wrong };
}

const managers: ManagerName[] = ['npm', 'pnpm 12', 'yarn', 'bun'];

describe.each(managers)('%s', (manager) => {
  it('what runs ends as it would have; what is called meanwhile is right or refused', async () => {
    const sandbox = makeSandbox({ manager, files });
    const { sh, path, remove } = sandbox;
    const { add } = WORDS[manager];
    expect(await sh(`${add} rhachet@${OLD}`)).toMatchObject({ code: 0 });
    expect((await sh(`${bin} --version`)).stdout).toContain(OLD);
    const running = await startAll(sandbox);

    const upgrade = sh(`${add} rhachet@${NEW}`);
    const { tally, wrong } = await callDuring(upgrade, sh);
    expect(await upgrade).toMatchObject({ code: 0 });
    console.log(manager, tally);
    expect(wrong).toEqual([]);
    // What nothing of ours can refuse is rare.
    expect(tally.right).toBeGreaterThan(tally.ofEmptyBin + tally.takenAway);

    for (const { name, expected, child } of running) {
      writeFileSync(path(`${name}.pipe`), 'on\n');
      const { exitCode, stdout } = await child;
      expect({ name, exitCode }).toEqual({ name, exitCode: 5 });
      expect(stdout).toMatch(expected);
    }
    const version = await sh(`${bin} --version`);
    expect(version.stdout).toMatch(/@rhachet\/cmd-run +0\.2\.0/);
    expect(version.stdout).not.toContain(OLD);
    for (const call of CALLS) {
      const result = await sh(call.line);
      expect(judge(call, result), `${call.line}: ${result.stderr}`).toBe('right');
    }
    remove();
  });
});
