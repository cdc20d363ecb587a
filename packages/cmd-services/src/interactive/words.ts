// A line of a session, taken apart.
import { nearest, usage } from '@rhachet/kit';
import type { Target } from '../decision/types.ts';
import { parseJsonBytes } from '@rhachet/serve';

/** What a session knows, by its name, with what may follow and what it does. */
export const COMMANDS = {
  to: { takes: 'ORG [SERVICE] [DATA or QUERY]', does: 'send to a service that you name' },
  routes: { takes: '[ORG]', does: 'list orgs and services' },
  health: { takes: '[ORG]', does: 'ask every service how it is' },
  explain: { takes: 'QUERY', does: 'say which service is meant and why; call nothing' },
  mock: { takes: '[on|off|FILE]', does: 'call no service, or call them again' },
  help: { takes: '', does: 'this list' },
  quit: { takes: '', does: 'end; so do /exit, /q and Ctrl-D' },
} as const;

export type CommandName = keyof typeof COMMANDS;

const ALIASES: Record<string, CommandName> = { exit: 'quit', q: 'quit', '?': 'help' };

export interface Line {
  name: CommandName | 'dispatch';
  /** What follows the name. */
  rest: string;
}

/** Throws a `Failure` (exit 64) for a command that is none. */
export function readLine(line: string): Line | undefined {
  const text = line.trim();
  if (text === '') return undefined;
  if (!text.startsWith('/')) return { name: 'dispatch', rest: text };
  const [, word = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(text) ?? [];
  const name = word.toLowerCase();
  if (Object.hasOwn(COMMANDS, name)) return { name: name as CommandName, rest };
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  if (alias) return { name: alias, rest };
  const [close] = name === '' ? [] : nearest(name, Object.keys(COMMANDS), 1);
  throw usage(
    name === '' ? 'a / is followed by the name of a command' : `there is no /${word}`,
    close === undefined ? '/help lists them' : `did you mean /${close}?`,
  );
}

function readData(text: string): unknown {
  try {
    return parseJsonBytes(new TextEncoder().encode(text)).value;
  } catch (error) {
    throw usage(`the data: ${(error as Error).message}`, '/to FND salesforce {"action": "sync"}');
  }
}

export interface To {
  target: Target;
  query: string;
  data?: unknown;
}

/** `ORG`, `ORG.service` or `ORG service`, then JSON, or words. Throws a `Failure` (exit 64). */
export function readTo(rest: string): To {
  const [, first = '', behind = ''] = /^(\S*)\s*(.*)$/s.exec(rest) ?? [];
  const [org = '', inFirst] = first.split(/\.(.*)/s);
  if (org === '') throw usage('/to needs an org', '/to ORG [SERVICE] [DATA or QUERY]');
  const [, word = '', after = ''] = /^(\S*)\s*(.*)$/s.exec(behind) ?? [];
  const isNamed = inFirst === undefined && word !== '' && !/^[[{"]/.test(word);
  const service = isNamed ? word : inFirst;
  const said = isNamed ? after : behind;
  const isData = /^[[{"]/.test(said);
  return {
    target: { org, ...(service === undefined || service === '' ? {} : { service }) },
    query: isData ? '' : said,
    ...(isData ? { data: readData(said) } : {}),
  };
}

export function helpText(): string {
  const names = Object.entries(COMMANDS).map(([name, { takes, does }]) => ({
    left: `/${name} ${takes}`.trimEnd(),
    does,
  }));
  const width = Math.max(...names.map(({ left }) => left.length));
  const rows = names.map(({ left, does }) => `  ${left.padEnd(width)}  ${does}`);
  return `Anything else is dispatched to the service that it means.\n${rows.join('\n')}\n`;
}
