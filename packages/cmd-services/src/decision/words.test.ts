// Which forms of a word are the same to a rule.
import { describe, expect, test } from 'vitest';
import { foldedWords, foldWord, holdsPhrase } from './words.ts';

describe('forms of one word', () => {
  test.each([
    ['contacts', 'contact'],
    ['invoices', 'invoice'],
    ['invoiced', 'invoice'],
    ['invoicing', 'invoice'],
    ['subscriptions', 'subscription'],
    ['queries', 'query'],
    ['boxes', 'box'],
    ['branches', 'branch'],
    ['syncing', 'sync'],
    ['synced', 'sync'],
    ['deploys', 'deploy'],
    ['deployed', 'deploy'],
    ['shipping', 'ship'],
    ['saving', 'save'],
    ['Café', 'cafe'],
    ['CRM', 'crm'],
  ])('%s is %s', (one, other) => {
    expect(foldWord(one)).toBe(foldWord(other));
  });
});

test.each([
  ['news', 'new'],
  ['string', 'str'],
  ['need', 'ne'],
  ['class', 'clas'],
  ['status', 'statu'],
  ['task', 'ask'],
])('%s is not %s', (one, other) => {
  expect(foldWord(one)).not.toBe(foldWord(other));
});

test('a mention keeps its sign, an address is none', () => {
  expect(foldedWords('@Ollama, write to bob@ollama.example')).toEqual([
    '@ollama',
    ...['write', 'to', 'bob', 'ollama', 'example'].map(foldWord),
  ]);
});

test.each([
  ['upload to google drives now', 'google drive', true],
  ['upload to drive google', 'google drive', false],
  ['google', 'google drive', false],
  ['ask @copilot', 'copilot', true],
  ['ask copilot', '@copilot', false],
  ['', 'x', false],
])('%j holds %j: %s', (text, phrase, expected) => {
  expect(holdsPhrase(foldedWords(text), foldedWords(phrase))).toBe(expected);
});
