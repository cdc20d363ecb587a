// A block as text for people: an instruction per line, with the names of what it uses and the lines of its source.
import { Chunk, type CodePosition } from './chunk.ts';
import { type Instruction, instructionsOf, jumpTarget } from './instructions.ts';

/** @throws TrashError BytecodeError for code that is no code; what is wrong with it otherwise is shown as it is */
export function disassemble(chunk: Chunk): string {
  return linesOf(chunk).join('\n') + '\n';
}

function linesOf(chunk: Chunk): string[] {
  const instructions = instructionsOf(chunk.code, chunk.version);
  const targets = new Set(instructions.map(jumpTarget));
  const lines = [headline(chunk), ...chunk.captures.map(captureLine)];
  for (const instruction of instructions) {
    const mark = targets.has(instruction.offset) ? '>' : ' ';
    const text = `${mark} ${place(instruction.offset)}  ${instructionText(instruction)}`;
    const notes = [noteOf(instruction, chunk), lineNote(instruction, chunk)].filter(Boolean);
    lines.push(notes.length > 0 ? `${text.padEnd(36)}; ${notes.join(', ')}` : text);
  }
  for (const [index, constant] of chunk.constants.entries()) {
    if (!(constant instanceof Chunk)) continue;
    lines.push('', `  block ${index}:`, ...linesOf(constant).map((line) => line && `    ${line}`));
  }
  return lines;
}

/** A name from outside may hold what a terminal would obey. */
const shown = (name: string) => (/^\w*$/.test(name) ? name : quoted(name));

function quoted(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u009f]/g,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
}

const place = (offset: number) => String(offset).padStart(4, '0');

function headline({ parameters, version, localCount, code }: Chunk): string {
  const names = parameters.map((parameter) => ` :${shown(parameter)}`).join('');
  return `[${names.trimStart()}] version ${version}, ${code.length} bytes, locals: ${localCount}`;
}

function captureLine({ name, source, slot }: Chunk['captures'][number], index: number): string {
  return `  captures ${index}: ${shown(name)}, ${source}${source === 'ivar' ? '' : ` ${slot}`}`;
}

function instructionText(instruction: Instruction): string {
  const { opcode, operands } = instruction;
  const target = jumpTarget(instruction);
  if (target !== null) return `${opcode.name} ${place(target)}`;
  return [opcode.name, ...operands].join(' ');
}

/** What the operands stand for. */
function noteOf({ opcode, operands }: Instruction, chunk: Chunk): string {
  const named = opcode.operands.map((kind, at) => {
    const operand = operands[at] ?? 0;
    switch (kind) {
      case 'constant':
      case 'name':
        return constantText(chunk.constants[operand]);
      case 'parameter':
        return shown(chunk.parameters[operand] ?? '');
      case 'local':
        return shown(chunk.debug?.variables[operand] ?? '');
      case 'capture':
        return shown(chunk.captures[operand]?.name ?? '');
      default:
        return '';
    }
  });
  return named.filter(Boolean).join(' ');
}

function constantText(constant: Chunk['constants'][number] | undefined): string {
  if (constant === undefined || constant instanceof Chunk) return '';
  if (typeof constant === 'bigint') return String(constant);
  return quoted(constant);
}

function lineNote({ offset }: Instruction, { debug }: Chunk): string {
  const position = debug?.positions.find((at: CodePosition) => at.offset === offset);
  return position === undefined ? '' : `line ${position.line}`;
}
