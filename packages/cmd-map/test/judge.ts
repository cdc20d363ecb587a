// An independent judge: random class hierarchies, overloads and calls, resolved by a C++ compiler.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Program {
  /** `parents[i]` are the classes that class i extends, all before it. */
  parents: number[][];
  /** Parameter classes of each overload. */
  overloads: number[][];
  calls: number[][];
}

/** The overload that a call takes, `none` where none applies, `ambiguous` where several do and none is best. */
export type Verdict = number | 'none' | 'ambiguous';

/** mulberry32: a small generator whose whole state is the seed that a failing test prints. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** 4 to 8 classes, 2 to 7 overloads with 1 to 3 parameters, `calls` calls. */
export function randomProgram(random: (below: number) => number, calls: number): Program {
  const classes = 4 + random(5);
  const parents = times(classes, (at) => {
    const chosen = times(Math.min(at, random(3)), () => random(at));
    return [...new Set(chosen)];
  });
  const arity = 1 + random(3);
  const params = (): number[] => times(arity, () => random(classes));
  const overloads = new Map(times(2 + random(6), () => params()).map((one) => [one.join(), one]));
  return { parents, overloads: [...overloads.values()], calls: times(calls, params) };
}

const className = (at: number): string => `C${at}`;

/** The verdict of `g++` on each call of each program. */
export function askCompiler(programs: Program[]): Verdict[][] {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-judge-'));
  try {
    const file = join(dir, 'judge.cpp');
    writeFileSync(file, source(programs));
    execFileSync('g++', ['-std=c++20', '-O0', '-w', '-o', join(dir, 'judge'), file]);
    const lines = execFileSync(join(dir, 'judge'), { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => line.trim().split(' ').map(toVerdict));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const toVerdict = (text: string): Verdict =>
  text === '-1' ? 'ambiguous' : text === '-2' ? 'none' : Number(text);

function source(programs: Program[]): string {
  return `#include <cstdio>
#include <utility>
template <int I> struct T { static constexpr int index = I; };
${programs.map(programSource).join('\n')}
int main() { ${programs.map((_, at) => `p${at}::run();`).join(' ')} }
`;
}

function programSource({ parents, overloads, calls }: Program, at: number): string {
  const classes = parents.map((of, index) => {
    const bases = of.map((parent) => `virtual ${className(parent)}`).join(', ');
    return `struct ${className(index)}${bases === '' ? '' : ` : ${bases}`} {};`;
  });
  const declared = overloads.map((params, index) => {
    const list = params.map((one) => `const ${className(one)}&`).join(', ');
    return `T<${index}> f(${list}); T<${index}> g${index}(${list});`;
  });
  const alone = overloads.map((_, index) => `requires { g${index}(std::declval<const A&>()...); }`);
  const printed = calls.map(
    (args) => `std::printf("%d ", verdict<${args.map(className).join(', ')}>());`,
  );
  return `namespace p${at} {
${classes.join('\n')}
${declared.join('\n')}
template <class... A> constexpr int verdict() {
  if constexpr (requires { f(std::declval<const A&>()...); }) return decltype(f(std::declval<const A&>()...))::index;
  else if constexpr (${alone.join(' || ')}) return -1;
  else return -2;
}
void run() { ${printed.join(' ')} std::printf("\\n"); }
}`;
}
