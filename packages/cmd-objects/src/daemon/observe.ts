// --trace, --profile and --debug: a runtime that also says what goes through it.
import type { TextReply } from '../space/text-request.ts';
import { type DaemonRuntime, isRunHere, type RunHere } from './runtime.ts';

export interface Observers {
  /** Each request and its answer, as JSON. */
  readonly trace?: (line: string) => void;
  /** `→ Counter.new [native]`, `← Counter.new [native] 3ms`. */
  readonly profile?: (line: string) => void;
  /** `[DEBUG] …`. */
  readonly debug?: (line: string) => void;
}

const routeOf = (reply: TextReply | RunHere): string => {
  if (isRunHere(reply)) return 'bash:direct';
  return reply.kind === 'bash' ? 'native→bash' : reply.kind === null ? 'error' : 'native';
};

function profileLines(words: readonly string[], reply: TextReply | RunHere, ms: number): string {
  const [receiver = '', ...rest] = words;
  const keywords = rest.filter((_, index) => index % 2 === 0);
  const selector = rest[0]?.endsWith(':') ? keywords.join('') : (rest[0] ?? '');
  const name = `${receiver}.${selector} [${routeOf(reply)}]`;
  const size = isRunHere(reply) ? 0 : reply.value.length;
  const length = size > 0 ? ` result_len=${size}` : '';
  return `→ ${name}\n← ${name} ${Math.round(ms)}ms${length}\n`;
}

export function observed(runtime: DaemonRuntime, observers: Observers): DaemonRuntime {
  const { trace, profile, debug } = observers;
  return {
    send(request) {
      debug?.(`[DEBUG] ${JSON.stringify(request.words)}\n`);
      const start = performance.now();
      const reply = runtime.send(request);
      const ms = performance.now() - start;
      trace?.(`${JSON.stringify({ at: new Date().toISOString(), request, reply, ms })}\n`);
      profile?.(profileLines(request.words, reply, ms));
      return reply;
    },
    blockOperation(operation, fields) {
      const reply = runtime.blockOperation(operation, fields);
      trace?.(`${JSON.stringify({ at: new Date().toISOString(), operation, fields, reply })}\n`);
      return reply;
    },
    inspect: (what) => runtime.inspect(what),
    hostFor: (session) => runtime.hostFor(session),
    close: () => runtime.close(),
  };
}
