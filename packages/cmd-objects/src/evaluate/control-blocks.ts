// The messages whose blocks are part of the method around them, for all that read a body: the evaluator and the compilers.

/** Which argument runs where the receiver is true, or nil, and which where it is not; null: none. */
type Branches = readonly [first: number | null, other: number | null];

const CONDITIONALS: Readonly<Record<string, Branches>> = {
  'ifTrue:': [0, null],
  'ifFalse:': [null, 0],
  'ifTrue:ifFalse:': [0, 1],
  'ifFalse:ifTrue:': [1, 0],
};

const NIL_TESTS: Readonly<Record<string, Branches>> = {
  'ifNil:': [0, null],
  'ifNotNil:': [null, 0],
  'ifNil:ifNotNil:': [0, 1],
  'ifNotNil:ifNil:': [1, 0],
};

export const BRANCHES: ReadonlySet<string> = new Set(
  Object.keys({ ...CONDITIONALS, ...NIL_TESTS }),
);

export const LOOPS: ReadonlySet<string> = new Set([
  'whileTrue:',
  'whileFalse:',
  'timesRepeat:',
  'to:do:',
]);

export const CONTROL_BLOCKS: ReadonlySet<string> = new Set([...BRANCHES, ...LOOPS, 'and:', 'or:']);

type MakeForm<Form> = (...branches: Branches) => Form;

/**
 * A form for each of BRANCHES.
 * @param conditional is given the branch of true, and that of false
 * @param nilTest is given the branch of nil, and the other
 */
export const branchForms = <Form>(
  conditional: MakeForm<Form>,
  nilTest: MakeForm<Form>,
): Record<string, Form> =>
  Object.fromEntries([
    ...Object.entries(CONDITIONALS).map(([name, branches]) => [name, conditional(...branches)]),
    ...Object.entries(NIL_TESTS).map(([name, branches]) => [name, nilTest(...branches)]),
  ]) as Record<string, Form>;
