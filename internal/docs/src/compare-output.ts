// Whether what a page shows is what a program prints: but for times, versions, paths and the lengths of bars.

/** How the pages write the directory that their reader is in. */
const SHOWN_PLACE = '/home/ann/project';

function normalised(text: string): string {
  return text
    .replaceAll(/\d[\d,]*(\.\d+)+/g, '0.0')
    .replaceAll(/\d+(?= (ms|runs|rounds|cores|tokens|failed)\b)/g, '0')
    .replaceAll(/(seed|load) [\d.]+/g, '$1 0')
    .replaceAll(/█+/g, '█')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ $/gm, '')
    .trim();
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** `…` in `shown` stands for anything. */
export function isOutput(shown: string, printed: string, place: string): boolean {
  const pattern = normalised(shown).split('…').map(escaped).join('[\\s\\S]*');
  return new RegExp(`^${pattern}$`).test(normalised(printed.replaceAll(place, SHOWN_PLACE)));
}
