// The chain that the interface was planned for, in a daemon of the packed program: a server's events reach GrpcClient (a class in
// TypeScript beside the class files), become objects of one plugin in C, which another one hands to a block of a class file.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasTool, installedBin, type Result, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventServer, PROTO, startServer } from './grpc/server.ts';
import { sourceOf } from './native-plugins.ts';

const tt = installedBin('tt');
const bash = join(tt, '../../@rhachet/cmd-objects/bash/trash.bash');
const hasCompiler = hasTool('gcc');
const STRICT = ['-Wall', '-Wextra', '-Werror', '-pedantic', '-std=c11', '-shared', '-fPIC'];

const FILES = {
  'GrpcClient.ts': `import * as grpc from '@grpc/grpc-js';
import * as protoLoader from '@grpc/proto-loader';
import { grpcClient } from '@rhachet/cmd-objects';

export default grpcClient({ grpc, protoLoader });
`,
  'Desk.trash': `Desk subclass: Object
  include: Persistable
  instanceVars: dispatcher stream pressed:0 last
  method: watch: address proto: file [
    | client |
    dispatcher := @ EventDispatcher new.
    @ dispatcher on: 'keypress' do: [:event | pressed := pressed + 1. last := event].
    client := @ GrpcClient address: address proto: file.
    stream := @ client serverStream: 'events.Events/Watch' payload: '{"count":9}' do: [:json |
      @ dispatcher dispatch: (@ Yutani::Event fromJson: json)
    ].
    ^ stream
  ]
`,
};

let dir: string;
let env: Record<string, string>;
let server: EventServer;

const call = (...words: string[]): Promise<Result> => run(words, { cwd: dir, env });

/** A script of a shell that has the client. */
const shell = async (script: string, ...args: string[]): Promise<string[]> => {
  const ran = await call('bash', '-c', `source "$1"; shift; ${script}`, 'shell', bash, ...args);
  expect(ran).toMatchObject({ stderr: '', code: 0 });
  return ran.stdout.split('\n').slice(0, -1);
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-chain-'));
  const classes = join(dir, 'classes');
  env = {
    TT_SOCKET: join(dir, 'tt.sock'),
    TT_BIN: tt,
    SQLITE_JSON_DB: join(dir, 'objects.db'),
    TRASHDIR: classes,
  };
  mkdirSync(classes);
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(classes, name), text);
  // Where a user has installed what GrpcClient is made of.
  symlinkSync(join(import.meta.dirname, '../node_modules'), join(classes, 'node_modules'));
  server = await startServer();
  if (!hasCompiler) return;
  writeFileSync(join(dir, 'libtrashtalk.h'), (await call(tt, 'headers')).stdout);
  for (const name of ['Yutani__Event', 'EventDispatcher']) {
    const out = join(classes, `${name}.so`);
    const built = await call('gcc', ...STRICT, `-I${dir}`, '-o', out, sourceOf(name));
    expect(built).toMatchObject({ code: 0, stderr: '' });
  }
});
afterAll(async () => {
  await call(tt, '--kill');
  server.kill();
  rmSync(dir, { recursive: true });
});

describe.skipIf(!hasCompiler)(`the chain${hasCompiler ? '' : ': gcc is not installed'}`, () => {
  it('every event arrives, each third in the block', async () => {
    const [state, handled, pressed, kind] = await shell(
      `@ -v desk Desk new; @ -v stream "$desk" watch: "$1" proto: "$2"
      while [[ $(@ "$stream" isOpen) == true ]]; do :; done
      @ "$stream" state
      @ -v dispatcher "$desk" getDispatcher; @ "$dispatcher" getHandled
      @ "$desk" getPressed; @ -v last "$desk" getLast; @ "$last" getKind`,
      server.address,
      PROTO,
    );
    expect({ state, handled, pressed, kind }).toEqual({
      state: 'ended',
      handled: '9',
      pressed: '3',
      kind: 'keypress',
    });
    const { stdout } = await call(tt, '--socket', env.TT_SOCKET ?? '', '--inspect', 'plugins');
    const rows = JSON.parse(stdout) as { classes: string[]; refused: string | null }[];
    expect(rows.map(({ classes, refused }) => [...classes, refused])).toEqual([
      ['EventDispatcher', null],
      ['Yutani::Event', null],
      ['GrpcClient', null],
    ]);
  });
});
