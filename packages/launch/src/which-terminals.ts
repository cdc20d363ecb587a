/** Which of our descriptors 0, 1, 2 are terminals. Asked for only where no launcher has looked: `node:tty` takes Bun 10 ms. */
export const whichTerminals = (): string => {
  const { isatty } = process.getBuiltinModule('node:tty');
  return [0, 1, 2].filter((fd) => isatty(fd)).join('');
};
