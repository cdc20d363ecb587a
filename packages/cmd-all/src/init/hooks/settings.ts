// The hooks of .claude/settings.json: which are ours, which must go, which are missing. Everything else is the user's.
import { badFile, isObject, type JsonObject } from '../../json-file.ts';
import type { ClaudeHook } from './claude-hook.ts';

interface Entry extends JsonObject {
  author?: unknown;
  command?: unknown;
  timeout?: unknown;
}

interface Group extends JsonObject {
  matcher?: unknown;
  hooks: Entry[];
}

export type Events = Record<string, Group[]>;

export interface Changes {
  created: number;
  updated: number;
  deleted: number;
}

const isGroup = (value: unknown): value is Group =>
  isObject(value) && Array.isArray(value.hooks) && value.hooks.every(isObject);

/** A copy of the hooks. Throws a `Failure` (exit 78) where they have another form than Claude Code's. */
export function readEvents(path: string, { hooks = {} }: JsonObject): Events {
  if (!isObject(hooks)) throw badFile(`${path}: hooks is not an object`);
  for (const [event, groups] of Object.entries(hooks))
    if (!Array.isArray(groups) || !groups.every(isGroup))
      throw badFile(`${path}: hooks.${event} is not a list of { matcher, hooks }`);
  return structuredClone(hooks) as Events;
}

const AUTHOR = /^repo=[^/]+\/role=[^/]+$/;

/** The authors that are roles, as they occur. */
export const authorsIn = (events: Events): string[] => [
  ...new Set(
    Object.values(events)
      .flat()
      .flatMap(({ hooks }) => hooks.map(({ author }) => author))
      .filter((author): author is string => typeof author === 'string' && AUTHOR.test(author)),
  ),
];

const isEmpty = ({ hooks }: Group): boolean => hooks.length === 0;

/** Removes entries, and the groups and events that are empty then and were not before. Returns how many went. */
function remove(
  events: Events,
  isGone: (event: string, group: Group, entry: Entry) => boolean,
): number {
  let gone = 0;
  for (const [event, groups] of Object.entries(events)) {
    const kept = groups.flatMap((group) => {
      const hooks = group.hooks.filter((entry) => !isGone(event, group, entry));
      gone += group.hooks.length - hooks.length;
      return hooks.length === 0 && !isEmpty(group) ? [] : [{ ...group, hooks }];
    });
    if (kept.length === 0 && groups.length > 0) Reflect.deleteProperty(events, event);
    else events[event] = kept;
  }
  return gone;
}

const isOf =
  (author: string) =>
  (event: string, _group: Group, entry: Entry): boolean =>
    entry.author === author && event !== '';

/** Removes every hook of an author; returns how many there were. */
export const prune = (events: Events, author: string): number => remove(events, isOf(author));

const toEntry = ({ command, timeout, author }: ClaudeHook): Entry => ({
  type: 'command',
  command,
  ...(timeout === undefined ? {} : { timeout }),
  author,
});

function add(events: Events, hook: ClaudeHook): void {
  const groups = (events[hook.event] ??= []);
  const group = groups.find(({ matcher }) => matcher === hook.matcher);
  if (group) group.hooks.push(toEntry(hook));
  else groups.push({ matcher: hook.matcher, hooks: [toEntry(hook)] });
}

type State = 'found' | 'updated' | 'created';

/** Puts one hook where it belongs, keyed by author, event and command. */
function put(events: Events, hook: ClaudeHook): State {
  const isIt = (event: string, _: Group, { author, command }: Entry): boolean =>
    event === hook.event && author === hook.author && command === hook.command;
  const same = (events[hook.event] ?? []).flatMap((group) =>
    group.hooks
      .filter((entry) => isIt(hook.event, group, entry))
      .map((entry) => ({ group, entry })),
  );
  const [only] = same;
  if (!only) {
    add(events, hook);
    return 'created';
  }
  if (same.length === 1 && only.group.matcher === hook.matcher) {
    if (only.entry.timeout === hook.timeout) return 'found';
    only.group.hooks[only.group.hooks.indexOf(only.entry)] = toEntry(hook);
    return 'updated';
  }
  remove(events, isIt);
  add(events, hook);
  return 'updated';
}

/** Makes the hooks of one author what they should be. */
export function sync(events: Events, author: string, hooks: ClaudeHook[]): Changes {
  const deleted = remove(
    events,
    (event, _group, entry) =>
      entry.author === author &&
      !hooks.some((hook) => hook.event === event && hook.command === entry.command),
  );
  const states = hooks.map((hook) => put(events, hook));
  const count = (state: State): number => states.filter((one) => one === state).length;
  return { created: count('created'), updated: count('updated'), deleted };
}

/** The settings with these hooks in them; the key comes and goes with its content. */
export function withEvents(settings: JsonObject, events: Events): JsonObject {
  const { hooks, ...others } = settings;
  const nothing = Object.keys(events).length === 0;
  if (nothing && (hooks === undefined || Object.keys(hooks as object).length > 0)) return others;
  return { ...settings, hooks: events };
}
