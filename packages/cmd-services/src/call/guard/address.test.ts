// Every range that is not the public internet, in every way in which an address can be written.
import { describe, expect, it } from 'vitest';
import { privateRange } from './address.ts';
import { guardedAddresses } from './guard.ts';

describe('privateRange', () => {
  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '4000::1',
    'not an address',
  ])('%s is refused', (address) => expect(privateRange(address)).toBeDefined());

  it.each([
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.128.0.1',
    '93.184.216.34',
    '2606:4700::1111',
    '::ffff:1.1.1.1',
    '64:ff9b::1.1.1.1',
  ])('%s is public', (address) => expect(privateRange(address)).toBeUndefined());
});

describe('guardedAddresses', () => {
  const guarded = (url: string, answers: string[] = [], allowHosts: string[] = []) =>
    guardedAddresses(new URL(url), { allowHosts, lookup: () => Promise.resolve(answers) });

  it.each([
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://①②⑦.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://169.254.169.254/latest/meta-data',
    'http://0/',
    'redis://127.0.0.1/',
  ])('%s is blocked', (url) =>
    expect(guarded(url)).rejects.toMatchObject({ code: 'blocked_host' }),
  );

  it('one private address among the public ones is enough', () =>
    expect(guarded('http://rebound.test/', ['1.1.1.1', '10.0.0.1'])).rejects.toThrow(
      'rebound.test (10.0.0.1) is a private address, which no external service may have',
    ));

  it('gives all public addresses of a name', async () => {
    expect(await guarded('http://good.test/', ['1.1.1.1', '2606:4700::1111'])).toEqual([
      '1.1.1.1',
      '2606:4700::1111',
    ]);
  });

  it('a host that the registry allows is let through', async () => {
    expect(await guarded('http://Localhost.:8080/', [], ['localhost'])).toBeUndefined();
    expect(await guarded('http://[::1]:8080/', [], ['::1'])).toBeUndefined();
    await expect(
      guarded('http://localhost.evil.test/', ['127.0.0.1'], ['localhost']),
    ).rejects.toThrow('this machine');
  });
});
