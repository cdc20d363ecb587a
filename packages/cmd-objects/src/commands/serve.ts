// `tt`, `rhachet objects`: the daemon, and what is asked of one that runs.
import { appendFileSync } from 'node:fs';
import { countOption, EXIT, type Outcome, printable, usage } from '@rhachet/kit';
import { onStop, Output } from '@rhachet/serve';
import { openBridge } from '../bridge/open-bridge.ts';
import { inspectDaemon, killDaemon, statusOf } from '../daemon/control.ts';
import { startDaemon, USUAL_LIMIT } from '../daemon/daemon.ts';
import { answerLines } from '../daemon/lines.ts';
import { observed, type Observers } from '../daemon/observe.ts';
import { socketPath } from '../daemon/path.ts';
import type { DaemonRuntime } from '../daemon/runtime.ts';
import { spaceRuntime } from '../daemon/space-runtime.ts';
import { Runtime } from '../runtime.ts';
import type { ObjectsCall } from './explain.ts';
import { classDirectories, databasePath, type PlaceOptions } from './places.ts';

export interface ServeOptions extends PlaceOptions {
  socket?: string;
  mode?: string;
  'idle-timeout'?: string;
  status?: true;
  kill?: true;
  restart?: true;
  inspect?: string;
  debug?: true;
  trace?: string;
  profile?: string;
}

export const MODES = ['write-through', 'session', 'write-behind'] as const;

const LONGEST_IDLE = 7 * 24 * 3600;

type ServeCall = ObjectsCall<ServeOptions>;

export async function serve(call: ServeCall): Promise<Outcome> {
  const { options } = call;
  const socket = options.socket ?? socketPath();
  if (options.status) return status(socket);
  if (options.inspect !== undefined)
    return { print: `${await inspectDaemon(socket, options.inspect)}\n` };
  if (options.kill || options.restart) {
    const didRun = await killDaemon(socket);
    if (options.kill)
      return { note: didRun ? '' : `no daemon serves ${printable(socket)}\n`, print: '' };
  }
  return options.socket === undefined && !options.restart ? lines(call) : listen(call, socket);
}

async function status(socket: string): Promise<Outcome> {
  const found = await statusOf(socket);
  return found.running
    ? { print: `running, process ${found.pid}, ${printable(socket)}\n` }
    : { print: 'stopped\n', exit: EXIT.unavailable };
}

function opened({ options }: ServeCall, output: Output): DaemonRuntime {
  const { mode = 'write-through' } = options;
  const known = MODES.find((one) => one === mode);
  if (!known) throw usage(`there is no --mode ${mode}`, `there are: ${MODES.join(', ')}`);
  const runtime = Runtime.open({
    database: databasePath(options),
    classDirectories: classDirectories(options),
    environment: process.env,
    mode: known,
    openBridge: (env) => openBridge({ env }),
  });
  return observed(spaceRuntime(runtime), observers(options, output));
}

/** A file, or `stderr`. */
function writer(to: string | undefined, output: Output): ((line: string) => void) | undefined {
  if (to === undefined) return undefined;
  return to === 'stderr'
    ? (line) => output.note(line)
    : (line) => appendFileSync(to, line, { mode: 0o600 });
}

function observers({ trace, profile, debug }: ServeOptions, output: Output): Observers {
  const traces = writer(trace, output);
  const profiles = writer(profile, output);
  return {
    ...(traces ? { trace: traces } : {}),
    ...(profiles ? { profile: profiles } : {}),
    ...(debug ? { debug: (line: string) => output.note(line) } : {}),
  };
}

/** Without a socket: one JSON line in, one out, until stdin ends. */
function lines(call: ServeCall): Outcome {
  const output = new Output();
  const runtime = opened(call, output);
  const answerAll = async (): Promise<void> => {
    for await (const line of answerLines(process.stdin, { runtime, requestLimit: USUAL_LIMIT }))
      output.out(line);
  };
  void answerAll().then(
    () => {
      runtime.close();
      output.end(EXIT.ok);
    },
    () => output.end(EXIT.internal),
  );
  return { stream: output.chunks() };
}

async function listen(call: ServeCall, socket: string): Promise<Outcome> {
  const idle = call.options['idle-timeout'] ?? '0';
  const idleTimeout = countOption('idle-timeout', idle, { min: 0, max: LONGEST_IDLE });
  const output = new Output();
  const daemon = await startDaemon({
    socket,
    runtime: opened(call, output),
    idleTimeout,
    onFault: (error) =>
      output.note(`fault: ${error instanceof Error ? error.stack : String(error)}\n`),
  });
  let exit: number = EXIT.ok;
  onStop((code) => {
    exit = code;
    void daemon.stop();
  });
  void daemon.ended.then(() => output.end(exit));
  output.note(`listening on ${printable(socket)}\n`);
  return { stream: output.chunks() };
}
