// What was said so far, kept for --continue: one conversation for each role of each project, in the user's own directory.
import { readFileSync } from 'node:fs';
import { EXIT, Failure } from '@rhachet/kit';
import * as v from 'valibot';
import type { ModelMessage } from '../brains/types.ts';
import { putInPlace } from '../write-file.ts';

const VERSION = 1;
const MOST_BYTES = 50_000_000;

const saved = () => {
  const role = v.picklist(['user', 'assistant', 'tool', 'system']);
  return v.object({ version: v.literal(VERSION), messages: v.array(v.looseObject({ role })) });
};

type Environment = Record<string, string | undefined>;

export interface ConversationOf {
  agentDir: string;
  repo: string;
  role: string;
  /** Of a script another one than of a model. */
  mock: boolean;
}

/** `undefined` where the user has no directory for data. */
export function conversationFile(
  { agentDir, role, repo, mock }: ConversationOf,
  { XDG_DATA_HOME: xdg = '', HOME: home = '' }: Environment = process.env,
): string | undefined {
  const data = xdg.startsWith('/')
    ? xdg
    : home.startsWith('/')
      ? `${home}/.local/share`
      : undefined;
  if (data === undefined) return undefined;
  return `${data}/rhachet/conversations${agentDir}/repo=${repo}/role=${role}${mock ? '.mock' : ''}.json`;
}

const broken = (file: string, why: string): Failure =>
  new Failure(`cannot continue the conversation in ${file}: ${why}`, {
    code: 'BAD_CONVERSATION',
    exit: EXIT.badData,
    hint: 'remove it, or ask without --continue, which begins a new one in its place',
  });

function parse(file: string, text: string): ModelMessage[] {
  if (text.length > MOST_BYTES) throw broken(file, `it is larger than ${MOST_BYTES}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken(file, 'it is not JSON');
  }
  const parsed = v.safeParse(saved(), value);
  if (!parsed.success) throw broken(file, parsed.issues[0].message);
  return parsed.output.messages as unknown as ModelMessage[];
}

/** What was said; `undefined` where nothing was. Throws a `Failure` (exit 65) for a file that is none of ours. */
export function readConversation(file: string): ModelMessage[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw broken(file, code);
  }
  return parse(file, text);
}

/** Replaces the file in one step; for this user alone. Throws the error of the file system. */
export function writeConversation(file: string, messages: ModelMessage[]): void {
  putInPlace(file, JSON.stringify({ version: VERSION, messages }), {
    file: 0o600,
    directory: 0o700,
  });
}
