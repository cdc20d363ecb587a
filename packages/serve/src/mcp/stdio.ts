// stdin and stdout of a command that is an MCP server: nothing but the protocol is written to stdout.
import { Writable } from 'node:stream';
import { failureText, printable } from '@rhachet/kit';
import type { Output } from '../output.ts';

/** The stream that the protocol is written to. */
export const protocolStream = (output: Output): Writable =>
  new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      output.out(text);
      done();
    },
  });

/** An error as a note. The library's errors are about what the client sent. */
export const noteOf = (error: unknown): string =>
  error instanceof Error && error.name !== 'Error' && !(error instanceof TypeError)
    ? `rhachet: ${printable(error.message.slice(0, 500))}\n`
    : failureText(error, false);
