// The little of SVG that the plots need. Colours come from the page, which knows light and dark.

export type Attributes = Readonly<Record<string, string | number>>;

/** Text for HTML and SVG. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

export function tag(name: string, attributes: Attributes, content = ''): string {
  const words = Object.entries(attributes).map(([key, value]) => {
    const text = typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
    return ` ${key}="${escapeHtml(text)}"`;
  });
  return `<${name}${words.join('')}>${content}</${name}>`;
}

export function label(text: string, attributes: Attributes): string {
  return tag('text', attributes, escapeHtml(text));
}

/** A drawing that takes the width of the page; `name` is what a screen reader says. */
export function drawing(
  name: string,
  size: { width: number; height: number },
  content: string,
): string {
  const { width, height } = size;
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': name,
  };
  return tag('svg', attributes, content);
}

/** Places on an axis. */
export interface Scale {
  (value: number): number;
  readonly ticks: readonly number[];
}

/** `from` to `to` in the unit of the data, onto `start` to `end` in the drawing, about `count` ticks. */
export function scaleOf(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
  count = 6,
): Scale {
  const span = Math.max(to - from, 1e-6);
  const step = niceStep(span / count);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor((from + span) / step + 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  const place = (value: number): number => start + ((value - from) / span) * (end - start);
  return Object.assign(place, { ticks });
}

/** 1, 2 or 5 times a power of ten. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((nice) => nice * power >= rough) ?? 10;
  return factor * power;
}
