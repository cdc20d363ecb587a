// Reading the text of a file of a role.
import { files } from '#files';

/** The text of a file, a byte order mark kept. Throws a `Failure` (exit 66) that names the file. */
export const readText = (path: string): string => files.readText(path);
