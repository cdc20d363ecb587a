// What was said, kept and read again.
import { makeRepo } from '@rhachet/testing';
import { afterAll, expect, it } from 'vitest';
import { conversationFile, readConversation, writeConversation } from './conversation.ts';

const repo = makeRepo({
  'no.json': 'not JSON',
  'other.json': '{"version":2,"messages":[]}',
  'roles.json': '{"version":1,"messages":[{"role":"oracle"}]}',
});
afterAll(() => repo.remove());

it('one file for each role of each project, apart from those of scripts', () => {
  const of = { agentDir: '/p/.agent', repo: 'acme', role: 'a', mock: false };
  const env = { XDG_DATA_HOME: '/data', HOME: '/home/x' };
  const file = '/data/rhachet/conversations/p/.agent/repo=acme/role=a.json';
  expect(conversationFile(of, env)).toBe(file);
  expect(conversationFile({ ...of, mock: true }, env)).not.toBe(file);
  expect(conversationFile(of, { HOME: '/home/x' })).toMatch(
    /^\/home\/x\/\.local\/share\/rhachet\//,
  );
  expect(conversationFile(of, { XDG_DATA_HOME: 'relative' })).toBeUndefined();
});

it('is read as it was written', () => {
  const file = repo.path('data/deep/x.json');
  expect(readConversation(file)).toBeUndefined();
  writeConversation(file, [{ role: 'user', content: 'a' }]);
  writeConversation(file, [{ role: 'user', content: 'b' }]);
  expect(readConversation(file)).toEqual([{ role: 'user', content: 'b' }]);
});

it.each(['no.json', 'other.json', 'roles.json'])('%s is none of ours', (name) => {
  expect(() => readConversation(repo.path(name))).toThrow('cannot continue the conversation');
});
