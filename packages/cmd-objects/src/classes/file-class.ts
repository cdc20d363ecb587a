// File: what lies in the file system, by its path.
import type { Stats } from 'node:fs';
import { FILE_PREDICATES } from '../evaluate/file-predicates.ts';
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { TrashClass } from '../space/trash-class.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, ClassMethod, InstanceMethod } from './define.ts';

const fs = () => process.getBuiltinModule('node:fs');
const paths = () => process.getBuiltinModule('node:path');

/** Text of a file becomes a value; no more than this. */
const LARGEST = 64 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is no directory',
  EEXIST: 'it is there already',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk can only be read',
};

/** @throws TrashError FileError: cannot read /a: there is no such file */
function attempt<T>(what: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TrashError) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new TrashError('FileError', `cannot ${what} '${path}': ${REASONS[code] ?? message}`);
  }
}

const CHUNK = 64 * 1024;

/** Not by its size: that of a device or a pipe says nothing. */
function read(path: string): string {
  return attempt('read', path, () => {
    const file = fs().openSync(path, 'r');
    try {
      const chunks: Buffer[] = [];
      for (let total = 0; total <= LARGEST;) {
        const chunk = Buffer.allocUnsafe(CHUNK);
        const size = fs().readSync(file, chunk, 0, CHUNK, null);
        if (size === 0) return Buffer.concat(chunks).toString();
        chunks.push(chunk.subarray(0, size));
        total += size;
      }
    } finally {
      fs().closeSync(file);
    }
    throw new TrashError('FileError', `cannot read '${path}': it has more than ${LARGEST} bytes`);
  });
}

const write = (path: string, text: string): null =>
  attempt('write', path, () => {
    fs().writeFileSync(path, text);
    return null;
  });

const append = (path: string, text: string): null =>
  attempt('write', path, () => {
    fs().appendFileSync(path, text);
    return null;
  });

const stat = (path: string): Stats => attempt('look at', path, () => fs().statSync(path));

const seconds = (path: string): number => Math.floor(stat(path).mtimeMs / 1000);

/** What is not there need not be removed. */
const remove = (path: string): null =>
  attempt('remove', path, () => {
    if (fs().lstatSync(path, { throwIfNoEntry: false })) fs().unlinkSync(path);
    return null;
  });

function touch(path: string): null {
  const now = new Date();
  return attempt('touch', path, () => {
    fs().closeSync(fs().openSync(path, 'a'));
    fs().utimesSync(path, now, now);
    return null;
  });
}

function temporary(prefix: string, space: ObjectSpace): string {
  const directory = space.environment('TMPDIR') ?? '';
  if (prefix.includes('/'))
    throw new TrashError('InvalidArgument', `a prefix has no '/': '${prefix}'`);
  const path = `${directory === '' ? '/tmp' : directory}/${prefix}${crypto.randomUUID()}`;
  return attempt('make', path, () => {
    fs().writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
    return path;
  });
}

function pipe(path: string): string {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { status, stderr } = spawnSync('mkfifo', ['--', path], { encoding: 'utf8' });
  if (status === 0 || FILE_PREDICATES.isFifo(path)) return path;
  const reason = stderr.trim().replace(/^.*: /, '');
  throw new TrashError('FileError', `cannot make the pipe '${path}': ${reason}`);
}

function made(self: TrashClass, path: string, space: ObjectSpace): Instance {
  if (path === '') throw new TrashError('InvalidArgument', 'a file needs a path');
  const file = space.persistence.create(self);
  space.setVariable(file, 'path', path);
  return file;
}

const pathOf = (self: Instance, space: ObjectSpace): string =>
  textOf(space.getVariable(self, 'path'));

/** A method of a file over its path and the text that came with the message. */
const onPath =
  (method: (path: string, text: string) => Value): InstanceMethod =>
  (self, [text], space) =>
    method(pathOf(self, space), textOf(text));

const onGiven =
  (method: (path: string, other: string) => Value): ClassMethod =>
  (_self, [path, other]) =>
    method(textOf(path), textOf(other));

function has(path: string, test: (stats: Stats) => boolean): boolean {
  try {
    const stats = fs().statSync(path, { throwIfNoEntry: false });
    return stats !== undefined && test(stats);
  } catch {
    // As for the tests of bash, what cannot be looked at is not there.
    return false;
  }
}

const stem = (name: string): string => name.replace(/(.)\.[^.]*$/s, '$1');

const extension = (name: string): string => (name.includes('.') ? name.replace(/^.*\./s, '') : '');

function info(path: string): string {
  const there = FILE_PREDICATES.fileExists(path);
  return [
    `Path: ${path}`,
    `Exists: ${there}`,
    ...(there ? [`Size: ${stat(path).size} bytes`] : []),
  ].join('\n');
}

/** Like `-nt` of bash: what is there is newer than what is not. */
function isNewer(one: string, other: string): boolean {
  if (!has(one, () => true)) return false;
  return !has(other, () => true) || stat(one).mtimeMs > stat(other).mtimeMs;
}

const isSame = (one: string, other: string): boolean =>
  has(one, (a) => has(other, (b) => a.ino === b.ino && a.dev === b.dev));

export const fileClass: ClassDefinition = {
  name: 'File',
  traits: ['Debuggable'],
  variables: { path: null },
  methods: {
    path: onPath((path) => path),
    exists: onPath((path) => FILE_PREDICATES.fileExists(path)),
    isFile: onPath((path) => FILE_PREDICATES.isFile(path)),
    isDirectory: onPath((path) => FILE_PREDICATES.isDirectory(path)),
    isFifo: onPath((path) => FILE_PREDICATES.isFifo(path)),
    read: onPath(read),
    readLines: onPath((path) => read(path).replace(/\n$/, '')),
    'write:': onPath(write),
    'writeLine:': onPath((path, text) => write(path, `${text}\n`)),
    'append:': onPath(append),
    'appendLine:': onPath((path, text) => append(path, `${text}\n`)),
    delete: onPath(remove),
    size: onPath((path) => stat(path).size),
    directory: onPath((path) => paths().dirname(path)),
    basename: onPath((path) => paths().basename(path)),
    extension: onPath((path) => extension(paths().basename(path))),
    stem: onPath((path) => stem(paths().basename(path))),
    'copyTo:': onPath((path, to) =>
      attempt('copy', path, () => {
        fs().copyFileSync(path, to);
        return null;
      }),
    ),
    'moveTo:': (self, [to], space) => {
      const path = pathOf(self, space);
      attempt('move', path, () => fs().renameSync(path, textOf(to)));
      space.setVariable(self, 'path', textOf(to));
    },
    touch: onPath(touch),
    modificationTime: onPath(seconds),
    info: onPath(info),
    printString: onPath((path) => `<File ${path}>`),
  },
  classMethods: {
    'at:': (self, [path], space) => made(self, textOf(path), space),
    temp: (self, _args, space) => made(self, temporary('tmp.', space), space),
    'tempWithPrefix:': (self, [prefix], space) =>
      made(self, temporary(textOf(prefix), space), space),
    'mkfifo:': (self, [path], space) => made(self, pipe(textOf(path)), space),
    'exists:': onGiven((path) => FILE_PREDICATES.fileExists(path)),
    'isFile:': onGiven((path) => FILE_PREDICATES.isFile(path)),
    'isDirectory:': onGiven((path) => FILE_PREDICATES.isDirectory(path)),
    'isSymlink:': onGiven((path) => FILE_PREDICATES.isSymlink(path)),
    'isFifo:': onGiven((path) => FILE_PREDICATES.isFifo(path)),
    'isSocket:': onGiven((path) => has(path, (stats) => stats.isSocket())),
    'isBlockDevice:': onGiven((path) => has(path, (stats) => stats.isBlockDevice())),
    'isCharDevice:': onGiven((path) => has(path, (stats) => stats.isCharacterDevice())),
    'isReadable:': onGiven((path) => FILE_PREDICATES.isReadable(path)),
    'isWritable:': onGiven((path) => FILE_PREDICATES.isWritable(path)),
    'isExecutable:': onGiven((path) => FILE_PREDICATES.isExecutable(path)),
    'isEmpty:': onGiven((path) => !has(path, ({ size }) => size > 0)),
    'notEmpty:': onGiven((path) => has(path, ({ size }) => size > 0)),
    'isNewer:than:': onGiven(isNewer),
    'isOlder:than:': onGiven((one, other) => isNewer(other, one)),
    'isSame:as:': onGiven(isSame),
    'read:': onGiven((path) => read(path)),
    'write:to:': onGiven((text, path) => write(path, text)),
    'delete:': onGiven((path) => remove(path)),
    'modificationTime:': onGiven((path) => seconds(path)),
  },
};
