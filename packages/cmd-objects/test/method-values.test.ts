// What a method says: its `^`, else the message at its end, and what its lines of bash print, also those in blocks.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSpace, type Space } from './space.ts';

const SPEAKER = `Speaker subclass: Object
  instanceVars: last:'none'
  method: shout: text [ ^ text , '!' ]
  method: shoutTwice: text [
    last := text.
    @ self shout: text; shout: text , text
  ]
  method: shoutOnly: text [
    (text = 'psst') ifFalse: [ @ self shout: text ]
  ]
  method: shoutOrTell: text [
    try: [ @ self nothing ] catch: [:error | @ self shout: text ]
  ]
  method: quietly: text [
    @ self shout: text.
    last := text
  ]
  method: often: text [ 2 timesRepeat: [ @ self shout: text ] ]
  rawMethod: printed: text [ echo "<$text>" ]
  method: pass: text [ @ self printed: text ]
  method: numbered: list [
    1 to: 2 do: [:i | echo "no $i"].
    list do: [:each | echo "each $each"].
    echo end
  ]
  method: wrapped: list [
    list do: [:each | echo "first $each". (each = 'b') ifTrue: [ echo 'it is b' ]. each ]
  ]
  method: tried [
    try: [ echo "tried". @ self nothing ] catch: [:error | echo "caught"].
    echo after
  ]
  method: lengths: list [ ^ list collect: [:each | printf %s "\${#each}"] ]
  method: unless: text [
    [[ "$text" == no ]] && return 0
    echo "said $text"
  ]
  method: early: text [
    (text = 'no') ifTrue: [
      if [[ -n "$text" ]]; then
        echo early
        return
      fi
    ].
    ^ 'late'
  ]
  method: locals: text [
    local one="$1" two="x $(echo "(y)")" three
    three="$one and $two"
    echo "$three"
    (one = text) ifTrue: [ @ self shout: three ]
  ]
  method: joined: text [
    | all |
    all := '<'.
    for word in $text; do
      all := "$all$word,"
    done
    ^ all
  ]
  method: idle [ : ]
  method: shadowed: n [
    | each |
    each := 'outer'.
    #(inner) do: [:each | echo "$each $n"].
    echo "$each"
  ]
`;

const TOOLBOX = `Toolbox subclass: Object
  method: usage [ echo 'toolbox: usage'
    echo 'no options' ]
  method: greet: name [ ^ 'hello ' , name ]
`;

const OLDER = `Older subclass: Object
  instanceVars: value:1
  rawMethod: keep [ _env_persist "$_RECEIVER" ]
  rawMethod: isKept [ if _env_is_persisted "$_RECEIVER"; then echo yes; else echo no; fi ]
  rawMethod: again [ _env_load "$_RECEIVER" ]
`;

let space: Space;
let speaker: string;
beforeAll(async () => {
  space = await openSpace({ classes: { Speaker: SPEAKER, Toolbox: TOOLBOX, Older: OLDER } });
  speaker = await space.send('Speaker', 'new');
});
afterAll(() => space.close());

it.each([
  ['the last of a cascade', ['shoutTwice:', 'a'], 'aa!'],
  ['the message in the branch that is taken', ['shoutOnly:', 'a'], 'a!'],
  ['nothing where no branch is', ['shoutOnly:', 'psst'], ''],
  ['the message of a handler', ['shoutOrTell:', 'a'], 'a!'],
  ['nothing after an assignment', ['quietly:', 'a'], ''],
  ['nothing after a loop', ['often:', 'a'], ''],
  ['what a raw method at the end prints', ['pass:', 'a'], '<a>'],
  [
    'lines of bash in blocks, which see parameters',
    ['numbered:', '["x"]'],
    'no 1\nno 2\neach x\nend',
  ],
  [
    'lines of bash before the end of a block',
    ['wrapped:', '["a","b"]'],
    'first a\nfirst b\nit is b',
  ],
  ['lines of bash in try:', ['tried'], 'tried\ncaught\nafter'],
  ['a line of bash as the value of a block', ['lengths:', '["a","bb"]'], '["1","2"]'],
  ['nothing more after return in bash', ['unless:', 'no'], ''],
  ['all without return', ['unless:', 'yes'], 'said yes'],
  ['what was printed before return in a branch', ['early:', 'no'], 'early'],
  ['what is behind that branch', ['early:', 'yes'], 'late'],
  ['made of what a line of bash calls local', ['locals:', 'a'], 'a and x (y)\na and x (y)!'],
  ['what a loop of bash collects in a local', ['joined:', 'a b'], '<a,b,'],
  ['nothing of the command that does nothing', ['idle'], ''],
  ['the parameter that hides a local', ['shadowed:', '7'], 'inner 7\nouter'],
])('is %s', async (_title, words, value) => {
  expect(await space.send(speaker, ...words)).toBe(value);
});

it('a class whose objects have no variables answers what they do', async () => {
  expect(await space.send('Toolbox', 'usage')).toBe('toolbox: usage\nno options');
  expect(await space.send('Toolbox', 'greet:', 'you')).toBe('hello you');
  expect(await space.error('Speaker', 'shout:', 'a')).toMatch(/Method 'shout:' not found/);
});

it('do: with code of bash that is kept in an object says what that prints', async () => {
  const list = await space.send('Array', 'fromJson:', '["1","2"]');
  const code = ['params:', '["x"]', 'code:', 'echo "item $x"', 'captured:', '{}'];
  const block = await space.send('Block', ...code);
  expect(await space.send(list, 'do:', block)).toBe('item 1\nitem 2');
});

it('raw methods for older shells keep, find and load rows', async () => {
  const older = await space.send('Older', 'new');
  expect((await space.reply(older, 'keep')).status).toBe(0);
  expect(await space.send(older, 'isKept')).toBe('yes');
  await space.send(older, 'setValue:', '5');
  expect((await space.reply(older, 'again')).status).toBe(0);
  expect(await space.send(older, 'getValue')).toBe('5');
});
