// Texts that no parser should fall over: random bytes, words in random order, valid programs cut and changed.

/** mulberry32: the same texts for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS =
  `[ ] [[ ]] ( ) { } | || . ; : := :: ^ @ , + - * / % < > = == ~= =~ & && ! ' " ''' $ $( $(( )) \${ \`
  # #( #{ \\ << <<EOF EOF <<< x y 1 2.5 -3 'a' "b $x" $x \${y} $(@ self z) $((1+2)) self super nil true not isEmpty
  ifTrue: ifFalse: do: to: and: at: put: try: catch: pragma: direct method: rawMethod: classMethod: category: alias:
  for: before: after: instanceVars: include: requires: primitive: calls: subclass: trait Counter echo if then fi case
  esac in for done while :x :y`.split(/\s+/);

export const PROGRAM = `package: Demo
import: Core
# A program with a bit of everything.
Sample subclass: Core::Object
  include: Debuggable
  instanceVars: value:0 name:'x' items:'[]' text:'''a
b'''
  classInstanceVars: total:0
  requires: 'lib/x.bash'
  requires: at: put:
  category: 'accessing'
  alias: size for: count
  before: at: put: do: [ @ self log: "before $x" ]
  method: at: k put: v [
    pragma: direct
    | a b |
    a := #(1 2 #three) . b := #{k: v other: "x $(@ self y) \${z}"}
    (a > 3) and: [b ~= 'q'] ifTrue: [^ a , "b" , '''c'''] ifFalse: [@ self inc; at: 1 put: 2].
    [i < 5] whileTrue: [i := i + 1 . (i = 3) ifTrue: [^ i]].
    1 to: 10 do: [:i | | t | t := $((i * 2)) . items := items arrayPush: t ]
    try: [ _throw "A" "b" ] catch: [:e | ^ e ]
    for f in *; do
      echo "$f" | sed 's/]//'
    done
    [[ -n "$k" ]] && echo yes
    ^ @ super at: k put: -5
  ]
  rawMethod: run: x [
    # it's raw
    cat <<EOF
  method: no [
EOF
    case "$x" in a) echo "]" ;; esac
    echo "\${x##*[}" \${#a[@]}
  ]
  classPrimitive: go: x calls: run_it
  testMethod: works [ ^ [[true] whileFalse: []] isEmpty ]
`;

type Random = () => number;
const below = (random: Random, limit: number): number => Math.floor(random() * limit);

function randomCharacters(random: Random, length: number): string {
  const code = (): number => (random() < 0.8 ? below(random, 128) : below(random, 0x11000));
  return Array.from({ length }, () => String.fromCharCode(code())).join('');
}

function wordSoup(random: Random, length: number): string {
  const word = (): string => WORDS[below(random, WORDS.length)] ?? '';
  const gap = (): string => [' ', '', '\n', '  '][below(random, 4)] ?? '';
  return Array.from({ length }, () => word() + gap()).join('');
}

function mutation(random: Random): string {
  let text = PROGRAM;
  for (let count = below(random, 6); count >= 0; count--) {
    const from = below(random, text.length);
    const to = Math.min(text.length, from + below(random, 30));
    const part = [
      '',
      text.slice(from, to).repeat(2),
      wordSoup(random, 3),
      text.slice(to, to + below(random, 200)),
    ][below(random, 4)];
    text = text.slice(0, from) + (part ?? '') + text.slice(to);
  }
  return text;
}

/** One text of one of the kinds. */
export function soup(random: Random): string {
  switch (below(random, 5)) {
    case 0:
      return randomCharacters(random, below(random, 400));
    case 1:
      return wordSoup(random, below(random, 150));
    case 2:
      return `Soup subclass: Object\n${wordSoup(random, below(random, 150))}`;
    case 3:
      return PROGRAM.slice(0, below(random, PROGRAM.length));
    default:
      return mutation(random);
  }
}
