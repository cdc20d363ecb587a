// Which hooks of a settings.json are ours to change.
import { describe, expect, it } from 'vitest';
import type { ClaudeHook } from './claude-hook.ts';
import { authorsIn, prune, readEvents, sync, withEvents } from './settings.ts';

const AUTHOR = 'repo=acme/role=mechanic';
const OTHER = 'repo=acme/role=designer';
const hook = (command: string, more: Partial<ClaudeHook> = {}): ClaudeHook => ({
  event: 'PreToolUse',
  matcher: 'Bash',
  command,
  timeout: 5,
  author: AUTHOR,
  ...more,
});
const entry = (command: string, author: string | null = AUTHOR, timeout = 5) => ({
  type: 'command',
  command,
  timeout,
  ...(author === null ? {} : { author }),
});
const users = { type: 'command', command: 'mine', note: 'kept' };

describe('sync', () => {
  it('creates: in the group of its matcher, behind what is there, or in one of its own', () => {
    const events = { PreToolUse: [{ matcher: 'Bash', hooks: [users], more: 1 }] };
    expect(sync(events, AUTHOR, [hook('a'), hook('b', { matcher: 'Edit' })])).toEqual({
      created: 2,
      updated: 0,
      deleted: 0,
    });
    expect(events).toEqual({
      PreToolUse: [
        { matcher: 'Bash', hooks: [users, entry('a')], more: 1 },
        { matcher: 'Edit', hooks: [entry('b')] },
      ],
    });
  });

  it('a second time nothing changes', () => {
    const events = {};
    sync(events, AUTHOR, [hook('a'), hook('a', { event: 'Stop', matcher: '*' })]);
    const before = structuredClone(events);
    expect(sync(events, AUTHOR, [hook('a'), hook('a', { event: 'Stop', matcher: '*' })])).toEqual({
      created: 0,
      updated: 0,
      deleted: 0,
    });
    expect(events).toEqual(before);
  });

  it('updates a timeout in its place, and a matcher by moving; one that is there twice becomes one', () => {
    const events = {
      PreToolUse: [
        { matcher: 'Bash', hooks: [entry('a', AUTHOR, 1), users, entry('c'), entry('c')] },
        { matcher: 'Edit', hooks: [entry('b')] },
      ],
    };
    expect(sync(events, AUTHOR, [hook('a'), hook('b'), hook('c')])).toEqual({
      created: 0,
      updated: 3,
      deleted: 0,
    });
    expect(events).toEqual({
      PreToolUse: [{ matcher: 'Bash', hooks: [entry('a'), users, entry('b'), entry('c')] }],
    });
  });

  it('deletes what is no longer declared, and what that empties; never another’s', () => {
    const empty = { matcher: 'Read', hooks: [] };
    const events = {
      PreToolUse: [
        { matcher: 'Bash', hooks: [entry('old'), entry('old', OTHER), entry('old', null)] },
        { matcher: 'Edit', hooks: [entry('old')] },
        empty,
      ],
      Stop: [{ matcher: '*', hooks: [entry('old')] }],
    };
    expect(sync(events, AUTHOR, [])).toEqual({ created: 0, updated: 0, deleted: 3 });
    expect(events).toEqual({
      PreToolUse: [{ matcher: 'Bash', hooks: [entry('old', OTHER), entry('old', null)] }, empty],
    });
  });
});

it('authors are roles only; pruning one leaves the others', () => {
  const events = {
    Stop: [{ hooks: [entry('a'), entry('b', OTHER), entry('c', 'me'), users] }],
  };
  expect(authorsIn(events)).toEqual([AUTHOR, OTHER]);
  expect(prune(events, AUTHOR)).toBe(1);
  expect(events).toEqual({ Stop: [{ hooks: [entry('b', OTHER), entry('c', 'me'), users] }] });
});

it('the key comes and goes with its content; other keys keep their order', () => {
  const events = { Stop: [{ hooks: [users] }] };
  expect(JSON.stringify(withEvents({ a: 1 }, events))).toBe(
    JSON.stringify({ a: 1, hooks: events }),
  );
  expect(withEvents({ hooks: events, a: 1 }, {})).toEqual({ a: 1 });
  expect(withEvents({ hooks: {}, a: 1 }, {})).toEqual({ hooks: {}, a: 1 });
});

it.each([
  [{ hooks: [] }, 'hooks is not an object'],
  [{ hooks: { Stop: {} } }, 'hooks.Stop is not a list'],
  [{ hooks: { Stop: [{ matcher: '*' }] } }, 'hooks.Stop is not a list'],
  [{ hooks: { Stop: [{ hooks: ['x'] }] } }, 'hooks.Stop is not a list'],
  [{ hooks: null }, 'hooks is not an object'],
])('%j is refused', (settings, message) => {
  expect(() => readEvents('settings.json', settings as never)).toThrow(
    expect.objectContaining({ exit: 78, message: expect.stringContaining(message) as string }),
  );
});
