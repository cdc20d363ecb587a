// brains ping: whether a brain answers, and how long that takes. Costs a few tokens.
import type { Call, Outcome } from '@rhachet/kit';
import { chooseBrain } from './choose.ts';
import { readBrains } from './config.ts';
import { sdkBrain } from './sdk-brain.ts';
import type { Answer, Brain, Question } from './types.ts';
import { costOf, usageText } from './usage.ts';

/** Models that think first need room for it. */
const MOST_OUTPUT = 256;

interface Timed {
  firstMs: number | null;
  totalMs: number;
  answer: Answer;
}

async function timed(brain: Brain, question: Question): Promise<Timed> {
  const began = performance.now();
  const stream = brain.ask(question);
  let firstMs: number | null = null;
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return { firstMs, totalMs: Math.round(performance.now() - began), answer: value };
    firstMs ??= Math.round(performance.now() - began);
  }
}

export async function pingBrain({
  words: [word],
  json,
}: Pick<Call, 'json' | 'words'>): Promise<Outcome> {
  const brain = sdkBrain(chooseBrain(readBrains(), word));
  let note = '';
  const { firstMs, totalMs, answer } = await timed(brain, {
    system: '',
    messages: [{ role: 'user', content: 'Answer with the one word: pong' }],
    tools: [],
    signal: new AbortController().signal,
    note: (text) => (note += text),
    mostOutput: MOST_OUTPUT,
  });
  const { usage } = answer;
  const cost = costOf(usage, brain.price);
  if (json)
    return {
      note,
      print: `${JSON.stringify({ brain: brain.name, firstMs, totalMs, usage, cost })}\n`,
    };
  const first = firstMs === null ? '' : `first token after ${firstMs} ms, `;
  return {
    note,
    print: `${brain.name} answers: ${first}all after ${totalMs} ms; ${usageText(usage, brain.price)}\n`,
  };
}
