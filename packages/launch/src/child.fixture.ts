// Run by Node (child.test.ts): runs the program in argv as a child and prints how it ended.
import { writeSync } from 'node:fs';
import { runAsChild } from './child.ts';

const [, , file = '', ...args] = process.argv;
const keep = { fds: undefined, nofile: undefined };
const ended = await runAsChild({ file, args, env: process.env, keep });
writeSync(1, JSON.stringify(ended));
