// docs/streams.md: its source runs, its class is one, and it names what Stream and GrpcClient understand.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { expect, it } from 'vitest';
import { grpcClient } from '../src/grpc/grpc-client.ts';
import type { GrpcModules } from '../src/grpc/modules.ts';
import { parse } from '../src/language/parse.ts';
import { streamClass } from '../src/streams/stream-class.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../docs/streams.md'), 'utf8');

const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(PAGE)?.[1] ?? '';

it('the source of its own', () => {
  const library = join(import.meta.dirname, '../src/index.ts');
  const script = block('js').replace("'@rhachet/cmd-objects'", JSON.stringify(library));
  expect(script).toContain(library);
  const args = ['--conditions=@rhachet/source', '-e', script];
  expect(execFileSync(bunPath(), args, { encoding: 'utf8' })).toBe('1\n2\n3\n');
});

it('the class', () => {
  const { unit, problems } = parse(block('smalltalk'));
  expect(problems).toEqual([]);
  expect(unit?.methods.map(({ shown }) => shown)).toEqual(['watch:', 'dispatch:']);
});

it('names all that can be sent', () => {
  const client = grpcClient({} as GrpcModules);
  for (const { methods = {}, classMethods = {} } of [streamClass, client])
    for (const selector of [...Object.keys(methods), ...Object.keys(classMethods)])
      for (const word of selector.match(/\w+:?/g) ?? []) expect(PAGE).toContain(word);
});
