// Random hierarchies, overloads and calls, resolved by us and by g++. Only where some position has incomparable
// parameter types may we call ambiguous what C++ takes: to C++ those are a tie, to us no overload is more specific.
import { DispatchMap } from '../src/model/dispatch-map.ts';
import { resolveCall, type Resolution } from '../src/resolve/resolve.ts';
import { fromDocument } from '../src/sources/document.ts';
import { askCompiler, type Program, randomFrom, randomProgram, type Verdict } from './judge.ts';

/** Calls of each program. */
export const CALLS = 25;

export interface Comparison {
  same: number;
  /** We say ambiguous, C++ takes one: allowed only where parameter types are incomparable. */
  incomparable: number;
  none: number;
  ambiguous: number;
  faults: { program: Program; args: string[]; ours: Verdict; theirs: Verdict | undefined }[];
}

/** Resolves the same random calls both ways. The seed alone decides what is asked. */
export function compareWithCompiler(programCount: number, seed: number): Comparison {
  const random = randomFrom(seed);
  const programs = Array.from({ length: programCount }, () => randomProgram(random, CALLS));
  const verdicts = askCompiler(programs);
  const counts: Comparison = { same: 0, incomparable: 0, none: 0, ambiguous: 0, faults: [] };
  for (const [at, program] of programs.entries()) {
    const map = toMap(program);
    for (const [index, call] of program.calls.entries()) {
      const args = call.map(className);
      const resolution = resolveCall(map, { symbol: 'f', args });
      const [ours, theirs] = [ourVerdict(resolution), verdicts[at]?.[index]];
      if (theirs === 'none' || theirs === 'ambiguous') counts[theirs]++;
      if (ours === theirs) counts.same++;
      else if (ours === 'ambiguous' && hasIncomparable(map, resolution)) counts.incomparable++;
      else counts.faults.push({ program, args, ours, theirs });
    }
  }
  return counts;
}

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
