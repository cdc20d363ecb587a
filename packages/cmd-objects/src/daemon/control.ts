// What is asked of a daemon from outside: whether it runs, what it has, that it ends.
import { EXIT, Failure } from '@rhachet/kit';
import { connectDaemon } from './client.ts';
import { isServed } from './daemon.ts';
import { holderOf, pidPath } from './pid-file.ts';

export type Status = { readonly running: true; readonly pid: number } | { readonly running: false };

export async function statusOf(socket: string): Promise<Status> {
  const pid = holderOf(pidPath(socket));
  return pid !== null && (await isServed(socket)) ? { running: true, pid } : { running: false };
}

const LOOK_MS = 5;
const FORCE_MS = 10_000;

/** Waits until it has gone, with SIGKILL after ten seconds; false when none runs. */
export async function killDaemon(socket: string): Promise<boolean> {
  const status = await statusOf(socket);
  if (!status.running) return false;
  const path = pidPath(socket);
  process.kill(status.pid, 'SIGTERM');
  for (let waited = 0; holderOf(path) === status.pid; waited += LOOK_MS) {
    if (waited === FORCE_MS) process.kill(status.pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return true;
}

/** JSON text. @throws Failure when no daemon runs, or there is no such thing */
export async function inspectDaemon(socket: string, what: string): Promise<string> {
  const client = await connectDaemon(socket);
  if (!client)
    throw new Failure(`no daemon serves ${socket}`, {
      code: 'DAEMON_STOPPED',
      exit: EXIT.unavailable,
      hint: 'start it with tt, or any message from trash.bash',
    });
  try {
    const found = await client.inspect(what);
    if (found !== null) return found;
    throw new Failure(`there is no ${what} to inspect`, {
      code: 'NOT_FOUND',
      exit: EXIT.notFound,
      hint: 'an id, classes, plugins, or refs',
    });
  } finally {
    client.close();
  }
}
