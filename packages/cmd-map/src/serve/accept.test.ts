// I17: which form an answer takes, as RFC 9110 means `Accept`.
import { expect, it } from 'vitest';
import { acceptedFormat, parseMediaType } from './accept.ts';

it.each([
  [undefined, 'json', true],
  ['', 'json', true],
  ['*/*', 'json', true],
  ['application/*', 'json', false],
  ['application/json', 'json', false],
  ['application/cbor', 'cbor', false],
  ['APPLICATION/CBOR', 'cbor', false],
  ['application/cbor;stringref=true', 'stringref', false],
  ['application/cbor; stringref="true"', 'stringref', false],
  ['application/cbor;stringref=false', 'cbor', false],
  ['application/json, application/cbor;q=0.9', 'json', false],
  ['application/json;q=0.8, application/cbor;q=0.9', 'cbor', false],
  // A missing weight is 1, and as welcome is JSON.
  ['application/cbor, application/json', 'json', false],
  ['application/cbor;q=0.5, application/json;q=0.5', 'json', false],
  ['application/cbor, application/json;q=0.999', 'cbor', false],
  // The most specific range decides, whatever the order.
  ['*/*;q=0.9, application/json;q=0.1', 'cbor', false],
  ['application/json;q=0, */*', 'cbor', false],
  ['application/*;q=0.2, application/cbor;q=0.1', 'json', false],
  ['application/cbor;q=0.1, application/cbor;stringref=true', 'stringref', false],
  ['application/cbor, application/cbor;stringref=true;q=0', 'cbor', false],
  // A browser, and what stands behind a weight.
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'json', false],
  ['application/cbor;q=0.9;level=1', 'cbor', false],
  ['application/json;charset=utf-8', 'json', false],
  ['text/html;x="a,b;q=0", application/cbor', 'cbor', false],
  // Nothing that there is.
  ['text/html', undefined, false],
  ['application/json;q=0', undefined, false],
  ['*/*;q=0', undefined, false],
  ['application/*;q=0.000', undefined, false],
  ['application/json;version=2', undefined, false],
  // Malformed ranges accept nothing.
  ['application/json;q=2', undefined, false],
  ['application/json;q=0.1234', undefined, false],
  ['application/json;q=-1, application/cbor', 'cbor', false],
  ['json', undefined, false],
  ['*/json', undefined, false],
  [', ,', undefined, false],
])('%j is %s', (header, format, isOurs) => {
  const accepted = acceptedFormat(header);
  expect(accepted.format).toBe(format);
  if (format !== undefined) expect(accepted.isOurs).toBe(isOurs);
});

it('a media type and its parameters', () => {
  const type = parseMediaType('application/CBOR ; StringRef = "TR\\ue" ;b=c');
  expect(type).toMatchObject({ type: 'application', subtype: 'cbor' });
  expect([...(type?.params ?? [])]).toEqual([
    ['stringref', 'true'],
    ['b', 'c'],
  ]);
  expect(parseMediaType('application')).toBeUndefined();
  expect(parseMediaType('application/json;=x')).toBeUndefined();
});

it('a header that is long and strange takes no time', () => {
  for (const piece of ['a/b;', '"', '\\"', 'a/b;c="', '*/*,', ';q=0.', ' ', 'a/b;c=d ']) {
    const started = performance.now();
    acceptedFormat(piece.repeat(16_000 / piece.length));
    expect(performance.now() - started).toBeLessThan(500);
  }
});
