// What a body may do and what comes of it: run on Node by vitest, and on Bun by `bridge-on-bun.ts`.
import type { BashCall, BashResult, Bridge } from '../src/bridge/bridge.ts';
import { CounterHost, context, reply } from './counter-host.ts';

export const callOf = (text: string, over: Partial<BashCall> = {}): BashCall => ({
  text,
  args: [],
  parameters: [],
  context: context(),
  variables: null,
  session: null,
  ...over,
});

export interface Case {
  readonly name: string;
  readonly text: string;
  readonly call?: Partial<BashCall>;
  readonly stdout?: string;
  readonly stderr?: string | RegExp;
  /** 'bad': anything but 0. */
  readonly status?: number | 'bad';
  readonly error?: { type: string; message: string | RegExp } | null;
  readonly variables?: Record<string, string>;
}

const HOSTILE = '$(touch pwned)`touch pwned`"\'; touch pwned\n\\ é😀 *\t[a]~ \u0001\u007f';

export const CASES: readonly Case[] = [
  {
    name: 'an odd IFS',
    text: 'IFS=0123456789; @ self echo: 1; _ivar value; @ self shout',
    stdout: '1\n5\nout\nv\n',
  },
  {
    name: 'stdout is the value, stderr and status are kept',
    text: 'echo "hi $1"; echo e >&2; return 3',
    call: { args: ['a b'] },
    stdout: 'hi a b\n',
    stderr: 'e\n',
    status: 3,
  },
  {
    name: 'parameters are locals',
    text: 'printf "%s|%s|%s" "$1" "$key" "$2"',
    call: { args: ['x', 'y'], parameters: ['key', 'UID'] },
    stdout: 'x|x|y',
  },
  {
    name: 'the context is there',
    text: 'echo "$_RECEIVER $_CLASS $_INSTANCE $_SUPERCLASS $_SELECTOR $TRASHTALK_DISABLE_NATIVE"',
    stdout: 'counter_1 Counter counter_1 Object test 1\n',
  },
  {
    name: 'variables of an instance',
    text: 'v=$(_ivar value); _ivar_set value $((v + 1)); _ivar value',
    stdout: '6\n',
  },
  {
    name: 'text is text, not code',
    text: 'printf %s "$1"',
    call: { args: [HOSTILE] },
    stdout: HOSTILE,
  },
  {
    name: 'nor is a receiver',
    text: 'printf %s "$_RECEIVER$_SELECTOR"',
    call: { context: context({ receiver: HOSTILE, selector: HOSTILE }) },
    stdout: HOSTILE + HOSTILE,
  },
  {
    name: 'nor what comes back',
    text: '@ -v back self echo: "$1"; printf %s "$back"',
    call: { args: [HOSTILE] },
    stdout: HOSTILE,
  },
  { name: 'a reply in parts', text: '@ x shout', stdout: 'out\nv\n', stderr: 'err\n' },
  {
    name: '-v takes names only',
    text: "@ -v 'a[$(touch pwned)]' x echo: 1",
    status: 1,
    stderr: /name of a variable/,
  },
  {
    name: 'an error of a message that the body goes on from',
    text: '@ x fail; echo "$? $_ERROR_TYPE $_ERROR_MSG"',
    stdout: '1 MyErr bad thing\n',
    stderr: 'noise\nError: bad thing\n',
  },
  {
    name: 'an error of a message that ends it',
    text: 'echo a; @ x fail',
    stdout: 'a\n',
    status: 1,
    error: { type: 'MyErr', message: 'bad thing' },
  },
  {
    name: 'the same in a substitution',
    text: 'x=$(@ x fail 2>/dev/null) || return 4',
    status: 4,
    error: { type: 'MyErr', message: 'bad thing' },
  },
  {
    name: '_throw leaves all functions',
    text: 'f() { while true; do _throw Lost "it is"; echo f; done; }; g() { f || true; echo g; }; g; echo body',
    status: 1,
    error: { type: 'Lost', message: 'it is' },
  },
  {
    name: '_throw in a substitution ends that',
    text: 'x=$(_throw A b; echo no); echo "$x$?"',
    stdout: '1\n',
  },
  {
    name: 'a handler takes over',
    text: 'h() { echo "h $1 $2"; }; _on_error "Net*" h; f() { _throw NetErr down; }; f; echo no',
    stdout: 'h NetErr down\n',
  },
  {
    name: 'a handler of another type does not',
    text: '_on_error Other "echo no"; _throw NetErr down',
    status: 1,
    error: { type: 'NetErr', message: 'down' },
  },
  {
    name: 'a handler is a command, too, and hears of messages',
    text: '_on_error "*" "echo got \\$_ERROR_TYPE"; @ x fail; echo no',
    stdout: 'got MyErr\n',
  },
  {
    name: 'a popped handler is gone',
    text: '_on_error "*" "echo no"; _pop_handler; _throw A b',
    status: 1,
    error: { type: 'A', message: 'b' },
  },
  {
    name: 'a handler may throw to the one around it',
    text: '_on_error B "echo outer"; h() { _throw B c; echo no; }; _on_error A h; _throw A b; echo no',
    stdout: 'outer\n',
  },
  {
    name: '_ensure on the good path, last first',
    text: '_ensure "echo 1"; _ensure "echo 2"; echo body',
    stdout: 'body\n2\n1\n',
  },
  {
    name: '_ensure on the bad path',
    text: '_ensure "echo clean"; _throw A b',
    stdout: 'clean\n',
    status: 1,
    error: { type: 'A', message: 'b' },
  },
  {
    name: '_ensure and exit',
    text: '_ensure "echo clean"; f() { exit 7; }; f; echo no',
    stdout: 'clean\n',
    status: 7,
  },
  { name: 'exit in a subshell is its own', text: '(exit 3); echo "$?"', stdout: '3\n' },
  {
    name: 'set -e ends the body',
    text: '_ensure "echo clean"; set -e; false; echo no',
    stdout: 'clean\n',
    status: 1,
  },
  {
    name: 'set -u ends the body',
    text: 'set -u; echo "$nope"; echo no',
    stderr: /unbound/,
    status: 'bad',
  },
  { name: 'options are of one body', text: 'set -f; set -u; IFS=x; set -e; cd /; true' },
  {
    name: 'the next has its own',
    text: "[[ $- != *[efu]* && $IFS == $' \\t\\n' && $PWD != / ]] && echo fine",
    stdout: 'fine\n',
  },
  {
    name: "descriptors 3 to 9 are the body's",
    text: 'exec 3<<<hello 4>/dev/null; read -r x <&3; exec 3<&-; echo "$x"',
    stdout: 'hello\n',
  },
  { name: 'stdin is empty', text: 'read -r x; echo "<$x>"', stdout: '<>\n' },
  {
    name: 'what exec does to stdout ends with the body',
    text: 'echo a; exec >/dev/null; echo b',
    stdout: 'a\n',
  },
  { name: 'stdout after that', text: 'echo c', stdout: 'c\n' },
  {
    name: 'bad bash',
    text: 'if then',
    status: 2,
    stderr: /syntax error/,
    error: { type: 'SyntaxError', message: /Counter test/ },
  },
  {
    name: 'a body with a here document',
    text: 'cat <<X\na $1\nX',
    call: { args: ['1'] },
    stdout: 'a 1\n',
  },
  { name: 'a body that ends in a comment', text: 'echo x # y', stdout: 'x\n' },
  {
    name: 'many empty arguments',
    text: 'echo "$#<$1><$3>"',
    call: { args: ['', '', ''] },
    stdout: '3<><>\n',
  },
  {
    name: 'locals around a statement',
    text: 'n=$((n + 1)); name="x $n"',
    call: { variables: { n: '41', name: 'q', 'not a name': 'z' } },
    variables: { n: '42', name: 'x 42', 'not a name': 'z' },
  },
  {
    name: 'rows',
    text: 'id=$(_generate_instance_id Counter); _create_instance Counter "$id"; db_get "$id"; db_put b \'{"class":"B","n":[1]}\'; db_get b; db_delete b; db_get b || echo none; db_find_by_class Counter',
    stdout: '{"class":"Counter"}\n{"class":"B","n":[1]}\nnone\ncounter_7\n',
  },
  {
    name: 'references',
    text: '_ivar_set_ref who counter_7; _ivar_ref who; _ivar_ref_valid who && echo valid; _ivar_ref_class who; _ivar_send who echo: x; _ivar_set_ref who nobody || echo no; _ivar_set_ref who ""; _ivar_ref_valid who || echo empty',
    stdout: 'counter_7\nvalid\nCounter\nx\nno\nempty\n',
    stderr: "Error: 'nobody' is not a valid instance\n",
  },
  {
    name: 'keys',
    text: 'kv_set a.1 x; kv_set a.2 "y z"; kv_get a.2; kv_keys a.; kv_delete a.1; kv_get a.1 || echo none; _cvar_set n 3; _cvar n; kv_get Counter__cvar__n',
    stdout: 'y z\na.1\na.2\nnone\n3\n3\n',
  },
  {
    name: 'queries',
    text: '_find_with_predicate Counter "value > 4"; _find_with_predicate Counter broken; _conforms_to Counter Countable && echo yes; _conforms_to Counter Other || echo no',
    stdout: 'counter_7\nyes\nno\n',
    stderr: 'Error: Invalid predicate format\n',
  },
  {
    name: 'an error of a variable',
    text: '_ivar_set undeclared 1',
    status: 1,
    error: { type: 'NotFound', message: /undeclared/ },
  },
  {
    name: 'two processes that ask at once',
    text: 'for i in 1 2 3 4; do (for j in 1 2 3 4 5; do @ x echo: "$i$j"; done) & done; wait; echo end',
    stdout: 'sorted',
  },
  {
    name: 'a pipeline that asks on both sides',
    text: '{ @ x echo: 1; @ x echo: 2; } | while read -r n; do @ x echo: "n$n"; done',
    stdout: 'n1\nn2\n',
  },
  {
    name: 'a pipeline whose end is this shell',
    text: 'shopt -s lastpipe; { for i in 1 2 3 4 5; do @ x echo: "$i"; done; } | while read -r n; do @ x echo: "n$n"; done; shopt -u lastpipe',
    stdout: 'n1\nn2\nn3\nn4\nn5\n',
  },
  {
    name: 'much output',
    text: 'head -c 10000000 /dev/zero | tr "\\0" x',
    stdout: 'x'.repeat(10_000_000),
  },
  {
    name: 'much input',
    text: 'local LC_ALL=C; echo "${#1}"',
    call: { args: ['é'.repeat(200_000)] },
    stdout: '400000\n',
  },
  { name: 'a child that is killed', text: 'sh -c "kill -9 \\$\\$"', status: 137 },
  {
    name: 'the shell that is killed in mid-call',
    text: 'echo a; kill -9 $BASHPID',
    stdout: 'a\n',
    status: 1,
    error: { type: 'ShellError', message: 'bash ended before the method did' },
  },
  { name: 'a call after that', text: 'echo back', stdout: 'back\n' },
  {
    name: 'garbage on the way back',
    text: 'printf "x\\0y\\0" >&222',
    status: 1,
    error: { type: 'ShellError', message: /nobody can read/ },
  },
  { name: 'a call after garbage', text: 'echo back', stdout: 'back\n' },
  {
    name: 'NUL',
    text: 'echo',
    call: { args: ['a\0b'] },
    status: 1,
    error: { type: 'ShellError', message: /NUL/ },
  },
];

/** Methods in bash that send to methods in bash. */
export const NESTED: readonly Case[] = [
  {
    name: 'a body in a body',
    text: 'echo a; @ self raw: \'echo "b $_RECEIVER"\'; echo c',
    stdout: 'a\nb nested\nc\n',
  },
  {
    name: 'in a substitution',
    text: 'x="<$(@ self raw: "echo b; echo e >&2")>"; echo "$x"',
    stdout: '<b>\n',
  },
  {
    name: 'exit ends the inner one alone',
    text: '@ self raw: "f() { exit 4; }; f; echo no"; echo on',
    stdout: 'on\n',
  },
  {
    name: 'and in a substitution',
    text: 'x=$(@ self raw: "echo b; exit 4; echo no"; echo c); echo "$x"',
    stdout: 'b\nc\n',
  },
  {
    name: 'set -e in a substitution ends the inner one',
    text: 'x=$(@ self raw: "echo b; set -e; false"; echo c); echo "<$x>"; x=$(@ self raw: "echo d"); echo "$x"',
    stdout: '<>\nd\n',
  },
  {
    name: '_throw goes through',
    text: '_ensure "echo outer"; @ self raw: "_ensure \\"echo inner >&2\\"; _throw Deep down" || return 5',
    stdout: 'outer\n',
    status: 5,
    error: { type: 'Deep', message: 'down' },
  },
  {
    name: 'to a handler outside',
    text: '_on_error Deep "echo caught"; @ self raw: "_throw Deep down"; echo no',
    stdout: 'caught\n',
  },
  {
    name: 'the cleaning of a subshell is its own',
    text: '_ensure "echo once"; x=$(@ self raw: "set -e; false"); echo body',
    stdout: 'body\nonce\n',
  },
  {
    name: 'a pipeline of bodies',
    text: '{ @ self raw: "echo 1; echo 2"; @ self raw: "echo 3"; } | while read -r n; do @ self raw: "echo n$n"; done',
    stdout: 'n1\nn2\nn3\n',
  },
  {
    name: 'too deep',
    text: '@ self again 2>/dev/null',
    status: 1,
    error: { type: 'DepthExceeded', message: /100/ },
  },
];

/** A host whose `raw:` runs its argument in the same bridge. */
export function nestingHost(bridge: () => Bridge): CounterHost {
  const host = new CounterHost();
  host.onSend = ([, selector, arg], where) => {
    const text = selector === 'again' ? '@ self again 2>/dev/null' : (arg ?? '');
    const result = bridge().run(callOf(text, { context: { ...where, receiver: 'nested' } }), host);
    return reply({ value: result.stdout.trimEnd(), error: result.error, errors: result.stderr });
  };
  return host;
}

const fits = (got: string, want: string | RegExp): boolean =>
  typeof want === 'string' ? got === want : want.test(got);

/** What is not as it should be; '' when all is well. */
export function difference(result: BashResult, wanted: Case): string {
  const { stdout = '', stderr, status = 0, error, variables } = wanted;
  const lines = stdout === 'sorted' ? 'sorted' : result.stdout;
  const wrong = [
    lines !== stdout && `stdout ${JSON.stringify(result.stdout.slice(0, 300))}`,
    stderr !== undefined &&
      !fits(result.stderr, stderr) &&
      `stderr ${JSON.stringify(result.stderr)}`,
    (status === 'bad' ? result.status === 0 : result.status !== status) &&
      `status ${result.status}`,
    error &&
      (result.error?.type !== error.type || !fits(result.error.message, error.message)) &&
      `error ${JSON.stringify(result.error)}`,
    status === 0 && result.error && `an error ${JSON.stringify(result.error)}`,
    variables &&
      JSON.stringify(result.variables) !== JSON.stringify(variables) &&
      `variables ${JSON.stringify(result.variables)}`,
    stdout === 'sorted' &&
      result.stdout.split('\n').sort().join() !==
        ',11,12,13,14,15,21,22,23,24,25,31,32,33,34,35,41,42,43,44,45,end' &&
      'not everything came',
  ];
  return wrong.filter(Boolean).join('; ');
}
