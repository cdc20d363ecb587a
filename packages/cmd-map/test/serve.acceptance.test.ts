// The packed program as a server, and CBOR from the command line, on both engines.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedBin, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeCbor } from '../src/cbor/decode.ts';
import { encodeCbor } from '../src/cbor/encode.ts';
import { MAP, QUERY, TRACE, WHATIF } from './protocol.ts';
import { ask, startServe } from './served.ts';

const rhachet = installedBin('rhachet');
const janusd = installedBin('janusd');

const ways: [name: string, words: string[], engine: string | undefined][] = [
  ['janusd', [janusd], undefined],
  ['rhachet map serve', [rhachet, 'map', 'serve'], undefined],
  ['janusd on Node', ['env', 'RHACHET_ENGINE=node', janusd], 'node'],
];

let dir: string;
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'rhachet-map-')));
  writeFileSync(join(dir, 'map.json'), JSON.stringify(MAP));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe.each(ways)('%s', (_name, words) => {
  it('answers in JSON and CBOR, follows its sources, and ends well', async () => {
    writeFileSync(join(dir, 'map.json'), JSON.stringify(MAP));
    const served = await startServe(words, { cwd: dir, args: ['--port', '0', '-s', 'map.json'] });
    const asked = { method: 'dispatch.query', params: { symbol: 'add', module: 'std.math' } };
    expect((await ask(served.url, asked)).json()).toEqual(QUERY);
    const headers = {
      accept: 'application/cbor;stringref=true',
      'content-type': 'application/cbor',
    };
    const cbor = await ask(served.url, encodeCbor(asked), { headers });
    expect(decodeCbor(cbor.bytes)).toEqual(QUERY);
    const assume = { types: [{ name: 'Tanker', extends: ['PlayerShip'] }] };
    const call = { symbol: 'collide', args: ['Tanker', 'Asteroid'] };
    const whatIf = await ask(served.url, { method: 'dispatch.whatif', params: { call, assume } });
    expect(whatIf.json()).toMatchObject({ outcome: { status: 'resolved' } });
    writeFileSync(join(dir, 'map.json'), '{"overloads": [{"signature": "add(u8) -> u8"}]}');
    const changed = (
      await ask(served.url, { method: 'dispatch.query', params: { symbol: 'add' } })
    ).json<{
      family: unknown[];
    }>();
    expect(changed.family).toHaveLength(1);
    served.kill('SIGTERM');
    expect(await served.ended).toBe(0);
  });
});

describe.each([undefined, 'node'])('--cbor, engine %s', (engine) => {
  const env = { ...process.env, ...(engine === undefined ? {} : { RHACHET_ENGINE: engine }) };
  beforeAll(() => writeFileSync(join(dir, 'map.json'), JSON.stringify(MAP)));

  it.each([
    [['query', 'add', '--module', 'std.math'], QUERY, 0],
    [['trace', 'add(i32, f64)'], TRACE, 65],
    [['whatif', 'collide(PlayerShip, Asteroid)'], WHATIF, 0],
  ])('%j', (words, answer, code) => {
    const args = ['map', ...words, '--cbor', '-s', 'map.json'];
    const { stdout, status } = spawnSync(rhachet, args, { cwd: dir, env });
    expect(decodeCbor(stdout)).toEqual(answer);
    expect(status).toBe(code);
  });

  it('and --json are one too many', async () => {
    const args = ['map', 'query', 'add', '--cbor', '--json', '-s', 'map.json'];
    const { code, stderr } = await run([rhachet, ...args], { cwd: dir });
    expect([code, stderr.includes('--cbor and --json')]).toEqual([64, true]);
  });
});

it('the help of janusd', async () => {
  const { code, stdout } = await run([janusd, '--help'], { cwd: dir });
  expect(code).toBe(0);
  expect(stdout).toContain('rhachet map serve');
  for (const option of ['--port', '--host', '--socket', '--format', '--body-limit', '--source'])
    expect(stdout).toContain(option);
});
