// Sessions: lines that a person types, or a program pipes in.
export { History } from './history.ts';
export { readPipe } from './piped-lines.ts';
export { readTerminal, type TerminalOptions } from './terminal-lines.ts';
