// Random hierarchies, overloads and calls, resolved by us and by g++. Only where some position has incomparable
// parameter types may we call ambiguous what C++ takes: to C++ those are a tie, to us no overload is more specific.
import { hasTool } from '@rhachet/testing';
import { describe, expect, it } from 'vitest';
import { DispatchMap } from '../src/model/dispatch-map.ts';
import { resolveCall, type Resolution } from '../src/resolve/resolve.ts';
import { fromDocument } from '../src/sources/document.ts';
import { askCompiler, type Program, randomFrom, randomProgram, type Verdict } from './judge.ts';

const PROGRAMS = Number(process.env.RHACHET_TEST_PROGRAMS ?? 80);
const CALLS = 25;

const className = (at: number): string => `C${at}`;

const toMap = ({ parents, overloads }: Program): DispatchMap =>
  new DispatchMap(
    fromDocument({
      types: parents.map((of, at) => ({ name: className(at), extends: of.map(className) })),
      overloads: overloads.map((params) => ({
        signature: `f(${params.map(className).join(', ')})`,
      })),
    }),
  );

function ourVerdict({ decision, entries }: Resolution): Verdict {
  if (decision.status === 'ambiguous') return 'ambiguous';
  return decision.target ? entries.indexOf(decision.target) : 'none';
}

/** The class of calls on which the two rules differ by design. */
function hasIncomparable(map: DispatchMap, { decision }: Resolution): boolean {
  const tied = decision.accepted;
  return tied.some((a) =>
    tied.some((b) =>
      a.params.some((param, at) => {
        const other = b.params[at];
        return (
          other !== undefined &&
          !map.types.isSubtype(param, other) &&
          !map.types.isSubtype(other, param)
        );
      }),
    ),
  );
}

describe.skipIf(!hasTool('g++'))('against g++ (skipped without it)', () => {
  it(`${PROGRAMS * CALLS} calls`, () => {
    const seed = Number(process.env.RHACHET_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.log(`RHACHET_TEST_SEED=${seed}`);
    const random = randomFrom(seed);
    const programs = Array.from({ length: PROGRAMS }, () => randomProgram(random, CALLS));
    const verdicts = askCompiler(programs);
    const counts = { same: 0, incomparable: 0, none: 0, ambiguous: 0 };
    for (const [at, program] of programs.entries()) {
      const map = toMap(program);
      for (const [index, call] of program.calls.entries()) {
        const args = call.map(className);
        const resolution = resolveCall(map, { symbol: 'f', args });
        const [ours, theirs] = [ourVerdict(resolution), verdicts[at]?.[index]];
        if (theirs === 'none' || theirs === 'ambiguous') counts[theirs]++;
        if (ours === theirs) counts.same++;
        else if (ours === 'ambiguous' && hasIncomparable(map, resolution)) counts.incomparable++;
        else expect({ seed, program, args, ours }).toEqual({ seed, program, args, ours: theirs });
      }
    }
    console.log(counts);
    expect(counts.same + counts.incomparable).toBe(PROGRAMS * CALLS);
    // A judge that never says no, and a rule that always says "ambiguous", would agree as well.
    expect(counts.none).toBeGreaterThan(0);
    expect(counts.ambiguous).toBeGreaterThan(0);
    expect(counts.incomparable).toBeLessThan(PROGRAMS * CALLS * 0.05);
  });
});
