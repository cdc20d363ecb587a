// What providers say, and what a person is told.
import { isFailure } from '@rhachet/kit';
import { describe, expect, it } from 'vitest';
import { toFailure } from './faults.ts';

const asked = {
  name: 'p/m',
  url: 'http://u',
  source: '$KEY',
  mask: (text: string) => text.replaceAll('secret', '***'),
};

function answered(
  statusCode: number,
  body: unknown,
): { code: string; exit: number; message: string } {
  const responseBody = typeof body === 'string' ? body : JSON.stringify(body);
  const error = Object.assign(new Error('Bad Request'), { statusCode, responseBody });
  const failure = toFailure(error, asked);
  if (!isFailure(failure)) throw new Error('no failure');
  return failure;
}

/** As the providers word it. */
describe('the words of providers', () => {
  it.each([
    [
      400,
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens.",
    ],
    [400, 'prompt is too long: 210000 tokens > 200000 maximum'],
    [400, 'input length and `max_tokens` exceed context limit: 199000 + 8000 > 200000'],
    [400, 'the request exceeds the available context size. try increasing the context size'],
    [413, 'Request exceeds the maximum allowed number of bytes.'],
  ])('%d %s: too long', (status, message) => {
    expect(answered(status, { error: { message } })).toMatchObject({
      code: 'CONTEXT_OVERFLOW',
      exit: 65,
    });
  });

  it.each([
    [400, 'registry.ollama.ai/library/gemma:latest does not support tools'],
    [400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'],
    [404, 'No endpoints found that support tool use.'],
    [400, "'tools' is not supported with this model."],
  ])('%d %s: no tools', (status, message) => {
    expect(answered(status, { error: { message } })).toMatchObject({ code: 'NO_TOOLS', exit: 78 });
  });

  it.each([
    [401, { error: { message: 'Incorrect API key provided: secret' } }, 'KEY_REFUSED', 78],
    [403, { error: 'no' }, 'KEY_REFUSED', 78],
    [429, { error: { message: 'quota' } }, 'RATE_LIMITED', 75],
    [404, { error: { message: 'The model `x` does not exist' } }, 'PROVIDER_ERROR', 76],
    [500, '<html>', 'PROVIDER_ERROR', 76],
    [400, 'null', 'PROVIDER_ERROR', 76],
    [400, { message: 'bad temperature' }, 'PROVIDER_ERROR', 76],
  ])('%d %j: %s', (...[status, body, code, exit]) => {
    const failure = answered(status, body);
    expect(failure).toMatchObject({ code, exit });
    expect(failure.message).not.toContain('secret');
  });
});

it('a fault of ours stays one', () => {
  expect(toFailure('text', asked)).toBe('text');
});
