// What can be told of the pages without running anything: their blocks are decided upon, and their links lead somewhere.
import { expect, it } from 'vitest';
import { deadLinks } from '../src/links.ts';
import { pages } from '../src/pages.ts';
import { planOf } from '../src/steps.ts';

const all = pages();

it.each(all)('$path: each block is run, checked, or says why it is not', (page) => {
  expect(planOf(page)).toBeDefined();
});

it.each(all)('$path: links to files and headings', (page) => {
  expect(deadLinks(page)).toEqual([]);
});
