// kill -9 of the daemon under writing shells: what was acknowledged must be there afterwards.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { installedBin } from '@rhachet/testing';

const SHELLS = 8;
/** So many acknowledged lines, and the daemon dies. */
const LINES = 40;

/** Each writes down what it was told, after it was told. */
const WRITER = `
source "$1"
trap 'exit 0' TERM
while :; do
  @ -v id Counter new 2>/dev/null || continue
  echo "$id 0"
  for n in 1 2 3; do
    @ -v value "$id" increment 2>/dev/null || break
    echo "$id $value"
  done
done
`;

const CHECK = `
const { Database } = require('bun:sqlite');
const db = new Database(process.argv[1]);
const rows = Object.fromEntries(db.query('SELECT id, data FROM instances').all().map((r) => [r.id, JSON.parse(r.data)]));
console.log(JSON.stringify({ integrity: db.query('PRAGMA integrity_check').get().integrity_check, rows }));
`;

interface Found {
  readonly integrity: string;
  readonly rows: Record<string, { readonly value: number }>;
}

export interface Outcome {
  readonly acknowledged: number;
  readonly integrity: string;
  /** Ids that were told and are not there. */
  readonly missing: readonly string[];
  /** `id told found`, where less is there than was told. */
  readonly lost: readonly string[];
}

const linesOf = (path: string): string[] =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('it did not come to that within a minute');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** One life of a daemon: it is started by the shells, and ends by SIGKILL. */
export async function killOnce(): Promise<Outcome> {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-killed-'));
  const database = join(dir, 'objects.db');
  const socket = join(dir, 'tt.sock');
  const env = {
    ...process.env,
    TT_SOCKET: socket,
    TT_BIN: installedBin('tt'),
    SQLITE_JSON_DB: database,
  };
  const bash = join(installedBin('tt'), '../../@rhachet/cmd-objects/bash/trash.bash');
  const files = Array.from({ length: SHELLS }, (_, index) => join(dir, `shell-${index}`));
  const shells: ChildProcess[] = files.map((file) =>
    spawn('bash', ['-c', `exec >"$2"; ${WRITER}`, 'writer', bash, file], { env, stdio: 'ignore' }),
  );
  try {
    await until(() => files.flatMap(linesOf).length >= LINES);
    process.kill(Number(readFileSync(`${socket}.pid`, 'utf8')), 'SIGKILL');
  } finally {
    for (const shell of shells) shell.kill('SIGKILL');
  }
  await Promise.all(
    shells.map(
      (shell) =>
        new Promise((resolve) =>
          shell.exitCode === null && shell.signalCode === null
            ? shell.once('close', resolve)
            : resolve(0),
        ),
    ),
  );
  const told = files.flatMap(linesOf);
  const found = JSON.parse(
    execFileSync(bunPath(), ['-e', CHECK, database], { encoding: 'utf8', maxBuffer: 1e9 }),
  ) as Found;
  const outcome = judged(told, found);
  stopSuccessor(socket);
  rmSync(dir, { recursive: true, force: true });
  return outcome;
}

/** A shell that was quick enough has started another daemon. */
function stopSuccessor(socket: string): void {
  execFileSync(installedBin('tt'), ['--kill', '--socket', socket], { stdio: 'ignore' });
}

function judged(told: readonly string[], { integrity, rows }: Found): Outcome {
  const newest = new Map<string, number>();
  for (const line of told) {
    const [id = '', value] = line.split(' ');
    newest.set(id, Math.max(newest.get(id) ?? 0, Number(value)));
  }
  const ids = [...newest.keys()];
  return {
    acknowledged: told.length,
    integrity,
    missing: ids.filter((id) => rows[id] === undefined),
    lost: ids
      .filter((id) => (rows[id]?.value ?? Infinity) < (newest.get(id) ?? 0))
      .map((id) => `${id} ${newest.get(id)} ${rows[id]?.value}`),
  };
}
