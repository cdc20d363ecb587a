// A daemon of counters as a process of its own: `<engine> serve-counters --socket PATH [--idle-timeout S]`.
import { startDaemon } from '../src/daemon/daemon.ts';
import { CounterRuntime } from './counter-runtime.ts';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const socket = option('--socket') ?? '';
try {
  const runtime = new CounterRuntime();
  const idleTimeout = Number(option('--idle-timeout') ?? 0);
  const daemon = await startDaemon({
    socket,
    open: () => runtime,
    idleTimeout,
    onFault: (error) => console.error(error),
  });
  const stop = (): void => void daemon.stop();
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  console.log('serving');
  await daemon.ended;
  console.log(runtime.isClosed ? 'closed' : 'not closed');
  process.exit(0);
} catch (error) {
  console.log((error as Error).message);
  process.exit(69);
}
