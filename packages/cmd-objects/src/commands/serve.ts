// `tt`, `rhachet objects`: the daemon, and what is asked of one that runs.
import { countOption, EXIT, type Outcome, printable, usage } from '@rhachet/kit';
import { onStop, Output } from '@rhachet/serve';
import { openBridge } from '../bridge/open-bridge.ts';
import type { Daemon } from '../daemon/daemon.ts';
import { socketPath } from '../daemon/path.ts';
import { type DaemonFlags, runDaemon } from '../daemon/run-daemon.ts';
import { spaceRuntime } from '../daemon/space-runtime.ts';
import { Runtime } from '../runtime.ts';
import { blockFromBytes } from '../space/block-from-bytes.ts';
import type { ObjectsCall } from './explain.ts';
import { classDirectories, databasePath, type PlaceOptions } from './places.ts';

export interface ServeOptions extends PlaceOptions {
  socket?: string;
  'plugin-dir'?: string;
  mode?: string;
  'idle-timeout'?: string;
  'request-limit'?: string;
  status?: true;
  kill?: true;
  restart?: true;
  inspect?: string;
  debug?: true;
  trace?: string;
  profile?: string;
}

const MODES = ['write-through', 'session', 'write-behind'] as const;

const LONGEST_IDLE = 7 * 24 * 3600;
const LARGEST_REQUEST = 256 * 1024 * 1024;

type ServeCall = ObjectsCall<ServeOptions>;

export async function serve({ options }: ServeCall): Promise<Outcome> {
  const output = new Output();
  const note = (text: string): void => output.note(text);
  const outcome = await runDaemon(flagsOf(options), {
    open: () => spaceRuntime(opened(options)),
    input: process.stdin,
    note,
    onFault: (error) => note(`fault: ${error instanceof Error ? error.stack : String(error)}\n`),
  });
  if (outcome.kind === 'said') return { print: outcome.text, exit: outcome.exit };
  if (outcome.kind === 'lines') return { print: outcome.lines };
  return goOn(outcome.daemon, output);
}

function flagsOf(options: ServeOptions): DaemonFlags {
  const { status, kill, restart, inspect, debug, trace, profile } = options;
  const idle = options['idle-timeout'] ?? '0';
  const limit = options['request-limit'];
  return {
    socket: options.socket ?? socketPath(databasePath(options)),
    lines: options.socket === undefined,
    status: status ?? false,
    kill: kill ?? false,
    restart: restart ?? false,
    debug: debug ?? false,
    idleTimeout: countOption('idle-timeout', idle, { min: 0, max: LONGEST_IDLE }),
    ...(limit === undefined
      ? {}
      : { requestLimit: countOption('request-limit', limit, { min: 1024, max: LARGEST_REQUEST }) }),
    ...(inspect === undefined ? {} : { inspect }),
    ...(trace === undefined ? {} : { trace }),
    ...(profile === undefined ? {} : { profile }),
  };
}

function opened(options: ServeOptions): Runtime {
  const { mode = 'write-through', classes = [] } = options;
  const plugins = options['plugin-dir'] === undefined ? [] : [options['plugin-dir']];
  const known = MODES.find((one) => one === mode);
  if (!known) throw usage(`there is no --mode ${mode}`, `there are: ${MODES.join(', ')}`);
  Runtime.readBlock = blockFromBytes;
  return Runtime.open({
    database: databasePath(options),
    classDirectories: classDirectories({ ...options, classes: [...plugins, ...classes] }),
    environment: process.env,
    mode: known,
    openBridge: (env) => openBridge({ env }),
  });
}

/** Until it is told to stop, or nobody has asked for long enough. */
function goOn(daemon: Daemon, output: Output): Outcome {
  let exit: number = EXIT.ok;
  onStop((code) => {
    exit = code;
    void daemon.stop();
  });
  void daemon.ended.then(() => output.end(exit));
  output.note(`listening on ${printable(daemon.socket)}\n`);
  return { stream: output.chunks() };
}
