import { describe, expect, it } from 'vitest';
import { CounterRuntime } from '../../test/counter-runtime.ts';
import { answerLines } from './lines.ts';
import { observed } from './observe.ts';

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

async function answers(...texts: string[]): Promise<unknown[]> {
  const options = { runtime: new CounterRuntime(), requestLimit: 100 };
  const all: unknown[] = [];
  for await (const line of answerLines(pieces(...texts), options))
    all.push(JSON.parse(line) as unknown);
  return all;
}

const NOTHING = '{"class":"Counter","selector":"nothing"}';

describe('JSON lines over stdin', () => {
  it('are answered one by one, however they come', async () => {
    const good = { exit_code: 0, result: '', execution_mode: 'native' };
    expect(await answers(`${NOTHING}\n\n${NOTHING.slice(0, 5)}`, NOTHING.slice(5))).toEqual([
      good,
      good,
    ]);
    expect(await answers('nonsense\n', `${NOTHING}\n`)).toMatchObject([{ exit_code: 1 }, good]);
    expect(await answers()).toEqual([]);
  });

  it('have a limit, and a long one is skipped to its end', async () => {
    const long = 'x'.repeat(150);
    const tooLong = { exit_code: 1, error: 'the request is larger than 100 bytes' };
    expect(await answers(long, long, `${long}\n${NOTHING}\n`)).toMatchObject([
      tooLong,
      { exit_code: 0 },
    ]);
    expect(await answers(`${long}\n${NOTHING}\n`)).toMatchObject([tooLong, { exit_code: 0 }]);
  });
});

it('says what goes through a runtime', () => {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line.replace(/\d+ms/, 'Nms'));
  const runtime = observed(new CounterRuntime(), { trace: say, profile: say, debug: say });
  runtime.send({ words: ['Counter', 'join:', 'a'], session: null, canRunHere: false });
  runtime.send({ words: ['Counter', 'shout'], session: null, canRunHere: false });
  runtime.send({ words: ['Counter', 'direct:', ':'], session: null, canRunHere: true });
  expect(said[0]).toBe('[DEBUG] ["Counter","join:","a"]\n');
  expect(JSON.parse(said[1] ?? '')).toMatchObject({
    request: { words: ['Counter', 'join:', 'a'] },
    reply: { value: 'a' },
  });
  expect(said.filter((line) => line.startsWith('→'))).toEqual([
    '→ Counter.join: [native]\n← Counter.join: [native] Nms result_len=1\n',
    '→ Counter.shout [native→bash]\n← Counter.shout [native→bash] Nms result_len=1\n',
    '→ Counter.direct: [bash:direct]\n← Counter.direct: [bash:direct] Nms\n',
  ]);
});
