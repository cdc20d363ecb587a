// The messages whose blocks are part of the method around them.

export const CONTROL_BLOCKS: ReadonlySet<string> = new Set([
  'ifTrue:',
  'ifFalse:',
  'ifTrue:ifFalse:',
  'ifFalse:ifTrue:',
  'ifNil:',
  'ifNotNil:',
  'ifNil:ifNotNil:',
  'ifNotNil:ifNil:',
  'whileTrue:',
  'whileFalse:',
  'timesRepeat:',
  'to:do:',
  'and:',
  'or:',
]);
